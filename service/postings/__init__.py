"""Webhooks on the wire: signed, posted to nowhere but where they may go, and told apart when they fail."""
