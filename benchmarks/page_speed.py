"""First byte and weight of the pages, with thousands of submissions in the demonstration centre (docs/pages.md).

    python -m benchmarks.page_speed [--submissions N] [--rounds N] [--only PATH]

Starts the service itself, on this machine's loopback, with SQLite in a folder that is removed afterwards. The first
byte is that of the page, from sending the request; the weight that of the page with its style sheets and scripts, as
sent to a browser that has none of them yet. A page that misses an aim is marked with `!`.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from urllib.parse import urljoin

import httpx
import sqlalchemy as sa
from rich.console import Console
from rich.table import Table
from sqlalchemy.orm import Session

from benchmarks.service_load import serving
from benchmarks.service_load_data import lengthen
from service.access.requiring import COOKIE
from service.demonstration.making import make
from service.jobs.system import bring_up_to_date
from service.people.sessions import begin_session
from service.settings import Settings
from service.storage import Database
from service.storage.columns import now
from service.storage.opening import open_database
from service.storage.tables.people import Cohort, Person, PersonRole, Role
from service.storage.tables.submissions import Draft, State, Submission

MOST_MILLISECONDS = 200
MOST_BYTES = 100_000
_COPIED = (State.DRAFT, State.SUBMITTED, State.IN_ASSESSMENT, State.REFERRED_BACK, State.DECIDED)
_HEADERS = {"Accept": "text/html", "Accept-Encoding": "gzip"}
_LINKED = re.compile(r'(?:href|src)="(/assets/[^"]+\.(?:css|js))"')
_IMPORTED = re.compile(r'(?:from|import)\s*"(\.[^"]+\.js)"')

PAGES: dict[Role | None, tuple[str, ...]] = {
    None: ("/", "/read", "/sign-in", "/help"),
    Role.LEARNER: (
        "/submissions",
        "/submissions/new",
        "/submissions/{own}",
        "/submissions/{own}/drafts/{draft}",
        "/submissions/{own}/compare?before=1&after=2",
        "/me",
    ),
    Role.ASSESSOR: ("/queue", "/marking/{taken}", "/comments", "/workload"),
    Role.IQA: (
        "/centre",
        "/centre/audit",
        "/centre/consistency",
        "/centre/patterns",
        "/centre/progress",
        "/centre/sampling",
        "/centre/standardisation",
        "/centre/contests",
        "/marking/{decided}",
    ),
    Role.CENTRE_ADMIN: (
        "/people",
        "/people/{person}",
        "/people/import",
        "/cohorts",
        "/cohorts/{cohort}",
        "/units",
        "/units/check",
        "/settings",
        "/audit-log",
        "/retention",
    ),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One page: milliseconds to its first byte in each round, and bytes as sent."""

    status: int
    milliseconds: tuple[float, ...]
    page: int
    everything: int


def sessions(database: Database) -> dict[Role, tuple[Person, str]]:
    """Somebody of each role whose pages have much to show, and her session's token."""
    with database.write() as session:
        people = {role: _somebody(session, role) for role in PAGES if role is not None}
        lasts = timedelta(hours=1)
        return {role: (one, begin_session(session, one.id, "password", lasts, now())) for role, one in people.items()}


def things(database: Database, people: dict[Role, tuple[Person, str]]) -> dict[str, str]:
    """What the addresses of `PAGES` name."""
    learner, assessor = people[Role.LEARNER][0], people[Role.ASSESSOR][0]
    own = sa.select(Submission.id).where(Submission.learner_id == learner.id)
    wanted = {
        "own": own,
        "draft": sa.select(sa.func.max(Draft.number)).where(Draft.submission_id.in_(own)),
        "taken": sa.select(Submission.id).where(
            Submission.assessor_id == assessor.id, Submission.state == State.IN_ASSESSMENT
        ),
        "decided": sa.select(Submission.id).where(Submission.state == State.DECIDED),
        "person": sa.select(sa.literal(str(learner.id))),
        "cohort": sa.select(Cohort.id),
    }
    with database.read() as session:
        return {name: str(session.execute(select.limit(1)).scalar_one()) for name, select in wanted.items()}


def measure(client: httpx.Client, path: str, rounds: int) -> Measured:
    """Ask for ``path`` once to warm up and ``rounds`` times more, then for whatever it loads.

    A page whose figures are worked out behind it is asked for until they are there.
    """
    while client.get(path).status_code == httpx.codes.SERVICE_UNAVAILABLE:
        sleep(1)
    seconds = []
    for _ in range(rounds):
        begun = perf_counter()
        with client.stream("GET", path) as answer:
            sent = answer.iter_raw()
            next(sent, b"")
            seconds.append(perf_counter() - begun)
            for _rest in sent:
                pass
    answer = client.get(path)
    page = answer.num_bytes_downloaded
    loaded = sum(asset.num_bytes_downloaded for asset in _assets(client, answer))
    return Measured(answer.status_code, tuple(1000 * each for each in seconds), page, page + loaded)


def _somebody(session: Session, role: Role) -> Person:
    wanted = sa.select(Person).join(PersonRole).where(PersonRole.role == role)
    if role is Role.LEARNER:
        drafts = sa.select(Draft.submission_id).where(Draft.number > 1)
        wanted = wanted.join(Submission, Submission.learner_id == Person.id).where(Submission.id.in_(drafts))
    if role is Role.ASSESSOR:
        wanted = wanted.join(Submission, Submission.assessor_id == Person.id)
        wanted = wanted.where(Submission.state == State.IN_ASSESSMENT)
    return session.scalars(wanted.limit(1)).one()


def _assets(client: httpx.Client, page: httpx.Response) -> Iterator[httpx.Response]:
    """Style sheets and scripts of a page, and the modules that these import, each once."""
    asked: set[str] = set()
    wanted = list(_LINKED.findall(page.text))
    while wanted:
        address = wanted.pop()
        if address in asked:
            continue
        asked.add(address)
        asset = client.get(address)
        wanted += [urljoin(address, other) for other in _IMPORTED.findall(asset.text)]
        yield asset


def table(found: dict[tuple[Role | None, str], Measured]) -> Table:
    """A row for each page; `!` beside what misses its aim, or is no page."""
    made = Table("person", "page", "status", "first byte, ms", "slowest", "page, kB", "with CSS and JS, kB")
    for (role, path), each in found.items():
        usual = median(each.milliseconds)
        made.add_row(
            role.value if role else "anybody",
            path,
            f"{each.status}{_missed(each.status != 200)}",  # noqa: PLR2004
            f"{usual:.0f}{_missed(usual > MOST_MILLISECONDS)}",
            f"{max(each.milliseconds):.0f}",
            f"{each.page / 1000:.1f}",
            f"{each.everything / 1000:.1f}{_missed(each.everything > MOST_BYTES)}",
        )
    return made


def _missed(so: bool) -> str:
    return " !" if so else ""


def run(options: argparse.Namespace, settings: Settings, folder: Path) -> None:
    """Fill the database, start the service, ask for every page, print the table."""
    told = Console()
    database = open_database(settings)
    bring_up_to_date(database)
    make(settings, database)
    total = lengthen(database, options.submissions, _COPIED)
    people = sessions(database)
    named = things(database, people)
    found: dict[tuple[Role | None, str], Measured] = {}
    with serving(settings, folder) as (host, _pid):
        for role, paths in PAGES.items():
            cookies = {COOKIE: people[role][1]} if role else None
            with httpx.Client(base_url=host, headers=_HEADERS, cookies=cookies, timeout=60) as client:
                for path in paths:
                    if options.only in path:
                        found[role, path] = measure(client, path.format(**named), options.rounds)
    database.close()
    told.print(f"{total} submissions; aims: {MOST_MILLISECONDS} ms, {MOST_BYTES / 1000:.0f} kB")
    told.print(table(found))


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description="First byte and weight of the pages.")
    parser.add_argument("--submissions", type=int, default=5000, help="of the centre (default: 5000)")
    parser.add_argument("--rounds", type=int, default=9, help="requests of each page (default: 9)")
    parser.add_argument("--only", default="", metavar="PATH", help="pages whose address holds this")
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        run(options, Settings(data=folder / "data"), folder)


if __name__ == "__main__":
    main()
