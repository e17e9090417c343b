"""Comments that assessors and quality assurers keep to use again (docs/comment-bank.md)."""
