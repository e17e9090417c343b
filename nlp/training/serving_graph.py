"""The encoder as it is served: a BERT (Devlin et al., 2019) in as few operations as ONNX Runtime has for one.

A traced model asks at every step for shapes that never change here and adds a mask that hides nothing, and its three
projections of each attention are three products. Written out by hand, the graph has a third of the operations: the same
states, bit for bit in 8 bit, in less time (docs/speed.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, helper, numpy_helper

Weights = Mapping[str, NDArray[np.float32]]

OPSET = 17
_IR_VERSION = 8
_RUNTIME = "com.microsoft"
"""The domain of the operations that ONNX Runtime has beside the standard's: GELU, and a product by a transposed."""


def serving_graph(weights: Weights, *, layers: int, heads: int, epsilon: float) -> ModelProto:
    """The graph of a BERT encoder in single precision: ``input_ids`` (1, word pieces) to ``states`` (1, …, width).

    Args:
        weights: by the names that `transformers.BertModel` gives them.
        layers: how many of its layers to take, from the first.
        heads: of attention, a layer.
        epsilon: what its normalisations add to a variance.

    """
    graph = _Graph(weights, heads, epsilon)
    states = graph.embedded("input_ids")
    for layer in range(layers):
        states = graph.layer(states, f"encoder.layer.{layer}.")
    return graph.model(states)


class _Graph:
    """Nodes and initialisers as they are added."""

    def __init__(self, weights: Weights, heads: int, epsilon: float) -> None:
        self._weights = weights
        self._heads = heads
        self._epsilon = epsilon
        self._width = len(weights["embeddings.LayerNorm.weight"])
        self._nodes: list[Any] = []
        self._constants: dict[str, NDArray[Any]] = {}
        self._runtimes_own: list[str] = []  # whose type the standard's inference does not know

    def embedded(self, ids: str) -> str:
        """Word, kind and place of each word piece."""
        words = self._add("Gather", [self._weight("embeddings.word_embeddings.weight"), ids])
        kind = self._constant("kind", self._weights["embeddings.token_type_embeddings.weight"][0])
        first, axis = self._constant("first", np.array([0])), self._constant("axis", np.array([0]))
        count = self._add("Shape", [ids], start=1, end=2)
        places = self._add("Slice", [self._weight("embeddings.position_embeddings.weight"), first, count, axis])
        return self._normalised(self._sum(self._sum(words, kind), places), "embeddings.LayerNorm")

    def layer(self, states: str, name: str) -> str:
        """Attention and two products, each added to what came in and normalised."""
        attended = self._dense(self._attention(states, f"{name}attention.self."), f"{name}attention.output.dense")
        states = self._normalised(self._sum(attended, states), f"{name}attention.output.LayerNorm")
        wide = self._add("Gelu", [self._dense(states, f"{name}intermediate.dense")], domain=_RUNTIME)
        narrow = self._dense(wide, f"{name}output.dense")
        return self._normalised(self._sum(narrow, states), f"{name}output.LayerNorm")

    def model(self, states: str) -> ModelProto:
        """All that was added, with ``states`` as its output."""
        self._nodes.append(helper.make_node("Identity", [states], ["states"]))
        graph = helper.make_graph(
            self._nodes,
            "encoder",
            [helper.make_tensor_value_info("input_ids", TensorProto.INT64, [1, "pieces"])],
            [helper.make_tensor_value_info("states", TensorProto.FLOAT, [1, "pieces", self._width])],
            [numpy_helper.from_array(np.ascontiguousarray(array), name) for name, array in self._constants.items()],
            value_info=[helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in self._runtimes_own],
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(_RUNTIME, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)

    def _attention(self, states: str, name: str) -> str:
        width = self._width // self._heads
        apart = self._constant("by_head", np.array([-1, 3, self._heads, width]))
        together = self._constant("joined", np.array([1, -1, self._width]))
        projected = self._dense(states, *(f"{name}{part}" for part in ("query", "key", "value")))
        by_head = self._add("Transpose", [self._add("Reshape", [projected, apart])], perm=[1, 2, 0, 3])
        queries, keys, values = self._parts(by_head, self._constant("ones", np.array([1, 1, 1])))
        scores = self._add("FusedMatMul", [queries, keys], domain=_RUNTIME, transB=1, alpha=width**-0.5)
        mixed = self._add("MatMul", [self._add("Softmax", [scores], axis=-1), values])
        return self._add("Reshape", [self._add("Transpose", [mixed], perm=[0, 2, 1, 3]), together])

    def _dense(self, states: str, *names: str) -> str:
        """One product by the weights of several layers side by side."""
        matrix = np.concatenate([self._weights[f"{name}.weight"].T for name in names], axis=1)
        bias = np.concatenate([self._weights[f"{name}.bias"] for name in names])
        product = self._add("MatMul", [states, self._constant(f"{names[0]}.weight", matrix)])
        return self._sum(product, self._constant(f"{names[0]}.bias", bias))

    def _normalised(self, states: str, name: str) -> str:
        inputs = [states, self._weight(f"{name}.weight"), self._weight(f"{name}.bias")]
        return self._add("LayerNormalization", inputs, axis=-1, epsilon=self._epsilon)

    def _sum(self, one: str, other: str) -> str:
        return self._add("Add", [one, other])

    def _weight(self, name: str) -> str:
        return self._constant(name, self._weights[name])

    def _constant(self, name: str, value: NDArray[Any]) -> str:
        self._constants[name] = value
        return name

    def _parts(self, states: str, sizes: str) -> Sequence[str]:
        names = [f"{states}_{part}" for part in ("queries", "keys", "values")]
        self._nodes.append(helper.make_node("Split", [states, sizes], names, axis=0))
        return names

    def _add(self, operation: str, inputs: Sequence[str], *, domain: str = "", **attributes: Any) -> str:  # noqa: ANN401
        name = f"{operation}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(operation, inputs, [name], domain=domain, **attributes))
        if domain == _RUNTIME:
            self._runtimes_own.append(name)
        return name
