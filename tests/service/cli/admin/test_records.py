"""`tallymark admin sweep`, `audit`, `backup` and `restore`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from service.cli.exit_codes import ExitCode
from service.files import Originals, open_originals
from service.storage import Database
from service.storage.columns import now
from service.storage.tables.records import AuditChain
from service.storage.tables.submissions import Text
from tests.service.cli.conftest import Run
from tests.service.databases import rows_of
from tests.service.everything_kept import CANARY, keep_everything


@pytest.fixture
def originals(tmp_path: Path) -> Originals:
    return open_originals(str(tmp_path / "files"))


@pytest.fixture
def admin(run: Run, database: Database, originals: Originals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `tallymark admin …` on an installation with an account that is old and one that is not."""
    monkeypatch.setenv("TALLYMARK_DATABASE_URL", database.url.render_as_string(hide_password=False))
    monkeypatch.setenv("TALLYMARK_DATA", str(tmp_path))
    kept = keep_everything(database, originals, at=now() - timedelta(days=300))
    keep_everything(database, originals, centre_id=kept.centre_id, words=f"A new {CANARY}.")
    return lambda *arguments, stdin=None: run("admin", *arguments, stdin=stdin)


def test_a_sweep_is_tried_and_then_done(admin: Run, database: Database) -> None:
    before = rows_of(database)
    tried = admin("sweep", "--dry-run")
    assert rows_of(database) == before
    done = admin("sweep")
    assert (tried.exit_code, done.exit_code) == (0, 0)
    assert tried.stdout == done.stdout
    [line] = [line for line in done.stdout.splitlines() if "submitted_text" in line]
    oldest = now() - timedelta(days=300)
    assert line.split()[1:] == ["submitted_text", "252", "1", f"{oldest:%Y-%m-%d}"]
    assert "Nothing was changed" in tried.stderr
    assert "1 original files were removed" in done.stderr
    with database.read() as session:
        assert len(session.scalars(sa.select(Text).where(Text.content.is_not(None))).all()) == 1
    assert CANARY not in done.output


def test_the_audit_log_is_verified_against_what_was_kept_elsewhere(
    admin: Run, database: Database, tmp_path: Path
) -> None:
    kept = tmp_path / "anchors.jsonl"
    kept.write_text(admin("audit", "anchor").stdout, encoding="utf-8")
    for arguments in ((), ("--against", str(kept))):
        verified = admin("audit", "verify", *arguments)
        assert verified.exit_code == 0, verified.output
        assert "2 entries, intact" in verified.stdout
    with database.write() as session:
        session.execute(sa.update(AuditChain).values(length=1))
    broken = admin("audit", "verify")
    assert broken.exit_code == ExitCode.SOME_FAILED
    assert "NOT INTACT" in broken.stdout
    assert "cut_off" in broken.stdout
    kept.write_text("no anchor\n", encoding="utf-8")
    refused = admin("audit", "verify", "--against", str(kept))
    assert refused.exit_code == ExitCode.USAGE
    assert "Line 1" in refused.stderr


def test_a_backup_is_made_and_not_restored_over_what_is_there(
    admin: Run, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "backup.tar.gz"
    made = admin("backup", "--out", str(archive))
    assert made.exit_code == 0, made.output
    assert "2 original files" in made.stderr
    again = admin("backup", "--out", str(archive))
    assert (again.exit_code, "Choose another" in again.stderr) == (ExitCode.REFUSED, True)
    assert admin("restore", str(archive)).exit_code == ExitCode.REFUSED
    if not database.is_sqlite:
        return
    monkeypatch.setenv("TALLYMARK_DATABASE_URL", f"sqlite:///{tmp_path / 'restored.sqlite'}")
    monkeypatch.setenv("TALLYMARK_DATA", str(tmp_path / "restored"))
    restored = admin("restore", str(archive))
    assert restored.exit_code == 0, restored.output
    assert "as it was backed up" in restored.stderr
    found = Database(f"sqlite:///{tmp_path / 'restored.sqlite'}")
    try:
        assert rows_of(found)["text"] == rows_of(database)["text"]
    finally:
        found.close()
