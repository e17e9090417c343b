"""Whether a centre's people judge alike, and how far its learners are: counted, with what cannot be known said so."""
