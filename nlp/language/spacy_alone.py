"""Import of spaCy what is used of it.

Its packages gather in their own ``__init__`` what their modules define, so that whoever wants the tokeniser also gets
parsers, taggers, lemmatisers, the command line, a project manager and an HTTP client: half of what importing it takes.
Here these are put in place without being run. Their modules import as ever, and they are run as soon as somebody asks
for what they define: ``spacy.load``, ``spacy.language.Language``.
"""

from __future__ import annotations

import importlib
import sys
from importlib import metadata
from importlib.metadata import entry_points
from importlib.util import find_spec, module_from_spec
from threading import RLock

PUT_OFF = ("spacy", "spacy.language", "spacy.lang.en", "spacy.pipeline")
"""The first is run before any other: it completes what they need."""
FIRST = "spacy.tokens"
"""spaCy's modules import each other, which only works out where this one comes before the others."""

_LOCK = RLock()


def import_spacy() -> None:
    """Import spaCy's tokens and words; whatever somebody has imported already stays as it is."""
    for name in PUT_OFF:
        if name not in sys.modules:
            _put_in_place(name)
    _import_catalogue()
    importlib.import_module(FIRST)


class _EntryPoints:
    """All entry points, looked for when they are asked for and not before."""

    def select(self, **wanted: str) -> object:
        """See `importlib.metadata.entry_points`."""
        return entry_points(**wanted)


def _import_catalogue() -> None:
    """As soon as they are imported, spaCy's registries read what every installed package offers, and none is asked."""
    vars(metadata)["entry_points"] = _EntryPoints
    try:
        importlib.import_module("catalogue")
    finally:
        vars(metadata)["entry_points"] = entry_points


def _put_in_place(name: str) -> None:
    spec = find_spec(name)
    if spec is None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    module = module_from_spec(spec)

    def missing(attribute: str) -> object:
        """What Python asks for an attribute that the module lacks."""
        inside = f"{name}.{attribute}"
        if spec.submodule_search_locations and find_spec(inside):
            return importlib.import_module(inside)
        _run(PUT_OFF[0])
        _run(name)
        return getattr(module, attribute)

    vars(module)["__getattr__"] = missing
    sys.modules[name] = module
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, module)


def _run(name: str) -> None:
    module = sys.modules[name]
    with _LOCK:
        if vars(module).pop("__getattr__", None) and module.__spec__ and module.__spec__.loader:
            module.__spec__.loader.exec_module(module)
