"""Word documents given back: the learner's own file, changed in nothing but what was asked for (docs/annotation.md)."""

from nlp.writers.comment import Comment
from nlp.writers.writing import annotate, replace, require_word_document

__all__ = ["Comment", "annotate", "replace", "require_word_document"]
