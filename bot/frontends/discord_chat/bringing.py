"""Bringing: sound of one's own is fetched from Discord, held to its license and taken into the catalogue."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from bot.frontends.discord_chat.limits import cut
from bot.frontends.discord_chat.looks.look import Look
from bot.frontends.discord_chat.plain import label, name
from bot.frontends.discord_chat.visit import Visit, read_visit
from bot.frontends.discord_chat.wording import wording_of
from skills.talk.request import Request

if TYPE_CHECKING:
    from bot.frontends.discord_chat.service import Service

ONLY_ME = "only-me"
LICENSES: Mapping[str, str] = {
    ONLY_ME: "", "cc0": "CC0-1.0", "cc-by": "CC-BY-4.0", "cc-by-sa": "CC-BY-SA-4.0",
    "cc-by-nc": "CC-BY-NC-4.0",
}  # fmt: skip
"""What a person may state about their own sound, by the license that it means."""
TITLE = 100
FILE_STEM, FILE_SUFFIX = 40, 8
"""Letters of a file's name and of its ending; four bytes each still make a name that a disk takes."""
MEGABYTE = 1_000_000
DAY_SECONDS = 86_400.0
UPLOADS = "uploads"


@dataclass(frozen=True)
class Brought:
    """A file on Discord that somebody wants remixed, and what they said of it.

    url: where it is fetched. size_bytes: as Discord tells it. license: a key of LICENSES.
    """

    url: str
    name: str
    size_bytes: int
    license: str
    words: str

    @property
    def title(self) -> str:
        """What the song is called: the name of the file as people read it."""
        stem = label(PurePath(self.name).stem.replace("_", " "))
        return cut(stem, TITLE) or "Untitled"

    @property
    def file_name(self) -> str:
        """The name under which it lies on this machine: the person's own, made fit for one file."""
        safe = "".join("_" if letter in '/\\:*?"<>|' else letter for letter in label(self.name)).lstrip(". ")
        stem, suffix = PurePath(safe).stem[:FILE_STEM], PurePath(safe).suffix[:FILE_SUFFIX]
        return f"{stem}{suffix}" if stem else "sound"

    @property
    def alone(self) -> bool:
        """Whether nobody but its owner may see the song."""
        return self.license == ONLY_ME


def refused(service: Service, visit: Visit, brought: Brought) -> str:
    """Why it is not taken in here, in a sentence; "" where it is."""
    say, settings = wording_of(visit.locale), service.servers.settings(visit.server_id)
    if "songs" not in service.words or not settings.own_audio:
        return say("own.off")
    since = service.clock() - DAY_SECONDS
    if (
        len(service.errands.of_person(visit.person_id, "intake", since, settings.renders_per_day))
        >= settings.renders_per_day
    ):
        return say("own.too_many", most=settings.renders_per_day)
    most = service.config["discord"]["largest_upload_mb"]
    if brought.size_bytes > most * MEGABYTE:
        return say("own.too_large", most=most)
    return "" if brought.license in LICENSES else say("own.no_license")


def kept(slot_id: int, visit: Visit, brought: Brought) -> dict[str, Any]:
    """What must be known to fetch it, also after a restart."""
    return {"state": "fetch", "slot": slot_id, "visit": visit.kept(), "brought": asdict(brought)}


def folder_of(service: Service, key: int) -> Path:
    """Where a file lies until it was taken in."""
    return service.home / UPLOADS / str(key)


def enter(service: Service, key: int, told: Mapping[str, Any], file: Path) -> None:
    """Have a fetched file checked and taken into the catalogue, by what it holds and never by its name.

    Of what somebody else brought for themselves alone nothing is told but that it cannot be taken in.
    """
    visit, brought = read_visit(told["visit"]), Brought(**told["brought"])
    if service.uploads.expected(key, visit.person_id) is None:  # they had their data deleted meanwhile
        clear(service, key)
        return
    song = song_of(file)
    if song in service.uploads.hidden_from(visit.person_id):
        give_up(service, key, told, "own.cannot")
        return
    license_ = LICENSES[brought.license] or str(_own_grant(folder_of(service, key), visit.person_name))
    options = {
        "action": "add", "files": [str(file)], "license": license_, "title": brought.title,
        "artist": name(visit.person_name), "brought_before": service.uploads.owns(song, visit.person_id),
    }  # fmt: skip
    about = {"upload": key, "words": brought.words, "title": brought.title, "alone": brought.alone}
    with service.database.writing():
        service.enter(
            f"own:{key}", "intake", int(told["slot"]), visit, Request(word="songs", options=options), about,
            "render",
        )  # fmt: skip
        service.uploads.settle(key)
    service.wake()


def song_of(file: Path) -> str:
    """The id that the sound in a file has, or would have, in the catalogue."""
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()[:12]


def give_up(service: Service, key: int, told: Mapping[str, Any], reason: str) -> None:
    """Say in a sentence why a file was not fetched, and forget it."""
    say = wording_of(read_visit(told["visit"]).locale)
    most = service.config["discord"]["largest_upload_mb"]
    service.slots.want(int(told["slot"]), Look(text=say(reason, most=most), colour="no"))
    service.uploads.settle(key)
    clear(service, key)
    service.wake()


def clear(service: Service, key: int) -> None:
    """Remove the file that was fetched."""
    shutil.rmtree(folder_of(service, key), ignore_errors=True)


def _own_grant(folder: Path, person: str) -> Path:
    """The terms of what somebody made and lets nobody else hear: anything, in private."""
    named = json.dumps(name(person))
    path = folder / "grant.toml"
    path.write_text(_OWN.format(name=named), encoding="utf-8")
    return path


_OWN = """
license = "LicenseRef-Refrain-Only-Me"
purpose.allowed = ["private_preview"]
platforms.allowed = ["discord"]
tempo.allowed = "any"
pitch.allowed = "any"
vocals.may = "removed"
effects.allowed = "any"
layers.allowed = ["bass", "drums", "keys", "lead", "pad", "percussion", "transition"]
sections.allowed = ["copy", "drop", "extend", "keep", "loop", "move", "reverse", "silence", "swap", "trim"]
credit.name = {name}

[stems]
allowed = ["vocals", "drums", "bass", "guitar", "piano", "other"]
alone = ["vocals", "drums", "bass", "guitar", "piano", "other"]
separate = true
"""
