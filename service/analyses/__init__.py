"""Texts and files in, results out."""
