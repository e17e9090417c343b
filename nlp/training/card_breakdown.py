"""The model card by part: by level, level of English, form and sector, and by each label and marking point.

Tables are made for each kind of account alone: what holds for accounts written to order need not hold for an inbox.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from nlp.evaluation.report import Report, Slice
from nlp.training.card_tables import figure_rows, shown, table

BRIEF = (
    ("Stage, kappa", "stages", "kappa"),
    ("Elements, F1", "elements", "micro_f1"),
    ("Constraints, F1", "constraints", "micro_f1"),
    ("Mistakes, F1", "mistakes", "micro_f1"),
    ("Statuses, kappa", "decisions", "kappa"),
    ("Depth, kappa", "depth", "kappa"),
    ("Flags, F1", "flags", "micro_f1"),
)
SMALL = 5
FORMS = {"discussion": "discussion (transcript)", "case_study": "case study"}

_SPLITS = (
    ("level", "By level", "The level of the qualification that the account was written for."),
    (
        "english",
        "By level of English",
        "The accounts do not say how well their writers know English. What stands for it are departures from the"
        " standard that can be counted: common misspellings, missing apostrophes, capitals and articles, verbs that do"
        " not agree; many: more than one in a hundred words.",
    ),
    ("form", "By form", "A discussion is the transcript of what assessor and learner said."),
)

_LABELS = (
    ("elements", "element"),
    ("constraints", "constraint"),
    ("mistakes", "mistake"),
    ("stages", "stage"),
    ("flags", "flag"),
)

_SECTORS = """\
### By sector

Sectors are put together in families for figures that can be estimated; F1 is micro-averaged, by sentence.
"""


def breakdown_sections(report: Report) -> Iterator[str]:
    """The sections, in their order."""
    yield from (_split(report, name, title, words) for name, title, words in _SPLITS)
    yield from _sectors(report)
    yield from (_labels(report, group, title) for group, title in _LABELS)
    yield _points(report)


def _split(report: Report, name: str, title: str, words: str) -> str:
    """One table for each kind of account, since the two kinds are not to be mixed."""
    tables = [
        _split_table(f"{kind.capitalize()} accounts", own["splits"][name]) for kind, own in report["by_kind"].items()
    ]
    return "\n".join([f"### {title}\n\n{words}\n", *tables])


def _split_table(first: str, groups: Mapping[str, Slice]) -> str:
    titles = [f"{FORMS.get(group, group)} ({part['accounts']})" for group, part in groups.items()]
    return table(first, titles, figure_rows(list(groups.values())))


def _sectors(report: Report) -> Iterator[str]:
    yield _SECTORS
    titles = ["accounts", *(title for title, _, _ in BRIEF)]
    for kind, own in report["by_kind"].items():
        rows = _sector_rows(own["splits"]["sector_family"])
        yield table(f"Family of sectors, {kind} accounts", titles, rows)
    large = {name: part for name, part in report["splits"]["sector"].items() if part["accounts"] >= SMALL}
    small = len(report["splits"]["sector"]) - len(large)
    if large:
        yield table(f"Sector of at least {SMALL} accounts", titles, _sector_rows(large))
    if small:
        yield (
            f"{small} sectors have fewer than {SMALL} accounts each, too few for an interval: they are in their"
            " families above, and one by one in the JSON of `tallymark evaluate --cross-validated --json`.\n"
        )


def _sector_rows(groups: Mapping[str, Slice]) -> Iterator[list[str]]:
    for name, part in groups.items():
        figures = (shown(part["figures"][group][figure]) for _, group, figure in BRIEF)
        yield [name, str(part["accounts"]), *figures]


def _labels(report: Report, group: str, title: str) -> str:
    rows = (
        [
            label,
            str(figures["recall"]["n"]),
            *(shown(figures[name]) for name in ("f1", "precision", "recall")),
            *(shown(own["labels"][group][label]["f1"]) for own in report["by_kind"].values()),
        ]
        for label, figures in report["labels"][group].items()
    )
    of_kinds = [f"F1, {kind}" for kind in report["by_kind"]]
    headings = ["cases", "F1", "precision", "recall", *of_kinds]
    return f"### By {title}\n\n" + table(title.capitalize(), headings, rows)


def _points(report: Report) -> str:
    rows = (
        [
            point,
            *(shown(figures[name]) for name in ("kappa", "exact_agreement", "two_steps_off")),
            *(shown(own["points"][point]["kappa"]) for own in report["by_kind"].values()),
        ]
        for point, figures in report["points"].items()
    )
    of_kinds = [f"kappa, {kind}" for kind in report["by_kind"]]
    headings = ["kappa", "exact agreement", "two steps off", *of_kinds]
    return "### By marking point\n\n" + table("Marking point", headings, rows)
