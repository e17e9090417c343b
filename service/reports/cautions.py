"""What to bear in mind about this account in particular."""

from __future__ import annotations

from service.reports.context import Context

_OF_THE_PROGRAM = frozenset({"matching", "policy"})


def cautions(context: Context) -> tuple[str, ...]:
    """The cautions of the feedback, but for those about the program itself.

    Who wrote the report, who decides, and how far the program knows the unit, every report says once in words of its
    own (``templates/wording.yaml``). Such a caution asks for nothing of the account.
    """
    about_the_program = {
        message.text for message in context.unit.feedback.of("caution") if message.when.keys() <= _OF_THE_PROGRAM
    }
    return tuple(caution for caution in context.result.feedback.cautions if caution not in about_the_program)
