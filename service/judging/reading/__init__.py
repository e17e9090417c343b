"""Tables of decisions from files: CSV or XLSX, under whatever headings, into the tidy table of `service.judging`."""
