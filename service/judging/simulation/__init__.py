"""Invented centres whose assessors are known through and through: what statistics are tried on."""
