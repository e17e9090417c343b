"""The job that analyses a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from criteria_bank.loader import default_unit_id, unit_path
from nlp.classifier.base import Passage, Prediction
from nlp.classifier.fake import FakeClassifier
from nlp.documents import Document
from nlp.pipeline import Analyser, fake_analyser
from nlp.results import AnalysisResult
from service.jobs import Kind, RecordedJobs, analysing
from service.jobs.analysis_jobs import cancel, latest_analysis, place_in_queue
from service.jobs.asking import Priority
from service.jobs.workplace import InstalledAnalysers, Workplace
from service.storage.columns import Table, now
from service.storage.tables.analyses import Analysis, AnalysisJob, JobState, Suggestion, UnitVersion
from service.storage.tables.places import PlaceReason
from service.storage.tables.submissions import Draft, State, StateChange, Submission
from service.triage import place_again
from tests.service.jobs.drafts import ACCOUNT, Drafts
from tests.service.submissions_in_centres import of_another_model


def perform(workplace: Workplace, job_id: UUID) -> None:
    analysing.perform(workplace, {"job_id": str(job_id)})


def count(workplace: Workplace, table: type[Table]) -> int:
    with workplace.database.read() as session:
        return session.scalars(select(func.count()).select_from(table)).one()


def disturbed(workplace: Workplace, disturb: Callable[[], None]) -> Workplace:
    """The same workplace, where something happens whenever the model is asked."""

    class Disturbed(FakeClassifier):
        disturbed = False

        def predict(self, passages: Iterable[Passage]) -> Iterator[Prediction]:
            if Disturbed.disturbed:
                disturb()
            return super().predict(passages)

    def load(unit_id: str | None) -> Analyser:
        fake = fake_analyser(unit_id)
        return Analyser(fake.loaded_unit, Disturbed(fake.unit), fake.rules)

    analysers = InstalledAnalysers(load)
    analysers.get(default_unit_id())  # the model is asked once when it is loaded
    Disturbed.disturbed = True
    return replace(workplace, analysers=analysers)


def test_the_result_is_stored_with_its_suggestions_and_the_unit_as_it_was(
    drafts: Drafts, jobs: RecordedJobs, workplace: Workplace
) -> None:
    draft_id = drafts.draft()
    job_id = drafts.request(jobs, draft_id)
    perform(workplace, job_id)
    job = drafts.job(job_id)
    assert (job.state, job.attempts, job.problem) == (JobState.DONE, 1, None)
    with workplace.database.read() as session:
        analysis = latest_analysis(session, draft_id)
        assert analysis is not None
        assert analysis.id == job.analysis_id
        result = AnalysisResult.model_validate_json(analysis.result or "")
        suggestions = session.scalars(select(Suggestion).where(Suggestion.analysis_id == analysis.id)).all()
        unit = session.scalars(select(UnitVersion)).one()
    assert result == fake_analyser().analyse(Document.from_paragraphs([ACCOUNT]), as_of=datetime.now(UTC).date())
    assert {one.marking_point: one.status for one in suggestions} == {
        point.id: point.status for point in result.marking_points
    }
    assert unit.content == unit_path(drafts.unit.id).read_text(encoding="utf-8")


def test_the_same_text_is_analysed_once_in_a_centre(
    drafts: Drafts, another_centre: Callable[[], Drafts], jobs: RecordedJobs, workplace: Workplace
) -> None:
    calls: list[None] = []
    counting = disturbed(workplace, lambda: calls.append(None))
    elsewhere = another_centre()
    done = [perform_one(counting, where, jobs) for where in (drafts, drafts, elsewhere)]
    assert done[0].analysis_id == done[1].analysis_id
    assert done[0].analysis_id != done[2].analysis_id
    assert len(calls) == count(workplace, Analysis) == 2


def perform_one(workplace: Workplace, drafts: Drafts, jobs: RecordedJobs) -> AnalysisJob:
    job_id = drafts.request(jobs, drafts.draft())
    perform(workplace, job_id)
    return drafts.job(job_id)


def test_a_job_that_is_performed_again_changes_nothing(
    drafts: Drafts, jobs: RecordedJobs, workplace: Workplace
) -> None:
    job_id = drafts.request(jobs, drafts.draft())
    perform(workplace, job_id)
    before = drafts.job(job_id).ended_at
    perform(workplace, job_id)
    after = drafts.job(job_id)
    assert (after.ended_at, after.attempts) == (before, 1)
    assert [job.kind for job in jobs.jobs] == [Kind.ANALYSE_DRAFT, Kind.COMPARE_DRAFT]


def test_asking_again_while_the_draft_waits_gives_the_same_job_and_afterwards_another(
    drafts: Drafts, jobs: RecordedJobs, workplace: Workplace
) -> None:
    draft_id = drafts.draft()
    first = drafts.request(jobs, draft_id)
    assert drafts.request(jobs, draft_id) == first
    perform(workplace, first)
    again = drafts.request(jobs, draft_id)
    assert again != first
    perform(workplace, again)
    assert drafts.job(again).analysis_id == drafts.job(first).analysis_id


def test_a_cancelled_job_never_begins(drafts: Drafts, jobs: RecordedJobs, workplace: Workplace) -> None:
    job_id = drafts.request(jobs, drafts.draft())
    cancel_job(workplace, job_id)
    perform(workplace, job_id)
    job = drafts.job(job_id)
    assert (job.state, job.attempts) == (JobState.CANCELLED, 0)
    assert count(workplace, Analysis) == 0


def cancel_job(workplace: Workplace, job_id: UUID) -> None:
    with workplace.database.write() as session:
        cancel(session, session.get_one(AnalysisJob, job_id))


def test_the_result_of_a_job_that_is_cancelled_while_it_runs_is_dropped(
    drafts: Drafts, jobs: RecordedJobs, workplace: Workplace
) -> None:
    job_id = drafts.request(jobs, drafts.draft())
    perform(disturbed(workplace, lambda: cancel_job(workplace, job_id)), job_id)
    assert drafts.job(job_id).state is JobState.CANCELLED
    assert count(workplace, Analysis) == count(workplace, Suggestion) == 0


def test_a_job_that_is_done_cannot_be_cancelled(drafts: Drafts, jobs: RecordedJobs, workplace: Workplace) -> None:
    job_id = drafts.request(jobs, drafts.draft())
    perform(workplace, job_id)
    cancel_job(workplace, job_id)
    assert drafts.job(job_id).state is JobState.DONE


@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_a_text_that_is_erased_is_not_analysed(
    drafts: Drafts, jobs: RecordedJobs, workplace: Workplace, when: str
) -> None:
    draft_id = drafts.draft()
    job_id = drafts.request(jobs, draft_id)
    if when == "before":
        drafts.erase(draft_id)
        perform(workplace, job_id)
    else:
        perform(disturbed(workplace, lambda: drafts.erase(draft_id)), job_id)
    job = drafts.job(job_id)
    assert (job.state, job.problem) == (JobState.FAILED, "text-erased")
    assert count(workplace, Analysis) == 0


def test_a_text_that_comes_again_after_it_was_erased_is_analysed_again(
    drafts: Drafts, jobs: RecordedJobs, workplace: Workplace
) -> None:
    first = perform_one(workplace, drafts, jobs)
    with workplace.database.write() as session:
        session.execute(update(Analysis).values(result=None, erased_at=now()))
    second = perform_one(workplace, drafts, jobs)
    assert second.state is JobState.DONE
    assert second.analysis_id != first.analysis_id


def test_a_result_that_is_erased_while_it_is_taken_over_is_made_again(
    drafts: Drafts, jobs: RecordedJobs, workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    perform_one(workplace, drafts, jobs)
    finish = analysing._finish

    def erase_first(*arguments: object) -> bool:
        monkeypatch.setattr(analysing, "_finish", finish)
        session = arguments[0]
        session.execute(update(Analysis).values(result=None, erased_at=now()))  # type: ignore[attr-defined]
        return finish(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(analysing, "_finish", erase_first)
    job = perform_one(workplace, drafts, jobs)
    assert (job.state, job.attempts) == (JobState.DONE, 2)
    assert count(workplace, Analysis) == 2


def test_what_can_never_be_analysed_fails_with_its_problem(
    drafts: Drafts, jobs: RecordedJobs, workplace: Workplace
) -> None:
    job_id = drafts.request(jobs, drafts.draft(""))
    perform(workplace, job_id)
    job = drafts.job(job_id)
    assert (job.state, job.problem, job.attempts) == (JobState.FAILED, "document-empty", 1)


def test_a_fault_is_raised_for_another_attempt_and_in_the_end_given_up(
    drafts: Drafts, jobs: RecordedJobs, workplace: Workplace
) -> None:
    job_id = drafts.request(jobs, drafts.draft())

    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        perform(disturbed(workplace, fail), job_id)
    assert drafts.job(job_id).state is JobState.RUNNING
    payload = {"job_id": str(job_id)}
    with workplace.database.write() as session:
        analysing.put_back(session, payload)
    assert drafts.job(job_id).state is JobState.WAITING
    with workplace.database.write() as session:
        analysing.give_up(session, payload)
    job = drafts.job(job_id)
    assert (job.state, job.problem) == (JobState.FAILED, "analysis-failed")


def test_another_result_makes_another_version_of_what_was_handed_in(
    drafts: Drafts, jobs: RecordedJobs, workplace: Workplace
) -> None:
    draft_id, another = drafts.draft(), replace(workplace, analysers=of_another_model())
    with workplace.database.read() as session:
        draft = session.get_one(Draft, draft_id)

    def after(where: Workplace) -> int:
        perform(where, drafts.request(jobs, draft_id))
        with workplace.database.read() as session:
            return session.get_one(Submission, draft.submission_id).version

    assert after(workplace) == 1, "nobody but the learner has seen it"
    with workplace.database.write() as session:
        session.add(
            StateChange(
                submission_id=draft.submission_id,
                draft_id=draft_id,
                after=State.SUBMITTED,
                by=draft.created_by,
                number=1,
            )
        )
    assert after(workplace) == 1, "it is the same result"
    assert after(another) == 2
    assert after(workplace) == 3
    drafts.draft(submission_id=draft.submission_id)
    assert after(another) == 4, "the draft that was handed in is the one that people assess"


def test_a_text_that_ends_every_worker_is_given_up(drafts: Drafts, jobs: RecordedJobs, workplace: Workplace) -> None:
    job_id = drafts.request(jobs, drafts.draft())

    def die() -> None:
        raise KeyboardInterrupt

    dying = disturbed(workplace, die)
    for _ in range(analysing.MOST_BEGINNINGS + 1):
        with pytest.raises(KeyboardInterrupt):
            perform(dying, job_id)
    assert drafts.job(job_id).state is JobState.RUNNING
    with workplace.database.write() as session:
        session.execute(update(AnalysisJob).values(began_at=now() - analysing.LONGEST_TRIAL))
    perform(dying, job_id)
    job = drafts.job(job_id)
    assert (job.state, job.problem) == (JobState.FAILED, "analysis-failed")


def test_a_job_that_was_removed_meanwhile_is_none(workplace: Workplace) -> None:
    perform(workplace, UUID(int=1))
    with workplace.database.write() as session:
        analysing.put_back(session, {"job_id": str(UUID(int=1))})
        analysing.give_up(session, {"job_id": str(UUID(int=1))})


def test_the_place_in_the_queue_counts_those_who_asked_before_and_nobody_who_asks_for_an_analysis_again(
    drafts: Drafts, jobs: RecordedJobs, workplace: Workplace
) -> None:
    again = drafts.request(jobs, drafts.draft(), Priority.NOBODY_WAITS)
    first, second, third = (drafts.request(jobs, drafts.draft()) for _ in range(3))
    perform(workplace, first)
    with workplace.database.read() as session:
        places = [place_in_queue(session, session.get_one(AnalysisJob, job)) for job in (first, second, third, again)]
    assert places == [None, 1, 2, 3]


def test_a_draft_that_waits_for_its_first_result_has_none(drafts: Drafts, workplace: Workplace) -> None:
    with workplace.database.read() as session:
        assert latest_analysis(session, drafts.draft()) is None


def test_the_place_in_the_queue_follows_the_analysis(drafts: Drafts, jobs: RecordedJobs, workplace: Workplace) -> None:
    draft_id = drafts.draft()
    with workplace.database.write() as session:
        session.execute(update(Submission).values(state=State.SUBMITTED, submitted_at=now()))
        place_again(session, session.get_one(Draft, draft_id).submission_id)
        waiting = session.scalars(select(PlaceReason.code).where(PlaceReason.blind.is_(False))).all()
    perform(workplace, drafts.request(jobs, draft_id))
    with workplace.database.read() as session:
        analysed = session.scalars(select(PlaceReason.code).where(PlaceReason.blind.is_(False))).all()
    assert waiting == ["analysis_waiting"]
    assert analysed
    assert "analysis_waiting" not in analysed
