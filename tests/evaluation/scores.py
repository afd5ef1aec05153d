"""Writing songs by rule: from a sketch of tempo, key, groove, form and band to the songbook's notation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from audio_engine.grid import Key
from audio_engine.songbook._song import Groove, Part, Passage, Song
from audio_engine.units import TONICS, SectionLabel
from tests.evaluation.grooves import GROOVES, Beat

_LABELS: Mapping[str, SectionLabel] = {"i": "intro", "v": "verse", "c": "chorus", "o": "outro"}
_SEMITONES = {"major": (0, 2, 4, 5, 7, 9, 11), "minor": (0, 2, 3, 5, 7, 8, 10)}
_QUALITIES = {"major": ("", "m", "m", "", "", "m", "5"), "minor": ("m", "5", "", "m", "", "", "")}
"""The fifth of a minor key is major, with the leading note: without it the key is anybody's guess."""
_TURNS = {
    "major": (((1, 6, 4, 5), (4, 5, 1, 6)), ((1, 4, 1, 5), (6, 4, 1, 5)), ((1, 5, 6, 4), (4, 1, 5, 1))),
    "minor": (((1, 6, 4, 5), (6, 7, 1, 1)), ((1, 4, 5, 1), (4, 1, 6, 5)), ((1, 7, 6, 5), (1, 3, 4, 5))),
}
_BANDS: Mapping[str, tuple[str, str, str, str, str]] = {
    # kit, bass, chords, second chords, lead
    "keys": ("kit-acoustic", "bass-electric", "electric-piano", "organ", "voice-alto"),
    "strings": ("kit-acoustic", "bass-electric", "strings", "guitar-steel", "music-box"),
    "guitars": ("kit-acoustic", "bass-electric", "guitar-driven", "guitar-steel", "voice-tenor"),
    "lofi": ("kit-lofi", "bass-sub", "electric-piano", "pad", "pluck"),
    "synths": ("kit-electronic", "bass-synth", "pad", "pluck", "lead"),
    "band": ("kit-acoustic", "bass-electric", "guitar-steel", "organ", "voice-alto"),
}
_SYLLABLE = "la"


@dataclass(frozen=True)
class Sketch:
    """What a piece shall be. groove: one of `GROOVES`. form: letters with bars ("v8"). band: who plays."""

    tempo_bpm: float
    tonic: str
    mode: str
    groove: str
    form: tuple[str, ...]
    band: str
    swing: float
    seed: int


def written(sketch: Sketch) -> Song:
    """The song of a sketch: the same notes each time."""
    beat = GROOVES[sketch.groove]
    rng = np.random.default_rng(sketch.seed)
    turns = _TURNS[sketch.mode]
    verse, chorus = turns[sketch.seed % len(turns)]
    tunes = {letter: _tune(rng, sketch, beat, chorus if letter == "c" else verse) for letter in "vc"}
    passages = [_passage(part, sketch, beat, verse, chorus, tunes) for part in sketch.form]
    return Song(
        tempo_bpm=float(sketch.tempo_bpm),
        beats_per_bar=beat.beats_per_bar,
        key=Key.model_validate({"tonic": sketch.tonic, "mode": sketch.mode}),
        parts=_parts(sketch),
        passages=tuple(passages),
        seed=sketch.seed,
        swing=sketch.swing,
        swing_beats=beat.swing_beats,
        looseness_seconds=0.003,
        reverb_seconds=1.4,
        echo=0.25,
    )


def _parts(sketch: Sketch) -> dict[str, Part]:
    kit, bass, chords, second, lead = _BANDS[sketch.band]
    stem = "vocals" if lead.startswith("voice") else "other"
    low = 40 if chords == "guitar-driven" else 52
    return {
        "kit": Part(kit, "drums", "drums", level_db=4),
        "bass": Part(bass, "bass", "bass", low=29, level_db=-2),
        "chords": Part(chords, "other", "chords", low=low, level_db=-3, pan=-0.3, reverb_db=-16),
        "arpeggio": Part(second, "other", "arpeggio", low=57, level_db=-8, pan=0.35, reverb_db=-14),
        "lead": Part(lead, stem, "line", level_db=-4, pan=0.05, reverb_db=-14),  # type: ignore[arg-type]
    }


def _passage(
    part: str,
    sketch: Sketch,
    beat: Beat,
    verse: tuple[int, ...],
    chorus: tuple[int, ...],
    tunes: Mapping[str, str],
) -> Passage:
    letter, bars = part[0], int(part[1:])
    full = letter == "c"
    turn = chorus if full else verse
    plays = {"chords": beat.chords, "bass": beat.bass if full or letter == "v" else beat.slow_bass}
    if full or letter == "i":
        plays["arpeggio"] = beat.arpeggio
    words = ""
    if letter in tunes:
        tune = tunes[letter].split("|")
        plays["lead"] = "|".join(tune[bar % len(tune)] for bar in range(bars))
        sung = plays["lead"].replace("|", " ").split()
        words = " ".join(_SYLLABLE for tone in sung if tone[0] != "R")
    groove: Groove = beat.full if full else beat.main if letter == "v" else beat.quiet
    return Passage(
        _LABELS[letter],
        " ".join(_chord(turn[bar % len(turn)], sketch) for bar in range(bars)),
        plays,
        groove=groove,
        fill=beat.fill if letter in "vc" else {},
        words=words,
        force=1.0 if full else 0.86,
    )


def _chord(degree: int, sketch: Sketch) -> str:
    root = TONICS.index(sketch.tonic) + _SEMITONES[sketch.mode][degree - 1]  # type: ignore[arg-type]
    return TONICS[root % 12] + _QUALITIES[sketch.mode][degree - 1]


def _tune(rng: np.random.Generator, sketch: Sketch, beat: Beat, turn: tuple[int, ...]) -> str:
    """A melody over one turn of chords: chord notes where the bar begins, steps of the scale between."""
    bars = []
    for degree in turn:
        place = degree - 1 + 7 + int(rng.choice((0, 2, 4)))
        words = []
        for length in beat.rhythms[int(rng.integers(len(beat.rhythms)))]:
            words.append(f"{_pitch(place, sketch, degree) if length > 0 else 'R'}:{abs(length):.9f}")
            place = int(np.clip(place + rng.choice((-2, -1, 1, 2)), 5, 16))
        bars.append(" ".join(words))
    return "|".join(bars)


def _pitch(place: int, sketch: Sketch, degree: int) -> str:
    """The note name of a step of the scale over a chord; 0 is a tonic low in the singer's range."""
    octave, step = divmod(place, 7)
    leading = sketch.mode == "minor" and degree == 5 and step == 6
    tonic = TONICS.index(sketch.tonic)  # type: ignore[arg-type]
    midi = 48 + (tonic if tonic < 7 else tonic - 12) + 12 * octave + _SEMITONES[sketch.mode][step] + leading
    return f"{TONICS[midi % 12]}{midi // 12 - 1}"
