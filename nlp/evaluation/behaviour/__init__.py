"""Tests of behaviour in the manner of CheckList (Ribeiro et al., 2020): is it fooled, is it fair, does it hold still?

`cases` reads hand-written texts and `unit_claims` makes more from a unit's file; `gaming`, `invariance`, `directional`
lay the analyser's statuses beside what they must be; `tables` puts the outcomes into rows. docs/behaviour.md explains.
"""
