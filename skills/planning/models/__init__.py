"""What a language model is told of a turn, and what may be read of its answer."""
