"""Which exception is which kind of problem."""

from __future__ import annotations

from collections.abc import Mapping

from criteria_bank import errors as bank
from nlp import errors as nlp
from service import errors as service
from service import problem_types as types
from service.problem_type import ProblemType

BY_ERROR: Mapping[type[BaseException], ProblemType] = {
    bank.UnitNotFound: types.UNIT_NOT_FOUND,
    bank.QualificationNotFound: types.QUALIFICATION_NOT_FOUND,
    bank.UnitInvalid: types.UNIT_UNAVAILABLE,
    nlp.UnsupportedFormat: types.UNSUPPORTED_FORMAT,
    nlp.DocumentEmpty: types.DOCUMENT_EMPTY,
    nlp.DocumentHasNoText: types.DOCUMENT_HAS_NO_TEXT,
    nlp.DocumentEncrypted: types.DOCUMENT_ENCRYPTED,
    nlp.DocumentDamaged: types.DOCUMENT_DAMAGED,
    nlp.DocumentChanged: types.INVALID_REQUEST,
    nlp.DocumentTooLarge: types.DOCUMENT_TOO_LARGE,
    nlp.ReadingTimedOut: types.READING_TIMED_OUT,
    nlp.AnalysisTimedOut: types.ANALYSIS_TIMED_OUT,
    nlp.FeedbackWithheld: types.FEEDBACK_WITHHELD,
    nlp.ArtefactError: types.MODEL_UNAVAILABLE,
    service.NotSignedIn: types.NOT_SIGNED_IN,
    service.SignInFailed: types.SIGN_IN_FAILED,
    service.LinkUnusable: types.LINK_UNUSABLE,
    service.NotPermitted: types.NOT_PERMITTED,
    service.CrossSiteRequest: types.CROSS_SITE_REQUEST,
    service.Conflict: types.CONFLICT,
    service.RequestMalformed: types.MALFORMED_REQUEST,
    service.RequestInvalid: types.INVALID_REQUEST,
    service.MediaTypeUnsupported: types.UNSUPPORTED_MEDIA_TYPE,
    service.ServiceStarting: types.STARTING,
    service.ModelUnavailable: types.MODEL_UNAVAILABLE,
    service.NotReady: types.NOT_READY,
    service.ServiceBusy: types.BUSY,
    service.BeingMeasured: types.BEING_MEASURED,
    service.TooManyRequests: types.TOO_MANY_REQUESTS,
    service.AnalysisTimedOut: types.ANALYSIS_TIMED_OUT,
    service.NotFound: types.NOT_FOUND,
    service.PreconditionRequired: types.PRECONDITION_REQUIRED,
    service.ChangedMeanwhile: types.CHANGED_MEANWHILE,
    service.IdempotencyKeyReused: types.IDEMPOTENCY_KEY_REUSED,
    service.OriginalLost: types.ORIGINAL_LOST,
    service.FilesUnavailable: types.FILES_UNAVAILABLE,
    service.SsoNotSet: types.SSO_NOT_SET_UP,
    service.SsoFailed: types.SSO_FAILED,
    service.SsoUnknown: types.SSO_NO_ACCOUNT,
    service.SsoUnavailable: types.SSO_UNAVAILABLE,
    service.RosterUnreadable: types.ROSTER_UNREADABLE,
    service.RosterInvalid: types.ROSTER_INVALID,
}


def problem_type(error: BaseException) -> ProblemType:
    """The kind of problem that an exception is: that of its nearest listed class, else an internal error."""
    listed = (BY_ERROR[kind] for kind in type(error).__mro__ if kind in BY_ERROR)
    return next(listed, types.INTERNAL_ERROR)
