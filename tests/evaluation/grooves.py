"""Grooves to write pieces with: what drums, bass and chords do in a bar, in many metres."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from audio_engine.songbook._song import Groove

Rhythm = tuple[float, ...]
"""Lengths of a bar's notes in beats; a rest is below zero."""


@dataclass(frozen=True)
class Beat:
    """One groove, in the songbook's steps: the usual, the full, the quiet bar and the fill."""

    beats_per_bar: int
    main: Groove
    full: Groove
    quiet: Groove
    fill: Groove
    bass: str
    slow_bass: str
    chords: str
    arpeggio: str
    rhythms: tuple[Rhythm, ...] = field(default=())
    swing_beats: float = 1.0


_IN_FOUR: tuple[Rhythm, ...] = (
    (1.0, 0.5, 0.5, 1.0, -1.0),
    (1.5, 0.5, 2.0),
    (0.5, 0.5, 0.5, 0.5, 1.0, -1.0),
    (-0.5, 0.5, 1.0, 1.5, 0.5),
    (3.0, -1.0),
)
_IN_THREE: tuple[Rhythm, ...] = ((1.0, 1.0, 1.0), (2.0, 1.0), (1.0, 0.5, 0.5, 1.0), (2.0, -1.0))
_IN_FIVE: tuple[Rhythm, ...] = ((1.5, 1.5, 1.0, 1.0), (3.0, 2.0), (1.0, 1.0, 1.0, 2.0))
_IN_SIX: tuple[Rhythm, ...] = ((1.0, 1.0), (2 / 3, 1 / 3, 1.0), (1 / 3, 1 / 3, 1 / 3, 1.0), (1.0, -1.0))
_FILL_FOUR = {
    "kick": "X.......X.......",
    "snare": "....X.....o.xoxX",
    "high": "........x.x.....",
    "hat": "x.x.x.x.",
}


def _four(
    main: Groove,
    full: Groove | None = None,
    bass: str = "R__R..R_R__R..5_",
    chords: str = "x_______x__x____",
    arpeggio: str = "0.1.2.1.0.1.2.3.",
    quiet: Groove | None = None,
    fill: Groove | None = None,
    swing_beats: float = 1.0,
) -> Beat:
    fuller = {**main, "crash": "X..............."} if full is None else full
    soft = {"hat": main.get("hat", "x...x...x...x...")} if quiet is None else quiet
    last = _FILL_FOUR if fill is None else fill
    return Beat(
        4, main, fuller, soft, last, bass, "R_______________", chords, arpeggio, _IN_FOUR, swing_beats
    )


_NOTHING: Mapping[str, str] = {}

GROOVES: Mapping[str, Beat] = {
    "rock": _four(
        {"kick": "X.......X.x.....", "snare": "....X.......X...", "hat": "x.o.x.o.x.o.x.o."},
        chords="x_x_x_x_x_x_x_x_",
        bass="R_R_R_R_R_R_R_5_",
    ),
    "ballad": _four(
        {"kick": "x.......x.x.....", "stick": "....x.......x...", "hat": "x.o.x.o.x.o.x.o."},
        {"kick": "X.....x.X.x.....", "snare": "....X.......X...", "ride": "x.o.x.o.x.o.x.o."},
        bass="R_____R_5_______",
        chords="x_______x_______",
        arpeggio="0.1.2.3.2.1.2.1.",
    ),
    "boombap": _four(
        {"kick": "X......x..x.....|X..x......x.....", "snare": "....X.......X..o", "hat": "x.o.x.o.x.o.x.oo"},
        bass="R_____R...R___5_",
        chords="x_____x_________",
        swing_beats=0.5,
    ),
    "soul": _four(
        {"kick": "X.x...x...x.....", "snare": "....X..-.-..X..-", "hat": "xoxoxoxoxoxoxoxo"},
        bass="R..R..R_..8.R.5_",
        chords="..x...x...x...x.",
        swing_beats=0.5,
    ),
    "funk": _four(
        {"kick": "X..x..x...x..x..", "snare": "....X..-.-..X..-", "hat": "x-x-x-x-x-x-x.o-"},
        bass="R..R.8..R.R.5.7.",
        chords="....x..x....x...",
    ),
    "onedrop": _four(
        {"kick": "........X.......", "stick": "........X.......", "hat": "x.o.x.o.x.o.x.o."},
        bass="R___R.5...R.5.8.",
        chords="..x...x...x...x.",
        arpeggio="..0...1...2...1.",
    ),
    "bossa": _four(
        {"kick": "x..xx..xx..xx..x", "stick": "x..x..x...x..x..", "shaker": "x-o-x-o-x-o-x-o-"},
        bass="R__5R__5R__5R__5",
        chords="x..x..x...x..x..",
    ),
    "four": _four(
        {"kick": "X...X...X...X...", "clap": "....x.......x...", "open": "..x...x...x...x."},
        quiet={"hat": "..x...x...x...x.", "shaker": "x-o-x-o-x-o-x-o-"},
        bass="..R...R...R...R.",
        chords="x__x__x_x__x__x_",
    ),
    "train": _four(
        {"kick": "X...x...X...x...", "snare": "-.X.-.X.-.X.-.X.", "tambourine": "..x...x...x...x."},
        bass="R___5___R___5___",
        chords="..x...x...x...x.",
    ),
    "trap": _four(
        {"kick": "X.....x...x.....|X..x......x...x.", "clap": "........X.......", "hat": "x.x.x.x.x.xxx.x."},
        bass="R_____R___R_____",
        chords="x_______________",
    ),
    "punk": _four(
        {"kick": "X...X.x.X...X.x.", "snare": "..X...X...X...X.", "ride": "x.x.x.x.x.x.x.x."},
        bass="R_R_R_R_R_R_R_R_",
        chords="x_x_x_x_x_x_x_x_",
    ),
    "break": _four(
        {"kick": "X.........X.....", "snare": "....X..-.-..X..-", "hat": "x.x.x.x.x.x.x.x."},
        bass="R_____R_____R___",
        chords="x_______________",
    ),
    "shuffle": _four(
        {"kick": "X...x...X...x...", "snare": "....X.......X...", "hat": "x.x.x.x.x.x.x.x."},
        bass="R.R.3.5.R.R.5.3.",
        chords="x_..x_..x_..x_..",
        arpeggio="0.2.1.2.0.2.1.2.",
    ),
    "ride": _four(
        {"ride": "x...x.x.x...x.x.", "hat": "....x.......x...", "kick": "o...o...o...o..."},
        quiet={"ride": "x...x.x.x...x.x."},
        bass="R___3___5___7___",
        chords="..x.....x.x.....",
    ),
    "none": _four(
        _NOTHING, _NOTHING, quiet=_NOTHING, fill=_NOTHING, bass="R_______5_______", chords="x___o___x___o___"
    ),
    "waltz": Beat(
        3,
        {"kick": "X.....", "snare": "..o.o.", "hat": "x.x.x."},
        {"kick": "X.....|X....x", "snare": "..x.x.", "hat": "xox.x.", "crash": "x....."},
        {"hat": "x.o.o."},
        {"kick": "X.....", "snare": "..o.xx", "high": "..x...", "low": "....x."},
        "R_____", "R_____", "..x_x_", "012321", _IN_THREE,
    ),
    "none3": Beat(
        3, _NOTHING, _NOTHING, _NOTHING, _NOTHING, "R_____", "R_____", "x_o_o_", "012321", _IN_THREE
    ),
    "sixeight": Beat(
        2,
        {"kick": "X...........", "snare": "......X.....", "hat": "x.o.o.x.o.o."},
        {"kick": "X...x.....x.", "snare": "......X.....", "hat": "x.o.o.x.o.o.", "crash": "x..........."},
        {"hat": "x.o.o.x.o.o."},
        {"kick": "X.....X.....", "snare": "......X.x.xx"},
        "R_____5_____", "R___________", "x_o_o_x_o_o_", "0.1.2.3.2.1.", _IN_SIX,
    ),
    "five": Beat(
        5,
        {"kick": "X.....x.....x.......", "snare": "........X.......X...", "ride": "x...x...x...x...x..."},
        {"kick": "X.....x.....X.....x.", "snare": "........X.......X...", "ride": "x.o.x.o.x.o.x.o.x.o."},
        {"ride": "x...x...x...x...x..."},
        {"kick": "X...........X.......", "snare": "....x...X.......xxxX"},
        "R_____R_____5___8___", "R___________________", "x_____x_____x_______",
        "0.1.2.3.2.1.2.1.2.1.", _IN_FIVE,
    ),
}  # fmt: skip
