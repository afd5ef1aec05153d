"""What a style file may say: the tables of its TOML, with their units and ranges."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

Role = Literal["drums", "percussion", "bass", "keys", "pad", "lead"]
DrumName = Literal[
    "kick", "snare", "side_stick", "clap", "closed_hat", "open_hat", "pedal_hat",
    "low_tom", "mid_tom", "high_tom", "crash", "ride", "ride_bell", "brush_sweep",
    "shaker", "tambourine", "cowbell", "claves", "guiro", "triangle", "wood_block", "agogo",
    "high_bongo", "low_bongo", "mute_conga", "high_conga", "low_conga",
    "high_timbale", "low_timbale", "mute_surdo", "open_surdo",
]  # fmt: skip
Voicing = Literal["root", "power", "triad", "seventh", "ninth"]
DRUM_MARKS, CHORD_MARKS, BASS_MARKS = ".goxX", ".-oxXR12345678", ".-gRrL3578a"
STEPS = (4, 8, 12, 16, 24, 32, 48)
"""How finely a bar of four beats may be written; a waltz has three quarters of that."""
SIX_STEPS = (6, 12, 24)
"""How finely a bar of 6/8, two beats of three parts each, may be written."""

_BARS = ("bar", "second_bar", "full", "quiet", "fill", "waltz", "compound", "ending")


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TempoWish(_Data):
    """The tempo a style wants: a range in BPM, or a ratio as on a turntable (pitch linked)."""

    low_bpm: float | None = Field(default=None, ge=40, le=240)
    high_bpm: float | None = Field(default=None, ge=40, le=240)
    linked_ratio: float | tuple[float, float, float] | None = None


class Groove(_Data):
    """How its players place their notes.

    swing: where the second sixteenth of a pair falls, swing_eighths: where the second eighth does; 0.5
    is straight, 0.67 a triplet. push_ms: how late (early below 0) a drum or a role is played. loose_ms:
    how far a note may stray from its place by chance. accents: the strength of the sixteenths of a
    beat, or of a bar, in the drums' marks; "" leaves them as written.
    """

    swing: float = Field(default=0.5, ge=0.5, le=0.7)
    swing_eighths: float = Field(default=0.5, ge=0.5, le=0.7)
    push_ms: dict[DrumName | Role, float] = {}
    loose_ms: float = Field(default=0.0, ge=0, le=15)
    accents: str = Field(default="", pattern="^([goxX]{4}|[goxX]{16})?$")


class Echo(_Data):
    """A line's own repeats: each `beats` after the one before, and softer by `level`."""

    beats: float = Field(gt=0, le=4)
    repeats: int = Field(ge=1, le=6)
    level: float = Field(gt=0, lt=1)


Beaten = dict[DrumName, str]


class Drums(_Data):
    """What a drum kit or a percussionist plays.

    bar and second_bar take turns; second_bar and full (chorus, drop) name only the drums that play
    something else then. quiet (intro, bridge, breakdown, outro), fill (the last bar of a section),
    waltz (three beats) and compound (6/8) stand alone. ending: the last bar, "" its usual last hit.
    crash: on the first beat of every chorus and drop, and with the last hit.
    """

    kit: str
    level_db: float = Field(default=0.0, ge=-12, le=6)
    bar: Beaten
    second_bar: Beaten = {}
    full: Beaten = {}
    quiet: Beaten = {}
    fill: Beaten = {}
    waltz: Beaten = {}
    compound: Beaten = {}
    ending: Beaten = {}
    crash: bool = True

    @field_validator("bar", "second_bar", "full", "quiet", "fill", "ending")
    @classmethod
    def _written(cls, beaten: Beaten) -> Beaten:
        return {drum: checked(line, DRUM_MARKS) for drum, line in beaten.items()}

    @field_validator("waltz")
    @classmethod
    def _in_three(cls, beaten: Beaten) -> Beaten:
        return {drum: checked(line, DRUM_MARKS, "waltz") for drum, line in beaten.items()}

    @field_validator("compound")
    @classmethod
    def _in_six(cls, beaten: Beaten) -> Beaten:
        return {drum: checked(line, DRUM_MARKS, "compound") for drum, line in beaten.items()}


class Line(_Data):
    """What a pitched part plays under the chords.

    low: MIDI number of its lowest note; chords lie within the octave above. overlap_seconds: how far a
    note rings into the next. strum_ms: from each note of a chord to the next. quiet, full, fill, waltz,
    compound, ending: as for drums; "" plays `bar`, and a line of rests is silent.
    """

    instrument: str
    level_db: float = Field(default=0.0, ge=-12, le=6)
    low: int = Field(ge=24, le=84)
    voicing: Voicing = "triad"
    bar: str
    second_bar: str = ""
    full: str = ""
    quiet: str = ""
    fill: str = ""
    waltz: str = ""
    compound: str = ""
    ending: str = ""
    legato: bool = False
    overlap_seconds: float = Field(default=0.0, ge=0, le=1)
    strum_ms: float = Field(default=0.0, ge=0, le=40)
    echo: Echo | None = None


class Promise(_Data):
    """What is to be measured in the sound of the style's own parts.

    kick, backbeat: the beats of the bar (1.0 is the first, 2.5 the eighth after the second) on which the
    kick, and the snare, clap or stick sound. low_share: the part of the power below 150 Hz.
    centroid_hz: where the middle of the drums' spectrum lies.
    """

    kick: tuple[float, ...] = ()
    backbeat: tuple[float, ...] = ()
    low_share: tuple[float, float] | None = None
    centroid_hz: tuple[float, float] | None = None


class StyleData(_Data):
    """One style as its file gives it.

    steps and mastering: plan steps without ids; mastering works on the mix, after all others. A step's
    `from` and `upto` name the intensities it belongs to; a list of three numbers holds one for each.
    """

    title: str
    about: str
    aliases: tuple[str, ...] = ()
    tempo: TempoWish = TempoWish()
    groove: Groove = Groove()
    drums: Drums | None = None
    percussion: Drums | None = None
    bass: Line | None = None
    keys: Line | None = None
    pad: Line | None = None
    lead: Line | None = None
    steps: tuple[dict[str, Any], ...] = ()
    mastering: tuple[dict[str, Any], ...] = ()
    promise: Promise = Promise()

    def part(self, role: Role) -> Drums | Line | None:
        """What that role plays, None where the style has nothing for it."""
        found: Drums | Line | None = getattr(self, role)
        return found

    @model_validator(mode="after")
    def _written(self) -> Self:
        for role in ("bass", "keys", "pad", "lead"):
            line = getattr(self, role)
            marks = BASS_MARKS if role == "bass" else CHORD_MARKS
            for bar in _BARS if line else ():
                written = getattr(line, bar)
                if written:
                    checked(written, marks, bar)
        return self


def checked(line: str, marks: str, bar: str = "bar") -> str:
    """The bar without its spaces; ValueError where it is no whole bar of those marks."""
    bare = line.replace(" ", "")
    lengths = {"waltz": tuple(n * 3 // 4 for n in STEPS), "compound": SIX_STEPS}.get(bar, STEPS)
    if len(bare) not in lengths:
        raise ValueError(f"{line!r} is no whole {bar}: it has {len(bare)} steps")
    if strange := set(bare) - set(marks):
        raise ValueError(f"{line!r} has the marks {sorted(strange)}; it may have {marks!r}")
    return bare
