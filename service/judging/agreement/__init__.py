"""Whether people judge alike: with each other, and with the program."""
