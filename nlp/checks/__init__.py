"""The unit's advice and its common mistakes, checked one by one: `nlp.checks.checker` runs them all."""
