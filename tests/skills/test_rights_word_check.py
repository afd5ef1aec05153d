"""`refrain rights check`: recipes judged without a render, made by Refrain or written by hand."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from audio_engine.errors import EngineError
from audio_engine.plan import RemixPlan
from skills.rights.patch import Change, patched
from skills.studio.studio import Studio
from skills.talk.errors import BadInput
from skills.talk.reply import EXIT_CODES, Reply
from skills.talk.request import Request
from skills.talk.watch import Unwatched
from skills.words import remix, rights

TERMS = """
license = "LicenseRef-Refrain-River"
[purpose]
allowed = ["private_preview", "noncommercial_share"]
[tempo]
min_percent = -10
max_percent = 10
[effects]
allowed = ["fade", "reverb"]
[vocals]
may = "processed"
"""
SONG = {
    "title": "River Song",
    "artist": "Ada Example",
    "tempo_bpm": 100,
    "key": "A minor",
    "seconds": 120,
    "stems": ["vocals", "drums"],
    "grants": ["terms/river.toml"],
}
BACKWARDS = {"label": "verse", "start_seconds": 9, "end_seconds": 3}
SLOWER = {"op": "tempo", "bpm": 95}

ONCE = """
license = "LicenseRef-Refrain-Once"
[purpose]
allowed = ["private_preview", "noncommercial_share"]
[tempo]
allowed = "any"
[vocals]
may = "processed"
[quota]
per_user_day = 1
"""


def written(folder: Path, *steps: dict[str, Any], song: dict[str, Any] | None = None, **more: Any) -> Path:
    """A recipe written by hand, with its terms beside it."""
    (folder / "terms").mkdir(exist_ok=True)
    (folder / "terms" / "river.toml").write_text(TERMS, encoding="utf-8")
    path = folder / "recipe.json"
    recipe = {"title": "River", "plan": {"steps": steps}, "songs": [SONG | (song or {})], **more}
    path.write_text(json.dumps(recipe), encoding="utf-8")
    return path


def checked(studio: Studio, path: Path, **options: Any) -> Reply:
    asked = {"action": "check", "recipe": path, **options}
    return rights.run(Request(word="rights", options=asked), studio, Unwatched())


def text_of(reply: Reply) -> str:
    return "\n".join(line for block in reply.blocks for line in (block.title, *block.lines))


def test_a_plan_within_the_terms_is_allowed_with_its_duties(studio: Studio, tmp_path: Path) -> None:
    reply = checked(studio, written(tmp_path, SLOWER))
    assert EXIT_CODES[reply.outcome] == 0
    assert reply.data["verdict"] == "allowed"
    assert reply.data["output_license"] == "LicenseRef-Refrain-River"
    assert {duty["code"] for duty in reply.data["duties"]} >= {"attribution.credit", "disclosure.show"}
    assert "for a private preview: allowed" in text_of(reply)
    assert len(reply.data["decided_on"]["grants"]) == 1


def test_a_refusal_names_every_reason_with_its_limit_and_what_was_asked(
    studio: Studio, tmp_path: Path
) -> None:
    path = written(tmp_path, {"op": "tempo", "bpm": 80}, {"op": "effect", "name": "bitcrush"})
    reply = checked(studio, path, purpose="advertising")
    assert EXIT_CODES[reply.outcome] == 2
    assert [reason["code"] for reason in reply.data["reasons"]] == [
        "effects.not_allowed", "purpose.not_allowed", "revenue.not_agreed", "tempo.out_of_range",
    ]  # fmt: skip
    tempo = reply.data["reasons"][-1]
    assert (tempo["limit"], tempo["got"], tempo["unit"]) == (-100_000, -200_000, "ppm")
    assert "(tempo; step 1; limit -10 %, got -20 %)" in text_of(reply)
    told = "None: a change of the plan would not be enough: the purpose stands in the way."
    assert told in text_of(reply)
    assert reply.data["no_nearest"][:8] == "A change"
    assert reply.data["nearest"] is None


def test_a_reason_names_the_steps_of_the_plan_as_it_was_written(studio: Studio, tmp_path: Path) -> None:
    steps = (
        {"op": "tempo", "ratio": 1.3},
        {"op": "style", "name": "lofi"},
        {"op": "effect", "name": "vinyl"},
    )
    reply = checked(studio, written(tmp_path, *steps))
    named = {(reason["got"], *reason["steps"]) for reason in reply.data["reasons"]}
    assert (300_000, 1) in named
    assert ("vinyl", 2, 3) in named
    assert {step for reason in reply.data["reasons"] for step in reason["steps"]} == {1, 2, 3}
    assert "2. lofi style" in text_of(reply)
    assert "(effects; steps 2 and 3; limit" in text_of(reply)


def test_steps_that_have_numbers_keep_them(studio: Studio, tmp_path: Path) -> None:
    steps = ({"op": "tempo", "ratio": 1.3}, {"op": "effect", "name": "bitcrush", "id": 1})
    reply = checked(studio, written(tmp_path, *steps))
    assert {reason["term"]: reason["steps"] for reason in reply.data["reasons"]} == {
        "tempo": [2],
        "effects": [1],
    }


def test_a_mash_up_that_is_left_out_takes_its_song_along(studio: Studio, tmp_path: Path) -> None:
    songs = [SONG | {"grants": ["CC-BY-SA-4.0"]}, SONG | {"title": "Sea Song", "grants": ["CC-BY-NC-4.0"]}]
    plan = {"steps": [{"op": "tempo", "ratio": 1.1}, {"op": "mashup"}]}
    path, out = written(tmp_path, plan=plan, songs=songs), tmp_path / "nearest.json"
    reply = checked(studio, path, nearest=out)
    [reason] = reply.data["reasons"]
    assert (reason["code"], reason["steps"]) == ("mashup.licenses_clash", [2])
    assert reply.data["nearest_changes"] == ["Left out the mash-up with song $1."]
    assert reply.data["nearest_songs"] == ["River Song"]
    assert [change["op"] for change in reply.data["nearest_patch"]] == ["remove"]
    assert len(json.loads(out.read_text())["songs"]) == 1
    assert checked(studio, out).outcome == "done"


def test_the_patch_turns_the_plan_into_its_nearest_allowed_one(studio: Studio, tmp_path: Path) -> None:
    reply = checked(
        studio, written(tmp_path, {"op": "tempo", "bpm": 80}, {"op": "effect", "name": "bitcrush"})
    )
    changes = tuple(Change(c["op"], c["path"], c.get("value")) for c in reply.data["nearest_patch"])
    plan = patched(RemixPlan.model_validate(reply.data["plan"]), changes)
    assert plan == RemixPlan.model_validate(reply.data["nearest"])
    assert [(step.op, getattr(step, "ratio", None)) for step in plan.steps] == [("tempo", 0.9)]


def test_the_nearest_plan_is_written_as_a_recipe_that_is_allowed(studio: Studio, tmp_path: Path) -> None:
    out = tmp_path / "elsewhere" / "nearest.json"
    path = written(tmp_path, {"op": "tempo", "bpm": 80}, {"op": "style", "name": "lofi"})
    with pytest.raises(BadInput, match="There is no folder"):
        checked(studio, path, nearest=out)
    out.parent.mkdir()
    assert checked(studio, path, nearest=out).outcome == "refused"
    assert checked(studio, out).outcome == "done"
    assert json.loads(out.read_text())["songs"][0]["grants"] == ["../terms/river.toml"]
    before = path.read_bytes()
    with pytest.raises(BadInput, match="is there already and stays as it is; name another file"):
        checked(studio, path, nearest=path)
    assert path.read_bytes() == before


def test_where_no_plan_would_help_none_is_written(studio: Studio, tmp_path: Path) -> None:
    out = tmp_path / "nearest.json"
    reply = checked(studio, written(tmp_path, SLOWER), purpose="political", nearest=out)
    assert reply.outcome == "refused"
    assert not out.exists()
    assert "Nothing: no change of the plan" in text_of(reply)


def test_what_is_stated_on_the_command_counts_before_the_recipe(studio: Studio, tmp_path: Path) -> None:
    path = written(tmp_path, SLOWER, purpose="noncommercial_share")
    assert checked(studio, path).data["purpose"] == "noncommercial_share"
    assert checked(studio, path, purpose="Private-Preview").data["purpose"] == "private_preview"
    assert checked(studio, path, output_license="cc-by-sa-4.0").outcome == "refused"


def test_a_remix_that_was_made_is_judged_with_what_was_measured(studio: Studio, tmp_path: Path) -> None:
    asked = Request(word="remix", words="slow this to 110 bpm", song="Own Terms")
    recipe = remix.run(asked, studio, Unwatched()).files["recipe"]
    assert checked(studio, recipe).outcome == "done"
    assert checked(studio, recipe, purpose="advertising").outcome == "refused"
    told = json.loads(recipe.read_text())
    told["measured"]["tempo_ratio"] = 0.97
    (tmp_path / "changed.json").write_text(json.dumps(told))
    reply = checked(studio, tmp_path / "changed.json")
    assert {reason["code"] for reason in reply.data["reasons"]} == {"render.mismatch"}


def test_ones_own_published_copy_is_not_counted_whoever_made_the_same_remix_first(
    studio: Studio, tmp_path: Path
) -> None:
    (tmp_path / "once.toml").write_text(ONCE)
    told = {"action": "add", "grant": str(tmp_path / "once.toml"), "instead": True}
    rights.run(Request(word="rights", song="Open Water", options=told), studio, Unwatched())
    options = {"purpose": "noncommercial_share"}
    for person in ("Mia", "Ben"):
        words = Request(
            word="remix", words="slow this to 110 bpm", song="Open Water", person=person, options=options
        )
        recipe = remix.run(words, studio, Unwatched()).files["recipe"]
        asked = {"action": "publish", "recipe": recipe}
        assert rights.run(Request(word="rights", person=person, options=asked), studio, Unwatched()).data[
            "published"
        ]
    for person in ("Mia", "Ben"):
        asked = {"action": "check", "recipe": recipe}
        reply = rights.run(Request(word="rights", person=person, options=asked), studio, Unwatched())
        assert reply.outcome == "done", reply.data["reasons"]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"songs": []}, "'songs'"),
        ({"titel": "x"}, "unknown key 'titel'; did you mean 'title'?"),
        ({"plan": {"steps": [{"op": "tempo", "bpm": "fast"}]}}, "plan.steps.0"),
        ({"purpose": "fun"}, "is no purpose"),
        ({"facts": {"age": 3}}, "age"),
        ({"facts": {"person": 3}}, "person must be a table"),
        ({"songs": [SONG | {"grants": ["x" * 5000 + ".toml"]}]}, "cannot be read"),
        ({"songs": [SONG | {"grants": ["../recipe.txt"]}]}, "There is no grant"),
        ({"facts": {"at": "2026-01-01"}}, "is no time with its zone"),
        ({"facts": {"at": "2026-01-01T00:00:00Z", "now": 5}}, "both"),
        ({"songs": [SONG | {"grants": ["none.toml"]}]}, "There is no grant"),
        ({"songs": [SONG | {"key": "H major"}]}, "is no key"),
        ({"songs": [SONG | {"tempo_bpm": True}]}, "tempo_bpm"),
        ({"songs": [SONG | {"seconds": 1e9}]}, "seconds"),
        ({"songs": [SONG | {"standing": {"state": "fine"}}]}, "standing"),
        ({"songs": [SONG | {"sections": [BACKWARDS]}]}, "ends before it starts"),
    ],
)  # fmt: skip
def test_each_mistake_in_a_recipe_gets_one_sentence(
    studio: Studio, tmp_path: Path, changed: dict[str, Any], told: str
) -> None:
    path = written(tmp_path, SLOWER)
    path.write_text(json.dumps(json.loads(path.read_text()) | changed))
    with pytest.raises(BadInput) as error:
        checked(studio, path)
    assert told in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "text",
    ["", "[1]", "{", '{"a": NaN}', '{"a": 1, "a": 2}', "[" * 100_000, '{"songs": 1}', "\ufeff{}", "{}"],
)
def test_what_is_no_recipe_is_told_so(studio: Studio, tmp_path: Path, text: str) -> None:
    (tmp_path / "bad.json").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput):
        checked(studio, tmp_path / "bad.json")
    with pytest.raises(BadInput, match="There is no file"):
        checked(studio, tmp_path / "none.json")


@pytest.mark.parametrize(
    "options",
    [
        {"territory": "Germany"}, {"age": -1}, {"rating": "all"}, {"standard": ["nice"]}, {"at": "noon"},
        {"output_license": "CC-BY-9.0"}, {"purpose": "fun"}, {"export": ["exe"]}, {"at": "1900-01-01T00:00Z"},
        {"at": "9999-12-31T23:59:59-23:59"}, {"platform": "x" * 300},
    ],
)  # fmt: skip
def test_each_option_that_cannot_be_gets_one_sentence(
    studio: Studio, tmp_path: Path, options: dict[str, Any]
) -> None:
    with pytest.raises(BadInput):
        checked(studio, written(tmp_path, SLOWER), **options)


def test_an_action_that_is_not_known_is_told(studio: Studio) -> None:
    with pytest.raises(BadInput, match="did you mean 'check'"):
        rights.run(Request(word="rights", options={"action": "chekc"}), studio, Unwatched())


JUNK: tuple[Any, ...] = (
    None, True, -1, 0, 1e308, 10**30, 3.5, "", "x" * 5000, "$1", "whole", "\u202e@everyone", [], {}, [[]],
    {"a": 1}, "terms/river.toml", "terms", "CC-BY-4.0", "A minor",
)  # fmt: skip
STEPS: tuple[dict[str, Any], ...] = (
    {"op": "key", "tonic": "C", "mode": "major"}, {"op": "match", "what": "tempo"},
    {"op": "mashup", "song": "$3"}, {"op": "generate", "what": "vocals"}, {"op": "length", "seconds": 5},
    {"op": "transition", "name": "riser", "where": {"part": "chorus"}}, {"op": "style", "name": "lofi"},
    {"op": "sections", "action": "keep", "where": {"part": "bars", "start": 900, "end": 1000}},
)  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to everything that is in a JSON value."""
    inner = list(value.items() if isinstance(value, dict) else enumerate(value)) if value else []
    found = [path] if path else []
    return found + [
        p
        for key, x in inner
        for p in (places(x, (*path, key)) if isinstance(x, dict | list) else [(*path, key)])
    ]


def test_a_recipe_with_anything_in_it_gets_an_answer_or_one_sentence(studio: Studio, tmp_path: Path) -> None:
    rng = random.Random(5)
    path = written(tmp_path, SLOWER, purpose="noncommercial_share", facts={"person": {"age": 20}})
    whole = path.read_text()
    seen = set()
    for _ in range(250):
        recipe = json.loads(whole)
        recipe["plan"]["steps"] += rng.sample(STEPS, rng.randrange(3))
        *way, last = rng.choice(places(recipe))
        inner = recipe
        for key in way:
            inner = inner[key]
        if rng.random() < 0.7:
            inner[last] = rng.choice(JUNK)
        path.write_text(json.dumps(recipe))
        try:
            seen.add(checked(studio, path).outcome)
        except (BadInput, EngineError) as error:
            seen.add("told" if "\n" not in str(error) else "told in several lines")
    assert seen == {"done", "refused", "told"}
