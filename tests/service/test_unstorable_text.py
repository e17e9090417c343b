"""Text that PostgreSQL cannot hold, in requests that only look for something."""

from __future__ import annotations

import pytest

from service.storage.tables.people import Role
from tests.service.world import World


@pytest.mark.parametrize(
    "address",
    [
        "/v1/submissions?unit=a%00b",
        "/v1/queue?unit=a%00b",
        "/v1/queue?group=a%00b",
        "/v1/queue?reason=a%00b",
        "/v1/decisions.csv?unit=a%00b",
        "/v1/audit-log?subject_id=a%00b",
    ],
)
def test_it_is_a_fault_of_the_request(world: World, address: str) -> None:
    client = world.client_of(world.person(world.centre(), Role.IQA))
    assert client.get(address).status_code == 422
