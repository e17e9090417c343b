"""Whether the program itself is right, sure when it may be, and fair."""
