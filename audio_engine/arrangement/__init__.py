"""The form of a remix: which bars of the song sound when."""
