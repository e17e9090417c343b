"""What ``tallymark audit`` says at the terminal: what was read on standard error, what follows on standard output."""

from __future__ import annotations

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from service.cli.terminal import printable, show, tell
from service.cli.wording import count
from service.judging.auditing import Audit
from service.judging.findings.results import Finding, Weight
from service.judging.reading.results import LeftOut, Reading

MOST_TOLD = 10
MOST_SHOWN = {Weight.ACT: 10, Weight.KNOWN: 6, Weight.OPEN: 4}
_HEADINGS = {
    Weight.ACT: "To look at and to talk over",
    Weight.KNOWN: "How things are",
    Weight.OPEN: "Not known yet",
}
_INDENT = 2


def tell_reading(reading: Reading, *, all_written: bool) -> None:
    """Say how the file was read, and of the first rows that could not be used why; the rest of them stand in a file."""
    for note in reading.notes:
        tell(note)
    for one in reading.left_out[:MOST_TOLD]:
        tell(_line(one))
    if (more := len(reading.left_out) - MOST_TOLD) > 0:
        tell(f"and {more:,} more{'' if all_written else ' (--out writes them to a file)'}.")
    left = {"row": reading.rows_left_out, "single cell": reading.cells_left_out}
    told = " and ".join(count(number, noun) for noun, number in left.items() if number)
    tell(f"{count(len(reading.table), 'decision')} read{f', {told} left out' if told else ''}.")


def print_audit(audit: Audit) -> None:
    """Print the findings, what asks for something first."""
    agreement = audit.agreement
    decisions = f"{count(agreement.decisions, 'first decision')} on {count(agreement.submissions, 'submission')}"
    parts: list[RenderableType] = [Text(f"Do assessors judge alike? {decisions}", style="bold")]
    for weight, heading in _HEADINGS.items():
        found = [finding for finding in audit.findings if finding.weight is weight]
        if found:
            parts += [Text(), Text(heading, style="bold"), *map(_entry, found[: MOST_SHOWN[weight]])]
        if (more := len(found) - MOST_SHOWN[weight]) > 0:
            parts.append(Padding(Text(f"and {more} more; --out writes a report with all of them"), (0, 0, 0, _INDENT)))
    show(*parts, Text(), Text("A figure is a reason to talk, and proves nothing about anybody.", style="italic"))


def _entry(finding: Finding) -> RenderableType:
    names = [one.name for one in finding.assessors]
    whose = "" if any(name in finding.found for name in names) else f"{', '.join(names)}: "
    text = Text(printable(f"{whose if names else ''}{finding.found}"))
    asked = [finding.to_do, f"Submissions: {', '.join(finding.submissions)}" if finding.submissions else ""]
    for line in filter(None, asked):
        text.append(f"\n{printable(line)}", style="dim")
    return Padding(text, (0, 0, 0, _INDENT))


def _line(one: LeftOut) -> str:
    column = f", {one.heading}" if one.heading else ""
    return f"row {one.row}{column}: {one.fault}"
