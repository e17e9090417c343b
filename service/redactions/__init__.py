"""Redact an account, so that it can be shared (docs/personal-data.md)."""
