"""Everything that a table of decisions says about how people judge."""

from __future__ import annotations

import pandas as pd
from pydantic import Field

from service.judging.agreement.measuring import measure
from service.judging.agreement.results import Agreement
from service.judging.estimates import Answered, Names


class Audit(Answered):
    """An audit of a centre's decisions."""

    agreement: Agreement = Field(description="Whether people judge alike.")


def audit(table: pd.DataFrame, names: Names) -> Audit:
    """The whole audit of a table of decisions; ``names``: of all who decided, by their ids."""
    return Audit(agreement=measure(table, names))
