"""Draft after draft: which sentences changed, what that changed in the evidence, and how to put it into words."""
