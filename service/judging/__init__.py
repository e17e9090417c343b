"""How people judge: pure functions over a tidy table of decisions, which ask neither a database nor the network.

`columns` says what the table holds. Each folder answers one question about it; the API, the pages, the command line and
a notebook ask the same functions.
"""
