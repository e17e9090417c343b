"""Making the demonstration centre, whole or not at all."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from criteria_bank.loader import default_unit_id
from nlp.corpus.reader import read_accounts, read_corpus
from nlp.pipeline import Analyser, load_analyser
from service.analysers import Load
from service.demonstration.disagreeing import disagree
from service.demonstration.founding import FoundedCentre, fill_banks, found
from service.demonstration.happening import happen
from service.demonstration.parts import cast_parts
from service.demonstration.people import password_of
from service.demonstration.planning import plan
from service.demonstration.reading import RememberingAnalyser
from service.demonstration.sampling import plan_sampling
from service.demonstration.specification import Specification, specification
from service.demonstration.within import Within
from service.demonstration.world import World
from service.errors import SettingsInvalid
from service.files import open_originals
from service.jobs import RecordedJobs
from service.jobs.comparing import Indexes
from service.jobs.workplace import InstalledAnalysers, Workplace
from service.settings import Settings
from service.storage import Database
from service.storage.clock import as_of

MODELS = Path(__file__).parents[2] / "models"
CORPUS = MODELS / "corpus"
FOILS = MODELS / "foils" / "talk.acc"


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
    with database.write() as session:
        with as_of(planned.founded):
            centre = found(session, wanted, password_of(settings))
            fill_banks(session, wanted, analyser.unit, centre)
        world = _world(settings, database, session, analyser, centre)
        for event in planned.events:
            with as_of(event.at):
                happen(event, world)
                world.perform_jobs()
        disagree(world, wanted.disagreeing_learners)
        plan_sampling(world, wanted)


def _world(
    settings: Settings, database: Database, session: Session, analyser: Analyser, centre: FoundedCentre
) -> World:
    jobs = RecordedJobs()
    within, analysers = Within(database, session), InstalledAnalysers(lambda _: analyser)
    return World(
        session=session,
        unit=analyser.unit,
        centre_id=centre.id,
        people=dict(centre.people),
        jobs=jobs,
        workplace=Workplace(settings, within, jobs, analysers, Indexes()),
        originals=open_originals(settings.files_address),
    )
