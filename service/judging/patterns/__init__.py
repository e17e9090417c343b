"""Patterns in somebody's decisions that chance rarely makes."""
