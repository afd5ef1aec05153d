"""Heard: the stretches of a song that are in its remix, after all edits of the form."""

from __future__ import annotations

from audio_engine.errors import ImpossiblePlan
from audio_engine.plan import RemixPlan
from skills.catalog.song import SongFacts
from skills.rights.places import Stretch


def heard_stretches(plan: RemixPlan, song: SongFacts) -> tuple[Stretch, ...]:
    """What of the song is heard, in seconds of the song, in order and each moment once.

    The whole song where it cannot be told: a mash-up brought to a length does not go by this song's
    tempo alone, and a plan that cannot be arranged is never rendered.
    """
    from audio_engine.arrangement.edits import arranged
    from audio_engine.tuning.tempo import warp

    grid = song.hearing.grid
    whole = ((0.0, grid.seconds),)
    if not plan.of("sections", "length") or (plan.of("mashup") and plan.of("length")):
        return whole
    try:
        timeline = arranged(plan, grid, warp(plan, grid), song.hearing)
    except ImpossiblePlan:
        return whole
    return _merged(sorted((clip.start, clip.end) for clip in timeline.clips if not clip.silent))


def heard_ms(stretches: tuple[Stretch, ...]) -> int:
    """How long they are together, in ms."""
    return round(sum(end - start for start, end in stretches) * 1000)


def _merged(stretches: list[Stretch]) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    for start, end in stretches:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
