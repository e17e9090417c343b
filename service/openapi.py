"""The generated OpenAPI document, with the shape that errors really have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from service.problems import FaultDetail, Problem

_MODELS: list[tuple[type[BaseModel], JsonSchemaMode]] = [(Problem, "serialization"), (FaultDetail, "serialization")]


class DocumentedApp(FastAPI):
    """An app whose document holds the schemas that `problems.describe_problems` refers to.

    ``answers``: examples of what operations answer, by their ids. The framework would drop every null from them.
    """

    answers: Mapping[str, Any] = {}

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document, made once."""
        if not self.openapi_schema:
            document = super().openapi()
            _replace_validation_errors(document)
            _show(document, self.answers)
        return super().openapi()


def _replace_validation_errors(document: dict[str, Any]) -> None:
    """Put our problems in the place of the framework's own shape of error, which no route ever answers with."""
    for operation in _operations(document):
        if "application/json" in operation["responses"].get("422", {}).get("content", {}):
            del operation["responses"]["422"]
    schemas = document["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    _, ours = models_json_schema(_MODELS, ref_template="#/components/schemas/{model}")
    schemas.update(ours["$defs"])


def _show(document: dict[str, Any], answers: Mapping[str, Any]) -> None:
    for operation in _operations(document):
        if operation["operationId"] in answers:
            operation["responses"]["200"]["content"]["application/json"]["example"] = answers[operation["operationId"]]


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in document["paths"].values():
        yield from path.values()
