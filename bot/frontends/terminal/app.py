"""The commands of the terminal; each is a request to one skill."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from bot.frontends.terminal import hosting, rights, songs

app = typer.Typer(
    name="refrain",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Remix songs in your own words, within what their license allows.",
)
app.add_typer(songs.app, name="songs")
app.add_typer(rights.app, name="rights")

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs instead of text.")]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"refrain {version('refrain')}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Remix songs in your own words, within what their license allows."""


@app.command()
def remix(
    words: Annotated[
        str, typer.Argument(help="What to do, as in “slow this to 80 bpm, keep the vocals”.")
    ] = "",
    song: Annotated[str, typer.Option(help="Title or id; `refrain songs list` shows them.")] = "",
    out: Annotated[Path | None, typer.Option(help="Folder for the files; out/<name> if not given.")] = None,
    purpose: Annotated[
        str, typer.Option(help="What it is for, as in noncommercial_share; `refrain rights` names them.")
    ] = "",
    output_license: Annotated[
        str, typer.Option("--output-license", help="License the remix shall carry, as in CC-BY-SA-4.0.")
    ] = "",
    recipe: Annotated[
        Path | None, typer.Option(help="Make the remix of this recipe.json again and compare.")
    ] = None,
    nearest: Annotated[
        bool, typer.Option("--nearest", help="Where the plan is refused, make the nearest allowed one.")
    ] = False,
    by: Annotated[str, typer.Option(help="Your name in the credits.")] = "",
    json: Json = False,
) -> None:
    """Make a remix: a preview, the whole, its recipe, its credits and a picture."""
    from bot.frontends.terminal.serving import serve

    options: dict[str, Any] = {
        "out": out, "purpose": purpose, "output_license": output_license,
        "recipe": recipe, "nearest": nearest,
    }  # fmt: skip
    serve("remix", words=words, song=song, person=by, options=options, as_json=json)


@app.command()
def plan(
    words: Annotated[
        str, typer.Argument(help="What to do, as in “slow this to 80 bpm, keep the vocals”.")
    ] = "",
    song: Annotated[str, typer.Option(help="Title or id; without one, any song of 120 BPM.")] = "",
    conversation: Annotated[
        Path | None,
        typer.Option(help="A file that holds the talk so far and gets this turn; or prompts in a .txt file."),
    ] = None,
    planner: Annotated[
        str,
        typer.Option(help="Who reads the words: rules, openai or local; config.toml has the usual one."),
    ] = "",
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON schema of a plan.")] = False,
    json: Json = False,
) -> None:
    """Show what words would change, step by step, without making it."""
    from bot.frontends.terminal.serving import serve

    options: dict[str, Any] = {"conversation": conversation, "planner": planner, "schema": schema}
    serve("plan", words=words, song=song, options=options, as_json=json or schema)


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="The folder of a remix that was made.")],
    format: Annotated[
        list[str] | None,
        typer.Option(
            help="wav (24 bits), wav16 (16 bits, dithered), flac, mp3, ogg, opus or m4a; may be given again."
        ),
    ] = None,
    compare: Annotated[
        bool,
        typer.Option("--compare", help="Also the original and the remix, a passage each, at one loudness."),
    ] = False,
    stems: Annotated[
        bool,
        typer.Option("--stems", help="Its tracks as FLAC files of their own, in FOLDER/stems."),
    ] = False,
    json: Json = False,
) -> None:
    """Write a remix that was made in other formats, with its tags, or its stems."""
    from bot.frontends.terminal.serving import serve

    options: dict[str, Any] = {"folder": folder, "formats": format, "compare": compare, "stems": stems}
    serve("export", options=options, as_json=json)


@app.command()
def chat(
    song: Annotated[str, typer.Option(help="The song to begin with.")] = "",
    out: Annotated[Path | None, typer.Option(help="Folder for the files; out/<name> if not given.")] = None,
    purpose: Annotated[str, typer.Option(help="What the remixes are for.")] = "private_preview",
    by: Annotated[str, typer.Option(help="Your name in the credits.")] = "",
) -> None:
    """Remix in a conversation: follow-ups, questions, undo."""
    from bot.frontends.terminal.chat import converse

    converse(song, {"out": out, "purpose": purpose}, by)


for command in (hosting.discord, hosting.worker, hosting.doctor):
    app.command()(command)
