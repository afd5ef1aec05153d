"""Personal data: everything the store keeps about one person, told whole, and deleted as far as it may be."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from skills.studio.llm.budget import budget_note
from skills.studio.studio import Studio

NOBODY = "somebody"
"""What a person is called in recipes once they had their data deleted."""

_KEPT_OF_THEM: Mapping[str, str] = {
    "turns": "select t.talk_id, t.number, t.song_id, t.body, t.said_at from turn t "
             "join said_by using (talk_id, number) where person = ? order by t.talk_id, t.number",
    "proposals": "select id, talk_id, song_id, body, proposed_at, turns_after from proposal "
                 "where person = ? order by proposed_at, id",
    "releases": "select id, recipe_id, recipe, made_at from release where person = ? order by made_at, id",
    "publications": "select release_id, song_id, day from counted where person = ? order by day, release_id",
    "requests": "select ask.id, release_id, song_id, purpose, ask.text, asked_at from ask "
                "join release on release.id = release_id where person = ? order by ask.id",
    "answers": "select ask_id, yes, at from answer where who = ? order by ask_id",
    "events": "select number, at, kind, song_id, grant_hash, release_id, body from event "
              "where who = ? order by number",
    "reports": "select id, release_id, platform, reason, reported_at, state from report "
               "where person = ? order by id",
    "reports_settled": "select id, release_id, state, settled_at from report where settled_by = ? "
                       "order by id",
}  # fmt: skip
_JSON = ("body", "recipe")
_OF_A_TALK = (
    "select distinct talk_id from said_by where person = ? and talk_id <> '' "
    "union select distinct talk_id from proposal where person = ? and talk_id <> ''"
)


@dataclass(frozen=True)
class Deleted:
    """How much was deleted of each kind, what was made nameless, and what stays under the person's key."""

    deleted: Mapping[str, int]
    nameless: Mapping[str, int]
    kept: Mapping[str, int]


def everything_about(person: str, studio: Studio) -> dict[str, list[dict[str, Any]]]:
    """Every row of the store that a person's key stands in, by kind, as JSON values."""
    found = {kind: _rows(sql, person, studio) for kind, sql in _KEPT_OF_THEM.items()}
    found["notes"] = _notes(person, studio)
    return found


def delete_all(person: str, studio: Studio) -> Deleted:
    """Delete what nobody else needs, take the name out of what others need, and tell what stays.

    A talk in which nobody else spoke goes as a whole. In one with others, whose changes stand on theirs,
    their words are taken out and the changes stay. All of it is one transaction.
    """
    store = studio.store
    with store.writing():
        counts = {kind: len(rows) for kind, rows in everything_about(person, studio).items()}
        _delete_notes(person, studio)
        talks = [talk for (talk,) in store.read(_OF_A_TALK, person, person)]
        alone = [talk for talk in talks if _is_alone(talk, person, studio)]
        gone = sum(_delete_talk(talk, studio) for talk in alone)
        _take_words_out(person, studio)
        store.write("delete from proposal where person = ?", person)
        recipes = _take_name_out(person, studio)
        store.write("update report set person = '' where person = ?", person)
        store.write("update report set settled_by = '' where settled_by = ?", person)
    kept = ("releases", "publications", "requests", "answers", "events")
    return Deleted(
        {"turns": gone, "proposals": counts["proposals"], "notes": counts["notes"]},
        {"turns": counts["turns"] - gone, "recipes": recipes, "reports": counts["reports"]},
        {kind: counts[kind] for kind in kept},
    )


def _rows(sql: str, person: str, studio: Studio) -> list[dict[str, Any]]:
    names = [one.strip().split(".")[-1] for one in sql.split(" from ")[0].removeprefix("select ").split(",")]
    return [
        {name: json.loads(value) if name in _JSON else value for name, value in zip(names, row, strict=True)}
        for row in studio.store.read(sql, person)
    ]


def _notes(person: str, studio: Studio) -> list[dict[str, Any]]:
    """What waits for an answer in a talk of theirs, and what a language model was asked for them."""
    talks = [talk for (talk,) in studio.store.read(_OF_A_TALK, person, person)]
    names = [budget_note(person), *(f"nearest {talk}" for talk in talks)]
    found = [(name, studio.store.note(name)) for name in names]
    for talk in talks:
        begin = f"waiting {talk} "
        found += studio.store.read(
            "select name, body from note where substr(name, 1, ?) = ?", len(begin), begin
        )
    return [{"name": name, "body": body} for name, body in found if body]


def _delete_notes(person: str, studio: Studio) -> None:
    for note in _notes(person, studio):
        studio.store.write("delete from note where name = ?", note["name"])


def _is_alone(talk: str, person: str, studio: Studio) -> bool:
    """Whether nobody else, as far as is known, said anything in a talk or has a plan in it."""
    ((others,),) = studio.store.read(
        "select (select count(*) from turn left join said_by using (talk_id, number) "
        "where turn.talk_id = ? and person is not ?) "
        "+ (select count(*) from proposal where talk_id = ? and person <> ?)",
        talk, person, talk, person,
    )  # fmt: skip
    return not others


def _delete_talk(talk: str, studio: Studio) -> int:
    ((turns,),) = studio.store.read("select count(*) from turn where talk_id = ?", talk)
    for table in ("said_by", "turn", "talk_song"):
        studio.store.write(f"delete from {table} where talk_id = ?", talk)
    return int(turns)


def _take_words_out(person: str, studio: Studio) -> None:
    theirs = "(select talk_id, number from said_by where person = ?)"
    sql = f"update turn set body = json_set(body, '$.words', '') where (talk_id, number) in {theirs}"
    studio.store.write(sql, person)
    studio.store.write("delete from said_by where person = ?", person)


def _take_name_out(person: str, studio: Studio) -> int:
    """Name nobody in the recipes that this person was the first to have made; how many there were."""
    first = "(select recipe_id from release where person = ? and id = recipe_id)"
    ((count,),) = studio.store.read(f"select count(*) from remix where id in {first}", person)
    studio.store.write(
        "update remix set recipe = json_set(recipe, '$.remixer', ?, '$.requests', json('[]')) "
        f"where id in {first}",
        NOBODY, person,
    )  # fmt: skip
    return int(count)
