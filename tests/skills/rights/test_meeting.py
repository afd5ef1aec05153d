"""What a mash-up asks of two songs, so that they go together."""

from __future__ import annotations

from fractions import Fraction

import pytest

from audio_engine.grid import Key
from skills.rights.meeting import meeting_cents, meeting_ratio
from tests.skills.rights.things import a_song

A_MINOR, C_MAJOR, EB_MINOR = (
    Key(tonic="A", mode="minor"),
    Key(tonic="C", mode="major"),
    Key(tonic="Eb", mode="minor"),
)


@pytest.mark.parametrize(
    ("leader", "follower", "ratio"),
    [
        (100.0, 100.0, Fraction(1)),
        (100.0, 80.0, Fraction(5, 4)),
        (170.0, 85.0, Fraction(1)),
        (60.0, 125.0, Fraction(24, 25)),
    ],
)
def test_half_and_double_time_are_the_same_tempo(leader: float, follower: float, ratio: Fraction) -> None:
    assert meeting_ratio(a_song(leader), a_song(follower)) == ratio


@pytest.mark.parametrize(
    ("leader", "follower", "cents"),
    [
        (A_MINOR, A_MINOR, (0, 0)),
        (A_MINOR, C_MAJOR, (-300, -300)),
        (C_MAJOR, A_MINOR, (300, 300)),
        (EB_MINOR, A_MINOR, (600, 600)),
        (None, A_MINOR, (-500, 600)),
        (A_MINOR, None, (-500, 600)),
    ],
)
def test_a_song_is_shifted_the_short_way_and_any_way_where_a_key_is_not_known(
    leader: Key | None, follower: Key | None, cents: tuple[int, int]
) -> None:
    assert meeting_cents(a_song(key=leader), a_song(key=follower)) == cents
