"""What a centre records of its learners, to see whether all are judged alike; used in sums alone."""
