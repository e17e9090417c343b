"""What learners hand in: drafts, their documents, and their way to the decision (docs/submissions.md)."""
