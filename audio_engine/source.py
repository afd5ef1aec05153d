"""A source: the files of one song and what is known of its sound; never who owns it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from audio_engine.grid import Hearing
from audio_engine.plan import RemixPlan
from audio_engine.units import StemName


@dataclass(frozen=True)
class Source:
    """One song as 24-bit FLAC files at the catalogue's rate, all of one length.

    stems: empty, or parts that add up to the mix bit for bit.
    separated_by: what told the stems apart, when they are not the rights holder's own; "none" when they
    are. separation_note: the same with its quality, for the credits; "" when they are.
    """

    mix: Path
    hearing: Hearing
    stems: Mapping[StemName, Path] = field(default_factory=dict)
    separated_by: Literal["none", "approximate", "demucs"] = "none"
    separation_note: str = ""


def needs_stems(plan: RemixPlan) -> bool:
    """Whether the plan can only be followed on stems (an expanded plan: no styles left)."""
    return any(step.where.stems or step.op in _OF_STEMS for step in plan.steps)


_OF_STEMS = ("feel", "duck")
"""Steps that are for some stems also where they name none: the drums, and what the voice is heard by."""
