"""How long what is kept here is kept, and how it goes: by its time, or because somebody asks (docs/records.md)."""
