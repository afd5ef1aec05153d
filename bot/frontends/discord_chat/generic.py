"""Generic: a command for every skill that takes a song or words and has no command file of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.frontends.discord_chat import limits, offering
from bot.frontends.discord_chat.limits import cut
from bot.frontends.discord_chat.proposing import proposal_request
from bot.frontends.discord_chat.reception import admitted, take
from bot.frontends.discord_chat.shelf import modules
from bot.frontends.discord_chat.tongue import named
from bot.frontends.discord_chat.wording import wording

if TYPE_CHECKING:
    from bot.frontends.discord_chat.service import Service

COMMANDS = "bot.frontends.discord_chat.commands"
_NAME = re.compile(r"[a-z0-9_-]{1,32}")

Command = app_commands.Command[Any, ..., Any]


def commands(service: Service) -> Iterable[Command]:
    """One for each such word, in their order."""
    own = modules(COMMANDS)
    for word, told in sorted(service.words.items()):
        takes = set(told.get("takes", ()))
        if takes & {"song", "words"} and word not in own and _NAME.fullmatch(word):
            yield _command(service, word, told, takes)


def _command(service: Service, word: str, told: Mapping[str, Any], takes: set[str]) -> Command:
    command = Command(
        name=_text(f"command.{word}.name", word),
        description=_text(f"command.{word}.description", _description(word, told)),
        callback=_callback(service, word, takes),
    )
    if "song" in takes:

        @command.autocomplete("song")
        async def offer(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
            return offering.songs(service, interaction, current)

    return command


def _callback(service: Service, word: str, takes: set[str]) -> Any:
    """The function behind a command; the library reads its options from how it is written."""

    async def asked(interaction: discord.Interaction, song: str = "", prompt: str = "") -> None:
        visit = await admitted(service, interaction, word)
        if visit is None:
            return
        talk_id = f"discord-{interaction.id}"
        request = proposal_request(visit, prompt, song, talk_id, word=word)
        about = {"words": prompt, "song": song, "talk_id": talk_id, "word": word}
        await take(service, interaction, visit, "generic", request, about)

    @app_commands.describe(song=named("option.song"), prompt=named("option.prompt"))
    async def both(
        interaction: discord.Interaction,
        song: app_commands.Range[str, 1, 200],
        prompt: app_commands.Range[str, 1, 2000],
    ) -> None:
        await asked(interaction, song, prompt)

    @app_commands.describe(song=named("option.song"))
    async def only_song(interaction: discord.Interaction, song: app_commands.Range[str, 1, 200]) -> None:
        await asked(interaction, song=song)

    @app_commands.describe(prompt=named("option.prompt"))
    async def only_words(interaction: discord.Interaction, prompt: app_commands.Range[str, 1, 2000]) -> None:
        await asked(interaction, prompt=prompt)

    if takes >= {"song", "words"}:
        return both
    return only_song if "song" in takes else only_words


def _text(key: str, otherwise: str) -> str | app_commands.locale_str:
    return named(key) if key in wording("en") else otherwise


def _description(word: str, told: Mapping[str, Any]) -> str:
    """What the skill says of itself, without its own name."""
    help_ = " ".join(str(told.get("help", "")).removeprefix(f"{word}:").split())
    return cut(help_[:1].upper() + help_[1:] or word, limits.COMMAND_DESCRIPTION)
