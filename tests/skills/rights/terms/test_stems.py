"""Stems that must be heard, must not sound alone, and what is offered instead."""

from __future__ import annotations

import pytest

from audio_engine.plan import Effect, Mashup, Pitch, StemLevel, Tempo, Where
from audio_engine.units import StemName
from skills.rights.clearance import Cleared, Measured, Refused, Source, clear
from skills.rights.grant import Grant
from skills.rights.terms.stems import Stems
from skills.rights.terms.tempo import TempoRange
from tests.skills.rights.terms.asking import fault, stored, told
from tests.skills.rights.terms.nearest import nearest
from tests.skills.rights.things import a_grant, a_plan, a_song, asked_of, codes, judged

OWN: tuple[StemName, ...] = ("vocals", "drums", "bass", "other")
SONG = a_song(stems=OWN)
FREE = '[vocals]\nmay = "removed"\n[effects]\nallowed = "any"\n[stems]\nallowed = "any"\nseparate = true\n'


def mute(*stems: StemName) -> StemLevel:
    return StemLevel(action="mute", where=Where(stems=stems))


def solo(*stems: StemName) -> StemLevel:
    return StemLevel(action="solo", where=Where(stems=stems))


def quieter(gain_db: float, *stems: StemName) -> StemLevel:
    return StemLevel(action="gain", gain_db=gain_db, where=Where(stems=stems))


def test_denied_wins_over_allowed_and_over_alone() -> None:
    grant = FREE + 'alone = "any"\ndenied = ["bass"]'
    assert codes(judged(a_plan(quieter(-3, "bass")), grant)) == {"stems.not_allowed"}
    assert codes(judged(a_plan(solo("bass")), grant)) == {"stems.not_allowed", "stems.not_alone"}
    assert isinstance(judged(a_plan(quieter(-3, "drums")), grant), Cleared)


def test_a_stem_cannot_be_denied_and_required() -> None:
    assert "both denied and required" in fault('[stems]\ndenied = ["bass"]\nrequired = ["bass"]')


def test_what_is_said_of_stems_is_read_back_as_it_was() -> None:
    stored(a_grant(FREE + 'denied = ["bass"]\nrequired = ["drums"]\nmin_used = 2\nalone = ["vocals"]'))
    assert a_grant('[stems]\nallowed = "any"') == a_grant(
        '[stems]\nallowed = ["piano", "vocals", "drums", "bass", "guitar", "other"]'
    )


@pytest.mark.parametrize("license", ["CC-BY-4.0", "CC0-1.0", "MIT", "CC-BY-ND-4.0"])
def test_under_a_fixed_license_any_stem_may_sound_alone(license: str) -> None:
    assert isinstance(judged(a_plan(solo("vocals")), license), Cleared)


def test_stems_are_asked_of_the_recording_and_not_of_the_composition() -> None:
    both = [
        Grant(license="LicenseRef-Refrain-Song", stated_covers=("musical_work",)),
        Grant(license="CC-BY-4.0", stated_covers=("sound_recording",)),
    ]
    answer = clear(a_plan(mute("drums")), [Source(song=SONG, grants=tuple(both))])
    assert isinstance(answer, Cleared)


@pytest.mark.parametrize(
    ("steps", "alone"),
    [
        ((solo("drums"),), "drums"),
        ((solo("drums", "bass"), mute("bass")), "drums"),
        ((mute("vocals", "bass"), quieter(-40, "other")), "drums"),
        ((quieter(-20, "vocals", "bass", "other"), quieter(-10, "vocals", "bass", "other")), "drums"),
        ((mute("drums", "bass", "other"),), "vocals"),
        ((mute("drums", "bass"),), None),
        ((quieter(-29, "drums", "bass", "other"),), None),
        ((solo("guitar", "other"),), None),
        ((solo("guitar"),), "guitar"),
        ((solo("drums"), Mashup(ours=("drums",))), "drums"),
        ((Mashup(ours=("drums",)),), None),
    ],
)
def test_a_stem_is_alone_however_the_others_went(steps: tuple[object, ...], alone: str | None) -> None:
    found = asked_of(a_plan(*steps), SONG).alone
    assert [use.name for use in found] == ([alone] if alone else [])


def test_alone_in_a_part_is_alone() -> None:
    part = StemLevel(action="solo", where=Where(part="chorus", stems=("vocals",)))
    assert codes(judged(a_plan(part), FREE)) == {"stems.not_alone"}


def test_a_required_stem_that_is_too_quiet_to_hear_is_missing() -> None:
    grant = FREE + 'required = ["bass"]'
    assert codes(judged(a_plan(quieter(-30, "bass")), grant)) == {"stems.required"}
    assert isinstance(judged(a_plan(quieter(-29.9, "bass")), grant), Cleared)


def test_a_mute_that_leaves_half_a_second_of_a_stem_takes_it_out() -> None:
    almost = StemLevel(action="mute", where=Where(part="seconds", start=0.5, stems=("bass",)))
    longer = StemLevel(action="mute", where=Where(part="seconds", start=1.5, stems=("bass",)))
    grant = FREE + 'required = ["bass"]'
    assert codes(judged(a_plan(almost), grant)) == {"stems.required"}
    assert isinstance(judged(a_plan(longer), grant), Cleared)


def test_a_stem_required_of_a_song_that_has_none_is_missing_in_the_sound() -> None:
    heard = Measured(audible_stems=("drums", "bass", "other"), seconds_ms=76_800)
    refused = judged(a_plan(), FREE + 'required = ["vocals"]', SONG, measured=heard)
    assert isinstance(refused, Refused)
    assert codes(refused) == {"stems.required"}
    assert refused.nearest is None


def test_another_separator_asks_for_the_stems_it_tells_apart() -> None:
    assert asked_of(a_plan(), SONG).own_stems == OWN
    grant = FREE + "min_used = 3"
    assert codes(judged(a_plan(), grant, a_song(stems=("drums", "bass")))) == {"stems.too_few"}
    assert isinstance(judged(a_plan(), grant, a_song(stems=("drums", "bass", "other"))), Cleared)


def test_a_composers_terms_repair_nothing_that_only_the_recording_is_asked_for() -> None:
    composer = Grant(
        license="LicenseRef-Refrain-Song",
        stated_covers=("musical_work",),
        sections=(TempoRange(min_percent=-10),),
    )
    label = Grant(license="CC-BY-4.0", stated_covers=("sound_recording",))
    source = Source(song=SONG, grants=(composer, label))
    refused = clear(a_plan(mute("drums"), Tempo(ratio=0.8)), [source])
    assert isinstance(refused, Refused)
    assert codes(refused) == {"tempo.out_of_range"}
    assert refused.nearest is not None
    assert [step.op for step in refused.nearest.steps] == ["stem", "tempo"]
    assert refused.nearest.steps[0] == mute("drums").model_copy(update={"id": 1})


def test_the_nearest_plan_lets_a_required_stem_be_heard() -> None:
    (left,) = nearest(a_plan(mute("vocals", "bass")), FREE + 'required = ["vocals"]', SONG)
    assert left == mute("bass").model_copy(update={"id": 1})


def test_the_nearest_plan_of_a_solo_that_silences_a_required_stem_goes_without_it() -> None:
    left = nearest(a_plan(solo("drums", "bass"), Pitch(semitones=0)), FREE + 'required = ["vocals"]', SONG)
    assert [step.op for step in left] == ["pitch"]


def test_the_nearest_plan_leaves_out_the_last_step_that_left_a_stem_alone() -> None:
    left = nearest(a_plan(mute("vocals"), mute("bass"), mute("other")), FREE, SONG)
    assert [step.where.stems for step in left] == [("vocals",), ("bass",)]


def test_the_nearest_plan_has_as_many_stems_as_are_wanted() -> None:
    left = nearest(a_plan(mute("vocals", "bass"), Effect(name="reverb")), FREE + "min_used = 3", SONG)
    assert [step.op for step in left] == ["stem", "effect"]
    assert len(left[0].where.stems) == 1


def test_the_sentences_say_what_is_wanted_of_the_stems() -> None:
    assert told("stems", "") == ["No work on single stems."]
    assert told("stems", FREE + 'alone = ["vocals"]\nrequired = ["drums"]\nmin_used = 2') == [
        "Work on single stems: bass, drums, guitar, other, piano and vocals.",
        "Only vocals may be heard alone.",
        "To be heard in every remix: drums.",
        "At least 2 of the song's stems must be heard.",
    ]


def test_a_section_without_arguments_lets_no_stem_be_taken() -> None:
    assert Stems().taken == Stems().soloed == ()
    assert Stems().binds
