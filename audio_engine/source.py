"""A source: the files of one song and what is known of its sound; never who owns it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from audio_engine.grid import Hearing
from audio_engine.plan import RemixPlan
from audio_engine.units import StemName


@dataclass(frozen=True)
class Source:
    """One song as 24-bit FLAC files at the catalogue's rate, all of one length.

    stems: empty, or parts that add up to the mix bit for bit.
    separation_note: how the stems were got when they are not the rights holder's own; "" when they are.
    """

    mix: Path
    hearing: Hearing
    stems: Mapping[StemName, Path] = field(default_factory=dict)
    separation_note: str = ""


def needs_stems(plan: RemixPlan) -> bool:
    """Whether the plan can only be followed on stems (an expanded plan: no styles left)."""
    return any(step.where.stems for step in plan.steps)
