"""Units as data: the files, the schema they are checked against, and their loader. Imports nothing of ours."""
