"""Every notebook runs from top to bottom on a small sample, draws what it promises and is kept without outputs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from traitlets.config import Config

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
PLOTS = {"01_explore": 5, "02_train": 2, "03_evaluate": 3, "04_audit": 5}
SECONDS = 300


def read(name: str) -> Any:
    text = (NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8")
    return nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]


@pytest.fixture
def quiet_kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    """A kernel that reads nobody's settings, and whose messages nobody else on the machine can read."""
    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    for variable in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        monkeypatch.setenv(variable, str(tmp_path))
    return Config({"KernelManager": {"transport_encryption": "auto"}})


def executed(name: str, kernel: Config) -> list[Any]:
    """The outputs of all cells; fails with the cell's traceback where one raises."""
    notebook = read(name)
    resources = {"metadata": {"path": str(NOTEBOOKS)}}
    NotebookClient(notebook, config=kernel, timeout=SECONDS, resources=resources).execute()
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


def test_every_notebook_is_run_by_a_test() -> None:
    assert sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb")) == sorted(PLOTS)


@pytest.mark.parametrize(
    ("name", "sample"),
    [
        ("01_explore", 12),
        pytest.param("02_train", 12, marks=pytest.mark.training),
        ("03_evaluate", 60),
        ("04_audit", 160),
    ],
)
def test_notebook_runs_without_warnings_and_draws(
    name: str, sample: int, quiet_kernel: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TALLYMARK_NOTEBOOK_SAMPLE", str(sample))

    outputs = executed(name, quiet_kernel)

    complaints = [output.text for output in outputs if output.get("name") == "stderr"]
    assert sum("image/png" in output.get("data", {}) for output in outputs) == PLOTS[name]
    assert not any("Warning" in text for text in complaints)


@pytest.mark.parametrize("name", PLOTS)
def test_notebook_is_kept_without_outputs(name: str) -> None:
    cells = [cell for cell in read(name).cells if cell.cell_type == "code"]

    assert all(not cell.outputs and cell.execution_count is None for cell in cells)
