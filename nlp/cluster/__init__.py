"""A whole corpus through the same pipeline, on the cores of one machine or of many (docs/scale.md).

`run` alone knows Ray; `tables` keeps what is found, so that each distinct document has one row whatever is stopped.
"""
