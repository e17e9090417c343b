"""Sentences and their grammar: spaCy components of our own, and the function that runs them over a document."""
