"""The installed units, and checking one that is being written."""
