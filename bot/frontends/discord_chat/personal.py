"""Personal: all that this front end keeps of one person, told or forgotten."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from bot.frontends.discord_chat import nameless
from bot.frontends.discord_chat.looks.look import Look
from bot.frontends.discord_chat.plain import one_line
from bot.frontends.discord_chat.wording import wording_of
from skills.talk.request import Request

if TYPE_CHECKING:
    from pathlib import Path

    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service

_PLACES = frozenset({"out", "picture", "sound", "preview", "folder", "files", "license"})
"""What is called so in requests and replies is a file or folder of this machine."""
_PATH = re.compile(r"(?<![\w/.:])/(?:[^/\s\"“”]+/){2,}([^/\s\"“”]+)")
"""A path in a text, three names deep or more, by its last name."""


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
    whole = {"skills": without_places(skills, service.home), **everything(service, errand.visit.person_id)}
    text = json.dumps(whole, ensure_ascii=False, indent=2).encode("utf-8", "replace")
    if told is not None:
        told.unlink(missing_ok=True)
    if len(text) <= limit_bytes:
        plain.write_bytes(text)
        return plain
    packed.write_bytes(gzip.compress(text))
    return packed


def everything(service: Service, person_id: int) -> dict[str, Any]:
    """What the queue and our tables hold of a person, as JSON values, without places on this machine."""
    errands = [
        {
            "at": one.at, "kind": one.kind, "server": one.visit.server_id,
            "channel": one.visit.channel_id, "about": dict(one.about),
        }
        for one in service.errands.all_of_person(person_id)
    ]  # fmt: skip
    asked = [_asked(told) for told in service.queue.export_person(f"discord:{person_id}")]
    whole = {
        "requests": asked,
        "asked_on_discord": errands,
        "songs_brought": list(service.uploads.of_person(person_id)),
        "songs_offered": list(service.uploads.offers_of(person_id)),
        "language": service.servers.locale_of(person_id),
        "blocked": list(service.servers.blocked_on(person_id)),
        "log": [asdict(deed) for deed in service.audit.of_person(person_id)],
    }
    told: dict[str, Any] = without_places(whole, service.home)
    return told


def _asked(told: Mapping[str, Any]) -> dict[str, Any]:
    """A request without what it says of others: which songs they keep to themselves."""
    request = dict(told["request"])
    request["options"] = {k: v for k, v in request.get("options", {}).items() if k != "unseen"}
    return {**told, "request": request}


def without_places(told: Any, home: Path) -> Any:
    """JSON values in which every path of this machine is only the name of its file or folder."""
    if isinstance(told, Mapping):
        return {
            name: _named(value) if name in _PLACES else without_places(value, home)
            for name, value in told.items()
        }
    if isinstance(told, list | tuple):
        return [without_places(one, home) for one in told]
    if not isinstance(told, str):
        return told
    return _PATH.sub(r"\1", re.sub(rf"{re.escape(str(home))}/(?:[^/\s\"“”]+/)*", "", told))


def _named(told: Any) -> Any:
    """The same where it is no path; of paths the names alone."""
    if isinstance(told, Mapping):
        return {name: _named(value) for name, value in told.items()}
    if isinstance(told, list | tuple):
        return [_named(one) for one in told]
    is_path = isinstance(told, str) and PurePath(told).is_absolute()
    return PurePath(told).name if is_path else told


def forget(service: Service, person_id: int, last: Errand) -> None:
    """Remove all of a person; of the errand that asked for it stays only the message that says so.

    What still is to be made of theirs is stopped. Remixes and reports that others still read stay without
    them (see `nameless`).
    """
    errands = service.errands.all_of_person(person_id)
    songs = _songs_of_theirs_alone(service, person_id)
    with service.database.writing() as connection:
        _stop_all(service, [one for one in errands if one.open and one.id != last.id])
        _stop_fetching(service, person_id)
        service.queue.remove_person(f"discord:{person_id}")
        _leave_talks(service, errands, person_id)
        for errand in errands:
            if errand.id != last.id and nameless.stays(service, errand):
                nameless.unname(service, errand)
        connection.execute("delete from errand where person_id = ?", (person_id,))
        connection.execute(
            "delete from slot where person_id = ? and id <> ? and id not in (select slot_id from errand) "
            "and (ended <> '' or wanted_version = shown_version)",
            (person_id, last.slot_id),
        )
        connection.execute("update slot set person_id = 0 where person_id = ?", (person_id,))
        for table in ("upload", "offer"):
            connection.execute(f"delete from {table} where person_id = ?", (person_id,))
        connection.execute("delete from kept where name = ?", (f"locale {person_id}",))
        for song in songs:
            request = Request(word="songs", song=song, options={"action": "remove"}, person="")
            service.queue.submit(f"forget {song} {last.id}", "desk", request)
    service.songs.drop(songs)
    _remove_files(service, errands, person_id)
    for song in songs:
        (service.home / "pictures" / f"{song}.png").unlink(missing_ok=True)
    service.wake()


def _stop_all(service: Service, errands: Sequence[Errand]) -> None:
    """Nothing more is made; the messages that told how far it was say so, with nothing left to press."""
    for errand in errands:
        render = errand.kind == "render" and not errand.about.get("private")
        say = wording_of(errand.visit.server_locale if render else errand.visit.locale)
        title = one_line(str(errand.about.get("title", "")))
        told = say("render.cancelled_of", title=title) if title else say("render.cancelled")
        service.slots.want(errand.slot_id, Look(text=told))


def _stop_fetching(service: Service, person_id: int) -> None:
    """What is being fetched for them is no longer expected."""
    rows = service.database.read("select id, body from offer where person_id = ?", person_id)
    for key, body in rows:
        told = json.loads(body)
        if told.get("slot"):
            say = wording_of(json.loads(told["visit"])["locale"])
            service.slots.want(int(told["slot"]), Look(text=say("render.cancelled")))
        shutil.rmtree(service.home / "uploads" / str(key), ignore_errors=True)


def _leave_talks(service: Service, errands: Sequence[Errand], person_id: int) -> None:
    """Forget where their talks are held, but for those in which others have said something."""
    for talk_id in {str(one.about["talk_id"]) for one in errands if one.about.get("talk_id")}:
        service.database.write(
            "delete from talk where talk_id = ?1 and not exists (select 1 from errand where person_id <> ?2 "
            "and json_extract(body, '$.talk_id') = ?1)",
            talk_id, person_id,
        )  # fmt: skip


def _songs_of_theirs_alone(service: Service, person_id: int) -> list[str]:
    """Songs that they brought for themselves and nobody else brought."""
    rows = service.database.read(
        "select song_id from upload group by song_id having count(*) = 1 and min(alone) = 1 "
        "and max(person_id) = ?",
        person_id,
    )
    return [str(song_id) for (song_id,) in rows]


def _remove_files(service: Service, errands: Sequence[Errand], person_id: int) -> None:
    """Their remixes and what was written down for them; what Discord did not take yet goes after its days."""
    on_its_way = {
        slot_id for (slot_id,) in service.database.read(
            "select id from slot where ended = '' and wanted_version > shown_version"
        )
    }  # fmt: skip
    exports = service.home / "exports"
    for errand in errands:
        proposal = str(errand.about.get("proposal") or "")
        if proposal.isalnum() and errand.slot_id not in on_its_way:
            shutil.rmtree(service.home / "remixes" / proposal, ignore_errors=True)
        shutil.rmtree(exports / str(errand.id), ignore_errors=True)
    for folder in exports.glob(f"stems-*-{person_id}"):
        shutil.rmtree(folder, ignore_errors=True)
