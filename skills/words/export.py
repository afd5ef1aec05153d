"""Export: a remix that was made, in the formats that other programs read."""

from __future__ import annotations

from pathlib import Path

from skills.studio.again import against_export
from skills.studio.asker import asker_of
from skills.studio.exporting import export_remix, file_formats, formats_named, recipe_of
from skills.studio.studio import Studio
from skills.talk.errors import BadInput
from skills.talk.reply import Block, Reply
from skills.talk.request import Request
from skills.talk.watch import Watch
from skills.words._export_parts import export_parts
from skills.words._remix_told import told_refused

HELP = "export: write a remix that was made as WAV, MP3, Ogg, Opus or M4A too, or its stems"
TOPICS = ()
TAKES = ()


def run(request: Request, studio: Studio, watch: Watch) -> Reply:
    """Write the files that the options name beside the remix, where its license still allows them."""
    named = request.options.get("folder") or request.words.strip()
    if not named and not request.options.get("release"):
        raise BadInput(
            "Name the folder of a remix, as in: refrain export out/my-remix --format mp3",
            "Name the remix to write in another format.",
        )
    kinds = formats_named(tuple(request.options.get("formats") or ()))
    beside = bool(request.options.get("compare"))
    stems = bool(request.options.get("stems"))
    if stems and not kinds and not beside:
        return export_parts(request, studio, watch)
    if stems:
        raise BadInput("Stems are exported by themselves: leave out --format and --compare.")
    if not kinds and not beside:
        raise BadInput(
            "Say what to write: --format with wav, wav16, flac, mp3, ogg, opus or m4a, --compare or --stems.",
            "Say in which format to write it: wav, wav16, flac, mp3, ogg, opus or m4a.",
        )
    place = Path(str(named))
    asker = asker_of(request, studio.settings)
    refused = against_export(recipe_of(place), file_formats(kinds), asker, studio)
    if refused is not None:
        commission, answer = refused
        return told_refused(answer, commission)
    files = export_remix(place, kinds, beside, studio, watch.stage)
    lines = tuple(f"{what}: {path}" for what, path in files.items())
    data = {"files": {what: str(path) for what, path in files.items()}}
    return Reply(blocks=(Block("Exported", lines),), data=data, files=files)
