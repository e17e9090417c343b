"""What every process of a run needs to know to analyse as the others do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nlp.pipeline import Analyser, load_analyser

Load = Callable[[str | None], Analyser]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a process makes its analyser. It travels between processes, so its functions belong to modules.

    ``problem``: puts an error into words, as JSON with ``type``, ``title`` and ``detail``. ``qualification``: whose
    level the feedback keeps to; by default the unit's lowest.
    """

    problem: Callable[[Exception], str]
    unit: str | None = None
    qualification: str | None = None
    load: Load | None = None

    def analyser(self) -> Analyser:
        """Make it; raises UnitNotFound, UnitInvalid, QualificationNotFound or ArtefactError."""
        return (self.load or one_core_analyser)(self.unit).for_qualification(self.qualification)


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes results: they are kept apart, and never made again, by it."""

    unit: str
    unit_version: str
    unit_sha256: str
    qualification: str
    model: str
    matching: str
    version: str

    @classmethod
    def of(cls, analyser: Analyser) -> Identity:
        """The identity of an analyser's results."""
        unit, program = analyser.unit_reference, analyser.reference
        return cls(
            unit=unit.id,
            unit_version=unit.version,
            unit_sha256=unit.sha256,
            qualification=analyser.qualification.id,
            model=program.model,
            matching=program.matching,
            version=program.version,
        )


def one_core_analyser(unit_id: str | None) -> Analyser:
    """The installed model with one thread: a run has an analyser for each core."""
    return load_analyser(unit_id, threads=1)
