"""Accounts for the checks: the program reads the sentences itself, and a test says what a model makes of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.language import Language

from criteria_bank.schema import Unit
from nlp.checks.account import Account
from nlp.checks.checker import Checker
from nlp.checks.own_words import OwnWords, OwnWordsReader, phrase_lists
from nlp.checks.phrases import PhraseList
from nlp.documents import Document
from nlp.judgement.constraints import analyse_constraints
from nlp.judgement.depth import analyse_depth
from nlp.judgement.evidence import observe
from nlp.judgement.flags import Whole, analyse_flags
from nlp.judgement.rules import JudgementRules
from nlp.judgement.told import Told
from nlp.language.pipeline import read_sentences
from nlp.results import CheckFinding
from tests.nlp.judgement.saying import Said, prediction_of


@dataclass(frozen=True)
class Bench:
    """What every check of a test has in common."""

    unit: Unit
    rules: JudgementRules
    language: Language

    def own_words(self, *paragraphs: str, phrases: PhraseList = ()) -> OwnWords:
        """The learner's own words in an account, and where the phrases stand."""
        document = Document.from_paragraphs(paragraphs)
        return OwnWordsReader(self.unit, [phrases]).read(document.text, read_sentences(self.language, document))

    def account(self, *paragraphs: Sequence[Said]) -> Account:
        """An account of sentences that a model is sure of."""
        document = Document.from_paragraphs([" ".join(said.text for said in paragraph) for paragraph in paragraphs])
        sentences = read_sentences(self.language, document)
        said = [item for paragraph in paragraphs for item in paragraph]
        assert [document.text[one.span.start : one.span.end] for one in sentences] == [item.text for item in said]
        seen = observe(self.unit, sentences, prediction_of(self.unit, said))
        depth = analyse_depth(self.unit, seen, self.rules.depth)
        told = Told.of(document.text, seen)
        constraints = analyse_constraints(self.unit, told, seen, self.rules, ())
        flags = analyse_flags(self.unit, Whole(document.text, seen, told, constraints, ()), depth, self.rules)
        own = OwnWordsReader(self.unit, phrase_lists(self.unit.checks)).read(document.text, sentences)
        return Account(self.unit, document.text, seen, self.rules, own, depth, constraints, flags)

    def check(self, *paragraphs: Sequence[Said]) -> Mapping[str, CheckFinding]:
        """What every check finds, by its id."""
        made = self.account(*paragraphs)
        whole = Whole(made.text, made.observations, Told(()), made.constraints, ())
        findings = Checker(self.unit).check(whole, made.depth, made.flags, self.rules)
        assert [finding.id for finding in findings] == [check.id for check in self.unit.checks]
        return {finding.id: finding for finding in findings}
