"""An exercise of a college, as its people ask the service for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from httpx2 import Response

from service.storage.tables.people import Person
from tests.service.decisions.cases import POINTS
from tests.service.submissions_in_centres import (
    College,
)
from tests.service.world import World

PATH = "/v1/standardisations"


@dataclass
class Exercise:
    """A college with two decided submissions, and requests of its people."""

    world: World
    college: College
    submissions: list[UUID]
    id: str = ""

    def send(self, person: Person, method: str, path: str = "", **body: Any) -> Response:
        client = self.world.client_of(person)
        address = f"{PATH}/{self.id}{path}" if self.id else PATH
        response: Response = client.request(method, address, json=body or None)
        return response

    def set_up(self, *assessors: Person, **more: Any) -> Response:
        wanted = {
            "title": "Autumn",
            "submissions": [str(key) for key in self.submissions],
            "assessors": [str(one.id) for one in assessors or (self.college.assessor, self.college.colleague)],
        }
        return self.send(self.college.iqa, "POST", **wanted | more)

    def begin(self) -> None:
        response = self.set_up()
        assert response.status_code == 201, response.text
        self.id = response.json()["id"]

    def mark(
        self, person: Person, script: int, status: str = "met", note: str | None = None, evidence: Any = ()
    ) -> Response:
        marks = [{"marking_point": point, "status": status, "note": note, "evidence": evidence} for point in POINTS]
        return self.send(person, "POST", f"/scripts/{script}/marks", marks=marks)

    def standard(self, person: Person, script: int = 1, point: str = "MP1", **more: Any) -> Response:
        wanted = {"marking_point": point, "status": "partial", "rationale": "One customer is not two."}
        return self.send(person, "POST", f"/scripts/{script}/standard", **wanted | more)

    def read(self, person: Person) -> Any:
        response = self.send(person, "GET")
        assert response.status_code == 200, response.text
        return response.json()


def agreed(view: Any, script: int = 1, point: str = "MP1") -> Any:
    """The marking point of a script with what was agreed on it."""
    return next(one for one in view["items"][script - 1]["points"] if one["marking_point"] == point)


def given(view: Any, script: int = 1, point: str = "MP1") -> list[tuple[str, str]]:
    points = {one["marking_point"]: one for one in view["items"][script - 1]["points"]}
    return [(mark["person"]["name"], mark["status"]) for mark in points[point]["marks"]]
