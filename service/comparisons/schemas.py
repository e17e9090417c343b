"""What a caller sends to have two drafts compared, and what the answer holds."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from nlp.comparison.results import Comparison
from nlp.results import AnalysisResult, Part
from service.audience import Reader

_UNIT = "Id of an installed unit (GET /v1/units lists them); the installation's default unit where it is left out."


class DraftsToCompare(BaseModel):
    """Two drafts of one account as text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first: str = Field(
        description="The earlier draft. Paragraphs are parted by blank lines; list items stand on lines."
    )
    second: str = Field(description="The later draft.")
    unit: str | None = Field(None, description=_UNIT)


class FilesToCompare(BaseModel):
    """Two drafts as files. Only the documentation uses this class: forms are read by `service.bodies`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first: bytes = Field(
        description="The earlier draft: .docx, .odt, .rtf, .pdf with text, .md or .txt, under such a file name.",
        json_schema_extra={"contentMediaType": "application/octet-stream"},
    )
    second: bytes = Field(
        description="The later draft; its format may be another.",
        json_schema_extra={"contentMediaType": "application/octet-stream"},
    )
    unit: str | None = Field(None, description=_UNIT)


class ComparisonQuery(Reader):
    """Query parameters of a comparison."""

    include: Literal["results"] | None = Field(
        None,
        description="`results`: answer with the whole results of both drafts too, as `POST /v1/analyses` gives them.",
    )


class DraftResults(Part):
    """The whole results of both drafts."""

    first: AnalysisResult = Field(description="Of the earlier draft.")
    second: AnalysisResult = Field(
        description="Of the later draft; sentences that it kept have the probabilities they had in the earlier one."
    )


class ComparisonAnswer(Comparison):
    """Two drafts of one account, compared."""

    results: DraftResults | None = Field(None, description="The results of both; null unless they were asked for.")


def request_body(example: dict[str, Any]) -> dict[str, Any]:
    """The OpenAPI description of the two bodies that the route takes."""
    return {
        "required": True,
        "content": {
            "application/json": {"schema": DraftsToCompare.model_json_schema(), "example": example},
            "multipart/form-data": {"schema": FilesToCompare.model_json_schema()},
        },
    }
