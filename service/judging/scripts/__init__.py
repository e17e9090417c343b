"""Scripts that several people mark: which to choose so that it shows how they differ, and where and why they do."""
