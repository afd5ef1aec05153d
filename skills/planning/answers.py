"""What a planner answers: an edit, a question to pass on, a question back, or an honest no."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from audio_engine.grid import Key
from audio_engine.plan import Model
from audio_engine.units import SectionLabel
from skills.planning.delta import Delta

Topic = Literal["license", "song", "changes", "help", "money", "other"]


class Edit(Model):
    """A change of the plan; it may be empty, and then `leftover` or `note` says why.

    songs: the titles of other songs that were named, for the handles of this edit in order.
    leftover: words that were not understood, as they were written.
    note: one sentence when there was nothing to do, else "".
    """

    delta: Delta
    songs: tuple[str, ...] = ()
    leftover: tuple[str, ...] = ()
    note: str = ""


class Question(Model):
    """The words ask for an answer and change nothing."""

    topic: Topic


class Clarify(Model):
    """One question back; each option is itself a prompt that can be typed."""

    about: Literal["what", "how-much", "which-part", "which-stem", "which-song", "contradiction"]
    sentence: str
    options: tuple[str, ...] = Field(default=(), max_length=4)


class Correction(Model):
    """What the words say the song is, where it was heard otherwise; one fact, the others None.

    beat_parts goes with beats_per_bar: 6/8 is two beats of three parts.

    section starts at section_seconds of the original.
    """

    tempo_bpm: float | None = Field(default=None, ge=20, le=400)
    beats_per_bar: int | None = Field(default=None, ge=1, le=12)
    beat_parts: Literal[2, 3] | None = None
    key: Key | None = None
    section: SectionLabel | None = None
    section_seconds: float = Field(default=0.0, ge=0)


class OutOfScope(Model):
    """What was asked cannot be done here; the sentence says so, and what can be done instead."""

    sentence: str
    kind: Literal["not-music", "not-yet", "too-long", "policy"] = "not-music"


Answer = Edit | Question | Clarify | Correction | OutOfScope
