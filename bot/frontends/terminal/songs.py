"""The commands `refrain songs …`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="The catalogue: add, list, show, search, correct, remove.",
)

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs instead of text.")]
SongName = Annotated[str, typer.Argument(help="Title or id of a song.")]


@app.command("add")
def add(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="WAV, FLAC, Ogg, Opus, MP3 or M4A files, or one folder of them."),
    ] = None,
    license: Annotated[
        str, typer.Option(help="grant.toml of the rights holder, or the short id of a license (CC-BY-4.0).")
    ] = "",
    title: Annotated[str, typer.Option(help="Title; else the file's own tag or name.")] = "",
    artist: Annotated[str, typer.Option(help="Artist; else the file's own tag.")] = "",
    stems: Annotated[
        Path | None, typer.Option(help="Folder with the stems of this one song (vocals.wav, drums.wav …).")
    ] = None,
    isrc: Annotated[str, typer.Option(help="ISRC of the recording, as in USRC17607839.")] = "",
    source_url: Annotated[
        str, typer.Option(help="Where the song was published; it goes into the credits.")
    ] = "",
    bpm: Annotated[float, typer.Option(help="Tempo, where you know it; else it is measured.", min=0)] = 0.0,
    key: Annotated[str, typer.Option(help="Key, as in “Bb major”, where you know it.")] = "",
    demo: Annotated[bool, typer.Option("--demo", help="Bring removed demo songs back.")] = False,
    json: Json = False,
) -> None:
    """Add songs with their license: checked, analysed and kept."""
    from bot.frontends.terminal.serving import serve

    options = {
        "action": "add", "files": files or [], "license": license, "title": title, "artist": artist,
        "stems": stems, "isrc": isrc, "demo": demo, "source_url": source_url, "bpm": bpm, "key": key,
    }  # fmt: skip
    serve("songs", options=options, as_json=json)


@app.command("list")
def list_songs(json: Json = False) -> None:
    """List all songs with what their license permits."""
    from bot.frontends.terminal.serving import serve

    serve("songs", options={"action": "list"}, as_json=json)


@app.command("show")
def show(
    song: SongName,
    picture: Annotated[
        Path | None, typer.Option(help="Where to write the picture; out/<song>.png if not given.")
    ] = None,
    json: Json = False,
) -> None:
    """Show one song: tempo, key, sections, stems, license, and a picture of its form."""
    from bot.frontends.terminal.serving import serve

    serve("songs", song=song, options={"action": "show", "picture": picture}, as_json=json)


@app.command("search")
def search(
    words: Annotated[str, typer.Argument(help="Words of a title or an artist.")], json: Json = False
) -> None:
    """Find songs by words of their title or artist."""
    from bot.frontends.terminal.serving import serve

    serve("songs", words=words, options={"action": "search"}, as_json=json)


@app.command("correct")
def correct(
    song: SongName,
    bpm: Annotated[float, typer.Option(help="The song's own tempo.", min=0)] = 0.0,
    key: Annotated[str, typer.Option(help="Its key, as in “Bb major”.")] = "",
    metre: Annotated[str, typer.Option(help="Its metre, as in 3/4 or 6/8.")] = "",
    section: Annotated[
        list[str] | None, typer.Option(help="Where a section starts, as in chorus=0:52; may be repeated.")
    ] = None,
    json: Json = False,
) -> None:
    """Put right what was heard wrong; it is kept, and the song is listened to again with it."""
    from bot.frontends.terminal.serving import serve

    options = {"action": "correct", "bpm": bpm, "key": key, "metre": metre, "section": section or []}
    serve("songs", song=song, options=options, as_json=json)


@app.command("remove")
def remove(song: SongName, json: Json = False) -> None:
    """Remove a song and its sound; recipes made with it are kept."""
    from bot.frontends.terminal.serving import serve

    serve("songs", song=song, options={"action": "remove"}, as_json=json)
