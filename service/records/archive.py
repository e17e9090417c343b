"""The archive of everything about a person, as a ZIP that lies in a temporary file while it is sent."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.errors import OriginalLost
from service.files import Originals
from service.records.collected import Scope, drafts_of, results, tables
from service.storage.columns import now
from service.storage.tables.people import Centre, Person
from service.storage.tables.submissions import Draft, DraftDocument, Submission, Text

_HERE = Path(__file__).parent
_IN_MEMORY_BYTES = 1024 * 1024
_CHUNK_BYTES = 64 * 1024
_LONGEST_NAME = 80
_UNSAFE = re.compile(r"[^\w. -]")


@dataclass(frozen=True, slots=True)
class _Writer:
    archive: ZipFile
    originals: Originals

    def write_json(self, name: str, content: object) -> None:
        """As people can read it."""
        self.archive.writestr(name, json.dumps(content, ensure_ascii=False, indent=2) + "\n")

    def write_original(self, name: str, document: DraftDocument, centre_id: UUID) -> None:
        """As it was handed in; where it is lost, a file says so."""
        if document.original_sha256 is None:
            return
        try:
            source = self.originals.open(centre_id, document.original_sha256)
        except OriginalLost as lost:
            self.archive.writestr(f"{name}.lost.txt", f"{lost}\n")
            return
        with source, self.archive.open(name, "w") as target:
            shutil.copyfileobj(source, target)


def build_archive(session: Session, originals: Originals, scope: Scope) -> IO[bytes]:
    """The archive, to be read from its start and closed; raises FilesUnavailable."""
    file = SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES)  # noqa: SIM115 - the caller closes it
    try:
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            writer = _Writer(archive, originals)
            archive.writestr("README.txt", _readme(session, scope))
            for name, content in tables(session, scope):
                writer.write_json(name, content)
            for draft in drafts_of(session, scope):
                _write_draft(session, writer, scope, draft)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def chunks(file: IO[bytes]) -> Iterator[bytes]:
    """A file's bytes in pieces; it is closed in the end."""
    with file:
        while piece := file.read(_CHUNK_BYTES):
            yield piece


def _write_draft(session: Session, writer: _Writer, scope: Scope, draft: Draft) -> None:
    folder = f"drafts/{draft.submission_id}/{draft.number}"
    text = session.get_one(Text, draft.text_id)
    if text.content is not None:
        writer.archive.writestr(f"{folder}/text.txt", text.content)
    documents = select(DraftDocument).where(DraftDocument.draft_id == draft.id).order_by(DraftDocument.position)
    for document in session.scalars(documents):
        name = f"{folder}/original-{document.position}-{_safe(document.name or 'document')}"
        writer.write_original(name, document, text.centre_id)
    for number, (about, result) in enumerate(results(session, scope, draft), 1):
        writer.write_json(
            f"{folder}/result-{number}.json", {**about, "result": None if result is None else json.loads(result)}
        )


def _safe(name: str) -> str:
    return _UNSAFE.sub("_", name)[-_LONGEST_NAME:].lstrip(".") or "document"


def _readme(session: Session, scope: Scope) -> str:
    person = session.get_one(Person, scope.person_id)
    centre = session.get(Centre, person.centre_id) if person.centre_id else None
    held_back = session.scalar(select(Submission.id).where(scope.submissions(), ~scope.judged()).limit(1))
    return (
        (_HERE / "readme.txt")
        .read_text(encoding="utf-8")
        .format(
            name=person.name,
            centre=centre.name if centre else "this installation",
            day=f"{now():%-d %B %Y}",
            withheld=_wording("withheld")["none" if held_back is None else "some"],
            left_out="\n".join(f"{name:<18} {reason}" for name, reason in left_out().items()),
        )
    )


def left_out() -> dict[str, str]:
    """Tables of which an export holds nothing, and why."""
    return _wording("left_out")


@cache
def _wording(name: str) -> dict[str, str]:
    content: dict[str, str] = yaml.safe_load((_HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    return content
