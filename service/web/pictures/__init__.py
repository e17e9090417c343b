"""Pictures drawn by the server: SVG from plain data, each with its data as a table."""
