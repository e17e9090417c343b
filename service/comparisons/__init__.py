"""Two drafts in, what changed out."""
