"""Reports to keep, print and hand on: a result as a web page of its own or as a PDF (docs/reports.md)."""
