"""Strings that identify a customer or another third party."""
