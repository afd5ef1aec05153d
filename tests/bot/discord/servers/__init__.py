"""Tests of what servers decide about Refrain, and of what is done in their name."""
