"""What is known of the accounts that were judged: how long they are, in which form they came, how they are written."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import Session

from service.access import Actor
from service.judging.columns import GROUP
from service.storage.tables.analyses import Analysis
from service.storage.tables.submissions import Draft, DraftDocument, Submission, Text

_FILE = Path(__file__).parent / "accounts.yaml"


class _Sentences(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    words: float = Field(gt=0)
    because: str
    short: str
    longer: str


class _Kinds(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    sentences: _Sentences
    documents: Mapping[str, str]
    other_document: str
    several_documents: str


@cache
def _kinds() -> _Kinds:
    return _Kinds.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


def words_and_groups(session: Session, actor: Actor, drafts: pd.Series[Any]) -> pd.DataFrame:
    """Columns ``words``, ``group.form`` and ``group.document``, one row for each of ``drafts`` (ids, a category)."""
    known = _read(session, actor)
    of_draft = {
        "words": known["words"],
        f"{GROUP}form": _form(known["words"] / known["sentences"]),
        f"{GROUP}document": _document(known),
    }
    stored = drafts.cat.categories.str.replace("-", "")
    return pd.DataFrame(
        {name: values.reindex(stored).to_numpy()[drafts.cat.codes] for name, values in of_draft.items()},
        index=drafts.index,
    )


def _read(session: Session, actor: Actor) -> pd.DataFrame:
    """Words, sentences, documents and the kind of one of them, by draft: its id without hyphens."""
    documents = (
        select(
            DraftDocument.draft_id, func.count().label("documents"), func.min(DraftDocument.media_type).label("kind")
        )
        .group_by(DraftDocument.draft_id)
        .subquery()
    )
    # Of a text that was analysed with several models there are several counts, all but the same.
    sentences = (
        select(Analysis.text_sha256, func.max(Analysis.signals["sentences"].as_integer()).label("sentences"))
        .where(Analysis.centre_id == actor.centre)
        .group_by(Analysis.text_sha256)
        .subquery()
    )
    rows = session.execute(
        select(
            func.replace(cast(Draft.id, String), "-", "").label("draft"),
            Text.words,
            sentences.c.sentences,
            documents.c.documents,
            documents.c.kind,
        )
        .join(Submission, Submission.id == Draft.submission_id)
        .join(Text, Text.id == Draft.text_id)
        .outerjoin(sentences, sentences.c.text_sha256 == Text.sha256)
        .outerjoin(documents, documents.c.draft_id == Draft.id)
        .where(Submission.centre_id == actor.centre)
    )
    read = pd.DataFrame(list(map(tuple, rows)), columns=list(rows.keys())).set_index("draft")
    return read.astype({"words": float, "sentences": float, "documents": float})


def _form(words_a_sentence: pd.Series[Any]) -> pd.Series[Any]:
    """How the program sees that an account is written: empty where it has found no sentences."""
    kinds = _kinds().sentences
    short = (words_a_sentence < kinds.words).map({True: kinds.short, False: kinds.longer})
    return short.where(words_a_sentence.notna())


def _document(known: pd.DataFrame) -> pd.Series[Any]:
    kinds = _kinds()
    named = known["kind"].map(kinds.documents).where(known["kind"].map(kinds.documents).notna(), kinds.other_document)
    return named.mask(known["documents"] > 1, kinds.several_documents).where(known["documents"] > 0)
