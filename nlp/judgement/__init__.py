"""From probabilities to judgements: evidence, marking points, depth, constraints, flags. Pure functions over data."""
