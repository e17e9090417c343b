"""Hints about the quality of the evidence: valid, authentic, current, sufficient, reliable (docs/quality.md)."""
