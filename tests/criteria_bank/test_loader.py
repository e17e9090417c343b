"""Finding and loading units."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from criteria_bank.errors import UnitInvalid, UnitNotFound
from criteria_bank.loader import default_unit_id, installed_units, load_unit, load_unit_file, unit_path
from criteria_bank.schema import Unit

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)


def dump(unit: Unit) -> str:
    return yaml.safe_dump(unit.model_dump(mode="json"), sort_keys=False)


def test_the_shipped_unit_is_installed_and_the_default() -> None:
    assert installed_units() == ("build-and-maintain-effective-customer-relations",)
    assert default_unit_id() == installed_units()[0]


def test_a_loaded_unit_carries_the_hash_of_its_file() -> None:
    loaded = load_unit(default_unit_id())
    assert loaded.unit.id == default_unit_id()
    assert loaded.sha256 == hashlib.sha256(unit_path(default_unit_id()).read_bytes()).hexdigest()


def test_a_second_unit_is_a_second_file(
    example: str, write: Callable[[str | bytes], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(example).parent
    monkeypatch.setenv("TALLYMARK_UNITS_DIR", str(folder))
    shipped, second = installed_units()
    assert second == "greeting-visitors"
    assert load_unit(second).unit.title == "Greet visitors"
    assert default_unit_id() == shipped
    monkeypatch.setenv("TALLYMARK_UNIT", second)
    assert default_unit_id() == second


def test_a_centre_s_own_version_takes_the_place_of_the_shipped_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = unit_path(default_unit_id())
    own, empty = tmp_path / "own", tmp_path / "empty"
    own.mkdir()
    empty.mkdir()
    changed = re.sub(r"^version: .*$", "version: 9.0.0", shipped.read_text("utf-8"), flags=re.MULTILINE)
    (own / shipped.name).write_text(changed, "utf-8")
    monkeypatch.setenv("TALLYMARK_UNITS_DIR", f"{empty}{os.pathsep}{own}")
    assert installed_units() == (shipped.stem,)
    assert load_unit(shipped.stem).unit.version == "9.0.0"


@pytest.mark.parametrize("name", ["", "no-such-unit", "../loader", "/etc/passwd"])
def test_an_unknown_id_is_refused_with_those_that_exist(name: str) -> None:
    with pytest.raises(UnitNotFound, match="build-and-maintain-effective-customer-relations"):
        load_unit(name)


def test_an_unknown_default_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALLYMARK_UNIT", "no-such-unit")
    with pytest.raises(UnitNotFound, match="no-such-unit"):
        default_unit_id()


def test_a_units_folder_that_does_not_exist_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALLYMARK_UNITS_DIR", str(tmp_path / "nowhere"))
    with pytest.raises(UnitNotFound, match="TALLYMARK_UNITS_DIR"):
        installed_units()


def test_a_faulty_file_is_refused_with_all_its_faults(example: str, write: Callable[[str | bytes], Path]) -> None:
    path = write(example.replace("level: 2", "level: 9").replace("synopsis:", "sinopsis:"))
    with pytest.raises(UnitInvalid) as caught:
        load_unit_file(path)
    assert len(caught.value.faults) == 3
    assert str(caught.value).count(str(path)) == 3


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnitInvalid, match="cannot be opened"):
        load_unit_file(tmp_path / "none.yaml")


def test_dumping_and_loading_the_shipped_unit_changes_nothing(unit: Unit, tmp_path: Path) -> None:
    path = tmp_path / f"{unit.id}.yaml"
    path.write_text(dump(unit), encoding="utf-8")
    assert load_unit_file(path).unit == unit


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(title=TEXT, paragraphs=st.lists(TEXT, max_size=3), share=st.floats(0, 0.5))
def test_whatever_the_text_dumping_and_loading_changes_nothing(
    example: str, write: Callable[[str | bytes], Path], title: str, paragraphs: list[str], share: float
) -> None:
    values = yaml.safe_load(example) | {"title": title, "overview": paragraphs}
    values["depth"]["descriptive_below"] = share
    unit = Unit.model_validate(values)
    assert load_unit_file(write(dump(unit))).unit == unit


def test_words_that_yaml_takes_for_other_things_stay_words(example: str, write: Callable[[str | bytes], Path]) -> None:
    text = example.replace("title: Greet visitors", "title: no").replace("Customer service\n", "2026-01-31\n", 1)
    unit = load_unit_file(write(text)).unit
    assert (unit.title, unit.category) == ("no", "2026-01-31")


def test_a_unit_cannot_be_changed(unit: Unit) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        unit.title = "Another"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="frozen"):
        unit.elements[0].label = "another"  # type: ignore[misc]
