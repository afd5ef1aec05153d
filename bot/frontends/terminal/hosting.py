"""The commands for whoever hosts Refrain: discord, worker, doctor."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from bot.config import BadConfig, read_config
from bot.frontends.terminal.screen import Screen
from bot.frontends.terminal.serving import guarded

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs instead of text.")]
NO_TOKEN = (
    "There is no DISCORD_TOKEN in the environment; make an application at "
    "https://discord.com/developers/applications, copy its bot's token, and start again with "
    "`DISCORD_TOKEN=… refrain discord`."
)


def discord() -> None:
    """Put Refrain on Discord, until it is stopped; DISCORD_TOKEN in the environment holds the bot's token."""

    def work() -> int:
        from bot.starting import start

        config = read_config()
        if not config["discord"]["token"]:
            raise BadConfig(NO_TOKEN)
        return start("discord_chat", config)

    raise typer.Exit(guarded(work, Screen()))


def worker(
    renders: Annotated[
        int | None, typer.Option(help="How many render at once; else as configured.", min=0, max=64)
    ] = None,
    desks: Annotated[
        int | None,
        typer.Option(help="How many answer what is quick; else config.toml says it.", min=0, max=16),
    ] = None,
) -> None:
    """Do the jobs of a bot on this machine, beside it or in its place, until it is stopped."""

    def work() -> int:
        from bot import starting

        given = {"renders": renders, "desks": desks}
        config: dict[str, dict[str, Any]] = read_config()
        config["jobs"] |= {name: count for name, count in given.items() if count is not None}
        if config["jobs"]["renders"] + config["jobs"]["desks"] == 0:
            raise BadConfig("That is no worker at all; let --renders or --desks be at least 1.")
        return starting.work(config)

    raise typer.Exit(guarded(work, Screen()))


def doctor(json: Json = False) -> None:
    """Look at everything that Refrain needs, and say what is missing and what to do."""

    def look() -> int:
        from bot.frontends.terminal.examined import examine

        return examine(json)

    raise typer.Exit(guarded(look, Screen(json)))
