"""What changed in the text, sentence by sentence; changed words carry signs as well as a style."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import RenderableType
from rich.text import Text

from nlp.comparison.alignment import Kind
from nlp.comparison.results import Quoted, SentenceChange
from nlp.results import Extent
from service.cli.comparison_report.pair import Pair
from service.cli.report.layout import FAINT, listed, marked, section, stacked
from service.cli.terminal import printable

_MARKS: Mapping[Kind, str] = {
    "added": "+ Added",
    "removed": "- Taken out",
    "reworded": "* Changed",
    "split": "* Cut in two",
    "joined": "* Joined",
    "moved": "> Moved",
}
REMOVED = ("[-", "-]", "red strike")
INSERTED = ("[+", "+]", "bold green")


def sentences(pair: Pair) -> RenderableType | None:
    """Every change of a sentence, in the order of the second draft; None where nothing changed."""
    text = pair.comparison.text
    if not text.changes:
        return None
    same = text.counts.get("same", 0)
    return section(
        "What changed in the text",
        listed("Sentences that stayed the same", [str(same)]),
        listed("Signs", ["[- -] words that are gone", "[+ +] words that are new"]),
        *_about_stand_ins(text.changes),
        marked(((Text(_MARKS[change.kind], style="bold"), _change(change)) for change in text.changes), airy=True),
    )


def _about_stand_ins(changes: Sequence[SentenceChange]) -> list[RenderableType]:
    shown = [item.text for change in changes for quoted in (*change.first, *change.second) for item in quoted.stand_ins]
    return [listed("In the place of private details", list(dict.fromkeys(shown)))] if shown else []


def _change(change: SentenceChange) -> RenderableType:
    if not change.first or not change.second or change.kind == "moved":
        return _line(change.second or change.first)
    before, after = _line(change.first, change.removed, REMOVED), _line(change.second, change.inserted, INSERTED)
    return stacked(Text.assemble(("Before: ", FAINT), before), Text.assemble(("Now: ", FAINT), after))


def _line(quoted: Sequence[Quoted], places: Sequence[Extent] = (), signs: tuple[str, str, str] = INSERTED) -> Text:
    """The sentences on one line, the words at ``places`` between signs."""
    return Text(" ").join(_sentence(sentence, places, signs) for sentence in quoted)


def _sentence(sentence: Quoted, places: Sequence[Extent], signs: tuple[str, str, str]) -> Text:
    opening, closing, style = signs
    line, reached = Text(), 0
    for place in places:
        start, end = sentence.within(place)
        start = max(start, reached)
        if start < end:
            line.append(_words(sentence.text[reached:start]))
            line.append(f"{opening}{_words(sentence.text[start:end])}{closing}", style)
            reached = end
    return line.append(_words(sentence.text[reached:]))


def _words(text: str) -> str:
    """Harmless, and on one line: a line break within a sentence is a space."""
    return "".join(" " if character.isspace() else character for character in printable(text))
