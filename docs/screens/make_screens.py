"""Walk through the pages of the demonstration centre and keep pictures of them.

    python docs/screens/make_screens.py [--only NAME]

Makes the centre in a folder that is removed afterwards, serves it on this machine's loopback, signs in as each of its
people and writes a picture for each entry of ``screens.yaml``, and ``README.md``. Needs Debian's package chromium.

Keys of an entry: ``name`` of the file; ``person``, one of `PEOPLE` or ``anybody``; ``path``, with the ids of what is
hers; ``line``, what the picture shows; ``height`` and ``width`` of the window in pixels; ``dark``; ``act``, one of
`ACTS`, done before; ``at``, the selector of what to scroll to.
"""

from __future__ import annotations

import argparse
import io
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import sqlalchemy as sa
import yaml
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from pydantic import BaseModel, ConfigDict

from benchmarks.service_load import serving
from service.demonstration.making import make
from service.demonstration.people import password_of
from service.demonstration.specification import specification
from service.jobs.system import bring_up_to_date
from service.settings import Settings
from service.storage import Database
from service.storage.opening import open_database
from service.storage.tables.people import Person, PersonRole, Role
from service.storage.tables.submissions import Draft, State, Submission

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
MOST_BYTES = 150_000
_COLOURS = (128, 64, 32)
_PATIENCE = 60_000
Wanted: TypeAlias = "sa.Select[Person, Submission]"
"""Of a `Person` and the `Submission` that her pages are shown with."""


class Screen(BaseModel):
    """One picture; see the keys above."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    person: str
    path: str
    line: str
    height: int = 900
    width: int = 1280
    dark: bool = False
    act: str = ""
    at: str = ""


class Group(BaseModel):
    """The pictures of one person's pages."""

    title: str
    screens: tuple[Screen, ...]


class Album(BaseModel):
    """All of ``screens.yaml``."""

    introduction: str
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Somebody:
    """A person of the centre and the submission that her pages are shown with."""

    email: str
    submission: str
    draft: int


def _learner() -> Wanted:
    """Who has written a second draft and is still at work on it."""
    second = sa.select(Draft.submission_id).where(Draft.number > 1)
    return (
        _people(Role.LEARNER)
        .join(Submission, Submission.learner_id == Person.id)
        .where(Submission.id.in_(second), Submission.state.in_([State.DRAFT, State.REFERRED_BACK]))
        .order_by(Submission.state)
    )


def _assessor() -> Wanted:
    """Who is in the middle of something."""
    return (
        _people(Role.ASSESSOR)
        .join(Submission, Submission.assessor_id == Person.id)
        .where(Submission.state == State.IN_ASSESSMENT)
        .order_by(Submission.version.desc())
    )


def _member(role: Role) -> Wanted:
    return _people(role).join(Submission, Submission.state == State.SAMPLED)


def _people(role: Role) -> Wanted:
    return (
        sa.select(Person, Submission).join(PersonRole, PersonRole.person_id == Person.id).where(PersonRole.role == role)
    )


PEOPLE: Mapping[str, Callable[[], Wanted]] = {
    "learner": _learner,
    "assessor": _assessor,
    "iqa": lambda: _member(Role.IQA),
    "administrator": lambda: _member(Role.CENTRE_ADMIN),
}


def read_a_draft(page: Page) -> None:
    """Choose an example and have it read."""
    page.locator("input[type=file]").set_input_files(ROOT / "examples" / "reflective-account.docx")
    page.get_by_role("button", name="Read my draft").click()
    page.wait_for_selector(".points, #points", timeout=_PATIENCE)


def try_a_roster(page: Page) -> None:
    """Try a roster with somebody new, somebody changed and a mistake."""
    rows = (
        "name,email,roles",
        "Asha Rao,asha.rao@demo.example,learner",
        "Sam Price,sam.price,learner",
        "Jo Lund,jo.lund@demo.example,teacher",
    )
    page.locator("input[type=file]").set_input_files(
        {"name": "roster.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}
    )
    with page.expect_navigation():
        page.get_by_role("button", name="Try it out").click()


def check_a_unit(page: Page) -> None:
    """Check a unit with two mistakes in it."""
    path = next((ROOT / "criteria_bank" / "units").glob("*.yaml"))
    text = (
        path.read_text(encoding="utf-8")
        .replace("reflective: true", "reflective: perhaps", 1)
        .replace("label:", "lable:", 1)
    )
    page.locator("input[type=file]").set_input_files(
        {"name": path.name, "mimeType": "application/yaml", "buffer": text.encode()}
    )
    with page.expect_navigation():
        page.get_by_role("button", name="Check the file").click()


ACTS: Mapping[str, Callable[[Page], None]] = {
    each.__name__: each for each in (read_a_draft, try_a_roster, check_a_unit)
}


def cast(database: Database) -> dict[str, Somebody]:
    """Who is shown at work."""
    found = {}
    with database.read() as session:
        for name, wanted in PEOPLE.items():
            person, submission = session.execute(wanted().limit(1)).one()
            drafts = sa.select(sa.func.max(Draft.number)).where(Draft.submission_id == submission.id)
            found[name] = Somebody(person.email, str(submission.id), session.scalars(drafts).one())
    return found


def window(browser: Browser, host: str, somebody: Somebody | None, password: str) -> Page:
    """A window in which the person has signed in, as people do."""
    page = browser.new_context(base_url=host, locale="en-GB", reduced_motion="reduce").new_page()
    page.set_default_timeout(_PATIENCE)
    if somebody:
        page.goto("/sign-in")
        page.get_by_label("Centre").fill(specification().centre.slug)
        page.get_by_label("E-mail address").fill(somebody.email)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(lambda url: "/sign-in" not in url)
    return page


def reduced(picture: bytes) -> bytes:
    """The picture with as many colours as fit into `MOST_BYTES`; raises ValueError where none are few enough."""
    for colours in _COLOURS:
        packed = io.BytesIO()
        Image.open(io.BytesIO(picture)).convert("RGB").quantize(colours).save(packed, "PNG", optimize=True)
        if packed.tell() < MOST_BYTES:
            return packed.getvalue()
    raise ValueError("The picture is too heavy: show less of the page.")


def draw(page: Page, screen: Screen, somebody: Somebody | None) -> None:
    """Walk to the page and write its picture."""
    page.set_viewport_size({"width": screen.width, "height": screen.height})
    page.emulate_media(color_scheme="dark" if screen.dark else "light")
    things = {"submission": somebody.submission, "draft": somebody.draft} if somebody else {}
    answer = page.goto(screen.path.format(**things))
    if not answer or not answer.ok:
        raise SystemExit(f"{screen.path} answers {answer.status if answer else 'nothing'}.")
    if screen.act:
        ACTS[screen.act](page)
    if screen.at:
        page.locator(screen.at).first.evaluate("(each) => each.scrollIntoView()")
    (HERE / f"{screen.name}.png").write_bytes(reduced(page.screenshot()))


def walk(browser: Browser, host: str, people: Mapping[str, Somebody], password: str, wanted: Iterable[Screen]) -> None:
    """Draw each of ``wanted`` in a window of its person's."""
    windows: dict[str, Page] = {}
    for screen in wanted:
        somebody = people.get(screen.person)
        if screen.person not in windows:
            windows[screen.person] = window(browser, host, somebody, password)
        draw(windows[screen.person], screen, somebody)


def readme(album: Album) -> str:
    """The page that shows the pictures."""
    lines = ["# Screens", "", album.introduction.strip()]
    for group in album.groups:
        lines += ["", f"## {group.title}"]
        for screen in group.screens:
            width = ' width="390"' if screen.width < 1000 else ""  # noqa: PLR2004
            lines += ["", screen.line, "", f'<img src="{screen.name}.png" alt="{screen.line}"{width}>']
    return "\n".join([*lines, ""])


def main() -> None:
    """Draw what ``screens.yaml`` asks for."""
    parser = argparse.ArgumentParser(description="Pictures of the pages.")
    parser.add_argument("--only", default="", metavar="NAME", help="pictures whose name holds this")
    options = parser.parse_args()
    album = Album.model_validate(yaml.safe_load((HERE / "screens.yaml").read_text(encoding="utf-8")))
    wanted = [each for group in album.groups for each in group.screens if options.only in each.name]
    with TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        settings = Settings(data=folder / "data")
        database = open_database(settings)
        bring_up_to_date(database)
        make(settings, database)
        people = cast(database)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with serving(settings, folder) as (host, _pid):
            walk(browser, host, people, password_of(settings), wanted)
        browser.close()
        database.close()
    (HERE / "README.md").write_text(readme(album), encoding="utf-8")


if __name__ == "__main__":
    main()
