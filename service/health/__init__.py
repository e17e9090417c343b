"""Whether the service runs, whether it can answer, and what it runs."""
