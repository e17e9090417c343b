"""What a caller sends to have a text analysed, as JSON and as a form."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

_UNIT = "Id of an installed unit (GET /v1/units lists them); the installation's default unit where it is left out."


class TextToAnalyse(BaseModel):
    """A reflective account as text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = Field(description="The account. Paragraphs are parted by blank lines; list items stand on lines.")
    unit: str | None = Field(None, description=_UNIT)


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
