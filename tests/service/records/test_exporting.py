"""Everything that is kept about a person, in one archive."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import httpx2
import pytest
import sqlalchemy as sa

from service.records import collected, standardised
from service.records.archive import left_out
from service.storage.tables import Table
from service.storage.tables.people import Role
from service.storage.tables.submissions import Draft, DraftDocument, State, StateChange, Submission, Text
from tests.service.databases import changing_anything
from tests.service.everything_kept import ACCOUNT, CANARY
from tests.service.records.conftest import Centre


def opened(content: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def exported(centre: Centre, by: str = "learner") -> dict[str, str]:
    response = getattr(centre, by).get(f"/v1/people/{centre.kept.learner_id}/export")
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/zip"
    return opened(response.content)


def test_a_learner_gets_everything_that_is_kept_about_her(centre: Centre) -> None:
    files = exported(centre)
    draft = f"drafts/{centre.kept.submission_id}/1"
    assert files[f"{draft}/text.txt"] == ACCOUNT
    assert files[f"{draft}/original-1-{CANARY}.docx"] == ACCOUNT
    assert json.loads(files[f"{draft}/result-1.json"])["result"]["text"]["content"] == ACCOUNT
    assert json.loads(files[f"{draft}/result-1.json"])["suggestions"][0]["status"] == "partial"
    assert CANARY in json.loads(files["person.json"])["email"]
    assert json.loads(files["person.json"])["roles"] == ["learner"]
    recorded = json.loads(files["person.json"])["recorded_characteristics"]
    assert [(one["name"], one["value"]) for one in recorded] == [("Level of English", "Level 1")]
    first = next(one for one in json.loads(files["decisions.json"]) if one["status"] == "not")
    assert CANARY in first["comment"]["content"]
    assert (first["assessor_name"], first["assessor_on_the_suggestion"]["agrees"]) == ("assessor byron", False)
    assert CANARY in json.loads(files["feedback.json"])[0]["content"]
    assert CANARY in json.loads(files["contests.json"])[0]["reason"]["content"]
    assert json.loads(files["submissions.json"])[0]["moves"][0]["after"] == "submitted"
    assert len(json.loads(files["sign_ins.json"])["sessions"]) == 2
    assert {entry["action"] for entry in json.loads(files["audit.json"])} == {"person.added", "person.exported"}


def test_the_readme_says_what_is_where_and_what_is_not_there(centre: Centre) -> None:
    files = exported(centre)
    readme = files["README.txt"]
    assert all(name.split("/")[0] in readme for name in files if name != "README.txt")
    assert "North College" in readme
    assert "Nothing was held back." in readme
    assert "password" in readme


def test_every_table_is_exported_or_the_readme_says_why_not() -> None:
    """Whoever adds a table adds it to the export, or says in `left_out.yaml` why it holds nothing of anybody."""
    exported_tables = {
        value.__tablename__
        for module in (collected, standardised)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Table)
    }
    everything = {table.name for table in Table.metadata.sorted_tables}
    assert exported_tables | set(left_out()) == everything


def test_no_secret_is_in_it(centre: Centre) -> None:
    everything = " ".join(exported(centre).values())
    assert "argon2 " not in everything
    assert "token_sha256" not in everything


def test_an_administrator_gets_it_too_and_the_log_says_who(centre: Centre) -> None:
    assert set(exported(centre, "admin")) == set(exported(centre))
    entries = centre.admin.get("/v1/audit-log", params={"action": "person.exported"}).json()["items"]
    assert [entry["actor_id"] for entry in entries] == [str(centre.kept.learner_id), str(centre.kept.admin_id)]


def test_before_the_decision_she_is_not_told_what_the_program_suggests(centre: Centre) -> None:
    with centre.world.database.write() as session:
        session.execute(sa.update(Submission).values(state=State.IN_ASSESSMENT))
    files = exported(centre)
    assert json.loads(files["decisions.json"]) == []
    assert json.loads(files["feedback.json"]) == []
    assert "shared_passages" not in json.loads(files["submissions.json"])[0]["drafts"][0]
    assert len(json.loads(exported(centre, "admin")["feedback.json"])) == 1
    assert not [name for name in files if "result-" in name]
    assert "were held back" in files["README.txt"]
    assert [name for name in exported(centre, "admin") if "result-" in name]


def test_what_was_written_to_her_when_it_was_referred_back_is_hers(centre: Centre) -> None:
    with centre.world.database.write() as session:
        session.execute(sa.update(Submission).values(state=State.REFERRED_BACK))
    assert len(json.loads(exported(centre)["feedback.json"])) == 1
    with centre.world.database.write() as session:
        text = Text(centre_id=centre.kept.centre_id, sha256="a" * 64, content="I rang.", paragraphs=[[0, 7]], words=2)
        session.add(text)
        session.flush()
        about = {"submission_id": centre.kept.submission_id}
        draft = Draft(**about, number=2, text_id=text.id, created_by=centre.kept.learner_id)
        session.add(draft)
        session.flush()
        session.add(
            StateChange(
                **about, draft_id=draft.id, before=State.REFERRED_BACK, after=State.SUBMITTED,
                by=centre.kept.learner_id, number=9,
            )
        )  # fmt: skip
        session.execute(sa.update(Submission).values(state=State.SUBMITTED))
    assert len(json.loads(exported(centre)["feedback.json"])) == 1


def test_of_an_assessor_it_tells_what_she_did_and_nothing_that_learners_wrote(centre: Centre) -> None:
    response = centre.admin.get(f"/v1/people/{centre.kept.assessor_id}/export")
    files = opened(response.content)
    work = json.loads(files["work.json"])
    assert [one["submission_id"] for one in work["decisions"]] == [str(centre.kept.submission_id)]
    assert len(work["feedback"]) == len(work["drafts_opened"]) == len(work["objections"]) == 1
    assert CANARY not in " ".join(files.values())


def test_a_file_that_is_lost_is_told_and_the_rest_is_there(centre: Centre) -> None:
    centre.originals.delete(centre.kept.centre_id, centre.kept.original_sha256)
    files = exported(centre)
    [lost] = [name for name in files if name.endswith(".lost.txt")]
    assert "backup" in files[lost]


@pytest.mark.parametrize(
    ("name", "shown"), [("../../etc/passwd", "_.._etc_passwd"), ("a/b\\c\0.docx", "a_b_c_.docx"), ("...", "document")]
)
def test_names_of_files_lead_nowhere(centre: Centre, name: str, shown: str) -> None:
    if "\0" in name and not centre.world.database.is_sqlite:
        name = name.replace("\0", "?")
    with changing_anything(centre.world.database, ["draft_document"]) as connection:
        connection.execute(sa.update(DraftDocument).values(name=name))
    originals = [one.rsplit("/", 1)[1] for one in exported(centre) if "original-" in one]
    assert originals == [f"original-1-{shown}"]


def test_nobody_else_gets_it_and_nobody_learns_who_there_is(centre: Centre, other: Centre) -> None:
    def asked(client: Any, person: object) -> httpx2.Response:
        response: httpx2.Response = client.get(f"/v1/people/{person}/export")
        return response

    unknown = asked(centre.admin, uuid4())
    for response in (
        asked(centre.learner, centre.kept.assessor_id),
        asked(centre.colleague(), centre.kept.learner_id),
        asked(centre.admin, other.kept.learner_id),
        unknown,
    ):
        assert response.status_code == 404
        assert response.json()["detail"] == unknown.json()["detail"]
    assert asked(centre.world.anonymous, centre.kept.learner_id).status_code == 401


def test_a_system_administrator_gets_her_own_and_no_learners(centre: Centre) -> None:
    person, client = centre.world.person(None, Role.SYSTEM_ADMIN), None
    client = centre.world.client_of(person)
    assert client.get(f"/v1/people/{person.id}/export").status_code == 200
    assert client.get(f"/v1/people/{centre.kept.learner_id}/export").status_code == 404
