"""Sections that no edit may reach."""

from __future__ import annotations

import pytest

from audio_engine.grid import Grid
from audio_engine.plan import Fade, Length, Sections, Tempo, Where
from skills.catalog.song import SongFacts
from skills.rights.clearance import Cleared
from tests.skills.rights.terms.asking import stored, told
from tests.skills.rights.terms.nearest import nearest
from tests.skills.rights.things import a_grant, a_plan, a_song, asked_of, codes, judged

TEXT = '[effects]\nallowed = "any"\n[tempo]\nallowed = "any"\n[sections]\nallowed = "any"\n'
UNTOUCHED = TEXT + 'untouched = ["chorus"]'
VERSE, CHORUS = Where(part="verse", nth=1), Where(part="chorus", nth=1)


def bars(first: int, last: int) -> Where:
    return Where(part="bars", start=first, end=last)


def edit(action: str, where: Where, **more: object) -> Sections:
    return Sections.model_validate({"action": action, "where": where, **more})


@pytest.mark.parametrize(
    ("step", "reached"),
    [
        (edit("drop", VERSE), {"verse"}),
        (edit("drop", bars(8, 9)), {"verse", "chorus"}),
        (edit("drop", bars(7, 8)), {"verse"}),
        (edit("keep", Where(part="verse")), {"chorus"}),
        (edit("keep", VERSE), {"verse", "chorus"}),
        (edit("swap", VERSE, to=CHORUS), {"verse", "chorus"}),
        (edit("move", VERSE, to=CHORUS), {"verse"}),
        (edit("copy", VERSE, to=CHORUS, at="after"), {"verse"}),
        (edit("copy", VERSE, to=bars(11, 12)), {"verse", "chorus"}),
        (edit("reverse", Where()), {"verse", "chorus"}),
        (edit("silence", VERSE), {"verse"}),
        (edit("drop", Where(part="bridge")), {"verse", "chorus"}),
        (Length(seconds=60), {"verse", "chorus"}),
        (Fade(side="out", seconds=2), set()),
        (Tempo(ratio=0.9), set()),
    ],
)
def test_an_edit_reaches_what_it_cuts_moves_or_splits(step: object, reached: set[str]) -> None:
    assert {use.name for use in asked_of(a_plan(step), a_song()).edited} == reached


def test_where_no_sections_are_known_an_edit_may_reach_any() -> None:
    song = a_song()
    grid: Grid = song.hearing.grid.model_copy(update={"sections": ()})
    blank = SongFacts(hearing=song.hearing.model_copy(update={"grid": grid}), stems=())
    assert codes(judged(a_plan(edit("drop", bars(1, 2))), UNTOUCHED, blank)) == {"sections.untouched"}
    assert isinstance(judged(a_plan(edit("drop", bars(1, 2))), UNTOUCHED), Cleared)


def test_the_nearest_plan_goes_without_the_edit_that_reaches_too_far() -> None:
    left = nearest(a_plan(edit("drop", VERSE), edit("drop", CHORUS)), UNTOUCHED)
    assert [step.where for step in left] == [VERSE]


@pytest.mark.parametrize(
    ("step", "names"),
    [
        (Length(seconds=60), ("drop",)),
        (Length(seconds=90), ("loop",)),
        (Length(seconds=90, ends_on="verse"), ("drop", "loop")),
    ],
)
def test_a_length_is_made_by_the_edits_it_needs(step: Length, names: tuple[str, ...]) -> None:
    assert tuple(use.name for use in asked_of(a_plan(step), a_song()).edits) == names


def test_all_edits_are_any_and_what_must_stay_is_said() -> None:
    stored(a_grant(UNTOUCHED))
    assert told("sections", '[sections]\nallowed = ["loop"]\nuntouched = ["chorus", "verse"]') == [
        "Edits of sections: loop.",
        "No edit may reach the chorus or verse.",
    ]
