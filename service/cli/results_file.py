"""The results of a folder as JSON Lines, written so that a run that was stopped can go on where it was.

During a run lines are appended, each in one write; when it ends, by itself or by Ctrl-C, the file is put in order: one
line for each source, by name. A run that was killed leaves at worst a torn last line, which the next run drops.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import typer

from nlp.results import AnalysisResult, Overlap

_OPENING = b'{"source":'


@dataclass(frozen=True, slots=True)
class Origin:
    """What made a result: it is only used again for the same unit, model, program, qualification and reader.

    ``complete``: nothing was left out because of the qualification's feedback policy. ``as_of``: the day that dates
    were judged by, which the line holds beside the result.
    """

    unit_sha256: str
    model: str
    version: str
    qualification: str
    complete: bool
    as_of: str | None = None

    @classmethod
    def of(cls, entry: dict[str, Any]) -> Self:
        """What made the result of a line; raises KeyError or TypeError for one of another version of the format."""
        result = entry["result"]
        analyser = result["analyser"]
        return cls(
            result["unit"]["sha256"],
            analyser["model"],
            analyser["version"],
            result["feedback"]["qualification"],
            bool(result["marking_points"]),
            entry.get("as_of"),
        )


@dataclass(frozen=True, slots=True)
class _Line:
    """Where a source's line lies in the file, the hash of the text that it is about, and the overlaps that it tells.

    The hash is None where the line cannot be reused; the overlaps are JSON.
    """

    start: int
    length: int
    text_hash: bytes | None
    overlaps: str = "[]"


class ResultsFile:
    """A results file that is open for a run; use it as a context manager.

    Raises typer.BadParameter where the file exists and is something else: it is never overwritten.
    """

    def __init__(self, path: Path, origin: Origin) -> None:
        self.path = path
        self._origin = origin
        self._lines: dict[str, _Line] = {}

    def __enter__(self) -> Self:
        if not self.path.absolute().parent.is_dir():
            raise typer.BadParameter(f"There is no folder '{self.path.parent}' for '--out'. Make it first.")
        self._file: BinaryIO = self.path.open("a+b")
        try:
            self._file.truncate(self._index())
        except BaseException:
            self._file.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            ordered = self._in_order()
        finally:
            self._file.close()
        if ordered is not None:
            ordered.replace(self.path)

    def has(self, source: str, text: str) -> bool:
        """Whether there is a result for this source with this text, that can be used again (`Origin`)."""
        line = self._lines.get(source)
        return line is not None and line.text_hash == _hash(text)

    def others(self, sources: set[str]) -> int:
        """How many lines are about sources that are not among these."""
        return len(self._lines.keys() - sources)

    def write_result(self, source: str, result_json: str, text: str) -> None:
        """Write the result of a source; it takes the place of an earlier line about it."""
        day = f'"as_of":{json.dumps(self._origin.as_of)},' if self._origin.as_of else ""
        self._write(source, f'{day}"result"', result_json, _hash(text))

    def update_overlaps(self, source: str, overlaps: Sequence[Overlap]) -> bool:
        """Put these in the place of those of the source's result; False where they are the same."""
        line = self._lines[source]
        if line.overlaps == _json([overlap.model_dump(mode="json") for overlap in overlaps]):
            return False
        self._file.seek(line.start)
        result = AnalysisResult.model_validate(json.loads(self._file.read(line.length))["result"])
        updated = result.model_copy(update={"overlaps": tuple(overlaps)})
        self.write_result(source, updated.model_dump_json(), result.text.content)
        return True

    def write_error(self, source: str, problem_json: str) -> None:
        """Write why a source has no result; the next run tries again."""
        self._write(source, '"error"', problem_json, None)

    def _write(self, source: str, key: str, value: str, text_hash: bytes | None) -> None:
        line = f'{{"source":{json.dumps(source, ensure_ascii=False)},{key}:{value}}}\n'.encode()
        start = self._file.seek(0, os.SEEK_END)
        self._file.write(line)
        self._file.flush()
        self._lines[source] = _Line(start, len(line), text_hash)

    def _index(self) -> int:
        """Note where each source's last line lies; the length of the file without a torn last line."""
        end = 0
        self._file.seek(0)
        for raw in self._file:
            entry = _parse(raw)
            if entry is None:
                if raw.endswith(b"\n") or not _could_be_torn(raw):
                    raise typer.BadParameter(
                        f"'{self.path}' exists and is not a file of results. Choose another name for '--out'."
                    )
                break
            self._lines[entry["source"]] = _Line(end, len(raw), self._text_hash(entry), _overlaps_json(entry))
            end += len(raw)
        return end

    def _text_hash(self, entry: dict[str, Any]) -> bytes | None:
        result = entry.get("result")
        if not isinstance(result, dict):
            return None
        try:
            return _hash(result["text"]["content"]) if Origin.of(entry) == self._origin else None
        except (KeyError, TypeError):  # a result of another version of the format
            return None

    def _in_order(self) -> Path | None:
        """A new file with one line for each source, by name; None where this one is like that already."""
        lines = [self._lines[source] for source in sorted(self._lines)]
        positions = accumulate((line.length for line in lines), initial=0)
        if [*(line.start for line in lines), self._size()] == list(positions):
            return None
        ordered = self.path.with_name(f".{self.path.name}.tmp")
        with ordered.open("wb") as file:
            for line in lines:
                self._file.seek(line.start)
                file.write(self._file.read(line.length))
            file.flush()
            os.fsync(file.fileno())
        return ordered

    def _size(self) -> int:
        return self._file.seek(0, os.SEEK_END)


def _parse(raw: bytes) -> dict[str, Any] | None:
    """A whole line of results, or None."""
    if not raw.endswith(b"\n"):
        return None
    try:
        entry = json.loads(raw)
    except ValueError:
        return None
    return entry if isinstance(entry, dict) and isinstance(entry.get("source"), str) else None


def _overlaps_json(entry: dict[str, Any]) -> str:
    result = entry.get("result")
    return _json(result.get("overlaps", []) if isinstance(result, dict) else [])


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True)


def _could_be_torn(raw: bytes) -> bool:
    return raw.startswith(_OPENING) or _OPENING.startswith(raw)


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
