"""The serving encoder: word pieces of one window in, one state per word piece out (ONNX Runtime)."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

States = NDArray[np.float32]


class TokenEncoder(Protocol):
    """Anything that turns the word pieces of a window into states; see also `nlp.training.torch_encoder`."""

    def encode(self, ids: NDArray[np.int64]) -> States:
        """States of shape (word pieces, width) for word-piece ids of shape (word pieces,)."""


class OnnxEncoder:
    """The exported encoder. One window a call, so that no window's result depends on another's. Thread-safe.

    A call computes in its caller's thread: two threads gain more from two windows than from sharing one, whose
    operations are short (docs/speed.md).

    Making one sets NumPy's BLAS to one thread, for the whole process: the heads' products are too small to share out.
    """

    def __init__(self, path: Path) -> None:
        import onnxruntime  # noqa: PLC0415  (kept out of commands that analyse nothing)
        from threadpoolctl import threadpool_limits  # noqa: PLC0415

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        threadpool_limits(limits=1, user_api="blas")
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def encode(self, ids: NDArray[np.int64]) -> States:
        """See `TokenEncoder`."""
        batch = ids[None, :]
        (states,) = self._session.run(None, {"input_ids": batch})
        found: States = np.asarray(states, dtype=np.float32)[0]
        return found
