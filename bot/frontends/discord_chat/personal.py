"""Personal: all that this front end keeps of one person, told or forgotten."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from skills.talk.request import Request

if TYPE_CHECKING:
    from pathlib import Path

    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service


def export(service: Service, errand: Errand, told: Path | None, limit_bytes: int) -> Path | None:
    """One file with all that is kept of a person, packed where it is large; None where it is too large.

    told: what the skills wrote down of them.
    """
    folder = service.home / "exports" / str(errand.id)
    plain, packed = folder / "my-data.json", folder / "my-data.json.gz"
    found = next((path for path in (packed, plain) if path.is_file()), None)
    if found is None:
        folder.mkdir(parents=True, exist_ok=True)
        found = _written(service, errand, told, plain, packed, limit_bytes)
    return found if found.stat().st_size <= limit_bytes else None


def _written(
    service: Service, errand: Errand, told: Path | None, plain: Path, packed: Path, limit_bytes: int
) -> Path:
    import gzip

    skills = json.loads(told.read_text(encoding="utf-8")) if told and told.is_file() else {}
    whole = {"skills": skills, **everything(service, errand.visit.person_id)}
    text = json.dumps(whole, ensure_ascii=False, indent=2).encode("utf-8", "replace")
    if told is not None:
        told.unlink(missing_ok=True)
    if len(text) <= limit_bytes:
        plain.write_bytes(text)
        return plain
    packed.write_bytes(gzip.compress(text))
    return packed


def everything(service: Service, person_id: int) -> dict[str, Any]:
    """What the queue and our tables hold of a person, as JSON values."""
    rows = service.database.read(
        "select at, kind, server_id, channel_id, body from errand where person_id = ? order by id", person_id
    )
    errands = [
        {"at": at, "kind": kind, "server": server, "channel": channel, "about": json.loads(body)}
        for at, kind, server, channel, body in rows
    ]
    return {
        "requests": list(service.queue.export_person(f"discord:{person_id}")),
        "asked_on_discord": errands,
        "songs_brought": list(service.uploads.of_person(person_id)),
        "songs_offered": list(service.uploads.offers_of(person_id)),
        "language": service.servers.locale_of(person_id),
    }


def forget(service: Service, person_id: int, last: Errand) -> None:
    """Remove all of a person; of the errand that asked for it stays only the message that says so."""
    asked = service.database.read("select body from errand where person_id = ?", person_id)
    bodies = [json.loads(body) for (body,) in asked]
    songs = _songs_of_theirs_alone(service, person_id)
    with service.database.writing() as connection:
        talks = {(str(body["talk_id"]),) for body in bodies if body.get("talk_id")}
        connection.executemany("delete from talk where talk_id = ?", talks)
        connection.execute("delete from errand where person_id = ?", (person_id,))
        connection.execute(
            "delete from slot where person_id = ? and id <> ? and id not in (select slot_id from errand)",
            (person_id, last.slot_id),
        )
        connection.execute("update slot set person_id = 0 where person_id = ?", (person_id,))
        for table in ("upload", "offer"):
            connection.execute(f"delete from {table} where person_id = ?", (person_id,))
        connection.execute("delete from kept where name = ?", (f"locale {person_id}",))
        service.queue.remove_person(f"discord:{person_id}")
        for song in songs:
            request = Request(word="songs", song=song, options={"action": "remove"}, person="")
            service.queue.submit(f"forget {song} {last.id}", "desk", request)
    _remove_sounds(service, bodies)
    for song in songs:
        (service.home / "pictures" / f"{song}.png").unlink(missing_ok=True)


def _songs_of_theirs_alone(service: Service, person_id: int) -> list[str]:
    """Songs that they brought for themselves and nobody else brought."""
    rows = service.database.read(
        "select song_id from upload group by song_id having count(*) = 1 and min(alone) = 1 "
        "and max(person_id) = ?",
        person_id,
    )
    return [str(song_id) for (song_id,) in rows]


def _remove_sounds(service: Service, bodies: list[Mapping[str, Any]]) -> None:
    for body in bodies:
        proposal = str(body.get("proposal") or "")
        if proposal.isalnum():
            shutil.rmtree(service.home / "remixes" / proposal, ignore_errors=True)
