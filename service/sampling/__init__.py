"""What quality assurance looks at: plans by risk, the choices that are made, and how far they are carried out.

Stands above the other things that people do: it reads the table of decisions of `service.consistency`, and changes
submissions as `service.decisions` does (docs/sampling.md).
"""
