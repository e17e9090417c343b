"""The result's JSON as docs/result.md describes it, and a check that something has that shape."""

from __future__ import annotations

from typing import Any

# Each list stands for the shape of its items, each dict with a single "*" for any keys.
EVIDENCE = [{"start": int, "end": int, "probability": float}]
EXTENTS = [{"start": int, "end": int}]
LABELS = [{"id": str, "probability": float}]
EXTENTS = [{"start": int, "end": int}]
OPTIONAL = (str, type(None))
SHAPE = {
    "unit": {"id": str, "version": str, "sha256": str, "title": str},
    "analyser": {"version": str, "model": str, "matching": str},
    "text": {
        "content": str,
        "words": int,
        "paragraphs": [{"start": int, "end": int}],
        "sentences": [
            {
                "start": int,
                "end": int,
                "stage": {"label": str, "probabilities": {"*": float}},
                "elements": LABELS,
                "constraints": LABELS,
                "mistakes": LABELS,
            }
        ],
    },
    "marking_points": [
        {
            "id": str,
            "status": str,
            "probabilities": {"met": float, "partial": float, "not": float},
            "elements": [{"id": str, "status": str, "evidence": EVIDENCE}],
            "missing": [str],
            "explanation": str,
        }
    ],
    "depth": {"label": str, "reflective_share": float, "stages": {"*": int}},
    "constraints": [{"id": str, "status": str, "evidence": EVIDENCE, "because": EXTENTS}],
    "flags": [{"id": str, "severity": str, "message": str, "evidence": EVIDENCE}],
    "checks": [{"id": str, "kind": str, "status": str, "message": str, "cites": [str], "evidence": EXTENTS}],
    "quality": [{"id": str, "quality": str, "message": str, "evidence": EXTENTS}],
    "overlaps": [{"source": str, "share": float, "passages": EXTENTS}],
    "personal_data": [{"kind": str, "start": int, "end": int, "certainty": str}],
    "feedback": {
        "qualification": str,
        "level": int,
        "policy": str,
        "summary": str,
        "strengths": [{"text": str, "quote": OPTIONAL, "evidence": EVIDENCE}],
        "next_steps": [
            {
                "text": str,
                "question": str,
                "marking_point": OPTIONAL,
                "element": OPTIONAL,
                "guidance": OPTIONAL,
                "tip": OPTIONAL,
                "evidence": EVIDENCE,
            }
        ],
        "corrections": [
            {
                "flag": OPTIONAL,
                "severity": str,
                "text": str,
                "question": str,
                "correction": OPTIONAL,
                "cites": [str],
                "evidence": EVIDENCE,
            }
        ],
        "cautions": [str],
    },
}


def assert_shape(value: Any, shape: Any, place: str = "result") -> None:
    if isinstance(shape, dict):
        assert isinstance(value, dict), place
        if "*" not in shape:
            assert set(value) == set(shape), place
        for key, part in value.items():
            assert_shape(part, shape.get(key, shape.get("*")), f"{place}.{key}")
    elif isinstance(shape, list):
        assert isinstance(value, list), place
        for part in value:
            assert_shape(part, shape[0], f"{place}[]")
    else:
        assert isinstance(value, shape), place


def extents(value: Any) -> list[tuple[int, int]]:
    """Every stretch of text that a result points at."""
    if isinstance(value, dict):
        own = [(value["start"], value["end"])] if "start" in value else []
        return own + [place for part in value.values() for place in extents(part)]
    return [place for part in value for place in extents(part)] if isinstance(value, list) else []
