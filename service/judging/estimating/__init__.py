"""Coefficients of agreement and their intervals, or the reason why there are none."""
