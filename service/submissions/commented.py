"""One of the learner's own Word documents back, with the comments of her draft's result that belong to it."""

from __future__ import annotations

from dataclasses import replace

from nlp.annotation import comments
from nlp.errors import DocumentChanged
from nlp.readers import Limits, Sandbox, read_bytes
from nlp.writers import Comment, annotate, require_word_document
from service.submissions.report_sources import WordSource


def commented(source: WordSource, limits: Limits) -> bytes:
    """The Word document with its comments, which bear the time at which the draft was sent.

    Raises a DocumentError: UnsupportedFormat where it is no Word document, DocumentChanged where its text is not its
    part of the result's.
    """
    require_word_document(source.data)
    part = source.part
    with Sandbox(limits) as sandbox:
        if read_bytes(source.data, sandbox=sandbox).text != source.seen.result.text.content[part.start : part.end]:
            raise DocumentChanged("This is not the document that was analysed. Send the draft anew.")
        return annotate(source.data, _of_part(source), sandbox=sandbox)


def _of_part(source: WordSource) -> list[Comment]:
    """The comments on one document, placed in its own text; each document begins with the one on the whole draft."""
    part, result = source.part, source.seen.result
    whole, *beside = comments(result, source.seen.unit)
    first = next(paragraph for paragraph in result.text.paragraphs if paragraph.start >= part.start)
    whole = replace(whole, start=first.start, end=first.end)
    return [
        replace(comment, start=comment.start - part.start, end=comment.end - part.start, date=source.sent)
        for comment in (whole, *beside)
        if part.start <= comment.start and comment.end <= part.end
    ]
