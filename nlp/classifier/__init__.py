"""Sentences in, probabilities out: the protocol, the trained model, matching by similarity, and a fake for tests."""
