"""The columns of what a run writes (docs/scale.md says what each holds)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pyarrow as pa

from nlp.cluster.piece import Piece, Unreadable
from nlp.cluster.recipe import Identity
from nlp.results import AnalysisResult

Row = dict[str, Any]

ANALYSED = "analysed"
FAILED = "failed"

_STATUSES = pa.map_(pa.string(), pa.string())
_PROBLEM = [("problem_type", pa.string()), ("problem_title", pa.string()), ("problem_detail", pa.string())]

RESULTS = pa.schema(
    [
        ("key", pa.string()),
        ("source", pa.string()),
        ("content_sha256", pa.string()),
        ("format", pa.string()),
        *((field, pa.string()) for field in Identity.__dataclass_fields__),
        ("outcome", pa.string()),
        ("words", pa.int32()),
        ("sentences", pa.int32()),
        ("marking_points", _STATUSES),
        ("missing", pa.list_(pa.string())),
        ("depth", pa.string()),
        ("reflective_share", pa.float32()),
        ("constraints", _STATUSES),
        ("flags", pa.list_(pa.string())),
        ("checks", _STATUSES),
        ("hints", pa.list_(pa.string())),
        ("personal_data", pa.int32()),
        *_PROBLEM,
        ("result", pa.string()),
    ]
)

SOURCES = pa.schema(
    [
        ("key", pa.string()),
        ("source", pa.string()),
        ("content_sha256", pa.string()),
        ("format", pa.string()),
        ("bytes", pa.int64()),
        *_PROBLEM,
    ]
)


def result_row(piece: Piece, identity: Identity, result: AnalysisResult) -> Row:
    """The row of a document that was analysed."""
    return {
        **_of_piece(piece, identity),
        "outcome": ANALYSED,
        "words": result.text.words,
        "sentences": len(result.text.sentences),
        "marking_points": {point.id: point.status for point in result.marking_points},
        "missing": [element for point in result.marking_points for element in point.missing],
        "depth": result.depth.label,
        "reflective_share": result.depth.reflective_share,
        "constraints": {constraint.id: constraint.status for constraint in result.constraints},
        "flags": [flag.id for flag in result.flags],
        "checks": {check.id: check.status for check in result.checks},
        "hints": [hint.id for hint in result.quality],
        "personal_data": len(result.personal_data),
        "result": result.model_dump_json(),
    }


def problem_row(piece: Piece, identity: Identity, problem_json: str) -> Row:
    """The row of a document that could not be analysed, and why."""
    return {**_of_piece(piece, identity), "outcome": FAILED, **_problem(problem_json)}


def source_row(found: Piece | Unreadable, problem_json: str | None = None) -> Row:
    """Where a document was found, and what was there; or why it could not be fetched."""
    if isinstance(found, Unreadable):
        return {"key": found.source_key, "source": found.source, **_problem(problem_json or "{}")}
    return {
        "key": found.source_key,
        "source": found.source,
        "content_sha256": found.sha256,
        "format": found.format,
        "bytes": len(found.content),
    }


def _of_piece(piece: Piece, identity: Identity) -> Row:
    return {
        "key": piece.key(identity),
        "source": piece.source,
        "content_sha256": piece.sha256,
        "format": piece.format,
        **asdict(identity),
    }


def _problem(problem_json: str) -> Row:
    problem: Mapping[str, Any] = json.loads(problem_json)
    return {f"problem_{part}": problem.get(part) for part in ("type", "title", "detail")}
