"""Making the demonstration centre, whole or not at all."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from criteria_bank.loader import default_unit_id
from nlp.corpus.reader import read_accounts, read_corpus
from nlp.pipeline import Analyser, load_analyser
from service.analysers import Load
from service.demonstration.founding import found, hash_passwords
from service.demonstration.parts import cast_parts
from service.demonstration.planning import plan
from service.demonstration.reading import RememberingAnalyser
from service.demonstration.replaying import Replay, Tools
from service.demonstration.specification import Specification, specification
from service.demonstration.within import Within
from service.errors import SettingsInvalid
from service.files import open_originals
from service.jobs import RecordedJobs
from service.jobs.comparing import Indexes
from service.jobs.workplace import InstalledAnalysers, Workplace
from service.keys import Keys
from service.settings import Settings
from service.storage import Database
from service.storage.clock import as_of
from service.storage.tables.people import Centre

MODELS = Path(__file__).parents[2] / "models"
CORPUS = MODELS / "corpus"
FOILS = MODELS / "foils" / "talk.acc"
_PASSWORD_BYTES = 10
_GROUP = 4


def is_made(database: Database) -> bool:
    """Whether the centre is there."""
    slug = specification().centre.slug
    with database.read() as session:
        return session.scalar(select(Centre.id).where(Centre.slug == slug)) is not None


def make(
    settings: Settings, database: Database, load: Load = load_analyser, wanted: Specification | None = None
) -> None:
    """Make the centre and let everything happen up to now.

    ``database``: brought up to date, and without the centre. ``load`` is given a unit's id. ``wanted``: by default the
    demonstration that is installed.

    Raises:
        SettingsInvalid: here real learners' work is kept, or the corpus is missing.
    """
    if settings.in_production:
        raise SettingsInvalid(
            "TALLYMARK_ENVIRONMENT is 'production': where real learners' work is kept there is no demonstration. "
            "Make it in an installation of its own."
        )
    if not CORPUS.is_dir():
        raise SettingsInvalid("The demonstration is made from the labelled corpus, which only a checkout has.")
    wanted = wanted or specification()
    analyser = RememberingAnalyser(load(default_unit_id()))
    parts = cast_parts(wanted, analyser.unit, read_corpus(CORPUS, analyser.unit), read_accounts(FOILS, analyser.unit))
    analyser.read_all(script.document for part in parts for script in part.scripts)
    planned = plan(wanted, analyser.unit, parts, analyser.suggestions, datetime.now(UTC))
    hashes = hash_passwords(wanted, password_of(settings))
    with database.write() as session:
        with as_of(planned.founded):
            centre = found(session, wanted, hashes)
        tools = _tools(settings, Within(database, session), analyser)
        Replay(session, centre, analyser.unit, tools).play(planned)


def password_of(settings: Settings) -> str:
    """What everybody of the centre signs in with: another one in each installation, as it follows from its secret."""
    key = Keys.of(settings).derive("demonstration password", length=_PASSWORD_BYTES)
    letters = base64.b32encode(key).decode().lower()
    return "-".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))


def _tools(settings: Settings, database: Database, analyser: Analyser) -> Tools:
    jobs = RecordedJobs()
    workplace = Workplace(settings, database, jobs, InstalledAnalysers(lambda _: analyser), Indexes())
    return Tools(jobs, workplace, open_originals(settings.files_address))
