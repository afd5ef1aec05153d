"""What clearance is asked and what it answers with: sources, facts, reasons, duties, repairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from pydantic import Field

from audio_engine.plan import RemixPlan
from audio_engine.units import StemName
from skills.catalog.song import SongFacts
from skills.rights.grant import Closed, Grant

Purpose = Literal[
    "private_preview", "noncommercial_share", "contest_entry", "monetised_on_platform",
    "monetised_anywhere", "advertising", "political", "sync",
]  # fmt: skip
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
MONEY: tuple[Purpose, ...] = ("monetised_on_platform", "monetised_anywhere", "advertising", "sync")
"""Purposes that earn money or spare somebody an expense; synchronisation is sold as a rule."""

PURPOSE_WORDS: dict[Purpose, str] = {
    "private_preview": "a private preview",
    "noncommercial_share": "sharing without money",
    "contest_entry": "entering a contest",
    "monetised_on_platform": "earning money on this platform",
    "monetised_anywhere": "earning money anywhere",
    "advertising": "advertising",
    "political": "political messages",
    "sync": "use with moving pictures",
}

Wish = Literal["omit-credit", "clone-voice", "hide-ai-label"]


class Source(Closed):
    """A song that goes into the remix, and what its rights holder allows."""

    song: SongFacts
    grant: Grant


class Measured(Closed):
    """What was measured on the rendered sound; None for what could not be measured.

    tempo_ratio_ppm: 1_000_000 is the song's own tempo. pitch_cents: shift against the song.
    loudness_change_mlu: thousandths of a LU louder (or, below 0, quieter) than the song.
    """

    tempo_ratio_ppm: int | None = Field(default=None, ge=1, le=1_000_000_000)
    pitch_cents: int | None = Field(default=None, ge=-100_000, le=100_000)
    audible_stems: tuple[StemName, ...] | None = None
    loudness_change_mlu: int | None = Field(default=None, ge=-200_000, le=200_000)
    seconds_ms: int = Field(ge=0)


class Facts(Closed):
    """What clearance goes by besides plan and grants; it looks at nothing else.

    wishes: what somebody asked for that no step can say. output_license: the license the remix shall
    carry, or None for the one that follows from the sources.
    """

    purpose: Purpose = "private_preview"
    wishes: tuple[Wish, ...] = ()
    output_license: str | None = None
    measured: Measured | None = None


@dataclass(frozen=True)
class Reason:
    """One thing that is not allowed: a code for programs and one plain sentence for people.

    term: the term that says so ("tempo"), or "house". limit and got: in `unit`, None where there is
    no such value.
    """

    code: str
    term: str
    text: str
    step_ids: tuple[int, ...] = ()
    limit: int | str | None = None
    got: int | str | None = None
    unit: str = ""


@dataclass(frozen=True)
class Duty:
    """Something that must be done for the remix to be allowed; share_ppm only for paying."""

    code: str
    term: str
    text: str
    share_ppm: int = 0


@dataclass(frozen=True)
class Repair:
    """A plan nearer to what is allowed; `changes` are the ids of changed steps with a sentence each."""

    plan: RemixPlan
    changes: tuple[tuple[int, str], ...] = ()
