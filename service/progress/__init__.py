"""How far jobs have come: asking, cancelling, and being told as it happens."""
