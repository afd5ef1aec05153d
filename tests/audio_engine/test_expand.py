"""Styles become plain steps: nothing is hidden, and nothing is asked of stems that are not there."""

from __future__ import annotations

import pytest

from audio_engine.expand import FARTHEST_RATIO, NEAREST_RATIO, expand
from audio_engine.plan import RemixPlan, Span, Style, Tempo, Where
from audio_engine.styles import SHELF, style, styles_with


def steps_of(name: str, bpm: float = 104.0, **more: object) -> tuple[object, ...]:
    return expand(RemixPlan(steps=(Style(name=name, **more),)), bpm).steps  # type: ignore[arg-type]


@pytest.mark.parametrize("name", SHELF.names())
@pytest.mark.parametrize("amount", ["subtle", "medium", "heavy"])
def test_every_style_becomes_valid_plain_steps(name: str, amount: str) -> None:
    steps = steps_of(name, amount=amount)
    assert steps
    assert all(s.op != "style" for s in steps)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", styles_with("drums"))
def test_drum_patterns_are_whole_bars_of_sixteenths(name: str) -> None:
    drums = style(name).drums
    assert drums is not None
    for pattern in (drums.bar, drums.second_bar, drums.fill, drums.quiet):
        for drum, line in pattern.items():
            assert len(line) == 16, (name, drum)
            assert set(line) <= set(".oxX"), (name, drum)


@pytest.mark.parametrize("name", styles_with("bass"))
def test_bass_patterns_are_whole_bars_of_sixteenths(name: str) -> None:
    bass = style(name).bass
    assert bass is not None
    for line in filter(None, (bass.bar, bass.second_bar)):
        assert len(line) == 16
        assert set(line) <= set(".-R58")
        assert line.lstrip(".")[0] in "R58"


def test_a_style_brings_the_song_into_its_tempo_by_the_smallest_change() -> None:
    tempo = next(s for s in steps_of("dnb", 90.0) if isinstance(s, Tempo))
    assert 90.0 * 2 * (tempo.ratio or 0) == pytest.approx(178.0)
    assert not [s for s in steps_of("house", 124.0) if isinstance(s, Tempo)]


@pytest.mark.parametrize("name", SHELF.names())
@pytest.mark.parametrize("bpm", [50.0, 72.0, 104.0, 140.0, 190.0])
def test_no_style_stretches_a_song_beyond_recognition(name: str, bpm: float) -> None:
    for step in steps_of(name, bpm):
        if isinstance(step, Tempo):
            assert step.ratio is not None
            assert NEAREST_RATIO <= step.ratio <= FARTHEST_RATIO


def test_a_tempo_that_was_asked_for_wins() -> None:
    plan = RemixPlan(steps=(Tempo(bpm=80), Style(name="dnb")))
    assert [s.bpm for s in expand(plan, 104.0).steps if isinstance(s, Tempo)] == [80]


def test_steps_keep_the_id_the_words_and_the_place_of_their_style() -> None:
    because = (Span(turn=0, start=0, end=4),)
    steps = steps_of("lofi", id=7, because=because, where=Where(part="chorus"))
    assert {s.id for s in steps} == {7}  # type: ignore[attr-defined]
    assert {s.because for s in steps} == {because}  # type: ignore[attr-defined]
    assert {s.where.part for s in steps} == {"chorus"}  # type: ignore[attr-defined]


def test_a_style_leaves_stems_alone_that_the_song_does_not_have() -> None:
    plan = RemixPlan(steps=(Style(name="synthwave"),))
    named = {stem for s in expand(plan, 104.0, ("guitar", "other")).steps for stem in s.where.stems}
    assert named == {"other"}
    assert [s.op for s in expand(plan, 104.0, ("guitar", "other")).steps].count("layer") == 2
