"""Cohorts: learners who are taught and assessed together, and their assessors."""
