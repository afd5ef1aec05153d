"""Doubts: what was heard of a song two ways, and a turn that comes out otherwise for each."""

from __future__ import annotations

import re

from skills.catalog.song import SongFacts
from skills.planning.answers import Clarify, Correction
from skills.planning.delta import Delta

COUNTED = ("style", "layer", "transition", "steady", "feel")
"""Steps that are played on the song's beats: at half the tempo they are other steps."""


def tempo_doubt(delta: Delta, song: SongFacts) -> Clarify | None:
    """The question back, where the turn goes by the song's tempo and that is in doubt; else None."""
    others = song.hearing.other_tempos_bpm
    if not others or not any(_goes_by_tempo(op) for op in delta.ops):
        return None
    tempos = sorted((song.hearing.grid.tempo_bpm, *others[:3]))
    told = " or ".join(f"{bpm:.4g}" for bpm in tempos)
    return Clarify(
        about="what",
        sentence=f"I can count this song at {told} BPM. Which is it?",
        options=tuple(f"it's {bpm:.4g}" for bpm in tempos),
    )


def _goes_by_tempo(op: object) -> bool:
    kind = getattr(op, "op", "")
    if kind == "replace":
        return getattr(getattr(op, "changes", None), "bpm", None) is not None
    return kind in COUNTED or (kind == "tempo" and getattr(op, "bpm", None) is not None)


def settled(words: str, song: SongFacts) -> Correction | None:
    """The answer to that question, where it is one of its numbers alone ("64", "128 bpm")."""
    said = re.fullmatch(r"\s*(\d{2,3}(?:\.\d+)?)\s*(?:bpm)?[.!]?\s*", words.lower())
    tempos = (song.hearing.grid.tempo_bpm, *song.hearing.other_tempos_bpm)
    nearest = min(tempos, key=lambda bpm: abs(bpm - float(said[1]))) if said else 0.0
    if not said or abs(nearest - float(said[1])) > 0.02 * nearest:
        return None
    return Correction(tempo_bpm=nearest)
