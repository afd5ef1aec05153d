"""How much of a song is in a remix: counted in the song's own time, each moment once."""

from __future__ import annotations

import pytest

from audio_engine.plan import Length, Sections, Tempo, Where
from skills.rights.clearance import Cleared, Measured, Refused
from tests.skills.rights.terms.asking import fault, stored, told
from tests.skills.rights.terms.nearest import nearest
from tests.skills.rights.things import a_grant, a_plan, a_song, asked_of, codes, judged

EDITS = '[tempo]\nallowed = "any"\n[sections]\nallowed = "any"\n'
CHORUS = Where(part="chorus", nth=1)


def test_what_is_heard_twice_is_used_once() -> None:
    keep, loop = Sections(action="keep", where=CHORUS), Sections(action="loop", where=CHORUS, count=8)
    asked = asked_of(a_plan(keep, loop), a_song())
    assert asked.heard_ms == 19_200
    assert isinstance(judged(a_plan(keep, loop), EDITS + "[excerpt]\nmax_seconds = 20"), Cleared)


def test_half_the_time_at_twice_the_speed_is_the_whole_song() -> None:
    fast = a_plan(Tempo(ratio=2), Length(seconds=38.4))
    assert asked_of(fast, a_song()).heard_ms == 76_800
    assert asked_of(a_plan(Length(seconds=38.4)), a_song()).heard_ms == 38_400


def test_a_preview_of_a_remix_is_not_the_remix() -> None:
    plan = a_plan(Tempo(ratio=0.9))
    part = Measured(seconds_ms=None)
    assert codes(judged(plan, EDITS + "[excerpt]\nmax_seconds = 30", measured=part)) == {"excerpt.too_long"}


def test_a_song_shorter_than_what_must_be_used_is_used_too_little() -> None:
    assert codes(judged(a_plan(), "[excerpt]\nmin_seconds = 77")) == {"excerpt.too_short"}
    assert isinstance(judged(a_plan(), "[excerpt]\nmin_seconds = 76"), Cleared)


def test_the_nearest_plan_is_as_long_as_is_allowed() -> None:
    (left,) = nearest(a_plan(Length(seconds=60)), EDITS + "[excerpt]\nmax_seconds = 50")
    assert 40 <= left.seconds <= 50
    (slow, left) = nearest(
        a_plan(Tempo(ratio=0.5), Length(seconds=120)), EDITS + "[excerpt]\nmax_percent = 50"
    )
    assert slow.ratio == 0.5
    assert 60 <= left.seconds <= 76.8


def test_where_no_length_was_asked_for_no_plan_is_nearer() -> None:
    refused = judged(a_plan(Tempo(ratio=0.9)), EDITS + "[excerpt]\nmax_seconds = 50")
    assert isinstance(refused, Refused)
    assert refused.nearest is None


def test_the_nearest_plan_of_an_excerpt_too_short_goes_without_its_cuts() -> None:
    plan = a_plan(Tempo(ratio=0.9), Sections(action="keep", where=CHORUS))
    left = nearest(plan, EDITS + "[excerpt]\nmin_seconds = 30")
    assert [step.op for step in left] == ["tempo"]


@pytest.mark.parametrize("license", ["CC-BY-4.0", "", "MIT"])
def test_a_grant_that_does_not_say_limits_no_excerpt(license: str) -> None:
    assert not {"excerpt.too_long", "excerpt.too_short"} & codes(
        judged(a_plan(Sections(action="keep", where=CHORUS)), license)
    )


def test_limits_are_said_stored_and_possible() -> None:
    stored(a_grant("[excerpt]\nmin_seconds = 5\nmax_seconds = 30\nmax_percent = 50"))
    assert told("excerpt", "") == []
    assert told("excerpt", "[excerpt]\nmin_seconds = 5\nmax_percent = 50") == [
        "At most 38.4 s of the song may be in a remix.",
        "At least 5 s of the song must be in a remix.",
    ]
    assert "longer than max_seconds" in fault("[excerpt]\nmin_seconds = 31\nmax_seconds = 30")
