from __future__ import annotations

import pytest

from audio_engine.plan import Effect, Layer, Pitch, StemLevel, Tempo, Where
from skills.provenance.disclosure import disclose

DRUMS = Layer(instrument="drums", style="house")
BASS = Layer(instrument="bass", style="house")


def test_plain_processing_is_no_machines_work() -> None:
    told = disclose((Tempo(ratio=0.8), Pitch(semitones=2)))
    assert (told.level, told.facets, told.label) == ("none", (), "none")
    assert told.sentence == "No part of it was made by a machine."


def test_new_drums_are_disclosed_as_instruments() -> None:
    told = disclose((DRUMS, DRUMS))
    assert (told.level, told.facets, told.label) == ("partly", ("instruments",), "partly: instruments")
    assert told.sentence == "Partly made by a machine: the engine played the drums."
    assert disclose((BASS,)).sentence == "Partly made by a machine: the engine played the bass."


def test_separation_by_a_learned_model_is_post_production() -> None:
    told = disclose((), "demucs")
    assert (told.level, told.facets) == ("post_production", ("post_production",))
    assert "Demucs" in told.sentence


def test_approximate_separation_says_what_it_leaves_behind() -> None:
    told = disclose((), "approximate")
    assert (told.level, told.facets) == ("none", ())
    assert "traces of other instruments" in told.sentence


def test_both_are_told_together() -> None:
    told = disclose((DRUMS, BASS), "demucs")
    assert told.label == "partly: instruments, post_production"
    assert "the engine played the drums and bass" in told.sentence


@pytest.mark.parametrize("steps", [(), (DRUMS,)])
def test_a_plan_by_a_language_model_is_told_and_changes_no_level(steps: tuple[Layer, ...]) -> None:
    told, without = disclose(steps, planned_by_model=True), disclose(steps)
    assert (told.level, told.facets) == (without.level, without.facets)
    assert "a language model proposed the plan" in told.sentence
    assert told.planned_by_model


def test_a_new_part_that_a_later_step_takes_out_is_not_disclosed() -> None:
    bass = Layer(instrument="bass", style="house")
    muted = StemLevel(action="mute", where=Where(stems=("bass",)))
    assert disclose((bass, muted)).level == "none"
    assert disclose((muted, bass)).level == "partly"
    alone = StemLevel(action="solo", where=Where(stems=("vocals",)))
    assert disclose((bass, alone)).level == "none"


def test_rain_is_a_sound_that_a_machine_made_and_an_effect_is_not() -> None:
    assert disclose((Effect(name="rain"),)).level == "partly"
    assert "rain" in disclose((Effect(name="rain"),)).sentence
    assert disclose((Effect(name="vinyl"),)).level == "none"
