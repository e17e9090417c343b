"""What more accounts would buy: a power law through the points of a learning curve.

The distance from a perfect score falls with a power of the number of accounts (Hestness et al., 2017):
``1 - value = scale * accounts ** -exponent``, a straight line on two logarithmic axes. It never promises more than 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nlp.evaluation.metrics import Values

FEWEST_SIZES = 3
_LEAST_ERROR = 1e-6


@dataclass(frozen=True, slots=True)
class PowerLaw:
    """Fitted laws, one a row of values: ``scale`` and ``exponent``, shape (rows,)."""

    scale: Values
    exponent: Values

    @classmethod
    def fit(cls, sizes: Values, values: Values) -> PowerLaw:
        """Least squares on logarithmic axes; ``sizes`` (points,) accounts, ``values`` (rows, points) at most 1.

        Raises ValueError for fewer than two different sizes: one point lies on every law.
        """
        if len(set(sizes.tolist())) < 2:  # noqa: PLR2004
            raise ValueError("A law needs points of at least two sizes.")
        across = np.log(sizes) - np.log(sizes).mean()
        errors = np.log(np.maximum(1.0 - values, _LEAST_ERROR))
        slope = (errors - errors.mean(axis=-1, keepdims=True)) @ across / (across @ across)
        level = errors.mean(axis=-1) - slope * np.log(sizes).mean()
        return cls(np.exp(level), -slope)

    def at(self, accounts: float) -> Values:
        """The value foretold for a number of accounts, shape (rows,)."""
        foretold: Values = 1.0 - self.scale * accounts**-self.exponent
        return foretold
