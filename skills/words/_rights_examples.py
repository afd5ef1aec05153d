"""`rights examples`: recipes and grants to learn from, written to a folder."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from skills.studio.studio import Studio
from skills.talk.errors import BadInput
from skills.talk.reply import Block, Reply
from skills.talk.request import Request

FOLDERS = ("recipes", "grants")


def examples(request: Request, studio: Studio) -> Reply:
    """Write all examples into `options["out"]`, which must not hold others of these names already."""
    out = Path(request.options.get("out") or "rights-examples")
    room = files("skills.rights").joinpath("examples")
    texts = {
        f"{folder}/{file.name}": file.read_text(encoding="utf-8")
        for folder in FOLDERS
        for file in sorted(room.joinpath(folder).iterdir(), key=lambda file: file.name)
    }
    there = [name for name in texts if (out / name).exists()]
    if there:
        raise BadInput(f"{out / there[0]} is there already, and is not written over; name another folder.")
    for name, text in texts.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(text, encoding="utf-8")
    return Reply(
        blocks=(Block(f"{len(texts)} examples written to {out}", tuple(texts)),),
        data={"folder": str(out), "files": list(texts)},
        files={name: out / name for name in texts},
    )
