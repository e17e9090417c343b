"""The nightly job."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

import pytest

from nlp.pipeline import fake_analyser
from service.audit.verifying import Anchor, verify_all
from service.files import open_originals
from service.jobs import RecordedJobs
from service.jobs.comparing import Indexes
from service.jobs.sweeping import perform
from service.jobs.workplace import InstalledAnalysers, Workplace
from service.settings import Settings
from service.storage import Database
from service.storage.columns import now
from tests.service.everything_kept import CANARY, keep_everything


def test_what_is_old_goes_and_the_log_gets_anchors(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(data=tmp_path)
    originals = open_originals(settings.files_address)
    kept = keep_everything(database, originals, at=now() - timedelta(days=300))
    workplace = Workplace(settings, database, RecordedJobs(), InstalledAnalysers(fake_analyser), Indexes())
    with caplog.at_level(logging.INFO, "service.jobs.sweeping"):
        perform(workplace, {})
        perform(workplace, {})
    assert not originals.holds(kept.centre_id, kept.original_sha256)
    swept = [vars(line)["kind"] for line in caplog.records if line.message == "swept"]
    assert sorted(swept) == ["deliveries", "jobs", "sign_ins", "submitted_text"]
    anchors = [Anchor.model_validate(vars(line)) for line in caplog.records if line.message == "audit anchor"]
    with database.read() as session:
        assert all(verdict.intact for verdict in verify_all(session, anchors))
    assert CANARY not in caplog.text
