"""What models may make, which ones, and covers that re-use no recording."""

from __future__ import annotations

from typing import get_args

import pytest

from audio_engine.plan import Cover, Generate, Tempo, Where
from audio_engine.plan.other import CoverInstrument
from skills.rights.clearance import Cleared, Measured, Refused, Source, clear
from skills.rights.grant import Grant, Layer, Section
from skills.rights.terms.cover import Cover as CoverTerms
from skills.rights.terms.generated import MADE
from skills.rights.terms.tempo import TempoRange
from tests.skills.rights.terms.asking import fault, stored, told
from tests.skills.rights.terms.nearest import nearest
from tests.skills.rights.things import a_grant, a_plan, a_song, asked_of, codes, judged

SOUND = Measured(seconds_ms=76_800)
MELODY = a_plan(Generate(what="melody"))
LISTED = '[generated]\nallowed = ["melody", "solo"]\nmodels = ["tune-1"]'


def test_the_names_of_what_is_made_are_those_of_the_plan() -> None:
    assert get_args(Generate.model_fields["what"].annotation) == MADE


@pytest.mark.parametrize("what", MADE)
def test_nothing_is_made_that_is_not_listed(what: str) -> None:
    plan = a_plan(Generate(what=what))  # type: ignore[arg-type]
    assert "generated.not_allowed" in codes(judged(plan, ""))
    assert isinstance(judged(plan, "CC-BY-4.0", models=("any-model",)), Cleared)
    assert isinstance(judged(plan, '[generated]\nallowed = "any"\n[vocals]\nresung = true'), Cleared)


def test_before_the_sound_is_there_nobody_knows_the_models_and_afterwards_somebody_must() -> None:
    assert isinstance(judged(MELODY, LISTED), Cleared)
    assert codes(judged(MELODY, LISTED, measured=SOUND)) == {"fact.missing"}
    assert isinstance(judged(MELODY, LISTED, measured=SOUND, models=("tune-1",)), Cleared)
    assert codes(judged(MELODY, LISTED, models=("tune-1", "tune-2"))) == {"generated.model_not_allowed"}


def test_any_model_may_make_it_where_none_is_named() -> None:
    grant = '[generated]\nallowed = ["melody"]'
    assert isinstance(judged(MELODY, grant, measured=SOUND, models=("tune-9",)), Cleared)
    assert isinstance(judged(MELODY, grant, measured=SOUND), Cleared)


def test_where_nothing_may_be_made_no_model_had_a_hand_in_it() -> None:
    assert codes(judged(a_plan(), "", models=("tune-1",))) == {"generated.model_not_allowed"}
    assert isinstance(judged(a_plan(), "", models=()), Cleared)


def test_the_nearest_plan_goes_without_what_may_not_be_made() -> None:
    left = nearest(a_plan(Generate(what="bridge"), Generate(what="solo")), LISTED)
    assert [step.what for step in left] == ["solo"]


def test_models_and_what_they_make_are_said_and_stored() -> None:
    stored(a_grant(LISTED))
    stored(a_grant('[generated]\nallowed = "any"\nmodels = "any"'))
    assert told("generated", "") == ["Nothing may be made by a model."]
    assert told("generated", LISTED) == ["New parts made by tune-1: melody and solo."]
    assert "listed twice" in fault('[generated]\nallowed = ["solo"]\nmodels = ["a", "a"]')
    assert "not one of" in fault('[generated]\nallowed = ["symphony"]')


def of_layer(layer: Layer, *sections: Section) -> Grant:
    return Grant(license="LicenseRef-Refrain-One", stated_covers=(layer,), sections=sections)


ANYTHING = CoverTerms(allowed=True)


def test_a_cover_needs_the_composer_alone_and_a_part_of_one_the_label_too() -> None:
    work = of_layer("musical_work", ANYTHING)
    whole, part = Cover(instrument="harp"), Cover(instrument="harp", where=Where(part="chorus"))
    stem = Cover(instrument="harp", where=Where(stems=("bass",)))
    assert isinstance(judged(a_plan(whole), work), Cleared)
    for step in (part, stem):
        assert codes(judged(a_plan(step), work)) >= {"layer.not_covered"}
    assert codes(judged(a_plan(whole, Generate(what="solo")), work)) >= {"layer.not_covered"}
    assert codes(judged(a_plan(whole), of_layer("sound_recording"))) == {"layer.not_covered"}


def test_a_grant_of_the_recording_has_no_say_in_a_cover() -> None:
    work, label = of_layer("musical_work", ANYTHING), of_layer("sound_recording")
    source = Source(song=a_song(), grants=(work, label))
    assert isinstance(clear(a_plan(Cover(instrument="harp")), [source]), Cleared)


def test_a_cover_file_says_which_layer_it_is_about() -> None:
    grant = a_grant('covers = ["musical_work"]\n[cover]\nallowed = true\ninstruments = ["piano", "harp"]')
    assert grant.covers == ("musical_work",)
    assert isinstance(judged(a_plan(Cover(instrument="harp")), grant), Cleared)
    refused = judged(a_plan(Cover(instrument="organ")), grant)
    assert isinstance(refused, Refused)
    assert codes(refused) == {"cover.instrument_not_allowed"}
    assert "harp and piano" in refused.text
    stored(grant)


def test_without_its_cover_a_plan_would_need_the_recording_so_no_plan_is_nearer() -> None:
    work = of_layer("musical_work", TempoRange(allowed="any"))
    refused = judged(a_plan(Cover(instrument="harp"), Tempo(ratio=0.9)), work)
    assert isinstance(refused, Refused)
    assert codes(refused) == {"cover.not_allowed"}
    assert refused.nearest is None


def test_the_nearest_plan_of_a_song_that_must_not_be_played_anew_is_without_that() -> None:
    left = nearest(a_plan(Cover(instrument="harp"), Tempo(ratio=0.9)), '[tempo]\nallowed = "any"')
    assert [step.op for step in left] == ["tempo"]


def test_instruments_without_a_cover_are_a_contradiction() -> None:
    assert "allows none" in fault('[cover]\ninstruments = ["piano"]')


def test_any_instrument_is_the_same_as_all_of_them() -> None:
    every = ", ".join(f'"{name}"' for name in get_args(CoverInstrument))
    listed = a_grant(f"[cover]\nallowed = true\ninstruments = [{every}]")
    assert (
        listed
        == a_grant("[cover]\nallowed = true")
        == a_grant('[cover]\nallowed = true\ninstruments = "any"')
    )
    assert told("cover", "[cover]\nallowed = true") == ["The song may be played anew on any instrument."]
    assert told("cover", "") == ["The song must not be played anew."]


def test_only_a_cover_of_the_whole_song_is_its_composition_alone() -> None:
    assert asked_of(a_plan(Cover(instrument="harp")), a_song()).needs == ("musical_work",)
