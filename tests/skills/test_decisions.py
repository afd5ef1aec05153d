"""What was decided is held to the sound, kept in the recipe, told to programs and in the credits."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import skills
from audio_engine.plan import RemixPlan
from audio_engine.progress import Progress
from audio_engine.render import Remix, Window
from audio_engine.source import Source
from skills.catalog.recipe import Recipe
from skills.provenance.tagging import read_tags
from skills.rights.clearance import Cleared
from skills.rights.license import parse_grant
from skills.rights.patch import Change, patched
from skills.studio.studio import Studio
from skills.talk.request import Request
from skills.talk.watch import Unwatched
from tests.skills.asking import SONG, TERMS, ask, block, files_under, sharing, under
from tests.skills.studio_for_tests import NOON, PretendingWorkshop

NOON_SECONDS = 1_767_268_800


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


RECORDING = 'license = "CC-BY-4.0"\ncovers = ["sound_recording"]\n[credit]\nname = "Lou Label"\n'
COMPOSITION = """
license = "CC-BY-NC-4.0"
covers = ["musical_work"]
[[holders]]
party = "cleo"
name = "Cleo Composer"
right = "musical_work"
share_ppm = 1000000
"""


def test_two_grants_of_one_song_are_both_credited_and_both_kept(studio: Studio) -> None:
    under(RECORDING, studio)
    alone = ask(studio)
    assert {reason["code"] for reason in alone.data["reasons"]} == {"layer.not_covered"}
    song = next(song for song in studio.store.songs() if song.title == SONG)
    composition = parse_grant(COMPOSITION)
    studio.register.offer(song, composition, "Cleo", studio.now())
    studio.register.accept(song.id, composition.hash, "Cleo", studio.now())
    made = ask(studio)
    assert made.outcome == "done"
    told = made.files["credits"].read_text(encoding="utf-8")
    assert '"Open Water" (the recording) by Lou Label, CC BY 4.0' in told
    assert '"Open Water" (the composition) by Cleo Composer, CC BY-NC 4.0' in told
    assert "under CC BY 4.0 and CC BY-NC 4.0" in block(made, "License")
    recipe = Recipe.model_validate_json(made.files["recipe"].read_bytes())
    assert set(recipe.ingredients[0].grant_hashes) == {parse_grant(RECORDING).hash, composition.hash}
    assert recipe.output_license == "CC-BY-NC-4.0"
    assert read_tags(made.files["remix"]).original_artists == ("Ada Example", "Lou Label", "Cleo Composer")
    assert sharing(studio, purpose="monetised_anywhere").outcome == "refused"


def test_a_remix_of_a_remix_names_everybody_before(studio: Studio) -> None:
    made = ask(studio)
    (release,) = studio.register.releases(studio.now())
    studio.register.known_as(release.id, "000000000004", studio.now())
    request = Request(word="remix", words="10% faster", song="Share Alike", person="Cy")
    second = skills.answer(request, studio, Unwatched())
    told = second.files["credits"].read_text(encoding="utf-8")
    assert made.outcome == second.outcome == "done"
    assert '"Share Alike" by Ada Example' in told
    assert '"Open Water" by Ada Example (https://example.org/open-water), CC BY 4.0' in told
