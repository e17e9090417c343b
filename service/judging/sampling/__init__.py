"""Which decided submissions quality assurance should look at: risk, draw, coverage, who looks, and what follows."""
