"""The learners and assessors of `service_load.py`: reads what to do as JSON, prints what they met with as JSON.

A process of its own, because Locust replaces the standard library's threads and sockets.
"""

from __future__ import annotations

# Before anything else: it replaces threads and sockets, and must find them unused.
from locust import FastHttpUser, between, constant, task  # isort: skip
from locust.env import Environment  # isort: skip
from locust.exception import StopUser  # isort: skip

import json
import logging
import sys
import time
from collections.abc import Iterator
from typing import Any, ClassVar

COOKIE = "tallymark_session"
_PAGE = 50
# Not all the same: ten people who read do not turn the page at the same moment.
_SECONDS_BETWEEN_PAGES = (0.2, 0.8)


class Person(FastHttpUser):
    """Somebody who is signed in."""

    abstract = True
    wait_time = constant(0)
    tokens: ClassVar[Iterator[str]]

    def on_start(self) -> None:
        """Take a session that nobody else has."""
        self.headers = {"Cookie": f"{COOKIE}={next(type(self).tokens)}"}


class Assessor(Person):
    """Pages through the whole queue, and begins anew at its end."""

    wait_time = between(*_SECONDS_BETWEEN_PAGES)
    place: str | None = None

    @task
    def next_page(self) -> None:
        """Ask for the page behind the last one."""
        after = f"&after={self.place}" if self.place else ""
        with self.client.get(
            f"/v1/queue?limit={_PAGE}{after}", headers=self.headers, name="GET /v1/queue", catch_response=True
        ) as answer:
            if answer.status_code != 200:  # noqa: PLR2004
                answer.failure(f"status {answer.status_code}")
                return
            self.place = answer.json()["next"]


class Learner(Person):
    """Pastes drafts, one after the other, each time waiting for the analysis."""

    texts: ClassVar[list[list[str]]]
    busy: ClassVar[int]
    waits: ClassVar[list[float]] = []
    unfinished: ClassVar[int] = 0

    @task
    def paste(self) -> None:
        """Begin a submission, add her drafts, wait for each."""
        texts = type(self).texts.pop()
        try:
            begun = self._post("/v1/submissions", {}, "POST /v1/submissions")
            for text in texts:
                began = time.monotonic()
                draft = self._post(f"/v1/submissions/{begun['id']}/drafts", {"text": text}, "POST …/drafts")
                self._watch(draft["job"])
                type(self).waits.append(time.monotonic() - began)
        finally:
            type(self).busy -= 1
        raise StopUser

    def _post(self, path: str, body: dict[str, Any], name: str) -> dict[str, Any]:
        with self.client.post(path, json=body, headers=self.headers, name=name, catch_response=True) as answer:
            if answer.status_code != 201:  # noqa: PLR2004
                answer.failure(f"status {answer.status_code}")
                raise StopUser
            made: dict[str, Any] = answer.json()
            return made

    def _watch(self, job: str) -> None:
        """Read server-sent events until the job has ended, as a page does that shows how far it is."""
        state = ""
        lines = self.client.iter_lines(f"/v1/jobs/{job}/events", headers=self.headers, name="GET /v1/jobs/{id}/events")
        for line in lines:
            if line.startswith("data:"):
                state = json.loads(line.removeprefix("data:"))["state"]
        type(self).unfinished += state != "done"


def run(wanted: dict[str, Any]) -> dict[str, Any]:
    """Let them loose: until every learner has her results, or for ``seconds`` where there are no learners."""
    Assessor.tokens = iter(wanted["assessors"])
    Learner.tokens = iter(wanted["learners"])
    Learner.texts = wanted["texts"]
    Learner.busy = len(wanted["learners"])
    Assessor.fixed_count, Learner.fixed_count = len(wanted["assessors"]), len(wanted["learners"])
    environment = Environment(user_classes=[Assessor, Learner] if Learner.busy else [Assessor], host=wanted["host"])
    runner = environment.create_local_runner()
    people = Assessor.fixed_count + Learner.fixed_count
    began = time.monotonic()
    runner.start(people, spawn_rate=people)
    learning = Learner.busy > 0
    while time.monotonic() - began < wanted["seconds"] and (Learner.busy > 0 or not learning):
        time.sleep(0.1)
    seconds = time.monotonic() - began
    runner.quit()
    return {
        "seconds": seconds,
        "busy": Learner.busy,
        "unfinished": Learner.unfinished,
        "waits": Learner.waits,
        "requests": [
            {
                "name": entry.name,
                "requests": entry.num_requests,
                "errors": entry.num_failures,
                **{f"p{share}": entry.get_response_time_percentile(share / 100) for share in (50, 95, 99)},
            }
            for entry in environment.stats.entries.values()
        ],
        "failures": [f"{error.name}: {error.error}" for error in environment.stats.errors.values()],
    }


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    json.dump(run(json.load(sys.stdin)), sys.stdout)
