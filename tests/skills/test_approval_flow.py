"""What a rights holder wants to hear first stays a private draft until there is a yes to its very sound."""

from __future__ import annotations

import skills
from skills.catalog.recipe import Recipe
from skills.studio.studio import Studio
from skills.talk.reply import EXIT_CODES
from skills.talk.request import Request
from skills.talk.watch import Unwatched
from tests.skills.asking import HEARD_FIRST, SONG, TERMS, ask, block, files_under, sharing, under


def test_what_must_be_heard_first_is_made_as_a_private_draft_and_says_whom_it_waits_for(
    studio: Studio,
) -> None:
    under(HEARD_FIRST, studio)
    reply = sharing(studio)
    assert (reply.outcome, EXIT_CODES[reply.outcome]) == ("needs approval", 3)
    told = block(reply, "Needs approval")
    assert "rights holder wants to hear the remix before sharing without money" in told
    assert "without a yes by 2026-01-15 12:00 UTC it is a no" in told
    assert "`refrain rights approve 1`" in told
    assert "Allowed for a private preview" in block(reply, "License")
    assert reply.preview is not None
    assert {"preview", "remix", "recipe", "credits"} <= set(reply.files)
    assert all(path.is_file() for path in reply.files.values())
    assert "Get the rights holder's yes" in reply.files["credits"].read_text(encoding="utf-8")
    approval = reply.data["license"]["approvals"][0]
    assert (approval["request"], approval["said"]) == (1, "open")
    assert approval["no_from"] == "2026-01-15 12:00 UTC"
    assert reply.data["license"]["verdict"] == "needs approval"


def test_for_oneself_nobody_is_asked(studio: Studio) -> None:
    under(HEARD_FIRST, studio)
    reply = ask(studio)
    assert reply.outcome == "done"
    assert block(reply, "Needs approval") == ""
    assert "approvals" not in reply.data["license"]


def test_what_waits_is_refused_where_not_even_a_private_preview_is_allowed(studio: Studio) -> None:
    under(HEARD_FIRST.replace('"private_preview", ', ""), studio)
    reply = sharing(studio)
    assert reply.outcome == "refused"
    assert {reason["code"] for reason in reply.data["reasons"]} == {"purpose.not_allowed"}
    assert files_under(studio.settings.out) == []


def test_a_plan_beyond_the_terms_is_refused_before_anybody_is_asked(studio: Studio) -> None:
    under(HEARD_FIRST, studio)
    reply = sharing(studio, "40% slower")
    assert reply.outcome == "refused"
    assert block(reply, "Needs approval") == ""


def test_a_turn_that_waits_belongs_to_the_talk(studio: Studio) -> None:
    under(HEARD_FIRST, studio)
    assert ask(studio, talk_id="t", purpose="noncommercial_share").outcome == "needs approval"
    assert len(studio.store.turns("t", "000000000001")) == 1


def test_a_recipe_that_waits_says_so_and_waits_again(studio: Studio) -> None:
    under(HEARD_FIRST, studio)
    made = sharing(studio)
    recipe = Recipe.model_validate_json(made.files["recipe"].read_bytes())
    assert recipe.purpose == "noncommercial_share"
    assert recipe.decision is not None
    assert recipe.decision.outcome == "needs approval"
    again = ask(studio, "", recipe=made.files["recipe"], out=studio.settings.home / "again")
    assert again.outcome == "needs approval"
    assert again.data["same"] is True
    mine = ask(
        studio, "", recipe=made.files["recipe"], purpose="private_preview", out=studio.settings.home / "b"
    )
    assert mine.outcome == "done"


def test_a_recipe_is_cleared_anew_under_the_terms_of_today(studio: Studio) -> None:
    under(TERMS, studio)
    made = sharing(studio)
    assert made.outcome == "done"
    under(TERMS.replace("max_percent = 25", "max_percent = 5"), studio)
    again = ask(studio, "", recipe=made.files["recipe"], out=studio.settings.home / "again")
    assert again.outcome == "refused"
    assert {reason["term"] for reason in again.data["reasons"]} == {"tempo"}


def test_after_the_yes_the_very_same_remix_may_be_shared_and_another_may_not(studio: Studio) -> None:
    under(HEARD_FIRST, studio)
    made = sharing(studio)
    request = made.data["license"]["approvals"][0]["request"]
    studio.register.answer(request, True, "Ada", studio.now())
    again = ask(studio, "", recipe=made.files["recipe"], out=studio.settings.home / "again")
    assert again.outcome == "done"
    assert "Allowed for sharing without money" in block(again, "License")
    recipe = Recipe.model_validate_json(again.files["recipe"].read_bytes())
    assert recipe.decision is not None
    assert recipe.decision.outcome == "cleared"
    assert sharing(studio, "5% faster").outcome == "needs approval"


def test_a_yes_to_one_person_is_none_to_another(studio: Studio) -> None:
    under(HEARD_FIRST, studio)
    made = sharing(studio)
    studio.register.answer(made.data["license"]["approvals"][0]["request"], True, "Ada", studio.now())
    request = Request(
        word="remix", words="10% faster", song=SONG, person="Cy", options={"purpose": "noncommercial_share"}
    )
    assert skills.answer(request, studio, Unwatched()).outcome == "needs approval"


def test_after_a_no_it_says_so(studio: Studio) -> None:
    under(HEARD_FIRST, studio)
    made = sharing(studio)
    studio.register.answer(made.data["license"]["approvals"][0]["request"], False, "Ada", studio.now())
    again = sharing(studio, out=studio.settings.home / "again")
    assert again.outcome == "needs approval"
    assert "said no to this very remix" in block(again, "Needs approval")


def test_every_remix_is_a_draft_of_whoever_made_it_and_asks_once(studio: Studio) -> None:
    under(HEARD_FIRST, studio)
    sharing(studio)
    sharing(studio, out=studio.settings.home / "again")
    (release,) = studio.register.releases(studio.now(), person="Bo")
    assert release.state == "waiting"
    assert len(studio.register.asks(now=studio.now())) == 1


def test_a_song_whose_rights_are_disputed_is_not_remixed(studio: Studio) -> None:
    studio.register.dispute("000000000001", "Ada", studio.now(), "another song of mine")
    reply = ask(studio)
    assert {reason["code"] for reason in reply.data["reasons"]} == {"grant.disputed"}
    assert files_under(studio.settings.out) == []
