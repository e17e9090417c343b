"""The report of an audit, for quality assurers inside and outside the centre: one web page, or a PDF."""
