"""The kinds of problem that a caller can meet. docs/api.md prints them as a table; a test holds the two together."""

from __future__ import annotations

from http import HTTPStatus

from service.problem_type import ProblemType

MALFORMED_REQUEST = ProblemType(
    name="malformed-request",
    status=HTTPStatus.BAD_REQUEST,
    title="The request cannot be parsed",
    advice="Send a complete body in the format that Content-Type names.",
)
NOT_FOUND = ProblemType(
    name="not-found",
    status=HTTPStatus.NOT_FOUND,
    title="There is nothing at this address",
    advice="Check the address against /openapi.json.",
)
UNIT_NOT_FOUND = ProblemType(
    name="unit-not-found",
    status=HTTPStatus.NOT_FOUND,
    title="No such unit is installed",
    advice="Use the id of one of the units that GET /v1/units lists.",
)
METHOD_NOT_ALLOWED = ProblemType(
    name="method-not-allowed",
    status=HTTPStatus.METHOD_NOT_ALLOWED,
    title="This address does not take this method",
    advice="Use a method that the header Allow lists.",
)
REQUEST_TOO_LARGE = ProblemType(
    name="request-too-large",
    status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    title="The request is too large",
    advice="Send a smaller file; pictures are not needed.",
)
FEEDBACK_WITHHELD = ProblemType(
    name="feedback-withheld",
    status=HTTPStatus.FORBIDDEN,
    title="The qualification allows no feedback before the account is handed in",
    advice="Hand the account in. An assessor asks with `audience` set to `assessor`.",
)
QUALIFICATION_NOT_FOUND = ProblemType(
    name="qualification-not-found",
    status=HTTPStatus.UNPROCESSABLE_ENTITY,
    title="The unit has no such qualification",
    advice="Use one of the qualifications that `GET /v1/units/{id}` lists, or leave it out.",
)
DOCUMENT_TOO_LARGE = ProblemType(
    name="document-too-large",
    status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    title="The document is too large",
    advice="Send a shorter document.",
)
UNSUPPORTED_MEDIA_TYPE = ProblemType(
    name="unsupported-media-type",
    status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    title="This kind of request body is not read here",
    advice="Send application/json or multipart/form-data, and say so in Content-Type.",
)
UNSUPPORTED_FORMAT = ProblemType(
    name="unsupported-format",
    status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    title="This kind of document is not read",
    advice="Send a Word, OpenDocument, RTF, PDF, Markdown or plain text file under its right name.",
)
INVALID_REQUEST = ProblemType(
    name="invalid-request",
    status=HTTPStatus.UNPROCESSABLE_ENTITY,
    title="The request says something that is not accepted here",
    advice="Correct what `errors` lists and send the request again.",
)
DOCUMENT_EMPTY = ProblemType(
    name="document-empty",
    status=HTTPStatus.UNPROCESSABLE_ENTITY,
    title="There are no words in the document",
    advice="Check that the right file was chosen.",
)
DOCUMENT_HAS_NO_TEXT = ProblemType(
    name="document-has-no-text",
    status=HTTPStatus.UNPROCESSABLE_ENTITY,
    title="The document's pages are pictures",
    advice="Send the document that was scanned or printed, or its text.",
)
DOCUMENT_ENCRYPTED = ProblemType(
    name="document-encrypted",
    status=HTTPStatus.UNPROCESSABLE_ENTITY,
    title="The document is protected by a password",
    advice="Remove the password and send the document again.",
)
DOCUMENT_DAMAGED = ProblemType(
    name="document-damaged",
    status=HTTPStatus.UNPROCESSABLE_ENTITY,
    title="The document is damaged",
    advice="Open the document, save it anew and send the new file.",
)
READING_TIMED_OUT = ProblemType(
    name="reading-timed-out",
    status=HTTPStatus.UNPROCESSABLE_ENTITY,
    title="The document takes too long to read",
    advice="Save the document anew, without pictures, or send its text.",
)
SSO_NOT_SET_UP = ProblemType(
    name="sso-not-set-up",
    status=HTTPStatus.NOT_FOUND,
    title="There is no single sign-on here",
    advice="Sign in with e-mail and password, or check the centre's name in the address.",
)
SSO_FAILED = ProblemType(
    name="sso-failed",
    status=HTTPStatus.BAD_REQUEST,
    title="Single sign-on was not completed",
    advice="Start again from the sign-in page, in the same browser.",
)
SSO_NO_ACCOUNT = ProblemType(
    name="sso-no-account",
    status=HTTPStatus.FORBIDDEN,
    title="The centre has no account for you",
    advice="Ask the centre to enter the e-mail address that you sign in with.",
)
SSO_UNAVAILABLE = ProblemType(
    name="sso-unavailable",
    status=HTTPStatus.BAD_GATEWAY,
    title="The identity provider cannot be used",
    advice="Try again later, or sign in with e-mail and password.",
)
ROSTER_UNREADABLE = ProblemType(
    name="roster-unreadable",
    status=HTTPStatus.UNPROCESSABLE_ENTITY,
    title="The file is no table of people",
    advice="Send a CSV or XLSX file whose first row names the columns.",
)
ROSTER_INVALID = ProblemType(
    name="roster-invalid",
    status=HTTPStatus.UNPROCESSABLE_ENTITY,
    title="Rows of the table cannot be taken over",
    advice="Correct the rows that `errors` lists and send the file again; nothing was changed.",
)
TOO_MANY_REQUESTS = ProblemType(
    name="too-many-requests",
    status=HTTPStatus.TOO_MANY_REQUESTS,
    title="There were too many requests in a short time",
    advice="Try again after as many seconds as Retry-After says.",
    retry=True,
)
MISDIRECTED_REQUEST = ProblemType(
    name="misdirected-request",
    status=HTTPStatus.MISDIRECTED_REQUEST,
    title="The service is not known by this name",
    advice="Use the address under which the service is made known.",
)
NOT_SIGNED_IN = ProblemType(
    name="not-signed-in",
    status=HTTPStatus.UNAUTHORIZED,
    title="Nobody is signed in",
    advice="Sign in, or send a valid token.",
)
SIGN_IN_FAILED = ProblemType(
    name="sign-in-failed",
    status=HTTPStatus.UNAUTHORIZED,
    title="You could not be signed in",
    advice="Check centre, e-mail address and password; after many attempts wait, or choose a new password.",
)
LINK_UNUSABLE = ProblemType(
    name="link-unusable",
    status=HTTPStatus.GONE,
    title="The link no longer works",
    advice="Ask for a new one; each works once and for a limited time.",
)
NOT_PERMITTED = ProblemType(
    name="not-permitted",
    status=HTTPStatus.FORBIDDEN,
    title="You may not do this",
    advice="Ask your centre's administrator if you should be able to.",
)
CROSS_SITE_REQUEST = ProblemType(
    name="cross-site-request",
    status=HTTPStatus.FORBIDDEN,
    title="Another site's page asked for this",
    advice="Use the service's own pages, or a token.",
)
CONFLICT = ProblemType(
    name="conflict",
    status=HTTPStatus.CONFLICT,
    title="It cannot be done as things are",
    advice="Read the present state and decide anew.",
)
INTERNAL_ERROR = ProblemType(
    name="internal-error",
    status=HTTPStatus.INTERNAL_SERVER_ERROR,
    title="Something went wrong in the service",
    advice="Try again. If it happens again, give the last part of `instance` to whoever runs this service.",
)
STARTING = ProblemType(
    name="starting",
    status=HTTPStatus.SERVICE_UNAVAILABLE,
    title="The service is still starting",
    advice="Try again in a few seconds.",
    retry=True,
)
STOPPING = ProblemType(
    name="stopping",
    status=HTTPStatus.SERVICE_UNAVAILABLE,
    title="The service is being stopped",
    advice="Send the request again in a few seconds.",
    retry=True,
)
NOT_READY = ProblemType(
    name="not-ready",
    status=HTTPStatus.SERVICE_UNAVAILABLE,
    title="Something that the service needs cannot be used",
    advice="Try again later. Whoever runs this service sees in its log what is missing.",
    retry=True,
)
BUSY = ProblemType(
    name="busy",
    status=HTTPStatus.SERVICE_UNAVAILABLE,
    title="The service is busy",
    advice="Try again in a few seconds.",
    retry=True,
)
BEING_MEASURED = ProblemType(
    name="being-measured",
    status=HTTPStatus.SERVICE_UNAVAILABLE,
    title="This is being worked out",
    advice="So many decisions take up to a minute. Look again then.",
    retry=True,
)
MODEL_UNAVAILABLE = ProblemType(
    name="model-unavailable",
    status=HTTPStatus.SERVICE_UNAVAILABLE,
    title="The model cannot be used",
    advice="Ask whoever runs this service to look at its log.",
)
UNIT_UNAVAILABLE = ProblemType(
    name="unit-unavailable",
    status=HTTPStatus.SERVICE_UNAVAILABLE,
    title="The unit's file has faults",
    advice="Ask whoever runs this service to check the unit with `tallymark units lint`.",
)
ANALYSIS_TIMED_OUT = ProblemType(
    name="analysis-timed-out",
    status=HTTPStatus.GATEWAY_TIMEOUT,
    title="The analysis took too long",
    advice="Send a shorter text, or try later.",
)
PRECONDITION_REQUIRED = ProblemType(
    name="precondition-required",
    status=HTTPStatus.PRECONDITION_REQUIRED,
    title="The change does not say which version it is of",
    advice="Read it first and send its ETag as If-Match with the change.",
)
CHANGED_MEANWHILE = ProblemType(
    name="changed-meanwhile",
    status=HTTPStatus.PRECONDITION_FAILED,
    title="It was changed meanwhile",
    advice="Read it again before you change it.",
)
IDEMPOTENCY_KEY_REUSED = ProblemType(
    name="idempotency-key-reused",
    status=HTTPStatus.UNPROCESSABLE_ENTITY,
    title="The Idempotency-Key stands for another request",
    advice="Use a new key for each request, and the same only to send one again unchanged.",
)
ORIGINAL_LOST = ProblemType(
    name="original-lost",
    status=HTTPStatus.INTERNAL_SERVER_ERROR,
    title="The original file is missing or was altered",
    advice="Ask whoever runs this service to restore it from a backup.",
)
FILES_UNAVAILABLE = ProblemType(
    name="files-unavailable",
    status=HTTPStatus.SERVICE_UNAVAILABLE,
    title="The original files cannot be reached",
    advice="Try again later.",
    retry=True,
)

ANALYSIS_FAILED = ProblemType(
    name="analysis-failed",
    status=HTTPStatus.INTERNAL_SERVER_ERROR,
    title="The text could not be analysed",
    advice="Ask for the analysis again. If it fails again, tell whoever runs this service the id of the job.",
)
TEXT_ERASED = ProblemType(
    name="text-erased",
    status=HTTPStatus.GONE,
    title="The text has been erased",
    advice="Nothing can be done with it any more; what was decided about it is still there.",
)

PROBLEM_TYPES = (
    MALFORMED_REQUEST,
    NOT_FOUND,
    UNIT_NOT_FOUND,
    FEEDBACK_WITHHELD,
    QUALIFICATION_NOT_FOUND,
    METHOD_NOT_ALLOWED,
    REQUEST_TOO_LARGE,
    DOCUMENT_TOO_LARGE,
    UNSUPPORTED_MEDIA_TYPE,
    UNSUPPORTED_FORMAT,
    INVALID_REQUEST,
    DOCUMENT_EMPTY,
    DOCUMENT_HAS_NO_TEXT,
    DOCUMENT_ENCRYPTED,
    DOCUMENT_DAMAGED,
    READING_TIMED_OUT,
    SSO_NOT_SET_UP,
    SSO_FAILED,
    SSO_NO_ACCOUNT,
    SSO_UNAVAILABLE,
    ROSTER_UNREADABLE,
    ROSTER_INVALID,
    TOO_MANY_REQUESTS,
    MISDIRECTED_REQUEST,
    NOT_SIGNED_IN,
    SIGN_IN_FAILED,
    LINK_UNUSABLE,
    NOT_PERMITTED,
    CROSS_SITE_REQUEST,
    CONFLICT,
    INTERNAL_ERROR,
    STARTING,
    STOPPING,
    NOT_READY,
    BUSY,
    BEING_MEASURED,
    MODEL_UNAVAILABLE,
    UNIT_UNAVAILABLE,
    ANALYSIS_TIMED_OUT,
    PRECONDITION_REQUIRED,
    CHANGED_MEANWHILE,
    IDEMPOTENCY_KEY_REUSED,
    ORIGINAL_LOST,
    FILES_UNAVAILABLE,
    ANALYSIS_FAILED,
    TEXT_ERASED,
)
