"""Vocals sung anew, and played anew by something else."""

from __future__ import annotations

import pytest

from audio_engine.plan import Cover, Generate, Mashup, Pitch, Tempo, Where
from skills.rights.clearance import Cleared, Source, clear
from skills.rights.demands import demands
from tests.skills.rights.terms.asking import stored, told
from tests.skills.rights.terms.nearest import nearest
from tests.skills.rights.things import A_MINOR, a_grant, a_plan, a_song, asked_of, codes, judged

MADE = '[generated]\nallowed = "any"\n'


def test_what_lets_vocals_be_removed_does_not_let_them_be_sung_anew() -> None:
    plan = a_plan(Generate(what="vocals"))
    assert codes(judged(plan, MADE + '[vocals]\nmay = "removed"')) == {"vocals.not_resung"}
    assert isinstance(judged(plan, MADE + "[vocals]\nresung = true"), Cleared)
    assert isinstance(judged(plan, "CC-BY-4.0"), Cleared)


def test_other_generated_material_sings_nothing() -> None:
    assert isinstance(judged(a_plan(Generate(what="harmony")), MADE), Cleared)


def test_the_nearest_plan_leaves_the_singing_out() -> None:
    left = nearest(a_plan(Generate(what="vocals"), Generate(what="melody")), MADE)
    assert [step.what for step in left] == ["melody"]


@pytest.mark.parametrize(
    ("where", "vocals"),
    [
        (Where(), "untouched"),
        (Where(part="chorus"), "removed"),
        (Where(stems=("vocals",)), "removed"),
        (Where(stems=("bass",)), "untouched"),
    ],
)
def test_a_cover_takes_the_vocals_out_of_a_recording_that_is_used(where: Where, vocals: str) -> None:
    assert asked_of(a_plan(Cover(instrument="flute", where=where)), a_song()).vocals == vocals


def test_vocals_left_out_of_a_mash_up_are_taken_out() -> None:
    sources = [Source(song=a_song(), grants=(a_grant("CC0-1.0"),)) for _ in range(2)]
    plan = a_plan(Mashup(ours=("drums",), theirs=("vocals",)))
    assert [demands(plan, sources, n).vocals for n in (0, 1)] == ["removed", "untouched"]


def test_vocals_shifted_to_the_key_of_another_song_are_processed() -> None:
    other = Source(song=a_song(key=A_MINOR.model_copy(update={"tonic": "C"})), grants=(a_grant("CC0-1.0"),))
    text = '[mashup]\nmax_other = 1\n[pitch]\nallowed = "any"\n'
    leading, following = (a_plan(Mashup(follows=one)) for one in ("ours", "theirs"))
    source = Source(song=a_song(), grants=(a_grant(text),))
    assert isinstance(clear(leading, [source, other]), Cleared)
    assert codes(clear(following, [source, other])) == {"vocals.not_allowed"}
    freer = Source(song=a_song(), grants=(a_grant(text + '[vocals]\nmay = "processed"'),))
    assert isinstance(clear(following, [freer, other]), Cleared)


def test_a_cover_that_re_uses_no_recording_changes_no_recorded_vocals() -> None:
    plan = a_plan(Cover(instrument="harp"), Pitch(semitones=2), Tempo(ratio=0.5, pitch="linked"))
    asked = asked_of(plan, a_song())
    assert asked.needs == ("musical_work",)
    assert asked.vocals == "untouched"
    assert asked.pitch.changes


def test_both_are_said() -> None:
    assert told("vocals", "") == ["The vocals must stay untouched."]
    assert told("vocals", "[vocals]\nresung = true")[1:] == ["The vocals may be sung anew."]
    stored(a_grant('[vocals]\nmay = "processed"\nresung = true'))
