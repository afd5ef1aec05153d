"""Hearing: tempo, beats, bars, key, chords, sections and loudness of a recording."""
