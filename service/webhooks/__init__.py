"""Addresses of a centre's that are told when submissions are decided or referred back (docs/webhooks.md)."""
