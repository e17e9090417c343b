"""What a caller sends to have an account redacted, and what the answer holds."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class TextToRedact(BaseModel):
    """An account as text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = Field(description="The account. Paragraphs are parted by blank lines; list items stand on lines.")


class FileToRedact(BaseModel):
    """An account as a file. Only the documentation uses this class: forms are read by `service.bodies`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: bytes = Field(
        description="The account: .docx, .odt, .rtf, .pdf with text, .md or .txt. The file name must end accordingly.",
        json_schema_extra={"contentMediaType": "application/octet-stream"},
    )


class KindReplaced(BaseModel):
    """How many strings of one kind were replaced."""

    model_config = ConfigDict(frozen=True)

    kind: str = Field(
        description="What they were: `full_name`, `phone`, …; `name_again`: a name found elsewhere, or part of one."
    )
    count: int = Field(ge=1, description="How many places of the text held one.")


class RedactedText(BaseModel):
    """A text in which nothing stands any more that was found to identify somebody."""

    model_config = ConfigDict(frozen=True)

    text: str = Field(description="The text, with pseudonyms and numbered labels.")
    replaced: tuple[KindReplaced, ...] = Field(description="What was replaced, by kind, most frequent first.")
    caution: str = Field(description="What may identify somebody all the same. Show it to whoever gets the text.")


def request_body(example: dict[str, Any]) -> dict[str, Any]:
    """The OpenAPI description of the two bodies that the route takes."""
    return {
        "required": True,
        "content": {
            "application/json": {"schema": TextToRedact.model_json_schema(), "example": example},
            "multipart/form-data": {"schema": FileToRedact.model_json_schema()},
        },
    }


def document_body() -> dict[str, Any]:
    """The OpenAPI description of a body that must hold a file."""
    return {"required": True, "content": {"multipart/form-data": {"schema": FileToRedact.model_json_schema()}}}
