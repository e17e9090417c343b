"""What people may ask about what is kept of them, and how long it is kept (docs/records.md)."""
