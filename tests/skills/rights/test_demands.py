from __future__ import annotations

from typing import Any

import pytest

from audio_engine.plan import (
    Effect,
    Fade,
    KeyChange,
    Layer,
    Length,
    Loudness,
    Pitch,
    Sections,
    StemLevel,
    Style,
    Tempo,
    Where,
)
from skills.rights.demands import Demands
from skills.rights.extents import Extent
from skills.rights.uses import Use
from tests.skills.rights.things import a_plan, a_song, asked_of

VOCALS = Where(stems=("vocals",))
DRUMS = Where(stems=("drums",))


def test_a_plan_without_steps_demands_nothing() -> None:
    assert asked_of(a_plan(), a_song()) == Demands(seconds_ms=76_800, heard_ms=76_800)


def test_twelve_per_cent_twice_is_more_than_twenty_four() -> None:
    asked = asked_of(a_plan(Tempo(ratio=1.12), Tempo(ratio=1.12)), a_song())
    assert (asked.tempo.lowest, asked.tempo.highest, asked.tempo.step_ids) == (254_400, 254_400, (1, 2))


def test_a_bpm_is_told_against_the_songs_own_tempo() -> None:
    asked = asked_of(a_plan(Tempo(bpm=80)), a_song(tempo_bpm=104))
    assert asked.tempo == Extent(-230_769, -230_769, (1,), "80 BPM")


def test_a_bpm_sets_the_tempo_and_a_ratio_multiplies_it() -> None:
    twice = asked_of(a_plan(Tempo(bpm=80), Tempo(bpm=80)), a_song())
    assert (twice.tempo.lowest, twice.tempo.highest) == (-200_000, -200_000)
    then = asked_of(a_plan(Tempo(bpm=80), Tempo(ratio=1.1)), a_song())
    assert (then.tempo.lowest, then.tempo.highest) == (-120_000, -120_000)


def test_tempos_of_different_parts_do_not_multiply_and_those_of_one_place_do() -> None:
    verse, chorus = Where(part="verse"), Where(part="chorus")
    asked = asked_of(a_plan(Tempo(ratio=0.9, where=verse), Tempo(ratio=1.1, where=chorus)), a_song())
    assert (asked.tempo.lowest, asked.tempo.highest) == (-100_000, 100_000)
    meet = asked_of(
        a_plan(Tempo(ratio=1.1, where=Where(part="bars", start=9, end=12)), Tempo(ratio=1.1, where=chorus)),
        a_song(),
    )
    assert (meet.tempo.lowest, meet.tempo.highest) == (0, 210_000)


def test_a_part_that_cannot_be_found_counts_as_the_whole_song() -> None:
    asked = asked_of(a_plan(Pitch(semitones=3, where=Where(part="bridge"))), a_song())
    assert (asked.pitch.lowest, asked.pitch.highest) == (300, 300)


def test_pitch_adds_up_per_stem_and_the_turntable_counts() -> None:
    bass = Where(stems=("bass",))
    asked = asked_of(a_plan(Pitch(semitones=1.5), Pitch(semitones=-3, where=bass)), a_song())
    assert (asked.pitch.lowest, asked.pitch.highest) == (-150, 150)
    linked = asked_of(a_plan(Tempo(ratio=2, pitch="linked")), a_song())
    assert (linked.pitch.lowest, linked.pitch.highest) == (1200, 1200)
    kept = asked_of(a_plan(Tempo(ratio=2)), a_song())
    assert not kept.pitch.changes


def test_drums_are_shifted_only_by_name() -> None:
    asked = asked_of(a_plan(Pitch(semitones=3), Pitch(semitones=-3, where=DRUMS)), a_song())
    assert (asked.pitch.lowest, asked.pitch.highest) == (-300, 300)
    assert Use("drums", (2,)) in asked.touched


def test_a_key_change_is_counted_by_the_shorter_way() -> None:
    asked = asked_of(a_plan(KeyChange(tonic="G")), a_song())
    assert (asked.pitch.lowest, asked.pitch.highest) == (-200, -200)


def test_a_key_change_of_a_song_whose_key_is_unknown_counts_as_the_whole_span() -> None:
    asked = asked_of(a_plan(KeyChange(tonic="A")), a_song(key=None))
    assert (asked.pitch.lowest, asked.pitch.highest) == (-500, 600)


@pytest.mark.parametrize(
    ("step", "vocals"),
    [
        (Tempo(ratio=0.8), "untouched"),
        (Tempo(ratio=0.8, where=Where(part="chorus")), "processed"),
        (Tempo(ratio=0.8, pitch="linked"), "processed"),
        (Pitch(semitones=2), "processed"),
        (Pitch(semitones=2, where=DRUMS), "untouched"),
        (KeyChange(tonic="C"), "processed"),
        (Effect(name="reverb"), "processed"),
        (Effect(name="reverb", where=VOCALS), "processed"),
        (Effect(name="reverb", where=DRUMS), "untouched"),
        (StemLevel(action="mute", where=VOCALS), "removed"),
        (StemLevel(action="mute", where=DRUMS), "untouched"),
        (StemLevel(action="mute", where=Where(part="chorus", stems=("vocals",))), "removed"),
        (StemLevel(action="solo", where=VOCALS), "untouched"),
        (StemLevel(action="solo", where=DRUMS), "removed"),
        (StemLevel(action="gain", gain_db=-3, where=VOCALS), "processed"),
        (StemLevel(action="gain", gain_db=-40, where=VOCALS), "removed"),
        (StemLevel(action="gain", gain_db=-3), "untouched"),
        (Layer(instrument="drums", style="house"), "untouched"),
        (Sections(action="drop", where=Where(part="verse")), "untouched"),
        (Fade(side="out", seconds=4), "untouched"),
    ],
)
def test_what_a_step_does_to_the_vocals(step: object, vocals: str) -> None:
    assert asked_of(a_plan(step), a_song()).vocals == vocals


def test_quiet_by_two_steps_is_removed_all_the_same() -> None:
    quiet = StemLevel(action="gain", gain_db=-20, where=VOCALS)
    asked = asked_of(a_plan(quiet, quiet), a_song())
    assert (asked.vocals, asked.vocals_removed) == ("removed", (1, 2))


@pytest.mark.parametrize(("gain_db", "vocals"), [(-29.9, "processed"), (-30.0, "removed")])
def test_thirty_decibels_down_is_as_good_as_removed(gain_db: float, vocals: str) -> None:
    assert (
        asked_of(a_plan(StemLevel(action="gain", gain_db=gain_db, where=VOCALS)), a_song()).vocals == vocals
    )


def test_stems_are_separated_only_where_the_rights_holder_gave_none() -> None:
    plan = a_plan(StemLevel(action="mute", where=Where(stems=("drums", "guitar"))))
    asked = asked_of(plan, a_song(stems=("drums", "vocals", "other")))
    assert asked.stems == (Use("drums", (1,)), Use("guitar", (1,)))
    assert asked.separated == (Use("guitar", (1,)),)
    assert asked.muted == asked.stems


def test_every_step_leaves_its_id() -> None:
    plan = a_plan(
        Effect(name="reverb"), Layer(instrument="bass", style="house"), Fade(side="in", seconds=1),
        Loudness(lufs=-12), Sections(action="loop", where=Where(part="chorus")), Length(seconds=30),
        Style(name="house"), StemLevel(action="gain", gain_db=-3),
    )  # fmt: skip
    asked = asked_of(plan, a_song())
    used = ("fade", (3,)), ("level", (8,)), ("loudness", (4,)), ("reverb", (1,))
    assert asked.effects == tuple(Use(name, ids) for name, ids in used)
    assert asked.layers == (Use("bass", (2,)),)
    assert asked.edits == (Use("drop", (6,)), Use("loop", (5, 6)))
    assert asked.unknown == (Use("style", (7,)),)
    assert asked.changed == (1, 2, 3, 5, 6, 7, 8)


def test_a_length_alone_needs_only_the_edit_it_is_made_by() -> None:
    assert asked_of(a_plan(Length(seconds=30)), a_song()).edits == (Use("drop", (1,)),)
    assert asked_of(a_plan(Length(seconds=300)), a_song()).edits == (Use("loop", (1,)),)


@pytest.mark.parametrize(
    ("tonic", "mode", "span"), [("C", "major", (0, 300)), ("A", "major", (-300, 0)), ("A", "minor", (0, 0))]
)
def test_another_mode_counts_by_the_relative_key_and_by_the_same_tonic(
    tonic: Any, mode: Any, span: tuple[int, int]
) -> None:
    pitch = asked_of(a_plan(KeyChange(tonic=tonic, mode=mode)), a_song()).pitch
    assert (pitch.lowest, pitch.highest) == span
