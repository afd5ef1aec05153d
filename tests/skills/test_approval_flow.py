"""What a rights holder wants to hear first stays a private draft, and sound is held to what was cleared."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import skills
from audio_engine.plan import RemixPlan
from audio_engine.progress import Progress
from audio_engine.render import Remix, Window
from audio_engine.source import Source
from skills.catalog.recipe import Recipe
from skills.rights.clearance import Cleared
from skills.rights.license import parse_grant
from skills.rights.patch import Change, patched
from skills.studio.studio import Studio
from skills.talk.reply import EXIT_CODES, Reply
from skills.talk.request import Request
from skills.talk.watch import Unwatched
from tests.skills.studio_for_tests import NOON, PretendingWorkshop

SONG = "Open Water"
NOON_SECONDS = 1_767_268_800
TERMS = """
license = "LicenseRef-Refrain-Own"
[tempo]
min_percent = -10
max_percent = 25
[purpose]
allowed = ["private_preview", "noncommercial_share"]
"""
HEARD_FIRST = TERMS + '[approval]\nrequired_for = ["noncommercial_share"]\ndays = 14\n'


def under(terms: str, studio: Studio) -> None:
    """Put the song under other terms."""
    grant = parse_grant(terms)
    song = next(song for song in studio.store.songs() if song.title == SONG)
    studio.store.add_song(
        song.model_copy(update={"grant_hash": grant.hash}), grant.canonical_json(), studio.now()
    )


def ask(studio: Studio, words: str = "10% faster", talk_id: str = "", **options: Any) -> Reply:
    request = Request(
        word="" if talk_id else "remix", words=words, song="" if options.get("recipe") else SONG,
        talk_id=talk_id, person="Bo", platform="terminal", options=options,
    )  # fmt: skip
    return skills.answer(request, studio, Unwatched())


def sharing(studio: Studio, words: str = "10% faster", **options: Any) -> Reply:
    return ask(studio, words, purpose="noncommercial_share", **options)


def block(reply: Reply, title: str) -> str:
    return "\n".join(line for b in reply.blocks if b.title.startswith(title) for line in b.lines)


def files_under(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file()) if folder.exists() else []


def test_what_must_be_heard_first_is_made_as_a_private_draft_and_says_whom_it_waits_for(
    studio: Studio,
) -> None:
    under(HEARD_FIRST, studio)
    reply = sharing(studio)
    assert (reply.outcome, EXIT_CODES[reply.outcome]) == ("needs approval", 3)
    told = block(reply, "Needs approval")
    assert "rights holder wants to hear the remix before sharing without money" in told
    assert "Without a yes by 2026-01-15 (14 days) it is a no." in told
    assert "`refrain rights approve" in told
    assert "Allowed for a private preview" in block(reply, "License")
    assert reply.preview is not None
    assert {"preview", "remix", "recipe", "credits"} <= set(reply.files)
    assert all(path.is_file() for path in reply.files.values())
    assert "wants to hear the remix" in reply.files["credits"].read_text(encoding="utf-8")
    approval = reply.data["license"]["approvals"][0]
    assert (approval["days"], approval["no_after"]) == (14, "2026-01-15")
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


class Faster(PretendingWorkshop):
    """Plays faster than the plan says: the whole, or the preview too."""

    tempo_ratio = 1.23
    previews = True

    def render(
        self,
        cleared: Cleared,
        source: Source,
        target_lufs: float,
        progress: Progress,
        window: Window | None = None,
    ) -> Remix:
        right = super().render(cleared, source, target_lufs, progress, window)
        if window is not None and not self.previews:
            return right
        return replace(right, facts=replace(right.facts, tempo_ratio=self.tempo_ratio))


class FasterWhole(Faster):
    """Plays the preview as planned."""

    previews = False


@pytest.mark.parametrize("workshop", [Faster, FasterWhole])
def test_sound_that_is_not_what_was_cleared_is_not_kept_and_the_plan_is(
    workshop: type[Faster], studio: Studio
) -> None:
    under(TERMS, studio)
    broken = replace(studio, workshop=workshop(studio.library, studio.settings))
    reply = ask(broken, "20% faster", talk_id="t", purpose="noncommercial_share")
    assert reply.outcome == "refused"
    (reason,) = reply.data["reasons"]
    assert (reason["code"], reason["term"]) == ("render.mismatch", "tempo")
    assert (reason["limit"], reason["got"], reason["unit"]) == (200_000, 230_000, "ppm")
    assert "+20 %" in reason["text"]
    assert "+23 %" in reason["text"]
    assert reply.data["nearest"] is None
    assert files_under(studio.settings.out) == []
    assert studio.store.remixes("000000000001") == ()
    assert len(studio.store.turns("t", "000000000001")) == 1
    assert ask(studio, "reverb on the drums", talk_id="t").outcome == "refused"  # TERMS know no effect
    right = ask(studio, "fade out over 4 seconds", talk_id="t")
    assert right.data["plan"]["steps"][0]["op"] == "tempo"


class Higher(PretendingWorkshop):
    """Plays a semitone higher than the plan says, and leaves nothing out."""

    def render(
        self,
        cleared: Cleared,
        source: Source,
        target_lufs: float,
        progress: Progress,
        window: Window | None = None,
    ) -> Remix:
        right = super().render(cleared, source, target_lufs, progress, window)
        return replace(right, facts=replace(right.facts, pitch_cents=100.0, audible=tuple(source.stems)))


def test_pitch_and_stems_are_held_to_the_plan_too(studio: Studio) -> None:
    broken = replace(studio, workshop=Higher(studio.library, studio.settings))
    reply = ask(broken, "mute the drums")
    got = {(reason["term"], reason["got"]) for reason in reply.data["reasons"]}
    assert got == {("pitch", 100), ("house", "drums")}
    assert files_under(studio.settings.out) == []


def test_a_preview_does_not_tell_how_long_the_remix_is(studio: Studio) -> None:
    assert ask(studio, "mute the drums, keep the length").outcome == "done"


def test_what_was_decided_on_stands_in_the_recipe(studio: Studio) -> None:
    made = ask(studio)
    recipe = Recipe.model_validate_json(made.files["recipe"].read_bytes())
    (ingredient,) = recipe.ingredients
    assert recipe.decision is not None
    assert ingredient.grant_hashes == (ingredient.grant_hash,) == tuple(made.data["decided_on"]["grants"])
    assert recipe.decision.plan_hash == made.data["decided_on"]["plan_hash"]
    assert recipe.decision.facts_hash == made.data["decided_on"]["facts_hash"]
    assert recipe.decision.rules_version == made.data["decided_on"]["rules_version"]
    assert recipe.decision.decided_at == NOON_SECONDS
    assert studio.now() == NOON


def test_a_recipe_of_before_decisions_were_kept_is_made_again(studio: Studio, tmp_path: Path) -> None:
    made = ask(studio)
    old = json.loads(made.files["recipe"].read_text(encoding="utf-8"))
    del old["decision"], old["ingredients"][0]["grant_hashes"]
    (tmp_path / "old.json").write_text(json.dumps(old), encoding="utf-8")
    again = ask(studio, "", recipe=tmp_path / "old.json", out=tmp_path / "again")
    assert again.outcome == "done"
    assert again.data["same"] is True


@pytest.mark.parametrize("words", ["40% faster and mute the drums", "lofi, reverb on the drums"])
def test_a_refusal_gives_programs_a_patch_that_turns_the_plan_into_the_nearest_one(
    words: str, studio: Studio
) -> None:
    under(TERMS + '[stems]\nallowed = ["drums"]\n[effects]\nallowed = ["reverb"]\n', studio)
    reply = ask(studio, words)
    assert reply.outcome == "refused"
    assert {"code", "term", "text", "steps", "limit", "got", "unit"} == set(reply.data["reasons"][0])
    changes = tuple(Change(c["op"], c["path"], c.get("value")) for c in reply.data["nearest_patch"])
    told = patched(RemixPlan.model_validate(reply.data["plan"]), changes)
    assert told == RemixPlan.model_validate(reply.data["nearest"])
    assert set(reply.data["decided_on"]) == {"plan_hash", "grants", "facts_hash", "rules_version"}
