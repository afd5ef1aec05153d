from __future__ import annotations

import pytest

from audio_engine.plan import Where
from skills.rights.places import stretches
from tests.skills.rights.things import a_song

BAR = 2.4


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (Where(), [(0, 32)]),
        (Where(part="chorus"), [(8, 16), (24, 32)]),
        (Where(part="chorus", nth=1), [(8, 16)]),
        (Where(part="chorus", nth=-1), [(24, 32)]),
        (Where(part="chorus", nth=3), [(0, 32)]),
        (Where(part="bars", start=1, end=4), [(0, 4)]),
        (Where(part="bars", start=-4, end=-1), [(28, 32)]),
        (Where(part="bars", start=30), [(29, 32)]),
        (Where(part="bars", start=40, end=44), [(0, 32)]),
        (Where(part="seconds", start=2.4, end=4.8), [(1, 2)]),
        (Where(part="seconds", start=-2.4), [(31, 32)]),
        (Where(part="seconds", start=500), [(0, 32)]),
    ],
)
def test_a_place_is_where_people_say_it_is(where: Where, expected: list[tuple[int, int]]) -> None:
    found = stretches(where, a_song().hearing.grid)
    assert found == tuple((pytest.approx(a * BAR), pytest.approx(b * BAR)) for a, b in expected)
