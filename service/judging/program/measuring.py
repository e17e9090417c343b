"""From a tidy table of decisions to how the program itself does."""

from __future__ import annotations

import pandas as pd

from service.judging.agreement.comparing import compared as compare
from service.judging.agreement.results import Comparison
from service.judging.estimates import Names
from service.judging.program.calibrating import calibrate
from service.judging.program.comparing import compared
from service.judging.program.differing import dimensions
from service.judging.program.results import ProgramAudit
from service.judging.program.rules import rules


def measure_program(table: pd.DataFrame, names: Names) -> ProgramAudit:
    """How the program does against decisions of people who could not see what it suggests.

    ``table``: as `service.judging.columns` describes it. Nobody is named: ``names`` is what every part is given.
    """
    del names
    rows = compared(table)
    return ProgramAudit(
        decisions=len(rows),
        submissions=rows["submission"].nunique(),
        agreement=Comparison(**compare(rows)),
        calibration=calibrate(rows),
        dimensions=dimensions(rows),
        least_learners=rules().least_learners.count,
    )
