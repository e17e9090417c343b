"""The model card, made from recorded facts alone: the manifest of a training run and what was measured of it.

Every figure is given with its 95 % interval; docs/evaluation.md defines the figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nlp.classifier.artefacts import Manifest
from nlp.evaluation.fairness import StatusChanges
from nlp.evaluation.report import Report
from nlp.training.card_breakdown import breakdown_sections
from nlp.training.card_errors import error_sections
from nlp.training.card_learning import learning_section
from nlp.training.card_tables import figure_rows, shown, table
from nlp.training.learning_record import LearningRecord

CARD = "MODEL_CARD.md"
_INTRODUCTION = """\
<!-- Written by `tallymark train`; do not edit. -->
# {name} {version}

Reads the sentences of a learner's account and says, for each, its stage of reflection and which elements, constraints
and mistakes of the unit `{unit}` it shows. From {base}, fine-tuned; {layers} of its layers, taught
by all of them, are served as 8-bit integers by ONNX Runtime.

## For what, and for what not

To point learners and assessors at evidence. Not to decide: every status is an observation, and a named person decides.
Not for units it was not trained on, other than by similarity, which is much weaker. English only.

## Made from

{accounts} invented accounts ({sentences} sentences): {inbox} of the inbox kind, written without sight of the labels,
and {ordered} written to order by people who knew them. No text of any real learner or customer. Those written to order
are denser and stronger than what an assessor's inbox holds, so the figures for the inbox kind are the ones to expect.
Also learnt from, and never tested on: {foils} foils, which sound like evidence and hold next to none, and variants of
all of these made by rule.

- Trained {date}; libraries: {libraries}.
- Settings: {settings}.
- Base weights: SHA-256 `{base_sha256}`.
- Unit file: SHA-256 `{unit_sha256}`.

## How right it is

Cross-validated over whole sectors and files: every account was judged by a model, a calibration and rules that saw
neither its sector nor its file, in the 8-bit form that is served. In brackets the 95 % interval (bootstrap over
accounts), which fewer than five accounts do not give; "not estimable": the figure itself cannot be told, as nothing
varies or nothing is there to find. Reproduce with `tallymark evaluate --cross-validated`. Two people who both followed
the labelling guide agree on unseen accounts at about 0.9 on most of these, so there is far to go.
"""

_LIMITS = """\
## Known limits

- The accounts are invented, and one group of people labelled them. Real submissions may differ.
- Rare elements are found least: see the table of elements.
- Texts without evidence can still earn a `partial`, now and then a `met`: accounts of other units and of private life
  most, hypothetical cases and padding. Dictated and unpunctuated text is judged too kindly, text full of typing
  mistakes a little too hard. docs/behaviour.md measures all of it; every observation cites its sentence, so that a
  person sees.
"""

_UNPROVEN = """\
- Plain, clumsy or second-language English was in the training text, but how evenly it is judged has not been proven.
"""

_CHANGES = """\
## Same content, other English

Accounts rewritten by rule, so that what they show stays and how they say it changes, and judged again by models that
saw neither their sector nor their file: how many of the statuses change, and which way. Net: raised less lowered. The
aim is under 5 % changed.
"""


def model_card(
    manifest: Manifest,
    report: Report,
    *,
    changes: Mapping[str, StatusChanges] | None = None,
    curve: LearningRecord | None = None,
) -> str:
    """The card as Markdown.

    ``changes``: for each way of rewriting accounts, in the words of a reader, how many statuses it changes; ``curve``:
    the learning curve. A section whose facts are not given is left out, and the limits say so where it matters.
    """
    parts = [
        _introduction(manifest),
        table(
            "Figure",
            ["all", *report["splits"]["kind"]],
            figure_rows([report["overall"], *report["splits"]["kind"].values()]),
        ),
        *breakdown_sections(report),
        *([_changes(changes)] if changes else []),
        *([learning_section(curve)] if curve else []),
        *error_sections(report),
        _LIMITS + ("" if changes else _UNPROVEN),
    ]
    return "\n".join(parts)


def _introduction(manifest: Manifest) -> str:
    facts: Mapping[str, Any] = manifest.training
    return _INTRODUCTION.format(
        name=manifest.name,
        version=manifest.version,
        unit=manifest.unit,
        layers=len(facts["settings"]["student"]["layers"]),
        base=f"{facts['base']['name']} (package {facts['base']['package']})",
        accounts=facts["accounts"],
        sentences=f"{facts['sentences']:,}",
        inbox=facts["accounts_by_kind"]["inbox"],
        ordered=facts["accounts_by_kind"]["ordered"],
        foils=facts["foils"],
        date=facts["date"],
        libraries=_listed(facts["libraries"]),
        settings=_listed(facts["settings"]),
        base_sha256=facts["base"]["sha256"],
        unit_sha256=facts["unit_sha256"],
    )


def _changes(changes: Mapping[str, StatusChanges]) -> str:
    rows = (
        [
            name,
            str(made["changed"]["n"]),
            *(shown(made[figure], "percent") for figure in ("changed", "lowered", "raised", "net")),
        ]
        for name, made in changes.items()
    )
    return f"{_CHANGES}\n" + table("Rewritten", ["statuses", "changed", "lowered", "raised", "net"], rows)


def _listed(values: Mapping[str, object]) -> str:
    """Names with their values; a group of settings in brackets."""
    return ", ".join(
        f"{name} ({_listed(value)})" if isinstance(value, Mapping) else f"{name} {value}"
        for name, value in values.items()
    )
