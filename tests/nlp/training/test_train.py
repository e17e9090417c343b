"""The whole of training, on a small network and a dozen accounts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from criteria_bank.loader import LoadedUnit
from nlp.classifier.artefacts import FILES, MANIFEST, read_manifest
from nlp.corpus.reader import read_corpus
from nlp.documents import Document
from nlp.pipeline import load_analyser
from nlp.training.settings import StudentSettings, TrainingSettings

try:
    from nlp.training import train as training
    from nlp.training.base_weights import base_weights
    from nlp.training.cross_validate import SCORES, load_out_of_fold
    from nlp.training.loop import Progress
    from tests.nlp.training.small_bert import write_small_bert
except ImportError:
    pytest.skip("needs the extra [train]: make test-train", allow_module_level=True)

pytestmark = pytest.mark.training
CORPUS = Path(__file__).parents[3] / "models" / "corpus"
SETTINGS = TrainingSettings(
    epochs=1,
    folds=2,
    window=64,
    encoder_rate=1e-3,
    student=StudentSettings(layers=(1,), window=64, epochs=1),
)
PARTS = ["all accounts", "fold 1 of 2", "fold 2 of 2"]


class Stages:
    """Remembers which stages a run went through."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __call__(self, name: str) -> Progress | None:
        self.names.append(name)
        return None


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> training.Paths:
    """Folders with the first accounts of some files of the corpus, and a small network to start from."""
    weights = write_small_bert(tmp_path / "bert", base_weights())
    monkeypatch.setattr(training, "base_weights", lambda: weights)
    (tmp_path / "models" / "corpus").mkdir(parents=True)
    for name in ("retail.acc", "banking.acc", "inbox_1.acc", "inbox_2.acc"):
        accounts = (CORPUS / name).read_text(encoding="utf-8").split("\n@ ")[1:4]
        text = "".join(f"\n@ {account}\n" for account in accounts)
        (tmp_path / "models" / "corpus" / name).write_text(text, encoding="utf-8")
    (tmp_path / "models" / "foils").mkdir()
    shutil.copyfile(CORPUS.parent / "foils" / "talk.acc", tmp_path / "models" / "foils" / "talk.acc")
    return training.Paths.of(tmp_path / "models", tmp_path / "runs")


def test_a_run_leaves_a_model_that_serves_and_scores_that_were_held_out(
    paths: training.Paths, loaded_unit: LoadedUnit, monkeypatch: pytest.MonkeyPatch
) -> None:
    stages = Stages()

    manifest = training.train(loaded_unit, paths, SETTINGS, stages)

    assert stages.names == [f"{part}{who}" for part in PARTS for who in (", teacher", "")]
    assert read_manifest(paths.out) == manifest
    assert {path.name for path in paths.out.iterdir()} >= {*FILES, MANIFEST}
    assert sum(path.stat().st_size for path in paths.out.iterdir()) < 30 * 10**6
    accounts = read_corpus(paths.corpus, loaded_unit.unit)
    assert manifest.training["accounts"] == len(accounts)
    assert manifest.training["foils"] == len(read_corpus(paths.foils, loaded_unit.unit))
    assert set(load_out_of_fold(paths.evidence / SCORES, accounts).folds.values()) == {0, 1}
    monkeypatch.setenv("TALLYMARK_MODEL_DIR", str(paths.out))
    result = load_analyser().analyse(Document.from_paragraphs(["I rang her back. She thanked me for it."]))
    assert (result.analyser.model, result.analyser.matching) == (f"{manifest.name} {manifest.version}", "trained")


def test_an_interrupted_run_goes_on_where_it_stopped(paths: training.Paths, loaded_unit: LoadedUnit) -> None:
    class Interrupted(Stages):
        def __call__(self, name: str) -> Progress | None:
            super().__call__(name)
            if name == "fold 2 of 2":
                raise KeyboardInterrupt
            return None

    with pytest.raises(KeyboardInterrupt):
        training.train(loaded_unit, paths, SETTINGS, Interrupted())
    assert not paths.out.exists()
    stages = Stages()

    training.train(loaded_unit, paths, SETTINGS, stages)

    assert stages.names == ["fold 2 of 2"]
    assert read_manifest(paths.out).training["accounts"] == 12
