"""Settings from the environment."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from service.errors import SettingsInvalid
from service.settings import Settings, variable_name

MANUAL = Path(__file__).parents[2] / "docs" / "api.md"


def test_an_empty_environment_gives_the_defaults() -> None:
    assert Settings.from_environment({}) == Settings() == Settings.from_environment({"TALLYMARK_WORKERS": ""})


def test_variables_are_read() -> None:
    settings = Settings.from_environment(
        {"TALLYMARK_WORKERS": "3", "TALLYMARK_TIME_LIMIT": "1.5", "TALLYMARK_LOG_LEVEL": "DEBUG", "PATH": "/bin"}
    )
    assert (settings.workers, settings.time_limit, settings.log_level) == (3, 1.5, "DEBUG")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WORKERS", "0"),
        ("WORKERS", "several"),
        ("QUEUE", "-1"),
        ("TIME_LIMIT", "-2.5"),
        ("TIME_LIMIT", "inf"),
        ("MAX_BODY_BYTES", "20 MB"),
        ("PORT", "65536"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_what_cannot_be_used_is_named_with_what_to_do(name: str, value: str) -> None:
    with pytest.raises(SettingsInvalid, match=rf"^TALLYMARK_{name} cannot be used \(.+\)\. Correct or unset it\.$"):
        Settings.from_environment({f"TALLYMARK_{name}": value})


def test_a_value_is_not_repeated() -> None:
    with pytest.raises(SettingsInvalid) as error:
        Settings.from_environment({"TALLYMARK_WORKERS": "a password in the wrong place"})
    assert "password" not in str(error.value)


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(SettingsInvalid) as error:
        Settings.from_environment({"TALLYMARK_WORKERS": "x", "TALLYMARK_PORT": "x"})
    assert re.findall(r"^TALLYMARK_\w+", str(error.value), re.MULTILINE) == ["TALLYMARK_PORT", "TALLYMARK_WORKERS"]


def test_the_manual_lists_every_setting() -> None:
    rows = re.findall(r"^\| `(TALLYMARK_\w+)` \| (.*?) \| (.*?) \|$", MANUAL.read_text(encoding="utf-8"), re.MULTILINE)
    documented = {name: (default, meaning) for name, default, meaning in rows}
    for setting, field in Settings.model_fields.items():
        default = "" if field.default_factory else f"`{field.default}`"
        assert documented[variable_name(setting)] == (default, field.description)
