"""One's own account: who one is, one's password, sessions and tokens."""
