"""Tables of people: read from CSV or XLSX, checked row by row, taken over whole or not at all, and written again."""
