"""The model card, made from recorded facts alone: the manifest of a training run and its cross-validated report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from nlp.classifier.artefacts import Manifest
from nlp.evaluation.report import FigureRecord, Report, Slice

CARD = "MODEL_CARD.md"
HEADLINES = (
    ("Stage of reflection, kappa", "stages", "kappa"),
    ("Reflective or not, kappa", "stages", "reflective_kappa"),
    ("Elements by sentence, micro-F1", "elements", "micro_f1"),
    ("Elements by account, micro-F1", "elements", "account_micro_f1"),
    ("Constraints by sentence, micro-F1", "constraints", "micro_f1"),
    ("Mistakes by sentence, micro-F1", "mistakes", "micro_f1"),
    ("Status of marking points, linear-weighted kappa", "decisions", "kappa"),
    ("Status of marking points, exact agreement", "decisions", "exact_agreement"),
    ("Status of marking points, share two steps off", "decisions", "two_steps_off"),
    ("Depth, linear-weighted kappa", "depth", "kappa"),
    ("Flags, micro-F1", "flags", "micro_f1"),
    ("Calibration error of stages", "stages", "calibration_error"),
    ("Calibration error of elements", "elements", "calibration_error"),
    ("Calibration error of statuses", "decisions", "calibration_error"),
)
BRIEF = HEADLINES[0], HEADLINES[2], HEADLINES[6], HEADLINES[9]

_INTRODUCTION = """\
<!-- Written by `tallymark train`; do not edit. -->
# {name} {version}

Reads the sentences of a learner's account and says, for each, its stage of reflection and which elements, constraints
and mistakes of the unit `{unit}` it shows. From {base}, fine-tuned; served as 8-bit integers by ONNX Runtime.

## For what, and for what not

To point learners and assessors at evidence. Not to decide: every status is an observation, and a named person decides.
Not for units it was not trained on, other than by similarity, which is much weaker. English only.

## Made from

{accounts} invented accounts ({sentences} sentences): {inbox} of the inbox kind, written without sight of the labels,
and {ordered} written to order by people who knew them. No text of any real learner or customer. Those written to order
are denser and stronger than what an assessor's inbox holds, so the figures for the inbox kind are the ones to expect.

- Trained {date}; libraries: {libraries}.
- Settings: {settings}.
- Base weights: SHA-256 `{base_sha256}`.
- Unit file: SHA-256 `{unit_sha256}`.

## How right it is

Cross-validated over whole sectors and files: every account was judged by a model, a calibration and rules that saw
neither its sector nor its file, in the 8-bit form that is served. In brackets the 95 % interval (bootstrap over
accounts). Reproduce with `tallymark evaluate --cross-validated`. Two people who both followed the labelling guide agree
on unseen accounts at about 0.9 on most of these, so there is far to go.
"""

_LIMITS = """\
## Known limits

- The accounts are invented, and one group of people labelled them. Real submissions may differ.
- Rare elements are found least: see the table of elements.
- A list of terms, a pasted criterion or a negated claim can still be taken for evidence; every observation cites its
  sentence, so that a person sees at once.
- Plain, clumsy or second-language English was in the training text, but how evenly it is judged has not been proven.
"""


def model_card(manifest: Manifest, report: Report) -> str:
    """The card as Markdown."""
    parts = [
        _introduction(manifest),
        _table("Figure", ["all", *report["splits"]["kind"]], _headline_rows(report)),
        *(_split(report, name) for name in ("level", "form", "sector")),
        _elements(report),
        _LIMITS,
    ]
    return "\n".join(parts)


def _introduction(manifest: Manifest) -> str:
    facts: Mapping[str, Any] = manifest.training
    return _INTRODUCTION.format(
        name=manifest.name,
        version=manifest.version,
        unit=manifest.unit,
        base=f"{facts['base']['name']} (package {facts['base']['package']})",
        accounts=facts["accounts"],
        sentences=f"{facts['sentences']:,}",
        inbox=facts["accounts_by_kind"]["inbox"],
        ordered=facts["accounts_by_kind"]["ordered"],
        date=facts["date"],
        libraries=_listed(facts["libraries"]),
        settings=_listed(facts["settings"]),
        base_sha256=facts["base"]["sha256"],
        unit_sha256=facts["unit_sha256"],
    )


def _headline_rows(report: Report) -> Iterator[list[str]]:
    slices = [report["overall"], *report["splits"]["kind"].values()]
    for title, group, name in HEADLINES:
        yield [title, *(_shown(part["figures"][group][name]) for part in slices)]


def _split(report: Report, name: str) -> str:
    titles = [title for title, _, _ in BRIEF]
    rows = ([group, str(part["accounts"]), *_brief(part)] for group, part in report["splits"][name].items())
    return f"### By {name}\n\n" + _table(name.capitalize(), ["accounts", *titles], rows)


def _brief(part: Slice) -> Iterator[str]:
    return (_shown(part["figures"][group][name]) for _, group, name in BRIEF)


def _elements(report: Report) -> str:
    rows = (
        [label, str(figures["recall"]["n"]), *(_shown(figures[name]) for name in ("f1", "precision", "recall"))]
        for label, figures in report["labels"]["elements"].items()
    )
    return "### By element\n\n" + _table("Element", ["sentences", "F1", "precision", "recall"], rows)


def _shown(figure: FigureRecord) -> str:
    if figure["value"] is None:
        return "not estimable"
    if figure["low"] is None or figure["high"] is None:
        return f"{figure['value']:.2f}"
    return f"{figure['value']:.2f} ({figure['low']:.2f} to {figure['high']:.2f})"


def _table(first: str, others: list[str], rows: Iterator[list[str]]) -> str:
    lines = [[first, *others], ["---"] * (len(others) + 1), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines) + "\n"


def _listed(values: Mapping[str, object]) -> str:
    return ", ".join(f"{name} {value}" for name, value in values.items())
