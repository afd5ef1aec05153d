"""Export: a remix that was made, in the formats that other programs read."""

from __future__ import annotations

from pathlib import Path

from skills.studio.exporting import export_remix, formats_named
from skills.studio.studio import Studio
from skills.talk.errors import BadInput
from skills.talk.reply import Block, Reply
from skills.talk.request import Request
from skills.talk.watch import Watch

HELP = "export: write a remix that was made as WAV, MP3, Ogg, Opus or M4A too"
TOPICS = ()


def run(request: Request, studio: Studio, watch: Watch) -> Reply:
    """Write the files that the options name beside the remix."""
    named = request.options.get("folder") or request.words.strip()
    if not named:
        raise BadInput("Name the folder of a remix, as in: refrain export out/my-remix --format mp3")
    kinds = formats_named(tuple(request.options.get("formats") or ()))
    beside = bool(request.options.get("compare"))
    if not kinds and not beside:
        raise BadInput(
            "Say what to write: --format with wav, wav16, flac, mp3, ogg, opus or m4a, or --compare."
        )
    files = export_remix(Path(str(named)), kinds, beside, studio, watch.stage)
    lines = tuple(f"{what}: {path}" for what, path in files.items())
    data = {"files": {what: str(path) for what, path in files.items()}}
    return Reply(blocks=(Block("Exported", lines),), data=data, files=files)
