"""Which sections a report has, and in which order each reader is given them."""

from __future__ import annotations

from collections.abc import Mapping

from service.audience import Audience

_DETAILS = ("account", "checks", "hints", "constraints", "overlaps", "person")

SECTIONS: Mapping[Audience, tuple[str, ...]] = {
    "learner": (
        *("summary", "strengths", "steps", "corrections", "personal_data"),
        *("depth", "points", "evidence", *_DETAILS),
    ),
    "assessor": (
        *("summary", "points", "strengths", "steps", "corrections", "personal_data"),
        *("depth", "evidence", *_DETAILS),
    ),
}
"""A learner reads first what she can go on with; an assessor, which marking points there is evidence for."""
