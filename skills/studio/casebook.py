"""Casebook: a recipe, made by Refrain or written by hand, as a case that clearance can decide."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

from audio_engine.expand import expand
from audio_engine.plan import RemixPlan
from skills.catalog.recipe import Recipe
from skills.rights.base import spdx_id_of
from skills.rights.clearance import clear
from skills.rights.decision import Answer, Refused
from skills.rights.judgement import Facts, Source
from skills.studio.again import read_recipe
from skills.studio.asker import Asker
from skills.studio.circumstances import facts_of, read_time, stated
from skills.studio.drafting import yes_said
from skills.studio.register.publishing import measured
from skills.studio.studio import Studio
from skills.studio.written import read_json, read_written, source_of
from skills.talk.errors import BadInput


@dataclass(frozen=True)
class Case:
    """A plan with its songs, their grants and the facts: all that a decision depends on.

    plan: as the recipe has it, each step with an id: those without one are counted from 1. titles: of the
    songs, in the order of `sources`. written: the recipe's own JSON. by_hand: whether a person wrote it,
    with songs of its own.
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
    return _made(read_recipe(path), data, usual, asked, asker, studio)


def with_nearest(case: Case, answer: Refused, path: Path, out: Path) -> str:
    """The case's recipe with its nearest plan and the songs that one uses, as the text of a file `out`.

    Its grants are found from there. ValueError where there is no nearest plan.
    """
    plan = answer.nearest
    if plan is None:
        raise ValueError(answer.none_because)
    data = dict(case.written) | {"plan": _shortest(plan)}
    if not case.by_hand:
        data |= {"pcm_sha256": "", "track_sha256": {}, "measured": {}}
    else:
        data["songs"] = [
            {**song, "grants": [_from(name, path.parent, out.parent) for name in song["grants"]]}
            for song in (data["songs"][place] for place in answer.nearest_places)
        ]
        data["facts"] = {name: value for name, value in data.get("facts", {}).items() if name != "measured"}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def numbered(plan: RemixPlan) -> RemixPlan:
    """The plan with an id for each step: its place, counted from 1, or the next free number after it.

    So a reason names the steps of the plan as it was given, of which a style may stand for many.
    """
    taken = {step.id for step in plan.steps}
    steps = []
    for place, step in enumerate(plan.steps, start=1):
        own = step.id or next(n for n in count(place) if n not in taken)
        taken.add(own)
        steps.append(step.model_copy(update={"id": own}))
    return plan.model_copy(update={"steps": tuple(steps)})


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
    return Case(title, numbered(recipe.plan), sources, titles, facts, data, by_hand=True)


def _made(
    recipe: Recipe,
    data: dict[str, Any],
    usual: dict[str, Any],
    asked: dict[str, Any],
    asker: Asker,
    studio: Studio,
) -> Case:
    """A recipe of Refrain: its songs as they stand today, its sound as it was measured, every yes to it."""
    now = studio.now()
    itself = studio.register.id_of(recipe, asker.name)
    facts = facts_of(usual, stated({"purpose": recipe.purpose}), asked)
    stands = studio.register.stands_for(recipe, asker.name, facts.purpose, now)
    sources = studio.register.sources(recipe.ingredients, asker.name, now, itself, stands)
    songs = (studio.store.song(source.id) for source in sources)
    titles = tuple(song.title if song else "a song that is gone" for song in songs)
    if recipe.pcm_sha256:
        loudness_lufs = sources[0].song.hearing.loudness_lufs
        facts = facts.model_copy(update={"measured": measured(recipe, loudness_lufs)})
    case = Case(recipe.title, numbered(recipe.plan), sources, titles, facts, data, by_hand=False)
    given = yes_said(case.decided(), asker, studio)
    return replace(case, facts=facts.model_copy(update={"approvals": given})) if given else case
