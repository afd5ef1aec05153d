"""Clues: what speaks for one reading of beats and bars and against another, measured on the lattice."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from audio_engine.analysis.lattice import BASS, BASS_NOTE, CHORD, HARMONY, HIGH, LOW, MIDDLE, THUMP

Vector = NDArray[np.float64]

_USUAL_BPM, _USUAL_COMPOUND_BPM, _USUAL_BAR_SECONDS = 110.0, 66.0, 2.1
_LONGEST_RIVAL_BEATS = 9
_KINDS = {
    "low": LOW,
    "middle": MIDDLE,
    "high": HIGH,
    "harmony": HARMONY,
    "bass": BASS,
    "thump": THUMP,
    "chord": CHORD,
    "bass note": BASS_NOTE,
}


def clues(
    accents: Vector,
    alike: Vector,
    beat: int,
    count: int,
    divisions: int,
    firsts: NDArray[np.int64],
    bpm: float,
) -> dict[str, Vector]:
    """The clues by name, one value for each first downbeat in `firsts`, or one for all of them.

    accents: [parts, 8] as in a lattice. alike: likeness of the song to itself some parts later. beat:
    length of a beat in parts. count: beats in a bar. divisions: of a beat, 2 or 3.
    """
    bar = beat * count
    folded = accents[: len(accents) // bar * bar].reshape(-1, bar, accents.shape[1]).mean(axis=0)
    places = (firsts[:, None] + beat * np.arange(count)) % bar
    on = folded[places]
    found = _on_beats(on) | _in_bar(on, count) | _likeness(alike, beat, count) | _usual(count, divisions, bpm)
    return found | (_halves(folded, places, beat) if divisions == 2 else _thirds(folded, places, beat))


def _on_beats(on: Vector) -> dict[str, Vector]:
    """What begins on the downbeat, and what on the other beats."""
    other = on[:, 1:].mean(axis=1)
    first = {f"{name} on one": on[:, 0, column] for name, column in _KINDS.items()}
    return first | {f"{name} on the others": other[:, column] for name, column in _KINDS.items()}


def _in_bar(on: Vector, count: int) -> dict[str, Vector]:
    """What is usual within a bar: kicks on strong beats, snares between them, a chord on its half."""
    snare = on[:, :, MIDDLE] + on[:, :, HIGH]
    kick, chord = on[:, :, LOW], on[:, :, HARMONY] + on[:, :, BASS]
    if count == 4:
        return {
            "backbeat in four": snare[:, [1, 3]].mean(axis=1) - snare[:, [0, 2]].mean(axis=1),
            "kicks in four": kick[:, [0, 2]].mean(axis=1) - kick[:, [1, 3]].mean(axis=1),
            "half of four": chord[:, 2] - chord[:, [1, 3]].mean(axis=1),
            "snare on three": snare[:, 2] - snare[:, 0],
        }
    if count == 3:
        return {
            "backbeat in three": snare[:, 1:].mean(axis=1) - snare[:, 0],
            "kicks in three": kick[:, 0] - kick[:, 1:].mean(axis=1),
        }
    if count == 2:
        return {"backbeat in two": snare[:, 1] - snare[:, 0], "kicks in two": kick[:, 0] - kick[:, 1]}
    return {}


def _halves(folded: Vector, places: NDArray[np.int64], beat: int) -> dict[str, Vector]:
    """What begins on the halves of beats, and how much more than on their thirds."""
    half, second, third = (_after(folded, places, beat * share) for share in (1 / 2, 1 / 3, 2 / 3))
    quarters = _after(folded, places, beat / 4) + _after(folded, places, 3 * beat / 4)
    return {f"{name} on halves": half[:, column] for name, column in _KINDS.items()} | {
        "halves over second thirds": _attacks(half) - _attacks(second),
        "halves over last thirds": _attacks(half) - _attacks(third),
        "quarters": _attacks(quarters),
    }


def _thirds(folded: Vector, places: NDArray[np.int64], beat: int) -> dict[str, Vector]:
    """What begins on the thirds of beats, and how much more than on their halves."""
    half, second, third = (_after(folded, places, beat * share) for share in (1 / 2, 1 / 3, 2 / 3))
    both = second + third
    return {
        "thirds": _attacks(both),
        "second thirds over halves": _attacks(second) - _attacks(half),
        "last thirds over halves": _attacks(third) - _attacks(half),
        "harmony on thirds": both[:, HARMONY],
        "low on thirds": both[:, LOW],
    }


def _likeness(alike: Vector, beat: int, count: int) -> dict[str, Vector]:
    """How alike the song is to itself a beat and a bar later, and how much less after what is no bar."""
    bar = beat * count
    lengths = [beat * k for k in range(2, _LONGEST_RIVAL_BEATS) if (beat * k) % bar and bar % (beat * k)]
    rivals = [_at(alike, parts) for parts in lengths]
    whole = _at(alike, bar)
    return {
        "like after a beat": np.array(_at(alike, beat)),
        "like after a bar": np.array(whole),
        "like after two bars": np.array(_at(alike, 2 * bar)),
        "bar over the best other length": np.array(whole - max(rivals)),
        "bar over other lengths": np.array(whole - float(np.mean(rivals))),
        "like after half of four": np.array(_at(alike, bar // 2) if count == 4 else 0.0),
    }


def _usual(count: int, divisions: int, bpm: float) -> dict[str, Vector]:
    """How far the tempo and the bar's length are from the usual, in octaves, and how usual the metre is."""
    kind, usual = ("simple", _USUAL_BPM) if divisions == 2 else ("compound", _USUAL_COMPOUND_BPM)
    tempo = np.log2(bpm / usual)
    length = np.log2(count * 60.0 / bpm / _USUAL_BAR_SECONDS)
    return {
        f"{kind} faster": np.array(tempo),
        f"{kind} far from usual": np.array(tempo**2),
        "bar longer": np.array(length),
        "bar far from usual": np.array(length**2),
        f"{count} {kind} beats": np.array(1.0),
    }


def score(found: Mapping[str, Vector], weights: Mapping[str, float]) -> Vector:
    """The weighted sum of the clues that have a weight."""
    return np.asarray(sum(weights[name] * value for name, value in found.items() if name in weights))


def _after(folded: Vector, places: NDArray[np.int64], parts: float) -> Vector:
    """Mean of what begins so many parts after the beats, [firsts, columns]."""
    return np.asarray(folded[(places + round(parts)) % len(folded)].mean(axis=1))


def _attacks(rows: Vector) -> Vector:
    return np.asarray(rows[:, LOW : HIGH + 1].mean(axis=1))


def _at(alike: Vector, parts: int) -> float:
    return float(alike[parts]) if parts < len(alike) else 0.0
