"""What the performing of jobs needs: the database, the models, and where to ask for further jobs."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from threading import Lock

from criteria_bank.loader import unit_path
from nlp.documents import Document
from nlp.pipeline import Analyser
from service.analysers import Load
from service.jobs.asking import Jobs
from service.jobs.comparing import Indexes
from service.settings import Settings
from service.storage import Database


@dataclass(frozen=True, slots=True)
class Installed:
    """An analyser, and the file of its unit as it was when it was loaded."""

    analyser: Analyser
    unit_file: str


class InstalledAnalysers:
    """The analyser of each unit, loaded when it is first needed. ``load`` is given a unit's id."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._loaded: dict[str, Installed] = {}
        self._lock = Lock()

    def get(self, unit_id: str) -> Installed:
        """Raises UnitNotFound, UnitInvalid or ArtefactError."""
        with self._lock:
            if unit_id not in self._loaded:
                self._loaded[unit_id] = self._load_whole(unit_id)
            return self._loaded[unit_id]

    def _load_whole(self, unit_id: str) -> Installed:
        while True:
            analyser = self._load(unit_id)
            # What is built on first use is built here, and not on some learner's time.
            analyser.analyse(Document.from_paragraphs([analyser.unit.synopsis]))
            content = unit_path(unit_id).read_bytes()
            # Somebody may be saving the file just now.
            if hashlib.sha256(content).hexdigest() == analyser.loaded_unit.sha256:
                return Installed(analyser, content.decode())


@dataclass(frozen=True, slots=True)
class Workplace:
    """One per worker process."""

    settings: Settings
    database: Database
    jobs: Jobs
    analysers: InstalledAnalysers
    indexes: Indexes
