"""How right the program is: predictions laid against labelled accounts, with intervals (docs/evaluation.md)."""
