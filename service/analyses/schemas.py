"""What a caller sends to have a text analysed, as JSON and as a form."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from nlp.documents import Document
from nlp.pipeline import Analyser
from nlp.results import AnalysisResult
from service.audience import Reader

Part = Literal[
    "text",
    "marking_points",
    "depth",
    "constraints",
    "flags",
    "checks",
    "quality",
    "overlaps",
    "personal_data",
    "feedback",
]
ALWAYS_INCLUDED = frozenset(AnalysisResult.model_fields) - frozenset(get_args(Part))

_UNIT = "Id of an installed unit (GET /v1/units lists them); the installation's default unit where it is left out."


class TextToAnalyse(BaseModel):
    """A reflective account as text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = Field(description="The account. Paragraphs are parted by blank lines; list items stand on lines.")
    unit: str | None = Field(None, description=_UNIT)


class AnalysisReader(Reader):
    """Query parameters of every route that analyses an account."""

    as_of: date | None = Field(
        None,
        description=(
            "The day against which the account's dates are long ago or still to come, such as 2026-09-01; where it is "
            "left out, neither is ever said."
        ),
        examples=["2026-09-01"],
    )

    def analyse(self, analyser: Analyser, document: Document) -> AnalysisResult:
        """What the reader may see of the result for a document; raises DocumentEmpty."""
        return self.seen(analyser.analyse(document, as_of=self.as_of))


class AnalysisQuery(AnalysisReader):
    """Query parameters of an analysis that is answered as JSON."""

    include: tuple[Part, ...] = Field(
        (),
        description=(
            "Parts of the result to answer with, besides `unit` and `analyser`; the whole result where it is left out. "
            "`?include=feedback` is what a page for learners needs."
        ),
    )

    def included(self) -> set[str] | None:
        """Names of the parts to answer with; None for all."""
        return {*ALWAYS_INCLUDED, *self.include} if self.include else None


class FileToAnalyse(BaseModel):
    """A reflective account as a file. Only the documentation uses this class: forms are read by `submission`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: bytes = Field(
        description="The account: .docx, .odt, .rtf, .pdf with text, .md or .txt. The file name must end accordingly.",
        json_schema_extra={"contentMediaType": "application/octet-stream"},
    )
    unit: str | None = Field(None, description=_UNIT)


def request_body(example: dict[str, Any]) -> dict[str, Any]:
    """The OpenAPI description of the two bodies that the route takes."""
    return {
        "required": True,
        "content": {
            "application/json": {"schema": TextToAnalyse.model_json_schema(), "example": example},
            "multipart/form-data": {"schema": FileToAnalyse.model_json_schema()},
        },
    }


def document_body() -> dict[str, Any]:
    """The OpenAPI description of a body that must hold a file."""
    return {"required": True, "content": {"multipart/form-data": {"schema": FileToAnalyse.model_json_schema()}}}
