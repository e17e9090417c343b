"""The loaded models: the default unit's from the start, other units' when first asked for, each once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Executor, Future
from threading import Lock

from nlp.documents import Document
from nlp.pipeline import Analyser, load_analyser
from service.errors import ModelUnavailable, ServiceStarting
from service.logs import log_failure

logger = logging.getLogger(__name__)

Load = Callable[[str | None], Analyser]
"""Makes the analyser of a unit, given its id, or None for the default one."""


class Analysers:
    """Holds one analyser per unit, shared by all requests."""

    def __init__(self, load: Load = load_analyser) -> None:
        self._load = load
        self._default: Future[Analyser] | None = None
        self._others: dict[str, Analyser] = {}
        self._lock = Lock()

    def start(self, executor: Executor) -> None:
        """Begin to load the default unit's analyser in the background."""
        self._default = executor.submit(self._prepare, None)
        self._default.add_done_callback(_report)

    def default(self) -> Analyser:
        """The default unit's analyser.

        Raises:
            ServiceStarting: it is still being loaded.
            ModelUnavailable: it could not be loaded; the log says why.
        """
        if self._default is None or not self._default.done():
            raise ServiceStarting("The model is still being loaded. Try again in a few seconds.")
        if self._default.cancelled() or self._default.exception() is not None:
            raise ModelUnavailable("The model could not be loaded. Ask whoever runs this service to look at its log.")
        return self._default.result()

    def get(self, unit_id: str | None) -> Analyser:
        """The analyser of a unit (None: the default one); blocks while another unit's is loaded for the first time.

        Raises UnitNotFound, UnitInvalid and ArtefactError besides what `default` raises.
        """
        default = self.default()
        if unit_id is None or unit_id == default.unit.id:
            return default
        with self._lock:
            if unit_id not in self._others:
                self._others[unit_id] = self._prepare(unit_id)
            return self._others[unit_id]

    def _prepare(self, unit_id: str | None) -> Analyser:
        analyser = self._load(unit_id)
        # What is built on first use is built here, by one thread, and an analyser that cannot answer is found out now.
        analyser.analyse(Document.from_paragraphs([analyser.unit.synopsis]))
        return analyser


def _report(loading: Future[Analyser]) -> None:
    if loading.cancelled():
        return
    error = loading.exception()
    if error is None:
        logger.info("model loaded", extra={"model": loading.result().reference.model})
    else:
        log_failure(logger, "model not loaded", error)
