"""Every figure of an audit as a workbook (XLSX): one tidy sheet for each kind of thing, and what each column means."""
