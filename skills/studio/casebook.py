"""Casebook: a recipe, made by Refrain or written by hand, as a case that clearance can decide."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from audio_engine.expand import expand
from audio_engine.plan import RemixPlan
from skills.catalog.recipe import Recipe
from skills.catalog.song import Song
from skills.rights.base import spdx_id_of
from skills.rights.clearance import clear
from skills.rights.decision import Answer
from skills.rights.judgement import Facts, Source
from skills.studio.again import read_recipe
from skills.studio.asker import Asker
from skills.studio.circumstances import facts_of, read_time, stated
from skills.studio.correcting import as_heard_then
from skills.studio.studio import Studio
from skills.studio.written import read_json, read_written, source_of
from skills.talk.errors import BadInput


@dataclass(frozen=True)
class Case:
    """A plan with its songs, their grants and the facts: all that a decision depends on.

    plan: as the recipe has it. titles: of the songs, in the order of `sources`. written: the recipe's own
    JSON. by_hand: whether a person wrote it, with songs of its own.
    """

    title: str
    plan: RemixPlan
    sources: tuple[Source, ...]
    titles: tuple[str, ...]
    facts: Facts
    written: Mapping[str, Any]
    by_hand: bool

    @property
    def judged(self) -> RemixPlan:
        """The plan with its styles taken apart, as it is judged and made."""
        song = self.sources[0].song
        return expand(self.plan, song.hearing, song.stems)

    def decided(self) -> Answer:
        """The answer of clearance; nothing is rendered."""
        return clear(self.judged, self.sources, self.facts)


def read_case(path: Path, options: Mapping[str, Any], asker: Asker, studio: Studio) -> Case:
    """The case in a recipe file; what the options state counts before what the recipe says.

    What neither states is known of whoever asks, here and now.

    BadInput, in one sentence, for a file that is no recipe, a grant that cannot be read, a song that is
    not in the catalogue or a fact that cannot be.
    """
    data = read_json(path)
    asked = stated(options)
    usual = {
        "now": read_time(studio.now()),
        "platform": asker.platform,
        "person": asker.person.model_dump(exclude_none=True),
    }
    if "songs" in data:
        return _by_hand(data, path, usual, asked)
    return _made(read_recipe(path), data, usual, asked, studio)


def with_plan(case: Case, plan: RemixPlan, path: Path, out: Path) -> str:
    """The case's recipe with another plan, as the text of a file `out`; its grants are found from there."""
    data = dict(case.written) | {"plan": _shortest(plan)}
    if not case.by_hand:
        data |= {"pcm_sha256": "", "track_sha256": {}, "measured": {}}
    else:
        data["songs"] = [
            {**song, "grants": [_from(name, path.parent, out.parent) for name in song["grants"]]}
            for song in data["songs"]
        ]
        data["facts"] = {name: value for name, value in data.get("facts", {}).items() if name != "measured"}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _shortest(plan: RemixPlan) -> dict[str, Any]:
    """The plan as a person would write it: what is usual is left out, the kinds of step never."""
    data = plan.model_dump(mode="json", exclude_defaults=True)
    steps = zip(plan.steps, data.get("steps", ()), strict=True)
    return data | {"steps": [{"op": step.op} | fields for step, fields in steps]}


def _from(name: str, folder: Path, out: Path) -> str:
    if spdx_id_of(name) or Path(name).is_absolute():
        return name
    return Path(os.path.relpath(folder / name, out)).as_posix()


def _by_hand(data: dict[str, Any], path: Path, usual: dict[str, Any], asked: dict[str, Any]) -> Case:
    recipe = read_written(data, path)
    said = dict(recipe.facts)
    if "at" in said:
        if "now" in said:
            raise BadInput(f"{path.name}: 'facts' has both 'at' and 'now'; they say the same, keep one.")
        said["now"] = read_time(str(said.pop("at")))
    purpose = stated({"purpose": recipe.purpose})
    if "purpose" in said and purpose and purpose["purpose"] != said["purpose"]:
        raise BadInput(f"{path.name}: 'purpose' is said twice, and not alike; keep one.")
    sources = tuple(source_of(song, path.parent) for song in recipe.songs)
    titles = tuple(song.title for song in recipe.songs)
    facts = facts_of(usual, said, purpose, asked)
    title = recipe.title or titles[0]
    return Case(title, recipe.plan, sources, titles, facts, data, by_hand=True)


def _made(
    recipe: Recipe, data: dict[str, Any], usual: dict[str, Any], asked: dict[str, Any], studio: Studio
) -> Case:
    songs = tuple(_song(ingredient, studio) for ingredient in recipe.ingredients)
    sources = tuple(Source(song=s.facts, grants=(studio.grant_of(s),), id=s.id) for s in songs)
    said = stated({"purpose": recipe.purpose})
    sound = _measured(recipe, songs[0])
    facts = facts_of(usual, said, {"measured": sound} if sound else {}, asked)
    return Case(recipe.title, recipe.plan, sources, tuple(s.title for s in songs), facts, data, by_hand=False)


def _song(ingredient: Any, studio: Studio) -> Song:
    song = studio.store.song(ingredient.song_id)
    if song is None or song.content_sha256 != ingredient.content_sha256:
        raise BadInput(
            f"This recipe needs “{ingredient.title}” by {ingredient.artist}, which is not in the catalogue; "
            "add the very same file with `refrain songs add`."
        )
    return as_heard_then(song, ingredient.hearing_sha256, studio)


def _measured(recipe: Recipe, song: Song) -> dict[str, Any]:
    """What was measured when the recipe was made, as `Measured` in JSON values; {} when nothing was."""
    told = recipe.measured
    if not recipe.pcm_sha256 or not told:
        return {}
    try:
        tempo, pitch, lufs = (told.get(name) for name in ("tempo_ratio", "pitch_cents", "loudness_lufs"))
        own = song.facts.hearing.loudness_lufs
        return {
            "tempo_ratio_ppm": None if tempo is None else round(float(tempo) * 1_000_000),
            "pitch_cents": None if pitch is None else round(float(pitch)),
            "audible_stems": told.get("audible_stems"),
            "loudness_change_mlu": None if lufs is None else round(1000 * (float(lufs) - own)),
            "seconds_ms": round(1000 * float(told["seconds"])),
            "sound_sha256": recipe.pcm_sha256,
        }
    except (KeyError, TypeError, ValueError, ValidationError):
        raise BadInput("What the recipe says was measured cannot be read; make the remix again.") from None
