"""Passwords: which are accepted, what is kept of them, and how often they can be guessed at."""
