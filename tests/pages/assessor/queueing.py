"""A centre with work that waits, for tests of the queue's pages."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from service.storage.tables.people import Centre, Person, Role
from service.storage.tables.submissions import State
from tests.service.queue.waiting import a_cohort, waiting
from tests.service.submissions_in_centres import UNIT
from tests.service.world import World

HOSTILE = "<script>alert(1)</script> \u202e\u0645\u0631\u062d\u0628\u0627 🙂"


@dataclass(frozen=True)
class Waiting:
    """``ids``: submissions by the name of whose they are, in the order of the queue."""

    centre: Centre
    assessor: Person
    colleague: Person
    iqa: Person
    ids: dict[str, UUID]


def a_queue(world: World, *, blind_first: bool = False) -> Waiting:
    """Six submissions in four groups; Ada assesses one, Mary another."""
    centre = world.centre(blind_first=blind_first)
    assessor = world.person(centre, Role.ASSESSOR, name="Ada Byron")
    colleague = world.person(centre, Role.ASSESSOR, name="Mary Somerville")
    cohort = a_cohort(world.database, centre, assessor)
    work = {
        "Asha Rao": ("mmmmmmmm", 3, {}),
        "Ben O’Hara": ("mmmmmmmm", 4, {"state": State.IN_ASSESSMENT, "assessor": colleague}),
        "Dilys Probert": ("mmmmmmmp", 5, {"state": State.IN_ASSESSMENT, "assessor": assessor}),
        "Chidi Eze": ("mmmmmmpp", 2, {"cohort": cohort}),
        "Ewa Nowak": ("nnnnnnnn", 1, {}),
        HOSTILE: (None, 0, {"cohort": cohort}),
    }
    ids = {
        name: waiting(
            world.database,
            world.person(centre, Role.LEARNER, name=name),
            statuses,
            hours=hours,
            unit=UNIT.id,
            **more,  # type: ignore[arg-type]
        )
        for name, (statuses, hours, more) in work.items()
    }
    return Waiting(centre, assessor, colleague, world.person(centre, Role.IQA, name="Caroline Herschel"), ids)
