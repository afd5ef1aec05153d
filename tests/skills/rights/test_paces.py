"""How fast a song goes in each of its parts, on each of its stems."""

from __future__ import annotations

from typing import Any

import pytest

from audio_engine.plan import Tempo, Where
from skills.rights.extents import Extent
from tests.skills.rights.things import a_plan, a_song, asked_of

CHORUS, DRUMS = Where(part="chorus"), Where(stems=("drums",))


@pytest.mark.parametrize(
    ("steps", "lowest", "highest"),
    [
        ((Tempo(ratio=0.9, where=DRUMS),), -100_000, -100_000),
        ((Tempo(ratio=0.9), Tempo(ratio=1.1, where=DRUMS)), -100_000, -10_000),
        ((Tempo(bpm=120, shape="ramp", where=CHORUS),), 0, 200_000),
        ((Tempo(ratio=0.8, shape="ramp", where=CHORUS),), -200_000, 0),
        ((Tempo(ratio=0.8), Tempo(bpm=120, shape="ramp", where=CHORUS)), -200_000, 200_000),
    ],
)
def test_a_tempo_counts_where_it_holds_and_a_ramp_all_the_way(
    steps: tuple[Any, ...], lowest: int, highest: int
) -> None:
    tempo = asked_of(a_plan(*steps), a_song()).tempo
    assert (tempo.lowest, tempo.highest) == (lowest, highest)


def test_a_turntable_at_its_own_speed_shifts_nothing() -> None:
    assert asked_of(a_plan(Tempo(ratio=1, pitch="linked")), a_song()).pitch == Extent()
    assert asked_of(a_plan(Tempo(ratio=2, pitch="linked")), a_song()).pitch == Extent(1200, 1200, (1,))
