"""The shelf of front ends: terminal, and later Discord and the web."""
