"""Standardisation: several people mark the same work blind, compare, and agree what it should be given."""
