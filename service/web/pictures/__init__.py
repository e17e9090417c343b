"""Pictures for people who would rather look than read: SVG drawn by the server, each with its data in a table.

Each function takes plain data and gives a `Picture`; ``macros/picture.html.j2`` shows it. Nothing here knows a request,
a database or a colour: ``css/pictures.css`` colours what the classes name, in light, dark and forced colours.

Widths are percentages and heights are in em, so that a picture fills its column and its words keep the size of the
page's words, at 320 px as on a wide screen; there is no viewBox, which would scale the words with the drawing.
"""

from service.web.pictures.coverage import Bar, BarGroup, coverage
from service.web.pictures.figures import COUNT, DECIMAL, PERCENT, Form
from service.web.pictures.histogram import Bin, histogram, sparkline
from service.web.pictures.intervals import Interval, Unknown, intervals
from service.web.pictures.picture import Key, Picture, Table
from service.web.pictures.series import Observation, series
from service.web.pictures.stage_strip import stage_strip

__all__ = [
    "COUNT",
    "DECIMAL",
    "PERCENT",
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
