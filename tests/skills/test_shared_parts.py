"""A remix that changes the tempo of one part, under terms that limit the tempo, made for others to hear."""

from __future__ import annotations

import pytest

from skills.catalog.recipe import Recipe
from skills.rights.decision import Cleared
from skills.rights.judgement import Person
from skills.studio.register.publishing import Showing, measured, publish
from skills.studio.studio import Studio
from tests.skills.asking import TERMS, ask, sharing, under

PARTS = TERMS + '[vocals]\nmay = "processed"\n'


def test_a_slower_chorus_is_measured_and_may_be_shared(playing_studio: Studio) -> None:
    studio = playing_studio
    under(PARTS, studio)
    made = sharing(studio, "make the first chorus 10% slower")
    assert made.outcome == "done", made.blocks
    recipe = Recipe.model_validate_json(made.files["recipe"].read_bytes())
    heard = measured(recipe, -17.0)
    assert heard.tempo_ratio_ppm is None
    assert heard.tempo_parts_ppm is not None
    assert list(heard.tempo_parts_ppm) == pytest.approx([900_000, 1_000_000], rel=0.005)
    assert heard.tempo_untold_ms == ()
    release = studio.register.draft(recipe, "Bo", studio.now())
    answer = publish(release.id, "noncommercial_share", Person(), "Bo", studio, Showing())
    assert isinstance(answer, Cleared)


def test_two_slower_bars_cannot_be_measured_and_stay_private(playing_studio: Studio) -> None:
    studio = playing_studio
    under(PARTS, studio)
    words = "make bars 3 to 4 10% slower"
    refused = sharing(studio, words)
    assert refused.outcome == "refused"
    (reason,) = refused.data["reasons"]
    assert (reason["code"], reason["term"]) == ("fact.missing", "tempo")
    assert "could not be measured from 0:04 to 0:08 of the song" in reason["text"]
    assert ask(studio, words).outcome == "done"
