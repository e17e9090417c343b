"""A result told in the margin: comments on the learner's own words (docs/annotation.md)."""

from nlp.annotation.comments import comments
from nlp.annotation.documents import annotated_docx

__all__ = ["annotated_docx", "comments"]
