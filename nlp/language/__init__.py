"""Sentences and their grammar: rules of our own over spaCy's words, and the function that runs them over a document."""

from nlp.language.spacy_alone import import_spacy

import_spacy()
