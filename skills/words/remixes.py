"""Remixes: what was made of a song, or by a person, and of what each of them was made."""

from __future__ import annotations

from typing import Any

from skills.planning.talk import Talk
from skills.planning.telling.explain import explain
from skills.studio.finding import song_asked
from skills.studio.register.releases import Release, song_of
from skills.studio.studio import Studio
from skills.talk.reply import Block, Reply
from skills.talk.request import Request
from skills.talk.watch import Watch

HELP = "remixes: what was made of a song, or what you made"
TOPICS = ()
TAKES = ("song",)
MOST = 25
_HIDDEN = ("waiting", "unlisted", "taken down", "frozen")


def run(request: Request, studio: Studio, watch: Watch) -> Reply:
    """The remixes of the song, else of `options["person"]`, else of whoever asks; newest first.

    Others see of a person's remixes those that were made to be shared and still may be.
    """
    person = str(request.options.get("person") or "")
    if request.song:
        song = song_asked(request, studio)
        sql = "select release_id from parent where parent_id in (?, ?) order by rowid desc"
        rows = studio.store.read(sql, song.id, song_of(studio.store, song.id) or song.id)
        title = f"of “{song.title}”"
    else:
        sql = "select id from release where person = ? order by made_at desc, rowid desc"
        rows = studio.store.read(sql, person or request.person)
        title = "made" if person in ("", request.person) else "by them"
    found = _visible([release_id for (release_id,) in rows], request.person, studio)
    data = [_data(one, studio) for one in found]
    lines = tuple(_line(one, told) for one, told in zip(found, data, strict=True))
    count = f"{len(found)} remix{'' if len(found) == 1 else 'es'} {title}"
    return Reply(blocks=(Block(count, lines),), data={"remixes": data})


def _visible(ids: list[str], person: str, studio: Studio) -> list[Release]:
    found: list[Release] = []
    for release_id in ids:
        one = studio.register.release(release_id, studio.now())
        shared = one.recipe.purpose != "private_preview" and one.state not in _HIDDEN
        if shared or one.person == person:
            found.append(one)
        if len(found) == MOST:
            break
    return found


def _line(one: Release, told: dict[str, Any]) -> str:
    changes = ", ".join(told["explained"]) or "the song as it is"
    return f"“{one.recipe.title}” by {one.recipe.remixer}: {changes} ({one.state}) [{one.id[:12]}]"


def _data(one: Release, studio: Studio) -> dict[str, Any]:
    song = studio.store.song(one.recipe.ingredients[0].song_id)
    plan = one.recipe.plan
    explained = [line.text for line in explain(plan, Talk(), song.facts)] if song else []
    return {
        "release": one.id,
        "remix": one.recipe.id,
        "title": one.recipe.title,
        "person": one.person,
        "remixer": one.recipe.remixer,
        "song": one.recipe.ingredients[0].song_id,
        "purpose": one.recipe.purpose,
        "output_license": one.recipe.output_license,
        "state": one.state,
        "made_at": one.made_at,
        "explained": explained,
        "lineage": _lineage(one, studio),
    }


def _lineage(one: Release, studio: Studio) -> list[str]:
    """What it was made of, and what that was made of itself, each once."""
    told: dict[str, None] = {}
    waiting = [one]
    while waiting:
        for ingredient in waiting.pop(0).recipe.ingredients:
            line = f"“{ingredient.title}” by {ingredient.artist} ({ingredient.song_id})"
            earlier = song_of(studio.store, ingredient.song_id)
            if earlier and line not in told:
                waiting.append(studio.register.release(earlier, studio.now()))
            told[line] = None
    return list(told)
