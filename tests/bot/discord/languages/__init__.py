"""Tests of what is said on Discord in each language."""
