"""Everything that a table of decisions says about how people judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from service.judging.agreement.results import Agreement
from service.judging.basis import Basis, basis_of
from service.judging.estimates import Answered, Names
from service.judging.findings.results import Finding
from service.judging.patterns.results import Patterns
from service.judging.program.results import ProgramAudit
from service.judging.severity.results import Severity

if TYPE_CHECKING:
    import pandas as pd


class Audit(Answered):
    """An audit of a centre's decisions."""

    findings: tuple[Finding, ...] = Field(description="What follows from it in plain words, the heaviest first.")
    basis: Basis = Field(description="What it rests on.")
    agreement: Agreement = Field(description="Whether people judge alike.")
    severity: Severity = Field(description="Who is severe and who lenient, on work of the same quality.")
    patterns: Patterns = Field(description="Patterns in somebody's decisions that chance rarely makes.")
    program: ProgramAudit = Field(description="How the program itself does, and whether for all learners alike.")


def audit(table: pd.DataFrame, names: Names) -> Audit:
    """The whole audit of a table of decisions; ``names``: of all who decided, by their ids."""
    # What is measured with loads when it is measured: whoever only shows an audit does without pandas and SciPy.
    from service.judging.agreement.measuring import measure  # noqa: PLC0415
    from service.judging.findings.gathering import gather  # noqa: PLC0415
    from service.judging.patterns.finding import find_patterns  # noqa: PLC0415
    from service.judging.program.measuring import measure_program  # noqa: PLC0415
    from service.judging.severity.measuring import measure_severity  # noqa: PLC0415

    agreement = measure(table, names)
    severity = measure_severity(table, names)
    patterns = find_patterns(table, names)
    program = measure_program(table, names)
    return Audit(
        findings=gather(agreement, severity, patterns, program),
        basis=basis_of(table),
        agreement=agreement,
        severity=severity,
        patterns=patterns,
        program=program,
    )
