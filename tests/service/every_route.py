"""Requests to every route of the API and of the pages, with one word in every place that a caller fills."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from fastapi.routing import iter_route_contexts
from httpx2 import Response
from pydantic import BaseModel
from starlette.testclient import TestClient

from service.web import ROUTERS as PAGES

Node = Mapping[str, Any]


@dataclass(frozen=True)
class Operation:
    """One operation of the document."""

    method: str
    path: str
    description: Node

    def parameters(self, place: str) -> list[str]:
        """The names of its parameters in ``place``: path, query or header."""
        return [one["name"] for one in self.description.get("parameters", ()) if one["in"] == place]

    def media(self) -> Node:
        """What its body may be, by media type."""
        content: Node = self.description.get("requestBody", {}).get("content", {})
        return content


def operations(document: Node) -> Iterator[Operation]:
    """Every operation of the document."""
    for path, methods in document["paths"].items():
        for method, description in methods.items():
            yield Operation(method.upper(), path, description)


def pages() -> Iterator[Operation]:
    """Every route of the pages, which no document names."""
    for router in PAGES:
        for context in iter_route_contexts(router.routes):
            path = str(context.path)
            names = re.findall(r"{(\w+)", path)
            for method in sorted(context.methods or ()):
                yield Operation(method, path, {"parameters": [{"name": name, "in": "path"} for name in names]})


def fields_of_forms() -> set[str]:
    """The names of all fields that some page's form may have."""
    waiting, found = [BaseModel], set()
    while waiting:
        for model in waiting.pop().__subclasses__():
            waiting.append(model)
            if model.__module__.startswith("service."):
                found |= set(model.model_fields)
    return found


class Asking:
    """Asks one operation in many ways. ``word`` stands wherever text can stand; ``known`` are ids that exist."""

    def __init__(self, document: Node, word: str, known: Mapping[str, str]) -> None:
        self._document = document
        self._word = word
        self._known = known

    def ask(self, client: TestClient, operation: Operation) -> list[int]:
        """The statuses that it answered with."""
        word = self._word
        query = dict.fromkeys(operation.parameters("query"), word) | {word: word}
        headers = dict.fromkeys(operation.parameters("header"), word) | {"User-Agent": word, "X-Request-ID": f"{word}!"}
        ways: list[dict[str, Any]] = [
            {"headers": {"If-Match": '"1"'}},
            {"params": query, "headers": headers},
            {"content": word.encode(), "headers": {"Content-Type": f"text/{word}"}},
            {"content": f'{{"{word}": "{word}'.encode(), "headers": {"Content-Type": "application/json"}},
            {"files": {word: (f"{word}.docx", b"PK\x03\x04" + word.encode())}},
        ]
        if schema := operation.media().get("application/json", {}).get("schema"):
            ways.append({"json": self.value(schema), "headers": {"If-Match": '"1"'}})
        if schema := operation.media().get("multipart/form-data", {}).get("schema"):
            fields = self._resolve(schema).get("properties", {})
            ways.append({"files": {name: (f"{word}.txt", word.encode()) for name in fields}})
        asked = [(self._path(operation, self._known), way) for way in ways]
        asked.append((self._path(operation, {}), {"params": query}))
        return [client.request(operation.method, path, **way).status_code for path, way in asked]

    def ask_page(self, client: TestClient, operation: Operation) -> list[Response]:
        """What a page answers, for what there is and for what there is not, where all fields hold the word."""
        word, fields = self._word, dict.fromkeys(fields_of_forms(), self._word)
        headers = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin", "User-Agent": word}
        sent: dict[str, Any] = {"params": {word: word, "q": word, "after": word}, "headers": headers}
        if operation.method == "POST":
            sent |= {"data": fields, "files": {"file": (f"{word}.docx", b"PK\x03\x04" + word.encode())}}
        paths = [self._path(operation, self._known), self._path(operation, {})]
        return [client.request(operation.method, path, follow_redirects=False, **sent) for path in dict.fromkeys(paths)]

    def ask_as_nobody(self, client: TestClient, operation: Operation) -> int:
        """The status that it answers with to somebody who is not signed in, and sends the word in the address."""
        return client.request(operation.method, self._path(operation, {}), params={self._word: self._word}).status_code

    def value(self, schema: Node) -> Any:
        """Something that fits a schema, as far as it goes, with the word in every string."""
        schema = self._resolve(schema)
        if "const" in schema or "enum" in schema:
            return schema.get("const", schema.get("enum", [None])[0])
        if choices := schema.get("anyOf") or schema.get("oneOf"):
            return self.value(choices[0])
        kind = schema.get("type")
        if kind == "object":
            return {name: self.value(part) for name, part in schema.get("properties", {}).items()}
        if kind == "array":
            return [self.value(schema.get("items", {}))]
        if schema.get("format") == "uuid":
            return str(uuid4())
        plain: dict[Any, Any] = {"integer": 1, "number": 1.0, "boolean": True, "null": None}
        return plain.get(kind, self._word)

    def _path(self, operation: Operation, known: Mapping[str, str]) -> str:
        path = operation.path
        for name in operation.parameters("path"):
            path = path.replace(f"{{{name}}}", known.get(name, self._word))
        return path

    def _resolve(self, schema: Node) -> Node:
        while "$ref" in schema:
            schema = self._document["components"]["schemas"][schema["$ref"].split("/")[-1]]
        if "allOf" in schema:
            return self._resolve(schema["allOf"][0])
        return schema
