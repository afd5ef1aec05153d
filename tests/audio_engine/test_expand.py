"""Styles become plain steps: nothing is hidden, and nothing is asked of stems that are not there."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from audio_engine import moods
from audio_engine.expand import FARTHEST_RATIO, NEAREST_RATIO, expand
from audio_engine.grid import Grid, Hearing
from audio_engine.plan import Layer, Mood, RemixPlan, Span, StemLevel, Style, Tempo, Where
from audio_engine.styles import SHELF, Drums, style


def at(bpm: float) -> Hearing:
    """A song of eight bars at that tempo."""
    beats = tuple(n * 60.0 / bpm for n in range(32))
    grid = Grid(tempo_bpm=bpm, beats_per_bar=4, beats_seconds=beats, seconds=32 * 60.0 / bpm)
    return Hearing(grid=grid, loudness_lufs=-14.0, true_peak_dbtp=-1.0)


def steps_of(name: str, bpm: float = 104.0, **more: object) -> tuple[object, ...]:
    return expand(RemixPlan(steps=(Style(name=name, **more),)), at(bpm)).steps  # type: ignore[arg-type]


@pytest.mark.parametrize("name", SHELF.names())
@pytest.mark.parametrize("amount", ["subtle", "medium", "heavy"])
def test_every_style_becomes_valid_plain_steps(name: str, amount: str) -> None:
    steps = steps_of(name, amount=amount)
    assert steps
    assert all(s.op != "style" for s in steps)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", SHELF.names())
def test_a_style_that_is_heavy_does_more_than_one_that_is_subtle(name: str) -> None:
    subtle, medium, heavy = (plain(steps_of(name, amount=amount)) for amount in ("subtle", "medium", "heavy"))
    assert len({subtle, medium, heavy}) == 3
    layers = [
        sum(s.op == "layer" for s in steps_of(name, amount=amount))  # type: ignore[attr-defined]
        for amount in ("subtle", "medium", "heavy")
    ]
    assert layers == sorted(layers)
    if style(name).drums and style(name).bass:
        assert layers[2] > layers[0]


def plain(steps: tuple[object, ...]) -> str:
    return " ".join(s.model_dump_json(exclude={"amount"}) for s in steps)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", SHELF.names())
def test_each_part_that_a_style_brings_in_is_one_that_it_has(name: str) -> None:
    for step in steps_of(name, amount="heavy"):
        if isinstance(step, Layer):
            assert style(step.style).part(step.instrument) is not None


@pytest.mark.parametrize(
    ("bar", "complaint"),
    [("X...X...X...X..", "15 steps"), ("X...X...X...X..?", "marks"), ("", "0 steps")],
)
def test_a_pattern_that_is_no_whole_bar_is_refused(bar: str, complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        Drums(kit="kit-909", bar={"kick": bar})


def test_effects_of_a_style_grow_with_its_intensity() -> None:
    cutoffs = [
        next(
            s.knobs[0].value
            for s in steps_of("lofi", amount=amount)
            if s.op == "effect" and s.name == "lowpass"
        )  # type: ignore[attr-defined]
        for amount in ("subtle", "medium", "heavy")
    ]
    assert cutoffs == sorted(cutoffs, reverse=True)
    ratios = [
        next(s.ratio for s in steps_of("vaporwave", amount=amount) if isinstance(s, Tempo))
        for amount in ("subtle", "medium", "heavy")
    ]
    assert ratios == [0.88, 0.8, 0.75]


@pytest.mark.parametrize("name", [n for n in SHELF if style(n).mastering])
def test_mastering_comes_last_and_works_on_the_mix(name: str) -> None:
    count = sum(s.get("from", "subtle") != "heavy" for s in style(name).mastering)
    for step in steps_of(name)[-count:] if count else ():
        assert step.op == "effect"  # type: ignore[attr-defined]
        assert step.where.stems == ()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("role", "stems", "silent"),
    [("drums", (), "drums"), ("bass", ("vocals", "bass", "other"), "bass"), ("pad", (), "other"),
     ("keys", ("piano", "other"), "piano"), ("keys", ("vocals", "other"), "other"), ("lead", (), "other"),
     ("percussion", (), None), ("drums", ("vocals", "other"), None)],
)  # fmt: skip
def test_a_layer_that_plays_instead_silences_the_songs_own_stem(
    role: str, stems: tuple[str, ...], silent: str | None
) -> None:
    name = {"pad": "trance", "lead": "phonk", "percussion": "house", "keys": "jazz"}.get(role, "house")
    step = Layer(id=4, instrument=role, style=name, instead=True, where=Where(part="chorus"))  # type: ignore[arg-type]
    found = expand(RemixPlan(steps=(step,)), at(104.0), stems).steps  # type: ignore[arg-type]
    mutes = [s for s in found if isinstance(s, StemLevel)]
    assert [s.where for s in mutes] == ([Where(part="chorus", stems=(silent,))] if silent else [])  # type: ignore[arg-type]
    assert found[-1] == step.model_copy(update={"instead": False})
    assert all(s.id == 4 for s in found)


def test_a_mood_becomes_its_effects_in_its_own_place() -> None:
    because = (Span(turn=0, start=0, end=6),)
    step = Mood(id=3, name="darker", amount="heavy", where=Where(part="chorus"), because=because)
    found = expand(RemixPlan(steps=(step,)), at(104.0)).steps
    assert found == moods.steps(step)
    assert {(s.id, s.where.part, s.because) for s in found} == {(3, "chorus", because)}


def test_a_plan_that_was_expanded_comes_back_as_it_is() -> None:
    once = expand(
        RemixPlan(steps=(Style(name="house"), Layer(instrument="bass", style="dub", instead=True))), at(120.0)
    )
    assert expand(once, at(120.0)) == once


def test_a_style_brings_the_song_into_its_tempo_by_the_smallest_change() -> None:
    tempo = next(s for s in steps_of("dnb", 90.0) if isinstance(s, Tempo))
    assert 90.0 * 2 * (tempo.ratio or 0) == pytest.approx(178.0)
    assert not [s for s in steps_of("house", 124.0) if isinstance(s, Tempo)]


@pytest.mark.parametrize("name", [n for n in SHELF if style(n).tempo.low_bpm])
@pytest.mark.parametrize("bpm", [64.0, 82.0, 104.0, 128.0, 152.0, 174.0])
def test_a_song_in_a_style_is_felt_in_the_styles_tempo_or_keeps_its_own(name: str, bpm: float) -> None:
    wish = style(name).tempo
    assert wish.low_bpm is not None
    assert wish.high_bpm is not None
    assert wish.low_bpm < wish.high_bpm
    felt = [bpm * factor for factor in (1.0, 2.0, 0.5)]
    already = any(wish.low_bpm <= f <= wish.high_bpm for f in felt)
    found = [s for s in steps_of(name, bpm) if isinstance(s, Tempo)]
    assert not (already and found)
    for step in found:
        assert step.ratio is not None
        assert any(wish.low_bpm - 0.01 <= f * step.ratio <= wish.high_bpm + 0.01 for f in felt)


@pytest.mark.parametrize("name", SHELF.names())
@pytest.mark.parametrize("bpm", [50.0, 72.0, 104.0, 140.0, 190.0])
def test_no_style_stretches_a_song_beyond_recognition(name: str, bpm: float) -> None:
    for step in steps_of(name, bpm):
        if isinstance(step, Tempo):
            assert step.ratio is not None
            assert NEAREST_RATIO <= step.ratio <= FARTHEST_RATIO


def test_a_tempo_that_was_asked_for_wins() -> None:
    plan = RemixPlan(steps=(Tempo(bpm=80), Style(name="dnb")))
    assert [s.bpm for s in expand(plan, at(104.0)).steps if isinstance(s, Tempo)] == [80]


def test_steps_keep_the_id_the_words_and_the_place_of_their_style() -> None:
    because = (Span(turn=0, start=0, end=4),)
    steps = steps_of("lofi", id=7, because=because, where=Where(part="chorus"))
    assert {s.id for s in steps} == {7}  # type: ignore[attr-defined]
    assert {s.because for s in steps} == {because}  # type: ignore[attr-defined]
    assert {s.where.part for s in steps} == {"chorus"}  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", [n for n in SHELF if n not in ("nightcore",)])
def test_a_style_that_is_to_spare_the_vocals_names_them_nowhere(name: str) -> None:
    others = ("drums", "bass", "guitar", "piano", "other")
    steps = steps_of(name, amount="heavy", where=Where(stems=others))
    assert steps
    assert all("vocals" not in s.where.stems and (s.where.stems or s.op == "tempo") for s in steps)  # type: ignore[attr-defined]


def test_a_style_on_one_stem_brings_in_no_part_for_another() -> None:
    steps = steps_of("house", amount="heavy", where=Where(stems=("bass",)))
    assert [s.instrument for s in steps if isinstance(s, Layer)] == ["bass"]
    assert {stem for s in steps for stem in s.where.stems} == {"bass"}  # type: ignore[attr-defined]


def test_a_style_leaves_stems_alone_that_the_song_does_not_have() -> None:
    plan = RemixPlan(steps=(Style(name="synthwave"),))
    named = {stem for s in expand(plan, at(104.0), ("guitar", "other")).steps for stem in s.where.stems}
    assert named == {"other"}
    assert [s.op for s in expand(plan, at(104.0), ("guitar", "other")).steps].count("layer") == 2


def test_of_two_styles_the_last_one_sets_the_tempo_and_they_do_not_multiply() -> None:
    plan = RemixPlan(steps=(Style(name="techno"), Style(name="trance")))
    alone = RemixPlan(steps=(Style(name="trance"),))
    tempos = [step.ratio for step in expand(plan, at(96.0)).of("tempo")]
    assert tempos == [step.ratio for step in expand(alone, at(96.0)).of("tempo")]
    assert len(tempos) == 1
