"""From an untrusted file to text with exact paragraphs (docs/readers.md).

Files in formats that need a parser are read in a process of their own with limits on time and memory; see `sandbox`.
This package is imported by that process too, so it stays light: nothing here imports a parser until it is needed.
"""

from nlp.readers.formats import SUPPORTED_SUFFIXES
from nlp.readers.limits import Limits
from nlp.readers.reading import read_bytes, read_file, read_text
from nlp.readers.sandbox import Sandbox

__all__ = ["SUPPORTED_SUFFIXES", "Limits", "Sandbox", "read_bytes", "read_file", "read_text"]
