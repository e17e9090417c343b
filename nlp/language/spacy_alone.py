"""Import spaCy without its command line.

spaCy's own ``__init__`` imports the whole of its command line for one function, and with that a project manager and an
HTTP client: a third of what importing it takes, and a sixth of a start of ours. Nothing here uses it. Whoever imports
``spacy.cli`` afterwards gets the real one.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType

COMMAND_LINE, INFORMATION = "spacy.cli", "spacy.cli.info"


def import_spacy() -> None:
    """Import spaCy, with an empty place for its command line where nobody has imported it yet."""
    if "spacy" in sys.modules:
        return
    package, module = ModuleType(COMMAND_LINE), ModuleType(INFORMATION)
    package.__path__ = []
    vars(module)["info"] = _info
    sys.modules |= {COMMAND_LINE: package, INFORMATION: module}
    try:
        importlib.import_module("spacy")
    finally:
        del sys.modules[COMMAND_LINE], sys.modules[INFORMATION]


def _info(*arguments: object, **named: object) -> object:
    """What ``spacy.info`` is: looked up when it is asked for."""
    return importlib.import_module(INFORMATION).info(*arguments, **named)
