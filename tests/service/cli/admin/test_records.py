"""`tallymark admin sweep`, `audit`, `backup` and `restore`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from service.cli.exit_codes import ExitCode
from service.files import Originals, open_originals
from service.records.erasure import erase_person
from service.records.erasure_views import erase
from service.storage import Database
from service.storage.columns import now
from service.storage.tables.people import Person, Role
from service.storage.tables.records import AuditChain
from service.storage.tables.submissions import Text
from tests.service.cli.conftest import Run
from tests.service.databases import rows_of
from tests.service.everything_kept import CANARY, keep_everything
from tests.service.submissions_in_centres import actor


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
    assert "erasures repeat" in restored.stderr
    found = Database(f"sqlite:///{tmp_path / 'restored.sqlite'}")
    try:
        assert rows_of(found)["text"] == rows_of(database)["text"]
    finally:
        found.close()


def test_what_was_erased_since_a_backup_is_erased_again_when_it_is_restored(
    admin: Run, database: Database, originals: Originals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not database.is_sqlite:
        pytest.skip("backups of PostgreSQL are restored in tests of their own")
    kept = keep_everything(database, originals, words=f"Another {CANARY} again.")
    archive, told = tmp_path / "backup.tar.gz", tmp_path / "erasures.jsonl"
    admin("backup", "--out", str(archive))
    with database.read() as session:
        who = actor(session.get_one(Person, kept.admin_id), Role.CENTRE_ADMIN)
    erase(database, originals, lambda session: erase_person(session, who, kept.learner_id, although_open=False))
    told.write_text(admin("erasures", "list").stdout, encoding="utf-8")
    assert str(kept.learner_id) in told.read_text(encoding="utf-8")
    assert CANARY not in told.read_text(encoding="utf-8")
    monkeypatch.setenv("TALLYMARK_DATABASE_URL", f"sqlite:///{tmp_path / 'restored.sqlite'}")
    monkeypatch.setenv("TALLYMARK_DATA", str(tmp_path / "restored"))
    restored = admin("restore", str(archive), "--erasures", str(told))
    assert restored.exit_code == 0, restored.output
    assert "1 erasures were done again" in restored.stderr
    assert "Another" not in (tmp_path / "restored.sqlite").read_bytes().decode(errors="replace")
    # The log of the service tells the same, among other things.
    told.write_text(f'{{"message": "request"}}\n\n{told.read_text(encoding="utf-8")}', encoding="utf-8")
    again = admin("erasures", "repeat", str(told))
    assert "0 erasures were done again. 1 had left nothing" in again.stderr
    told.write_text('{"erased": "person"}\n', encoding="utf-8")
    refused = admin("erasures", "repeat", str(told))
    assert (refused.exit_code, "Line 1" in refused.stderr) == (ExitCode.USAGE, True)
