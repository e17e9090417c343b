"""Which passages of a text stand in other texts too (docs/quality.md)."""
