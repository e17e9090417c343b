"""Everything that can go wrong between a document and a result.

NlpError
├── DocumentError            the learner's file or text cannot be used; the message says what to do
│   ├── UnsupportedFormat    not a format we read, or the content is not what the file name says
│   ├── DocumentEmpty        no words in it
│   ├── DocumentHasNoText    pages that are pictures (a scan), so that there is nothing to read
│   ├── DocumentEncrypted    protected by a password
│   ├── DocumentDamaged      the file is broken, or built to attack its reader
│   ├── DocumentChanged      not the document that was analysed
│   ├── DocumentTooLarge     over a limit on bytes, pages, words or unpacked size
│   ├── ReadingTimedOut      took longer to read than we allow
│   ├── AnalysisTimedOut     took longer to analyse than we allow
│   └── AnalysisStopped      ended the process that analysed it
├── FeedbackWithheld         the qualification allows a learner no feedback before she hands in
├── ArtefactError            the installed model cannot be used
│   ├── ArtefactMissing      a file that the manifest names is not there
│   └── ArtefactAltered      a file is not the one that the manifest describes
├── NotComparable            two results that different versions made, so that their differences are not the learner's
├── CorpusError              a labelled corpus file (*.acc) breaks its format; the message names file and line
├── TrainingUnavailable      the extra [train] is not installed
└── RunError                 a whole corpus cannot be analysed (nlp.cluster); the message says what to do
    ├── ClusterUnavailable   the extra [cluster] is not installed, or no cluster is at the address
    ├── PlaceUnusable        where the corpus lies, or where results go, cannot be used
    ├── NodesDiffer          machines of a cluster would make different results
    └── ProcessUnusable      the process that analyses does not start
"""

from __future__ import annotations


class NlpError(Exception):
    """Base of this package's errors; never raised itself."""


class DocumentError(NlpError):
    """A document that cannot be analysed. The message is for the person who handed it in and quotes none of it."""


class UnsupportedFormat(DocumentError):
    """Not a format we read, or the content is not what the file name says."""


class DocumentEmpty(DocumentError):
    """There are no words in it."""


class DocumentHasNoText(DocumentError):
    """Its pages are pictures, so that there is nothing to read."""


class DocumentEncrypted(DocumentError):
    """It is protected by a password."""


class DocumentDamaged(DocumentError):
    """The file is broken, or built to attack its reader."""


class DocumentChanged(DocumentError):
    """It is not the document that was analysed, so that the result's places are not in it."""


class DocumentTooLarge(DocumentError):
    """It is over a limit on bytes, pages, words or unpacked size."""


class ReadingTimedOut(DocumentError):
    """It took longer to read than we allow."""


class AnalysisTimedOut(DocumentError):
    """It took longer to analyse than we allow."""


class AnalysisStopped(DocumentError):
    """Its analysis ended the process that ran it."""


class FeedbackWithheld(NlpError):
    """The qualification allows a learner no feedback before she hands in; the message says so in the unit's words."""


class ArtefactError(NlpError):
    """The installed model cannot be used."""


class ArtefactMissing(ArtefactError):
    """A file that the manifest names is not there."""


class ArtefactAltered(ArtefactError):
    """A file is not the one that the manifest describes."""


class NotComparable(NlpError):
    """Two results that different versions made, so that their differences are not the learner's."""


class CorpusError(NlpError):
    """A labelled corpus file breaks its format; the message names file and line."""


class TrainingUnavailable(NlpError):
    """Training needs the extra [train], which is not installed."""


class RunError(NlpError):
    """A whole corpus cannot be analysed."""


class ClusterUnavailable(RunError):
    """The extra [cluster] is not installed, or there is no cluster at the address."""


class PlaceUnusable(RunError):
    """Where the corpus lies, or where results go, cannot be used."""


class NodesDiffer(RunError):
    """Machines of a cluster have different units, models or programs, and would make different results."""


class ProcessUnusable(RunError):
    """The process that analyses does not start."""
