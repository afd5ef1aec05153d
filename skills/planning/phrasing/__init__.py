"""Sentences put in another form before their words are read."""
