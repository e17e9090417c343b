"""The installed units."""
