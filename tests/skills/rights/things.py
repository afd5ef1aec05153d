"""Songs, grants and plans for the tests of the rights floor."""

from __future__ import annotations

from typing import Any

from audio_engine.grid import Grid, Hearing, Key, Section
from audio_engine.plan import RemixPlan
from audio_engine.units import StemName
from skills.catalog.song import SongFacts
from skills.rights.clearance import Cleared, Facts, NeedsApproval, Refused, Source, clear
from skills.rights.demands import Demands, demands
from skills.rights.license import Grant, parse_grant
from skills.rights.permissions import permissions, stands_under

CUSTOM = 'license = "LicenseRef-Refrain-Test"\n'
A_MINOR = Key(tonic="A", mode="minor")


def a_song(
    tempo_bpm: float = 100.0,
    key: Key | None = A_MINOR,
    stems: tuple[StemName, ...] = (),
) -> SongFacts:
    """32 bars of 4/4: verse, chorus, verse, chorus of 8 bars each."""
    beat = 60.0 / tempo_bpm
    bar = 4 * beat
    sections = tuple(
        Section(label=label, start_seconds=8 * n * bar, end_seconds=8 * (n + 1) * bar)
        for n, label in enumerate(("verse", "chorus", "verse", "chorus"))
    )
    grid = Grid(
        tempo_bpm=tempo_bpm,
        beats_per_bar=4,
        beats_seconds=tuple(n * beat for n in range(128)),
        sections=sections,
        seconds=32 * bar,
    )
    return SongFacts(hearing=Hearing(grid=grid, key=key, loudness_lufs=-14, true_peak_dbtp=-1), stems=stems)


def a_grant(text: str = "") -> Grant:
    """An SPDX id, or the sections of a custom grant."""
    return parse_grant(CUSTOM + text if not text or "[" in text else f'license = "{text}"')


def a_plan(*steps: Any, keep: tuple[Any, ...] = ()) -> RemixPlan:
    """Those steps, numbered from 1."""
    numbered = tuple(s.model_copy(update={"id": n}) for n, s in enumerate(steps, start=1))
    return RemixPlan(steps=numbered, keep=keep)


def judged(
    plan: RemixPlan, grant: Grant | str, song: SongFacts | None = None, **facts: Any
) -> Cleared | NeedsApproval | Refused:
    """The answer for one song."""
    grant = a_grant(grant) if isinstance(grant, str) else grant
    return clear(plan, [Source(song=song or a_song(), grants=(grant,))], Facts(**facts))


def codes(answer: Cleared | NeedsApproval | Refused) -> set[str]:
    """The codes of all reasons; none when cleared."""
    return {reason.code for reason in answer.reasons} if isinstance(answer, Refused) else set()


def asked_of(plan: RemixPlan, song: SongFacts) -> Demands:
    """What the plan asks of one song."""
    return demands(plan, (Source(song=song, grants=(a_grant(),)),))


def told_of(grant: Grant, song: SongFacts) -> tuple[str, ...]:
    """Every sentence on a grant: its license first, then those of its terms."""
    return (stands_under(grant), *(said.text for said in permissions(grant, song)))
