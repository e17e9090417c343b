"""The labelled corpus: accounts whose sentences carry the unit's labels, their reader, and folds over whole sectors."""
