"""Variants of labelled sentences, made by rule: the same evidence in other English, or no evidence any more."""
