"""What the parts of an audit come to, in plain sentences, each with what to do."""
