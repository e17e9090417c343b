"""Who may see which submissions, which drafts of them, and what the program said of them (docs/submissions.md)."""
