"""Each style plays what its file says: beats on their places, a bass in the key, its spectrum, its tempo."""

from __future__ import annotations

import numpy as np
import pytest

from audio_engine import instruments
from audio_engine.audio import frames, pcm_hash, rms_db
from audio_engine.layers import played
from audio_engine.notes import DRUM_NUMBERS, Note
from audio_engine.plan import Layer
from audio_engine.styles import SHELF, Drums, Role, style, styles_with
from audio_engine.units import RATE_HZ, TONICS
from tests.audio_engine.instruments.measure import strongest_hz
from tests.audio_engine.styles.measure import (
    CHORDS,
    SONG_DB,
    bpm_of,
    heard,
    power_db,
    rises,
    share_below,
    song,
    strongest_rise,
)

ROLES: tuple[Role, ...] = ("drums", "percussion", "bass", "keys", "pad", "lead")
PARTS = [(name, role) for name in SHELF for role in ROLES if style(name).part(role) is not None]
KICK_HZ, BACKBEAT_HZ = (35.0, 115.0), (900.0, 4_500.0)


def expected_seconds(name: str, beat: float, drum_push_ms: float) -> float:
    """When a beat of a bar (1.0 first) is to be heard in the style's own tempo and swing."""
    groove = style(name).groove
    quarter, rest = divmod(beat - 1.0, 1.0)
    half, rest = divmod(rest * 2.0, 1.0)
    within = half / 2.0 if half == 0 else groove.swing_eighths
    span = groove.swing_eighths if half == 0 else 1.0 - groove.swing_eighths
    within += span * (groove.swing if rest else 0.0)
    return (quarter + within) * 60.0 / bpm_of(name) + drum_push_ms / 1000.0


def test_there_are_thirty_styles_and_a_listener_knows_their_names():
    assert len(SHELF.names()) >= 30
    known = {"lofi", "house", "techno", "dnb", "trap", "drill", "phonk", "boombap", "nightcore", "synthwave",
             "slowed-reverb", "vaporwave", "ambient", "orchestral", "acoustic", "chiptune", "jazz", "bossa",
             "reggae", "dub", "disco", "funk", "rock", "garage", "jersey-club"}  # fmt: skip
    assert known <= set(SHELF.names())


@pytest.mark.parametrize("name", SHELF.names())
def test_every_sound_a_style_names_is_on_the_shelf_and_fit_for_its_part(name):
    kinds = {"drums": ("drums",), "percussion": ("percussion",), "bass": ("bass",)}
    for role in ROLES:
        part = style(name).part(role)
        if part is None:
            continue
        kind = instruments.SHELF.take(part.kit if isinstance(part, Drums) else part.instrument).KIND
        assert kind in kinds.get(role, ("keys", "pad", "lead"))


@pytest.mark.parametrize(("name", "role"), [(n, r) for n, r in PARTS if r in ("drums", "percussion")])
def test_every_drum_a_style_beats_is_in_its_kit(name, role):
    part = style(name).part(role)
    assert isinstance(part, Drums)
    kit = instruments.SHELF.take(part.kit)
    for beaten in (part.bar, part.second_bar, part.full, part.quiet, part.fill, part.waltz, part.compound):
        for drum in beaten:
            hit = kit.play([Note(0.0, 0.1, DRUM_NUMBERS[drum], 0.9)], 4_000, 1)
            assert rms_db(hit) > -60.0, drum


@pytest.mark.parametrize("name", [n for n in styles_with("drums") if style(n).promise.kick])
def test_the_kick_falls_on_the_beats_that_the_style_promises_and_on_no_others(name):
    promise, bar = style(name).promise, 4 * 60.0 / bpm_of(name)
    rise = rises(heard(name, "drums"), *KICK_HZ)
    places = {beat: expected_seconds(name, beat, 0.0) for beat in np.arange(1.0, 5.0, 0.25)}
    for beat, at in places.items():
        strength, when = strongest_rise(rise, 2 * bar + at, 0.03)
        if beat in promise.kick:
            assert strength > 0.35, (beat, strength)
            # A deep tone needs a good part of its period to rise.
            assert -0.015 < when - 2 * bar - at < 0.04, (beat, when)
        elif min(abs(at - places[kick]) for kick in promise.kick) > 0.06:
            assert strength < 0.25, (beat, strength)


@pytest.mark.parametrize("name", [n for n in styles_with("drums") if style(n).promise.backbeat])
def test_the_snare_falls_on_the_beats_that_the_style_promises(name):
    promise, bar = style(name).promise, 4 * 60.0 / bpm_of(name)
    push = {str(drum): ms for drum, ms in style(name).groove.push_ms.items()}
    late = push.get("snare", push.get("side_stick", 0.0))
    rise = rises(heard(name, "drums"), *BACKBEAT_HZ)
    for beat in promise.backbeat:
        at = 2 * bar + expected_seconds(name, beat, late)
        strength, when = strongest_rise(rise, at, 0.03)
        assert strength > 0.3, (beat, strength)
        assert abs(when - at) < 0.02, (beat, when)


@pytest.mark.parametrize("name", styles_with("bass"))
def test_the_bass_begins_each_bar_on_the_root_of_its_chord(name):
    part, beat = style(name).bass, 60.0 / bpm_of(name)
    assert part is not None
    for bar in (0, 1, 2):
        written = (part.second_bar if bar % 2 and part.second_bar else part.bar).replace(" ", "")
        first = next(i for i, mark in enumerate(written) if mark in "Rr")
        last = next((i for i in range(first + 1, len(written)) if written[i] != "-"), len(written))
        start = (4 * bar + 4 * first / len(written)) * beat
        length = min(0.5, 4 * (last - first) / len(written) * beat)
        start, length = start + length / 4.0, 0.72 * length
        note = heard(name, "bass")[:, frames(start) : frames(start + length)].mean(axis=0)
        pitch = 69.0 + 12.0 * np.log2(strongest_hz(note, 36.0, 300.0) / 440.0)
        off = (pitch - TONICS.index(CHORDS[bar][0]) + 6.0) % 12.0 - 6.0
        # A sixteenth of a deep tone is four periods long: it cannot be told to the cent.
        assert abs(off) < (0.4 if length > 0.2 else 0.95), (bar, off)


@pytest.mark.parametrize("name", [n for n in SHELF if style(n).promise.low_share])
def test_the_low_end_is_as_heavy_as_the_style_says(name):
    low, high = style(name).promise.low_share or (0.0, 1.0)
    roles = [role for role in ("drums", "bass") if style(name).part(role) is not None]
    roles += [] if "drums" in roles else ["pad"]
    together = np.sum([heard(name, role) for role in roles], axis=0)
    assert low <= share_below(together, 150.0) <= high


@pytest.mark.parametrize("name", [n for n in styles_with("drums") if style(n).promise.centroid_hz])
def test_the_drums_are_as_bright_as_the_style_says(name):
    low, high = style(name).promise.centroid_hz or (0.0, 1e9)
    mono = heard(name, "drums").mean(axis=0)
    size = 1 << (len(mono) - 1).bit_length()
    magnitude = np.abs(np.fft.rfft(mono, size))
    hz = np.fft.rfftfreq(size, 1.0 / RATE_HZ)
    assert low <= float((hz * magnitude).sum() / magnitude.sum()) <= high


@pytest.mark.parametrize(("name", "role"), PARTS)
def test_every_part_is_heard_and_never_clips(name, role):
    sound = heard(name, role)
    silent_in_a_verse = (name, role) == ("funk", "lead")
    assert rms_db(sound) > SONG_DB - 30.0 or silent_in_a_verse
    assert float(np.abs(sound).max()) < 1.0


@pytest.mark.parametrize("name", [n for n in SHELF if any(style(n).part(role) for role in ROLES)])
def test_a_window_holds_what_the_whole_holds_there_and_the_same_seed_the_same_bytes(name):
    role = next(role for role in ROLES[sum(map(ord, name)) % 6 :] + ROLES if style(name).part(role))
    timeline, hearing = song(bpm_of(name), (("verse", 3),))
    whole = heard(name, role)
    start, count = round(0.37 * whole.shape[1]), RATE_HZ
    layer = Layer(instrument=role, style=name)
    window = played(layer, timeline, hearing, 0.0, SONG_DB, 1, start, count)
    assert pcm_hash(window) == pcm_hash(whole[:, start : start + count])


@pytest.mark.parametrize("name", [n for n in SHELF if any(style(n).part(role) for role in ROLES)])
def test_quiet_sections_are_neither_louder_nor_heavier_than_full_ones(name):
    timeline, hearing = song(bpm_of(name), (("bridge", 2), ("chorus", 2)))
    hearing = hearing.model_copy(update={"chords": hearing.chords[:2] * 2})
    middle = timeline.frame_count // 2
    for role in [role for role in ROLES if style(name).part(role) is not None]:
        sound = played(Layer(instrument=role, style=name), timeline, hearing, 0.0, SONG_DB, 1)
        quiet, full = sound[:, :middle], sound[:, middle:]
        whole_db = power_db(full, 20.0, 20_000.0)
        assert power_db(quiet, 20.0, 20_000.0) < whole_db or not quiet.any(), role
        for low, high in ((20.0, 150.0), (40.0, 60.0)):
            # What lies 30 dB below all that the part plays is no weight.
            weight_db = power_db(quiet, low, high)
            assert weight_db < max(power_db(full, low, high), whole_db - 30.0), (role, low)
