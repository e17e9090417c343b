"""What is measured of a centre's decisions.

pandas and SciPy, which nothing else in the service needs and which hold more memory than all of its own modules, are
loaded when somebody first asks for one of these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from service.judging.agreement.results import Agreement
    from service.judging.auditing import Audit
    from service.judging.estimates import Names
    from service.judging.patterns.results import Patterns
    from service.judging.program.results import ProgramAudit
    from service.judging.severity.results import Severity


def audit(table: pd.DataFrame, names: Names) -> Audit:
    """See `service.judging.auditing.audit`."""
    from service.judging import auditing  # noqa: PLC0415

    return auditing.audit(table, names)


def agreement(table: pd.DataFrame, names: Names) -> Agreement:
    """See `service.judging.agreement.measuring.measure`."""
    from service.judging.agreement.measuring import measure  # noqa: PLC0415

    return measure(table, names)


def patterns(table: pd.DataFrame, names: Names) -> Patterns:
    """See `service.judging.patterns.finding.find_patterns`."""
    from service.judging.patterns.finding import find_patterns  # noqa: PLC0415

    return find_patterns(table, names)


def program(table: pd.DataFrame, names: Names) -> ProgramAudit:
    """See `service.judging.program.measuring.measure_program`."""
    from service.judging.program.measuring import measure_program  # noqa: PLC0415

    return measure_program(table, names)


def severity(table: pd.DataFrame, names: Names) -> Severity:
    """See `service.judging.severity.measuring.measure_severity`."""
    from service.judging.severity.measuring import measure_severity  # noqa: PLC0415

    return measure_severity(table, names)
