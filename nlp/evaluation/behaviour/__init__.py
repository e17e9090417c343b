"""Tests of behaviour in the manner of CheckList (Ribeiro et al., 2020), for any analyser.

`cases` reads hand-written texts, `unit_claims` makes more from a unit's file; `gaming`, `invariance` and `directional`
lay the analyser's statuses beside what they must be. docs/behaviour.md explains.
"""
