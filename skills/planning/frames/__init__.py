"""The shapes in which people ask for things, and the asks that a sentence comes to."""
