"""Centres, the people in them, and how they sign in (docs/people.md)."""
