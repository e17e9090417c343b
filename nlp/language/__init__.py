"""Sentences and their grammar: spaCy components of our own, and the function that runs them over a document."""

from nlp.language.spacy_alone import import_spacy

import_spacy()
