"""Asks against the plan so far and the song: each becomes ops, a question back, or an honest no."""
