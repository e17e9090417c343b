"""What a learner reads first: composed from the unit's own messages, never invented."""
