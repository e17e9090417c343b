"""Disagreeing with single observations of the program (docs/objections.md)."""
