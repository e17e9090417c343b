"""The JSON Schema of a unit file, for editors that complete and check keys while an author types.

``python -m criteria_bank.json_schema`` writes it to ``criteria_bank/unit.schema.json``.
"""

from __future__ import annotations

import json
from pathlib import Path

from criteria_bank.schema import Unit

SCHEMA_FILE = Path(__file__).with_name("unit.schema.json")


def render() -> str:
    """The schema as it is exported: JSON, indented, ending in a line break."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | Unit.model_json_schema()
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the schema beside this module."""
    SCHEMA_FILE.write_text(render(), encoding="utf-8")


if __name__ == "__main__":
    main()
