"""The arranger: turns a written song into the notes of each part and the song's time line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from audio_engine import notes as gm
from audio_engine.grid import Chord, Grid, Key, Section
from audio_engine.notes import Note
from audio_engine.songbook._notation import STRENGTH, Harmony, harmony, line, steps, words
from audio_engine.songbook._song import Groove, Part, Passage, Song
from audio_engine.units import TONICS

DRUM_NUMBERS: Mapping[str, int] = {
    "kick": gm.KICK, "snare": gm.SNARE, "stick": gm.SIDE_STICK, "clap": gm.CLAP, "hat": gm.CLOSED_HAT,
    "open": gm.OPEN_HAT, "low": gm.LOW_TOM, "mid": gm.MID_TOM, "high": gm.HIGH_TOM, "crash": gm.CRASH,
    "ride": gm.RIDE, "shaker": gm.SHAKER, "tambourine": gm.TAMBOURINE,
}  # fmt: skip

_SCALES = {"major": (0, 2, 4, 5, 7, 9, 11), "minor": (0, 2, 3, 5, 7, 8, 10)}
_LEGATO = 0.97


@dataclass(frozen=True)
class Score:
    """Notes by the name of their part, and the truth about the song."""

    notes: Mapping[str, tuple[Note, ...]]
    grid: Grid
    chords: tuple[Chord, ...]
    lyrics: tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class _Place:
    """Where a passage stands: its first bar, its chords, and the chord after its last."""

    song: Song
    passage: Passage
    first_bar: int
    chords: tuple[Harmony, ...]
    following: Harmony

    def seconds(self, bars: float) -> float:
        """The time of a position in bars from the passage's start, swung."""
        beats = (self.first_bar + bars) * self.song.beats_per_bar
        pair = self.song.swing_beats
        whole, part = divmod(round(beats, 6), pair)
        turn, late = part / pair, self.song.swing
        swung = turn / 0.5 * late if turn < 0.5 else late + (turn - 0.5) / 0.5 * (1.0 - late)
        return (whole + swung) * pair * 60.0 / self.song.tempo_bpm

    def note(self, start: float, length: float, pitch: float, velocity: float, syllable: str = "") -> Note:
        """A note by its position and length in bars."""
        at = self.seconds(start)
        held = (self.seconds(start + length) - at) * _LEGATO
        return Note(at, held, pitch, min(1.0, velocity * self.passage.force), syllable)


def arrange(song: Song) -> Score:
    """All notes of the song; ValueError where its notation does not add up."""
    notes: dict[str, list[Note]] = {name: [] for name in song.parts}
    lyrics: list[tuple[float, str]] = []
    places = _places(song)
    for place in places:
        for name, part in song.parts.items():
            notes[name] += _played(place, name, part)
        lyrics += _lyrics(place)
    chords = tuple(h.triad() for place in places for h in place.chords)
    loose = {name: _loosened(song, i, notes[name]) for i, name in enumerate(notes)}
    return Score(loose, _grid(song, places), chords, tuple(lyrics))


def _places(song: Song) -> list[_Place]:
    written = [tuple(harmony(symbol) for symbol in p.chords.split()) for p in song.passages]
    places, bar = [], 0
    for i, (passage, chords) in enumerate(zip(song.passages, written, strict=True)):
        following = written[i + 1][0] if i + 1 < len(written) else chords[-1]
        places.append(_Place(song, passage, bar, chords, following))
        bar += len(chords)
    return places


def _grid(song: Song, places: Sequence[_Place]) -> Grid:
    beat = 60.0 / song.tempo_bpm
    bar = beat * song.beats_per_bar
    bars = places[-1].first_bar + len(places[-1].chords)
    sections = tuple(
        Section(
            label=p.passage.label,
            start_seconds=p.first_bar * bar,
            end_seconds=(p.first_bar + len(p.chords)) * bar,
        )
        for p in places
    )
    return Grid(
        tempo_bpm=song.tempo_bpm,
        beats_per_bar=song.beats_per_bar,
        beats_seconds=tuple(i * beat for i in range(bars * song.beats_per_bar)),
        sections=sections,
        seconds=bars * bar,
    )


def _played(place: _Place, name: str, part: Part) -> list[Note]:
    if part.kind == "drums":
        return _drums(place)
    written = place.passage.plays.get(name, "")
    if not written:
        return []
    if part.kind == "line":
        return _line(place, written, part)
    bars = written.split("|")
    notes: list[Note] = []
    for i, chord in enumerate(place.chords):
        after = place.chords[i + 1] if i + 1 < len(place.chords) else place.following
        notes += _bar(place, i, bars[i % len(bars)], part, chord, after)
    return notes


def _drums(place: _Place) -> list[Note]:
    notes: list[Note] = []
    last = len(place.chords) - 1
    for i in range(len(place.chords)):
        groove: Groove = place.passage.fill if i == last and place.passage.fill else place.passage.groove
        for drum, written in groove.items():
            bars = written.split("|")
            for step in steps(bars[i % len(bars)]):
                number = DRUM_NUMBERS[drum]
                if number == gm.CRASH and i > 0:
                    continue
                notes.append(place.note(i + step.start, 0.1, number, STRENGTH[step.mark]))
    return notes


def _bar(place: _Place, bar: int, written: str, part: Part, chord: Harmony, after: Harmony) -> list[Note]:
    notes: list[Note] = []
    voiced = chord.voiced(part.low)
    for step in steps(written):
        if part.kind == "bass":
            pitches, strength = [_bass_pitch(step.mark, chord, after, part.low)], 0.85
        elif part.kind == "arpeggio":
            octave, index = divmod(int(step.mark), len(voiced))
            pitches, strength = [voiced[index] + 12 * octave], 0.7
        else:
            pitches, strength = list(voiced), STRENGTH[step.mark]
        accent = 1.0 if step.start == 0.0 else 0.9
        start = bar + step.start
        notes += [place.note(start, step.length, p, strength * accent) for p in pitches]
    return notes


def _bass_pitch(mark: str, chord: Harmony, after: Harmony, low: int) -> int:
    """The pitch of a bass mark, from `low` up; on a slash chord the root is the bass note."""
    if mark == "a":
        return low + (after.bass - low) % 12 - 1
    bottom = low + (chord.bass - low) % 12
    root = low + (chord.root - low) % 12
    third, fifth = chord.intervals[1], 7
    seventh = next((i for i in chord.intervals if i in (9, 10, 11)), 12)
    return {"R": bottom, "8": bottom + 12, "3": root + third, "5": root + fifth, "7": root + seventh}[mark]


def _line(place: _Place, written: str, part: Part) -> list[Note]:
    bar = place.song.beats_per_bar
    tones = line(written, bar)
    sung = [s for s, _ in words(place.passage.words)] if part.stem == "vocals" else [""] * len(tones)
    if len(sung) != len(tones):
        raise ValueError(f"the {place.passage.label} has {len(tones)} notes for {len(sung)} syllables")
    return [
        place.note(
            tone.start_beats / bar,
            tone.beats / bar,
            _in_scale(tone.pitch, place.song.key, part.scale_steps),
            0.85 if tone.start_beats % 1.0 == 0.0 else 0.76,
            syllable,
        )
        for tone, syllable in zip(tones, sung, strict=True)
    ]


def _in_scale(pitch: int, key: Key, scale_steps: int) -> int:
    """The pitch moved by steps of the key's scale: a second voice that stays in the key."""
    if scale_steps == 0:
        return pitch
    tonic = TONICS.index(key.tonic)
    ladder = [12 * octave + tonic + i for octave in range(10) for i in _SCALES[key.mode]]
    nearest = min(range(len(ladder)), key=lambda i: abs(ladder[i] - pitch))
    return ladder[nearest + scale_steps]


def _lyrics(place: _Place) -> list[tuple[float, str]]:
    """When each line of words begins: with its first syllable of the leading voice."""
    bar = place.song.beats_per_bar
    voice = next((n for n, p in place.song.parts.items() if p.stem == "vocals"), "")
    written = place.passage.plays.get(voice, "")
    if not written:
        return []
    sung = zip(line(written, bar), words(place.passage.words), strict=True)
    return [(place.seconds(tone.start_beats / bar), text) for tone, (_, text) in sung if text]


def _loosened(song: Song, number: int, notes: Sequence[Note]) -> tuple[Note, ...]:
    """The notes as people play them: a little early or late, a little softer or harder."""
    rng = np.random.default_rng([song.seed, number])
    loose = []
    for note in notes:
        late = float(np.clip(rng.standard_normal(), -2.0, 2.0)) * song.looseness_seconds
        touch = 1.0 + 0.05 * float(rng.standard_normal())
        start = max(0.0, note.start_seconds + late)
        velocity = min(1.0, max(0.05, note.velocity * touch))
        loose.append(Note(start, note.length_seconds, note.pitch, velocity, note.syllable))
    return tuple(loose)
