"""docs/people.md shows what is true."""

from __future__ import annotations

import re
from pathlib import Path

from service.access.permissions import GRANTS
from service.storage.tables.people import Role

MANUAL = Path(__file__).parents[3] / "docs" / "people.md"


def test_the_table_of_permissions() -> None:
    table = MANUAL.read_text(encoding="utf-8").partition("<!-- permissions -->")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \| .+ \|$", table, re.MULTILINE)
    assert rows == [
        (
            permission.value,
            "everybody" if grant.roles == set(Role) else ", ".join(f"`{role}`" for role in sorted(grant.roles)),
            f"`{grant.scope}`" if grant.scope else "never",
        )
        for permission, grant in GRANTS.items()
    ]
