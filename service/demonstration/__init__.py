"""A training provider that never was, with people, accounts and decisions to look at (docs/demonstration.md).

`planning` draws who does what and when: pure functions of `demonstration.yaml`, the labelled corpus and a seed.
`replaying` lets it happen through the functions that requests use, at the times of the plan.
"""
