"""A wanted length: met on whole bars, ending where it was asked to, with a form that makes sense."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio_engine.arrangement.edits import arranged
from audio_engine.arrangement.timeline import Timeline
from audio_engine.arrangement.warp import Warp
from audio_engine.errors import ImpossiblePlan
from audio_engine.grid import Chord, Grid, Hearing, Section
from audio_engine.plan import Length, RemixPlan, Sections, Where
from audio_engine.units import RATE_HZ, SectionLabel

Form = tuple[tuple[SectionLabel, int], ...]
POP: Form = (
    ("intro", 4), ("verse", 16), ("prechorus", 4), ("chorus", 8), ("verse", 16), ("prechorus", 4),
    ("chorus", 8), ("bridge", 8), ("chorus", 16), ("outro", 8),
)  # fmt: skip
LEAD_IN, RING_OUT = 0.7, 3.0


def grid_of(form: Form, bar_seconds: float = 2.0) -> Grid:
    """A song of that form, with a lead-in and a ring-out."""
    at, sections = LEAD_IN, []
    for label, bars in form:
        sections.append(Section(label=label, start_seconds=at, end_seconds=at + bars * bar_seconds))
        at += bars * bar_seconds
    beats = 4 * sum(bars for _, bars in form)
    return Grid(
        tempo_bpm=240.0 / bar_seconds,
        beats_per_bar=4,
        beats_seconds=tuple(LEAD_IN + i * bar_seconds / 4 for i in range(beats)),
        sections=tuple(sections),
        seconds=at + RING_OUT,
    )


def brought_to(
    seconds: float, ends_on: SectionLabel | None = None, grid: Grid | None = None, ratio: float = 1.0,
    hearing: Hearing | None = None,
) -> Timeline:  # fmt: skip
    grid = grid or grid_of(POP)
    plan = RemixPlan(steps=(Length(seconds=seconds, ends_on=ends_on),))
    return arranged(plan, grid, Warp.steady(ratio, grid.seconds), hearing)


def outcome(wanted: float, ends_on: SectionLabel | None, grid: Grid, ratio: float) -> Timeline | str:
    try:
        return brought_to(wanted, ends_on, grid, ratio)
    except ImpossiblePlan as why:
        return str(why)


def seconds_of(timeline: Timeline) -> float:
    return timeline.frame_count / RATE_HZ


def labels(timeline: Timeline) -> list[str]:
    return [section.label for section in timeline.sections(RATE_HZ)]


LABELS = st.sampled_from(["verse", "chorus", "bridge", "drop", "intro", "outro"])


@settings(max_examples=60, deadline=None)
@given(
    form=st.lists(st.tuples(LABELS, st.integers(1, 17)), min_size=1, max_size=9),
    bar_seconds=st.floats(0.9, 4.0),
    wanted=st.floats(8.0, 400.0),
    ratio=st.floats(0.7, 1.5),
    data=st.data(),
)
def test_any_length_is_met_within_half_a_bar_and_ends_on_the_part_asked_for_or_it_says_why(
    form: list[tuple[SectionLabel, int]], bar_seconds: float, wanted: float, ratio: float, data: st.DataObject
) -> None:
    grid = grid_of(tuple(form), bar_seconds)
    ends_on = data.draw(st.sampled_from([None, *{label for label, _ in form}]))
    found = outcome(wanted, ends_on, grid, ratio)
    if isinstance(found, str):
        assert "as near as whole bars come" in found
        assert wanted < (2 * bar_seconds + LEAD_IN + RING_OUT) / ratio, "two bars are too long"
        return
    assert abs(seconds_of(found) - wanted) <= bar_seconds / ratio / 2 + 0.01
    if ends_on:
        assert labels(found)[-1] == ends_on


@pytest.mark.parametrize("wanted", [30, 45, 60, 90, 120, 150, 200, 300])
@pytest.mark.parametrize("ends_on", [None, "chorus"])
def test_a_pop_song_of_any_length_keeps_its_hook_and_its_ending(
    wanted: float, ends_on: SectionLabel | None
) -> None:
    found = brought_to(wanted, ends_on)
    assert abs(seconds_of(found) - wanted) <= 1.01
    assert "chorus" in labels(found)
    assert labels(found)[-1] == (ends_on or "outro")
    if ends_on is None:
        assert found.clips[-1].end == found.grid.seconds, "it ends as the song ends"


@pytest.mark.parametrize("wanted", [60, 90, 120, 150])
def test_a_shorter_song_keeps_its_order_and_its_parts_are_no_scraps(wanted: float) -> None:
    found = brought_to(wanted)
    starts = [clip.start for clip in found.clips]
    assert starts == sorted(starts), "nothing is heard out of its order"
    assert starts[0] == 0.0
    lengths = [s.end_seconds - s.start_seconds for s in found.sections(RATE_HZ)]
    assert min(lengths) >= 6.0, "no part is shorter than three bars"
    assert len(found.clips) <= 4, "few joins"


@pytest.mark.parametrize("wanted", [240, 300, 420, 600])
def test_a_longer_song_repeats_rounds_that_it_has_itself(wanted: float) -> None:
    found = brought_to(wanted)
    sung = [label for label, _ in POP]
    natural = {*pairwise(sung), *((label, label) for label in sung), ("chorus", "verse")}
    heard = labels(found)
    assert set(pairwise(heard)) <= natural
    assert heard.count("intro") == heard.count("outro") == 1
    assert heard[0] == "intro"
    assert heard[-1] == "outro"


@pytest.mark.parametrize("wanted", [52, 64, 88])
def test_a_bar_in_which_the_song_dies_away_is_heard_once_and_last(wanted: float) -> None:
    grid = grid_of((("verse", 8), ("chorus", 8)))
    bars = len(grid.bar_starts())
    levels = (-14.0,) * (bars - 2) + (-26.0, -40.0)
    hearing = Hearing(grid=grid, bar_energy_db=levels, loudness_lufs=-14, true_peak_dbtp=-1)
    found = brought_to(wanted, grid=grid, hearing=hearing)
    fading = [index for index, bar in enumerate(found.bars()) if bar.number >= bars - 2]
    assert fading == [len(found.bars()) - 2, len(found.bars()) - 1]


def test_a_song_played_backwards_onto_its_long_lead_in_is_brought_to_a_length_too() -> None:
    beats = tuple(0.5 * n for n in range(34))
    grid = Grid(tempo_bpm=120, beats_per_bar=4, beats_seconds=beats, first_downbeat=3, seconds=17.5)
    hearing = Hearing(grid=grid, loudness_lufs=-14, true_peak_dbtp=-1)
    plan = RemixPlan(steps=(Sections(action="reverse"), Length(seconds=30)))
    found = arranged(plan, grid, Warp.steady(1.0, grid.seconds), hearing)
    assert abs(seconds_of(found) - 30) <= 1.0


def test_sixty_seconds_ending_on_the_hook_are_sixty_seconds_with_the_whole_hook_last() -> None:
    found = brought_to(60, "chorus")
    assert abs(seconds_of(found) - 60) <= 1.0
    last = found.sections(RATE_HZ)[-1]
    assert last.label == "chorus"
    assert last.end_seconds - last.start_seconds >= 16.0
    assert last.end_seconds == pytest.approx(seconds_of(found), abs=1e-3)


def test_the_length_is_that_of_the_remix_at_its_own_tempo() -> None:
    assert abs(seconds_of(brought_to(60, ratio=1.25)) - 60) <= 0.81


def test_joins_are_set_where_the_harmony_goes_on() -> None:
    form: Form = (("verse", 16), ("verse", 1))
    grid = grid_of(form)
    turns = ("C", "F", "G", "A", "E", "D", "B", "Bb")
    chords = tuple(Chord(root=turns[i % 8], mode="major") for i in range(17))  # type: ignore[arg-type]
    hearing = Hearing(grid=grid, chords=chords, loudness_lufs=-14, true_peak_dbtp=-1)
    found = brought_to(grid.seconds - 16.0, grid=grid, hearing=hearing)
    left, came = found.clips[0].end, found.clips[1].start
    assert round((came - left) / 2.0) == 8, "a whole turn of the harmony is left out"


def test_a_part_that_was_left_out_cannot_be_the_ending() -> None:
    grid = grid_of(POP)
    plan = RemixPlan(
        steps=(Sections(action="drop", where=Where(part="bridge")), Length(seconds=60, ends_on="bridge"))
    )
    with pytest.raises(ImpossiblePlan, match="no bridge left"):
        arranged(plan, grid, Warp.steady(1.0, grid.seconds))


def test_a_length_that_whole_bars_cannot_reach_is_refused_with_what_can_be_reached() -> None:
    with pytest.raises(ImpossiblePlan, match=r"I cannot bring this song to 5 s.*ask for another length"):
        brought_to(5, grid=grid_of((("verse", 4),), 12.0))


@pytest.mark.slow
def test_an_hour_is_searched_in_seconds() -> None:
    form: Form = (("verse", 16), ("chorus", 8)) * 60
    found = brought_to(600, grid=grid_of(form))
    assert abs(seconds_of(found) - 600) <= 1.01
