"""POST /v1/analyses/docx: the learner's own Word document back, with comments in its margin."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from nlp.annotation import annotated_docx
from nlp.readers import Limits, Sandbox
from nlp.writers import require_word_document
from service.access import anybody
from service.analysers import Analysers
from service.analyses.schemas import AnalysisReader, document_body
from service.analyses.submission import SubmittedFile, WordSubmission
from service.attachments import HEADERS, disposition
from service.dependencies import CurrentAnalysers, CurrentSettings, CurrentWorkers
from service.problem_groups import OF_ANALYSING
from service.problems import describe_problems
from service.word_response import WordResponse

router = APIRouter(prefix="/v1/analyses", tags=["analyses"], dependencies=[Depends(anybody)])


@router.post(
    "/docx",
    summary="Analyse a Word document and get it back with comments",
    response_class=WordResponse,
    openapi_extra={"requestBody": document_body()},
    responses={
        200: {"description": "The document as it was, with comments beside the words.", "headers": HEADERS},
        **describe_problems(*OF_ANALYSING),
    },
)
async def analyse_as_docx(
    submission: WordSubmission,
    reader: Annotated[AnalysisReader, Query()],
    analysers: CurrentAnalysers,
    workers: CurrentWorkers,
    settings: CurrentSettings,
) -> Response:
    """The account that was sent, untouched but for comments at the evidence, the questions and what to look at again.

    It must be a `.docx`, sent as a file. The same limits as `POST /v1/analyses`. Comments are observations and not
    decisions: people decide.
    """
    limits = Limits(words=settings.max_words)
    document = await workers.run(lambda: _annotated(submission, reader, analysers, limits), seconds=settings.time_limit)
    name = disposition(submission.account.name, "-feedback.docx")
    return WordResponse(document, headers={"Content-Disposition": name})


def _annotated(submission: SubmittedFile, reader: AnalysisReader, analysers: Analysers, limits: Limits) -> bytes:
    require_word_document(submission.account.data)
    data, analyser = submission.account.data, reader.bind(analysers.get(submission.unit))
    with Sandbox(limits) as sandbox:
        read = submission.account.read(limits, sandbox)
        result = reader.analyse(analyser, read)
        return annotated_docx(data, result, analyser.unit, written=datetime.now(UTC), read=read, sandbox=sandbox)
