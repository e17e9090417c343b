"""Analysing everything again, without a worker of its own (`tests/service/cli/test_reanalyse.py` has one)."""

from __future__ import annotations

from dataclasses import replace

from service.jobs import RecordedJobs, analysing
from service.jobs.analysis_jobs import latest_analysis
from service.jobs.reanalysing import Version, ask_for_all, without_result
from service.jobs.workplace import Workplace
from tests.service.jobs.drafts import Drafts
from tests.service.submissions_in_centres import of_another_model


def test_whoever_goes_back_to_the_model_before_gets_its_results_again(
    drafts: Drafts, jobs: RecordedJobs, workplace: Workplace
) -> None:
    draft_id = drafts.draft()

    def again(where: Workplace) -> str:
        version = Version.of(where.analysers.get(drafts.unit.id).analyser)
        assert sum(ask_for_all(where.database, jobs, version)) == 1
        jobs.perform(lambda job: analysing.perform(where, job.payload) if "job_id" in job.payload else None)
        with where.database.read() as session:
            assert without_result(session, version) == 0
            analysis = latest_analysis(session, draft_id)
        assert analysis is not None
        return analysis.model

    where = replace(workplace, jobs=jobs)
    another = replace(where, analysers=of_another_model())
    assert [again(where), again(another), again(where)] == ["fake", "another", "fake"]
