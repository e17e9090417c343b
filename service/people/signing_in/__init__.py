"""Signing in and out with a password, and links that let somebody choose one."""
