"""Reader of Markdown (CommonMark with tables): the markers are stripped, the text is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from nlp.readers.limits import Limits
from nlp.readers.plain_text import decode
from nlp.readers.reflow import split_paragraphs
from nlp.readers.tables import row_paragraphs

# "name: value" lines between dashes at the very top are for the program that shows the file.
_FRONT_MATTER = re.compile(r"\A---\n(?:[\w-]+:.*\n|[ \t]+.*\n)+---\n")
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|</?[A-Za-z][^<>]*>", re.DOTALL)
_LINE_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_VERBATIM = frozenset({"code_block", "fence"})
_DEEPEST_NESTING = 100


def paragraphs(data: bytes, limits: Limits) -> list[str]:
    """Raw paragraphs in reading order; one for each heading, list item and table row."""
    text = _FRONT_MATTER.sub("", decode(data, limits))
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST_NESTING}).enable(["table", "strikethrough"])
    return list(_paragraphs(parser.parse(text)))


def _paragraphs(tokens: Sequence[Token]) -> Iterator[str]:
    row: list[list[str]] | None = None
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            yield from row_paragraphs(row or [])
            row = None
        elif token.type == "inline" and row is not None:
            row.append([_inline_text(token)])
        elif token.type == "inline":
            yield _inline_text(token)
        elif token.type in _VERBATIM:
            yield from split_paragraphs(token.content)
        elif token.type == "html_block":
            yield from split_paragraphs(_without_tags(token.content))


def _inline_text(token: Token) -> str:
    return "".join(_piece(child) for child in token.children or [])


def _piece(token: Token) -> str:
    match token.type:
        case "text" | "code_inline" | "text_special":
            return token.content
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "html_inline":
            return _without_tags(token.content)
        case _:  # emphasis and links open and close around their text; pictures have none
            return ""


def _without_tags(html: str) -> str:
    return _TAG.sub("", _LINE_BREAK_TAG.sub("\n", html))
