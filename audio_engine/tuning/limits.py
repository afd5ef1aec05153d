"""Limits of good sound: where a plan goes beyond them, one sentence that offers the better way."""

from __future__ import annotations

from itertools import pairwise

from audio_engine.arrangement.warp import Warp
from audio_engine.grid import Hearing
from audio_engine.plan import RemixPlan
from audio_engine.tuning.pitch import Shift, shifts
from audio_engine.tuning.tempo import Speed, speed
from audio_engine.units import STEMS

SLOWEST_GOOD, FASTEST_GOOD = 0.7, 1.4
SLOWEST_LINKED, FASTEST_LINKED = 0.6, 1.6
MOST_TONAL, MOST_VOICE, MOST_DRUMS = 5.0, 3.0, 3.0
HEARD_SECONDS = 1.0
TONAL = tuple(stem for stem in (*STEMS, "mix") if stem not in ("drums", "vocals"))


def warnings(plan: RemixPlan, hearing: Hearing) -> tuple[str, ...]:
    """Sentences for a person, none where the plan stays within what sounds good.

    The limits are where what is lost against the same music played anew begins to be heard as such; it
    grows evenly, there is no cliff. A steadied beat alone never warns. Raises ImpossiblePlan as
    `speed` does.
    """
    tempi = speed(plan, hearing.grid)
    found = [*_of_kept(tempi), *_of_linked(tempi), *_of_pitch(plan, hearing), *_of_drift(plan, hearing)]
    return tuple(dict.fromkeys(found))


def _ratios(warp: Warp) -> list[float]:
    """The ratios that last long enough to be judged."""
    found = []
    lines = zip(pairwise(warp.source_seconds), pairwise(warp.heard_seconds), strict=True)
    for (start, end), (heard_start, heard_end) in lines:
        if heard_end - heard_start >= HEARD_SECONDS or len(warp.source_seconds) > 8:
            found.append((end - start) / (heard_end - heard_start))
    return found or [warp.mean_ratio]


def _of_kept(tempi: Speed) -> list[str]:
    ratios = _ratios(tempi.kept)
    if min(ratios) < SLOWEST_GOOD:
        return [
            f"At {min(ratios):.2f} times its tempo with the pitch kept, voices and chords begin to smear; "
            "slowed with the pitch linked it sounds cleaner, and half-time drums keep the tempo."
        ]
    if max(ratios) > FASTEST_GOOD:
        return [
            f"At {max(ratios):.2f} times its tempo with the pitch kept, words and attacks begin to blur; "
            "sped up with the pitch linked it sounds cleaner, and double-time drums keep the tempo."
        ]
    return []


def _of_linked(tempi: Speed) -> list[str]:
    ratios = _ratios(tempi.linked)
    if min(ratios) < SLOWEST_LINKED or max(ratios) > FASTEST_LINKED:
        return [
            "With the pitch linked this far, voices are hard to understand; "
            "part of it by tempo with the pitch kept would leave them clearer."
        ]
    return []


def _of_pitch(plan: RemixPlan, hearing: Hearing) -> list[str]:
    found = []
    if _most(shifts(plan, "vocals", hearing)) > MOST_VOICE:
        found.append(
            f"Beyond {MOST_VOICE:.0f} semitones a voice begins to sound made; a smaller shift sounds truer."
        )
    if max(_most(shifts(plan, stem, hearing)) for stem in TONAL) > MOST_TONAL:
        found.append(
            f"Beyond {MOST_TONAL:.0f} semitones instruments lose their body; the pitch linked to the tempo "
            "sounds cleaner, and the same key is often nearer the other way round."
        )
    if _most(shifts(plan, "drums", hearing)) > MOST_DRUMS:
        found.append(
            f"Beyond {MOST_DRUMS:.0f} semitones drums lose their punch; left as they are they fit any key."
        )
    return found


def _most(moves: tuple[Shift, ...]) -> float:
    """The farthest shift at any one place."""
    edges = {start for move in moves for start, _ in move.where}
    sums = (
        sum(m.semitones for m in moves if any(start <= edge < end for start, end in m.where))
        for edge in edges
    )
    return max((abs(total) for total in sums), default=0.0)


def _of_drift(plan: RemixPlan, hearing: Hearing) -> list[str]:
    if plan.of("steady") and hearing.tempo_confidence < 0.5:
        return [
            "I am not sure of this song's beats; tell me its tempo, and a steady beat will fit it better."
        ]
    return []
