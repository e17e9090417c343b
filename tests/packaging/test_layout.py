"""Files stay short enough to be read in one sitting."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST = 350


def test_no_python_file_is_too_long() -> None:
    too_long = {
        str(path.relative_to(ROOT)): lines
        for folder in ("criteria_bank", "nlp", "service", "benchmarks", "notebooks", "tests")
        for path in (ROOT / folder).rglob("*.py")
        if (lines := len(path.read_text().splitlines())) > LONGEST
    }
    assert not too_long, "part the file by what its functions do"
