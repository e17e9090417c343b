"""What named people decide, what the learner is told, and what she can do against it (docs/decisions.md)."""
