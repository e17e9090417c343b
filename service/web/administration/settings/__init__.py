"""The settings of a centre: how it assesses, where its people sign in, who is told of events."""
