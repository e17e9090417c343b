"""Pictures for people who would rather look than read: SVG drawn by the server, each with its data in a table.

Each function takes plain data and gives a `Picture`; ``macros/picture.html.j2`` shows it. Nothing here knows a request,
a database or a colour: ``pictures.css`` colours what the classes name, in light, dark and forced colours.

Widths are percentages and heights are in em, so that a picture fills its column and its words keep the size of the
page's words, at 320 px as on a wide screen; there is no viewBox, which would scale the words with the drawing.
"""

from pathlib import Path

from service.pictures.coverage import Bar, BarGroup, coverage
from service.pictures.figures import COUNT, DECIMAL, PERCENT, Form
from service.pictures.histogram import Bin, histogram, sparkline
from service.pictures.intervals import Interval, Unknown, intervals
from service.pictures.picture import Key, Picture, Table
from service.pictures.series import Observation, series
from service.pictures.stage_strip import stage_strip

STYLE_SHEET = Path(__file__).parent / "pictures.css"
"""Colours what pictures draw, by the custom properties of a page's tokens."""

__all__ = [
    "COUNT",
    "DECIMAL",
    "PERCENT",
    "STYLE_SHEET",
    "Bar",
    "BarGroup",
    "Bin",
    "Form",
    "Interval",
    "Key",
    "Observation",
    "Picture",
    "Table",
    "Unknown",
    "coverage",
    "histogram",
    "intervals",
    "series",
    "sparkline",
    "stage_strip",
]
