"""What learners hand in: accounts of the labelled corpus, whole, lacking something, or with a passage of another's."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from criteria_bank.schema import Unit
from nlp.corpus.accounts import Account
from nlp.documents import Document, Span
from service.demonstration.specification import Specification, Strength
from service.storage.tables.analyses import Status


@dataclass(frozen=True, slots=True)
class Script:
    """One draft: its text, what the corpus says of each marking point, and the sentences that are evidence for it."""

    document: Document
    labels: Mapping[str, Status]
    evidence: Mapping[str, tuple[Span, ...]]

    @classmethod
    def of(cls, account: Account, unit: Unit) -> Script:
        """An account as a draft."""
        sentences = list(zip(account.sentence_spans(), account.sentences, strict=True))
        evidence = {
            point: tuple(span for span, sentence in sentences if elements.intersection(sentence.elements))
            for point, elements in _elements(unit).items()
        }
        labels = {point: Status(status) for point, status in account.decisions.items()}
        return cls(account.document(), labels, evidence)


class Stock:
    """The accounts that there are; nobody gets the one that somebody else has."""

    def __init__(
        self, random: Random, wanted: Specification, accounts: Sequence[Account], foils: Sequence[Account]
    ) -> None:
        shuffled = random.sample(accounts, len(accounts))
        self._random = random
        self._shelves = {
            strength: deque(account for account in shuffled if low <= _share_met(account) <= high)
            for strength, (low, high) in wanted.strengths.items()
        }
        self._shelves[Strength.FOIL] = deque(random.sample(foils, len(foils)))
        self._given: dict[str, Account] = {}

    def take(self, strength: Strength) -> Account:
        """An account of that kind; IndexError where there is none left, or nobody yet to borrow from."""
        if strength is Strength.BORROWED:
            lender = self._random.choice(list(self._given.values()))
            return borrowing(self.take(Strength.WEAK), lender)
        account = self._shelves[strength].popleft()
        while account.id in self._given:
            account = self._shelves[strength].popleft()
        self._given[account.id] = account
        return account


def lacking(account: Account, points: Collection[str], unit: Unit) -> Account:
    """The account before its writer added any evidence of some marking points."""
    left_out = {element for point in points for element in _elements(unit)[point]}
    paragraphs = tuple(
        tuple(sentence for sentence in paragraph if not left_out.intersection(sentence.elements))
        for paragraph in account.paragraphs
    )
    kept = tuple(paragraph for paragraph in paragraphs if paragraph)
    decisions = {point: "not" if point in points else status for point, status in account.decisions.items()}
    return replace(account, paragraphs=kept or account.paragraphs[:1], decisions=decisions)


def borrowing(account: Account, lender: Account) -> Account:
    """The account with the longest paragraph of another's as its own last but one."""
    longest = max(lender.paragraphs, key=lambda paragraph: sum(len(sentence.text) for sentence in paragraph))
    *firsts, last = account.paragraphs
    return replace(account, paragraphs=(*firsts, longest, last))


def _share_met(account: Account) -> float:
    return sum(status == "met" for status in account.decisions.values()) / len(account.decisions)


def _elements(unit: Unit) -> Mapping[str, frozenset[str]]:
    return {point.id: frozenset(element.id for element in point.elements) for point in unit.marking_points}
