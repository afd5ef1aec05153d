"""My data: what Refrain keeps about whoever asks, written down for them, or deleted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from audio_engine.files.atomic import written_whole
from skills.rights.wording import listed
from skills.studio.personal import Deleted, delete_all, everything_about
from skills.studio.studio import Studio
from skills.talk.errors import BadInput
from skills.talk.reply import Block, Reply
from skills.talk.request import Request
from skills.talk.watch import Watch

HELP = "mydata: what is kept about you; “mydata export” writes it down, “mydata delete” deletes it"
TOPICS = ()
TAKES = ()
FILE = "my-data.json"

_WORDS = {
    "turns": "things you said in talks",
    "proposals": "plans that were shown to you",
    "notes": "notes on talks and of what a language model was asked",
    "releases": "remixes you made",
    "publications": "publications of your remixes",
    "requests": "requests to rights holders about your remixes",
    "answers": "answers you gave as a rights holder",
    "events": "entries of the register of rights",
    "reports": "reports you wrote",
    "reports_settled": "reports you settled",
    "recipes": "recipes with your name",
}
_WHY = (
    "Rights holders must be able to see what was made of their songs, when and under which license; the "
    "register that tells it cannot be changed, by anybody. It holds your key, the recipes of your remixes "
    "with the name they were credited to, and what you asked for in words.",
    "Files that were written or posted are not in the store: delete them where they are.",
)


def run(request: Request, studio: Studio, watch: Watch) -> Reply:
    """`options["action"]` or the words: "show" what is kept, "export" it as a file, or "delete" it."""
    action = str(request.options.get("action") or request.words.strip().lower() or "show")
    if action == "export":
        return _export(request, studio)
    if action == "delete":
        return _delete(request, studio)
    if action != "show":
        raise BadInput(f"mydata knows show, export and delete, not “{action[:40]}”.")
    counts = {kind: len(rows) for kind, rows in everything_about(request.person, studio).items()}
    title = "What is kept about you" if any(counts.values()) else "Nothing is kept about you"
    return Reply(blocks=(Block(title, _lines(counts)),), data={"kept": counts})


def _export(request: Request, studio: Studio) -> Reply:
    """Everything as one JSON file."""
    folder = Path(request.options["out"]) if request.options.get("out") else studio.settings.out
    found = everything_about(request.person, studio)
    whole = {"person": request.person, "at": studio.now(), **found}
    path = folder / FILE
    folder.mkdir(parents=True, exist_ok=True)
    with written_whole(path) as temporary:
        temporary.write_text(json.dumps(whole, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    counts = {kind: len(rows) for kind, rows in found.items()}
    blocks = (Block("All that is kept about you", _lines(counts)),)
    return Reply(blocks=blocks, data={"kept": counts}, files={"export": path})


def _delete(request: Request, studio: Studio) -> Reply:
    done = delete_all(request.person, studio)
    blocks = [
        Block("Deleted", _lines(done.deleted) or ("nothing: there was nothing to delete",)),
        *_told("Kept without your name or your words", done.nameless, _nameless(done)),
        *_told("Kept, and why", done.kept, _WHY),
    ]
    data = {"deleted": dict(done.deleted), "nameless": dict(done.nameless), "kept": dict(done.kept)}
    return Reply(blocks=tuple(blocks), data=data)


def _told(title: str, counts: Mapping[str, int], why: tuple[str, ...]) -> list[Block]:
    return [Block(title, (*_lines(counts), *why))] if any(counts.values()) else []


def _nameless(done: Deleted) -> tuple[str, ...]:
    """Why each of these stays, without a name."""
    whys = {
        "turns": "changes in talks with others, which others went on from",
        "reports": "reports, which whoever looks after a place must be able to settle",
        "recipes": "recipes, by which a remix can be made again",
    }
    told = listed(why for kind, why in whys.items() if done.nameless[kind])
    return (f"These are {told}.",)


def _lines(counts: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(f"{_WORDS[kind]}: {count}" for kind, count in counts.items() if count)
