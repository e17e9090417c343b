"""What waits for assessors, who has how much, and giving it out (docs/queue.md)."""
