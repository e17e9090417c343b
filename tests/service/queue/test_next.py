"""Which submission an assessor should take next, and how long all of them have waited."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID

import pytest
import sqlalchemy as sa

from service.access import Actor
from service.errors import NotFound
from service.queue.schemas import QueueQuery
from service.queue.store import next_to_take, read_item
from service.queue.workload import read_ages
from service.storage.columns import now
from service.storage.tables.people import Role
from service.storage.tables.submissions import State, Submission
from tests.service.queue.waiting import waiting
from tests.service.submissions_in_centres import actor
from tests.service.world import World


def asked(world: World, who: Actor, **filters: object) -> UUID | None:
    with world.database.read() as session:
        return next_to_take(session, who, QueueQuery.model_validate(filters))


def test_what_is_given_to_her_comes_first_then_the_order_of_the_queue(world: World) -> None:
    centre = world.centre()
    learner, person, other = (world.person(centre, role) for role in (Role.LEARNER, Role.ASSESSOR, Role.ASSESSOR))
    ada, mary = actor(person, Role.ASSESSOR), actor(other, Role.ASSESSOR)
    waiting(world.database, learner, "mmmmmmmm", state=State.IN_ASSESSMENT, assessor=person)
    ready = waiting(world.database, learner, "mmmmmmmm", hours=3)
    nearly = waiting(world.database, learner, "mmmmmmpp")
    given = waiting(world.database, learner, "nnnnnnnn", assessor=person)
    assert (asked(world, ada), asked(world, mary)) == (given, ready)
    assert asked(world, mary, group=["nearly"]) == nearly
    assert asked(world, mary, assessor="me") is None
    assert asked(world, mary, group=["refer_back"]) is None


def test_nobody_is_offered_her_own_work(world: World) -> None:
    centre = world.centre()
    both = world.person(centre, Role.LEARNER, Role.ASSESSOR)
    waiting(world.database, both)
    assert asked(world, actor(both, Role.LEARNER, Role.ASSESSOR)) is None


def test_two_who_take_at_the_same_moment_get_another_one_each(world: World) -> None:
    centre = world.centre()
    learner = world.person(centre, Role.LEARNER)
    ids = {waiting(world.database, learner, hours=hours) for hours in range(4)}
    assessors = [actor(world.person(centre, Role.ASSESSOR), Role.ASSESSOR) for _ in ids]
    together = Barrier(len(ids))

    def take(who: Actor) -> UUID | None:
        together.wait()
        with world.database.write() as session:
            taken = next_to_take(session, who, QueueQuery(), lock=True)
            session.execute(
                sa.update(Submission)
                .where(Submission.id == taken)
                .values(state=State.IN_ASSESSMENT, assessor_id=who.person_id)
            )
            return taken

    with ThreadPoolExecutor(len(ids)) as threads:
        assert set(threads.map(take, assessors)) == ids


def test_one_submission_stands_as_it_does_in_the_queue(world: World) -> None:
    centre = world.centre()
    learner = world.person(centre, Role.LEARNER)
    submission_id = waiting(world.database, learner, "mmmmmmpp")
    decided = waiting(world.database, learner, state=State.DECIDED)
    person, client = world.of(centre, Role.ASSESSOR)
    neighbour = actor(world.person(world.centre(), Role.ASSESSOR), Role.ASSESSOR)
    with world.database.read() as session:
        item = read_item(session, actor(person, Role.ASSESSOR), submission_id)
        assert item.model_dump(mode="json") == client.get("/v1/queue").json()["items"][0]
        for who, what in ((actor(person, Role.ASSESSOR), decided), (neighbour, submission_id)):
            with pytest.raises(NotFound):
                read_item(session, who, what)


def test_waiting_is_counted_by_days(world: World) -> None:
    centre = world.centre()
    learner, iqa = world.person(centre, Role.LEARNER), actor(world.person(centre, Role.IQA), Role.IQA)
    days = (0.5, 1.5, 1.7, 9)
    for number in days:
        submission_id = waiting(world.database, learner)
        with world.database.write() as session:
            row = session.get_one(Submission, submission_id)
            row.submitted_at = now() - timedelta(days=number)
    waiting(world.database, learner, state=State.DECIDED)
    with world.database.read() as session:
        assert read_ages(session, iqa, (1, 2, 4)) == (1, 2, 0, 1)
