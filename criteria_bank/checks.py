"""The unit's advice and its common mistakes as checks: what a check looks for in an account, and what it says.

A check is one of a few general kinds, told apart by its ``detector``. Each kind lists the messages that it can say and
the names that each message may fill in (``fills``). What the kinds look for is decided in `nlp.checks`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from criteria_bank.entries import Entry, Identifier, Text

Place = tuple[str | int, ...]
"""Keys and positions that lead from a check to one of its parts."""

Fills = Mapping[str, tuple[str, ...]]

Sign = Literal["figure", "two_figures", "deadline", "name", "first_person"]


class Sought(Entry):
    """What one of the learner's own sentences must show: something of every key that is given.

    ``labels``: it carries one of these elements or constraints; ``stages``: it is of one of these stages; ``words``:
    it holds one of these words or phrases, not negated (in small letters: in any case; with capitals: only so);
    ``signs``: it holds one of these, which are no words that could be listed.
    """

    labels: tuple[Identifier, ...] = ()
    stages: tuple[Identifier, ...] = ()
    words: tuple[Text, ...] = ()
    signs: tuple[Sign, ...] = ()

    @property
    def by_labels_alone(self) -> bool:
        """Whether nothing but labels is asked for."""
        return not (self.stages or self.words or self.signs)


class Part(Sought):
    """One part of what a check looks for. Parts with the same ``label`` are one part, shown in either way.

    ``essential``: without it, nothing of what the check looks for is there, whatever else is shown.
    """

    label: Text
    essential: bool = False


class CheckEntry(Entry):
    """What all checks have: ``cites`` names the tips, or else the common mistakes and misconceptions, behind it."""

    id: Identifier
    label: Text
    cites: tuple[Identifier, ...] = Field(min_length=1)

    fills: ClassVar[Fills] = {}
    """The names in braces that each message may use."""


class Messages(Entry):
    """What a check says for each status."""

    found: Text
    partly: Text
    missing: Text


class MessagesOfMistake(Messages):
    """… and where neither a mistake nor its opposite is seen, or nothing calls for it."""

    not_applicable: Text


class MessagesOfConstraints(MessagesOfMistake):
    """… and where all that applies is addressed, and still a flag says that little is made of it."""

    thin: Text


class MessagesOfTerms(Entry):
    """What a check of named terms says. ``named``: named and not put to use; ``unnamed``: done, and no term named."""

    found: Text
    named: Text
    unnamed: Text | None = None
    missing: Text


_PARTS = ("found", "missing", "count", "needed")


class PartsCheck(CheckEntry):
    """Looks for parts: ``needed`` of them are found, fewer partly.

    ``within``: only sentences that show this are looked at. ``{found}`` and ``{missing}`` list the labels of parts,
    ``{count}`` of ``{needed}`` were seen.
    """

    detector: Literal["parts"]
    within: Sought | None = None
    parts: tuple[Part, ...] = Field(min_length=1)
    needed: int = Field(ge=1)
    messages: Messages

    fills: ClassVar[Fills] = dict.fromkeys(("found", "partly", "missing"), _PARTS)


class TermsCheck(CheckEntry):
    """Looks for named terms, put to use in the learner's own case.

    A term is put to use where it is named, neither denied nor only imagined, and that sentence or the one beside it
    carries one of the labels of ``used_with``. ``{terms}``: the terms as the learner wrote them.
    """

    detector: Literal["terms"]
    terms: tuple[Text, ...] = Field(min_length=1)
    used_with: tuple[Identifier, ...] = Field(min_length=1)
    messages: MessagesOfTerms

    fills: ClassVar[Fills] = {"found": ("terms",), "named": ("terms",), "unnamed": (), "missing": ()}


class EntriesCheck(CheckEntry):
    """Looks for paragraphs that begin with a date; ``needed`` of them are found. ``{count}``: how many there are."""

    detector: Literal["entries"]
    needed: int = Field(ge=1)
    messages: Messages

    fills: ClassVar[Fills] = {"found": ("count",), "partly": ("count", "needed"), "missing": ("needed",)}


class ReferencesCheck(CheckEntry):
    """Looks for numbered criteria named beside what is evidence for them, in ``needed`` paragraphs.

    ``forms``: words that a criterion's number follows (``ac``, ``learning outcome``). ``{references}``: those that were
    seen; ``{count}``: in how many paragraphs beside evidence.
    """

    detector: Literal["references"]
    forms: tuple[Text, ...] = Field(min_length=1)
    needed: int = Field(ge=1)
    messages: Messages

    fills: ClassVar[Fills] = {
        "found": ("references", "count"),
        "partly": ("references", "count", "needed"),
        "missing": ("needed",),
    }


class DepthCheck(CheckEntry):
    """Looks at the depth of the account, and for the places where saying why would pay most.

    ``actions``: elements of sentences that tell of something done. ``{share}``: reflective share in per cent;
    ``{telling}`` and ``{reflecting}``: numbers of sentences; ``{places}``: how many places are pointed out.
    """

    detector: Literal["depth"]
    actions: tuple[Identifier, ...] = Field(min_length=1)
    places: int = Field(ge=1)
    messages: Messages

    fills: ClassVar[Fills] = dict.fromkeys(("found", "partly", "missing"), ("share", "telling", "reflecting", "places"))


class ConstraintsCheck(CheckEntry):
    """Looks at which of these constraints apply and are addressed; ``{addressed}``, ``{overlooked}``: their labels."""

    detector: Literal["constraints"]
    constraints: tuple[Identifier, ...] = Field(min_length=1)
    messages: MessagesOfConstraints

    fills: ClassVar[Fills] = {
        "found": ("addressed",),
        "thin": ("addressed",),
        "partly": ("addressed", "overlooked"),
        "missing": ("overlooked",),
        "not_applicable": (),
    }


class MistakeCheck(CheckEntry):
    """Looks for a mistake, and for what corrects it: ``needed`` of the parts of ``instead``.

    ``{found}``: labels of the parts that were seen.
    """

    detector: Literal["mistake"]
    mistake: Identifier
    instead: tuple[Part, ...] = Field(min_length=1)
    needed: int = Field(default=1, ge=1)
    messages: MessagesOfMistake

    fills: ClassVar[Fills] = {"found": ("found",), "partly": ("found",), "missing": (), "not_applicable": ()}


Check = Annotated[
    PartsCheck | TermsCheck | EntriesCheck | ReferencesCheck | DepthCheck | ConstraintsCheck | MistakeCheck,
    Field(discriminator="detector"),
]


def sought_by(check: Check) -> Iterator[tuple[Place, Sought]]:
    """Whatever the check asks of a sentence by keys, and where in the check that stands."""
    match check:
        case PartsCheck():
            if check.within:
                yield ("within",), check.within
            yield from ((("parts", position), part) for position, part in enumerate(check.parts))
        case MistakeCheck():
            yield from ((("instead", position), part) for position, part in enumerate(check.instead))


def named_by(check: Check) -> Iterator[tuple[Place, str, tuple[str, ...]]]:
    """Ids that the check uses besides: where they stand, of which kind they are (`criteria_bank.references`)."""
    match check:
        case TermsCheck():
            yield ("used_with",), "labels", check.used_with
        case DepthCheck():
            yield ("actions",), "elements", check.actions
        case ConstraintsCheck():
            yield ("constraints",), "constraints", check.constraints
        case MistakeCheck():
            yield ("mistake",), "mistakes", (check.mistake,)


def part_labels(parts: tuple[Part, ...]) -> tuple[str, ...]:
    """The distinct labels of parts, in their order."""
    return tuple(dict.fromkeys(part.label for part in parts))
