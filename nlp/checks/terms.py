"""Checks that look for named terms put to use: a model, a tool, a law."""

from __future__ import annotations

from criteria_bank.checks import TermsCheck
from nlp.checks.account import Account, Outcome, listed

BEFORE, AFTER = 1, 2
"""Sentences before and after a term within which it may be put to use: a tool is named first and then filled in."""


def check_terms(check: TermsCheck, account: Account) -> Outcome:
    """Found where a term is put to use; partly where one is only named, or where the thing is done and not named."""
    mentions = account.own.mentions(check.terms)
    used = [mention for mention in mentions if _is_used(check, account, mention.sentence)]
    fills: dict[str, str | int] = {"terms": listed(account.own.written(mention) for mention in used or mentions)}
    if used:
        return Outcome("found", "found", fills, account.extents(mention.sentence for mention in used))
    if mentions:
        return Outcome("partly", "named", fills, account.extents(mention.sentence for mention in mentions))
    done = _done_unnamed(check, account)
    return Outcome("partly", "unnamed", fills, account.extents(done)) if done else Outcome("missing", "missing", fills)


def _is_used(check: TermsCheck, account: Account, sentence: int) -> bool:
    """Whether the sentence, or one near it in its paragraph, applies what it names; what is imagined stands alone.

    The name is evidence in itself, so that weak evidence of a label is enough beside it.
    """
    sentences = account.observations.sentences
    before, after = (0, 0) if sentences[sentence].grammar.hypothetical else (BEFORE, AFTER)
    near = (
        other
        for other in range(max(0, sentence - before), min(len(sentences), sentence + after + 1))
        if sentences[other].paragraph == sentences[sentence].paragraph
    )
    return any(account.may_carry(other, label) for other in near for label in check.used_with)


def _done_unnamed(check: TermsCheck, account: Account) -> list[int]:
    """Sentences that do it without a name; one that denies a term does not."""
    if check.messages.unnamed is None:
        return []
    denying = {mention.sentence for mention in account.own.occurrences(check.terms)}
    return [sentence for sentence in account.holding(check.used_with) if sentence not in denying]
