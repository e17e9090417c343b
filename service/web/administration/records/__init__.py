"""What is kept, for how long, and who did what."""
