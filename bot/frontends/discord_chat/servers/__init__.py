"""Servers: what each one's people decided about Refrain, and what was done in their name."""
