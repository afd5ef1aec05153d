"""A plan in plain words: what it does, why, and how one would ask for it."""
