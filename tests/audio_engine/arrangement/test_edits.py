"""Every edit of the form: what is heard after it, in which order, and what it refuses."""

from __future__ import annotations

import pytest

from audio_engine.arrangement.places import spans
from audio_engine.arrangement.timeline import Clip
from audio_engine.errors import ImpossiblePlan
from audio_engine.plan import Where
from audio_engine.units import RATE_HZ
from tests.audio_engine.arrangement.small_forms import (
    LEAD_IN,
    SECONDS,
    at_bar,
    bars,
    edit,
    edited,
    heard_bars,
    short_grid,
)

CHORUS, VERSE = Where(part="chorus", nth=1), Where(part="verse", nth=1)
ALL = list(range(1, 11))


def test_a_moved_part_is_heard_once_in_its_new_place() -> None:
    moved = edited(edit("move", CHORUS, to=Where(part="intro"), at="before"))
    assert heard_bars(moved) == [5, 6, 1, 2, 3, 4, 7, 8, 9, 10]
    later = edited(edit("move", VERSE, to=Where(part="chorus", nth=-1), at="after"))
    assert heard_bars(later) == [1, 5, 6, 7, 8, 9, 10, 2, 3, 4]


def test_a_copied_part_is_heard_in_both_places() -> None:
    copied = edited(edit("copy", CHORUS, to=bars(1, 1), at="before"))
    assert heard_bars(copied) == [5, 6, *ALL]
    assert copied.clips[0] == Clip(0.0, LEAD_IN), "what lies before the first bar stays the beginning"


def test_swapped_parts_change_places() -> None:
    swapped = edited(edit("swap", Where(part="intro"), to=CHORUS))
    assert heard_bars(swapped) == [5, 6, 2, 3, 4, 1, 7, 8, 9, 10]


def test_an_extended_part_plays_its_last_bars_once_more() -> None:
    assert heard_bars(edited(edit("extend", VERSE, bars=2))) == [1, 2, 3, 4, 3, 4, 5, 6, 7, 8, 9, 10]


def test_every_part_of_a_name_is_extended() -> None:
    every = edited(edit("extend", Where(part="chorus"), bars=1))
    assert heard_bars(every) == [1, 2, 3, 4, 5, 6, 6, 7, 8, 9, 10, 10]


def test_a_trimmed_part_loses_its_last_bars() -> None:
    assert heard_bars(edited(edit("trim", VERSE, bars=2))) == [1, 2, 5, 6, 7, 8, 9, 10]
    with pytest.raises(ImpossiblePlan, match="has only 3 bars, so 3 cannot be cut off it"):
        edited(edit("trim", VERSE, bars=3))


def test_a_reversed_part_is_heard_backwards_and_reversed_twice_as_it_was() -> None:
    once = edited(edit("reverse", CHORUS))
    assert heard_bars(once) == [1, 2, 3, 4, 6, 5, 7, 8, 9, 10]
    assert once.clips[1] == Clip(at_bar(5), at_bar(7), reversed=True)
    twice = edited(edit("reverse", CHORUS), edit("reverse", CHORUS))
    assert twice.clips == (Clip(0.0, SECONDS),)


def test_a_part_can_be_cut_out_of_a_reversed_song() -> None:
    backwards = edited(edit("reverse", Where()), edit("drop", bars(2, 9)))
    assert heard_bars(backwards) == [10, 1]


def test_silence_lasts_as_long_as_bars_do_and_is_no_bar_itself() -> None:
    quiet = edited(edit("silence", CHORUS, bars=2), ratio=0.5)
    assert quiet.frame_count == round((SECONDS + 2.0) * 2 * RATE_HZ)
    assert heard_bars(quiet) == ALL
    assert quiet.bars()[4].start_frame - quiet.bars()[3].end_frame == 4 * RATE_HZ
    assert [s.label for s in quiet.sections(RATE_HZ)] == ["intro", "verse", "chorus", "verse", "chorus"]


def test_silence_after_the_last_bar_lasts_as_long_as_that_bar() -> None:
    quiet = edited(edit("silence", Where(part="chorus", nth=-1), at="after", bars=1))
    assert quiet.frame_count == round((SECONDS + 1.0) * RATE_HZ)


def test_a_loop_from_the_start_does_not_repeat_what_lies_before_the_first_bar() -> None:
    looped = edited(edit("loop", Where(part="seconds", start=0.0, end=2.3), count=3))
    assert heard_bars(looped) == [1, 2, 1, 2, 1, 2, *ALL[2:]]
    assert looped.frame_count == round((SECONDS + 4.0) * RATE_HZ)


def test_a_part_that_was_looped_is_trimmed_each_time_it_is_heard() -> None:
    steps = (edit("loop", CHORUS, count=2), edit("trim", CHORUS, bars=1))
    assert heard_bars(edited(*steps)) == [1, 2, 3, 4, 5, 5, 7, 8, 9, 10]


def test_with_the_last_part_goes_what_rings_after_it() -> None:
    assert edited(edit("drop", Where(part="chorus", nth=2))).clips == (Clip(0.0, at_bar(9)),)
    assert edited(edit("drop", Where(part="intro"))).clips == (Clip(at_bar(2), SECONDS),)


@pytest.mark.parametrize("action", ["keep", "drop", "loop", "reverse", "extend", "trim", "silence"])
def test_a_part_that_was_dropped_is_told_to_be_gone(action: str) -> None:
    with pytest.raises(ImpossiblePlan, match="chorus is not heard any more"):
        edited(edit("drop", Where(part="chorus")), edit(action, Where(part="chorus")))


def test_parts_that_overlap_cannot_change_places() -> None:
    with pytest.raises(ImpossiblePlan, match="share bars"):
        edited(edit("swap", VERSE, to=bars(3, 6)))
    with pytest.raises(ImpossiblePlan, match="before or after itself"):
        edited(edit("move", VERSE, to=bars(3, 6)))


def test_keeping_what_was_moved_keeps_the_new_order() -> None:
    steps = (edit("move", CHORUS, to=bars(2, 2)), edit("keep", bars(2, 6)))
    assert heard_bars(edited(*steps)) == [5, 6, 2, 3, 4]


def test_a_stretch_shorter_than_a_bar_is_no_edit() -> None:
    with pytest.raises(ImpossiblePlan, match="shorter than a bar"):
        edited(edit("drop", Where(part="seconds", start=1.4, end=1.6)))


def test_before_after_and_outside_are_what_the_named_parts_leave() -> None:
    def beside(side: str, **more: object) -> tuple[tuple[float, float], ...]:
        return spans(Where(part="chorus", side=side, **more), short_grid())  # type: ignore[arg-type]

    assert beside("before") == ((0.0, at_bar(5)),)
    assert beside("after") == ((at_bar(11), SECONDS),)
    assert beside("after", nth=1) == ((at_bar(7), SECONDS),)
    assert beside("outside") == ((0.0, at_bar(5)), (at_bar(7), at_bar(9)), (at_bar(11), SECONDS))
    with pytest.raises(ImpossiblePlan, match="nothing lies before those seconds"):
        spans(Where(part="seconds", start=0.0, end=3.0, side="before"), short_grid())


def test_dropping_all_before_the_chorus_begins_with_it() -> None:
    assert heard_bars(edited(edit("drop", Where(part="chorus", nth=1, side="before")))) == ALL[4:]
