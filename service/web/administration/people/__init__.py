"""The people of a centre and their cohorts."""
