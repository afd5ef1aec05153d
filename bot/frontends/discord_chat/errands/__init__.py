"""Errands: what people asked for, from the first word to the last edit of the answer."""
