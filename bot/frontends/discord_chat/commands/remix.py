"""/remix: a song, or sound of one's own, and what to do with it; the answer is a plan card."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.frontends.discord_chat import offering
from bot.frontends.discord_chat.bringing import LICENSES, Brought
from bot.frontends.discord_chat.proposing import proposal_request
from bot.frontends.discord_chat.reception import admitted, take
from bot.frontends.discord_chat.taking_in import take_in
from bot.frontends.discord_chat.tongue import named
from skills.talk.request import Request

if TYPE_CHECKING:
    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.visit import Visit

NEEDS = ("remix",)


def commands(service: Service) -> Iterable[app_commands.Command[Any, ..., Any]]:
    """The command."""

    @app_commands.command(name=named("command.remix.name"), description=named("command.remix.description"))
    @app_commands.describe(
        prompt=named("command.remix.prompt"),
        song=named("command.remix.song"),
        private=named("command.remix.private"),
        audio=named("command.remix.audio"),
        license_=named("command.remix.license"),
    )
    @app_commands.rename(license_="license")
    @app_commands.choices(license_=_licenses())
    async def remix(
        interaction: discord.Interaction,
        prompt: app_commands.Range[str, 1, 2000],
        song: app_commands.Range[str, 1, 200] | None = None,
        private: bool = False,
        audio: discord.Attachment | None = None,
        license_: str | None = None,
    ) -> None:
        visit = await admitted(service, interaction, "remix")
        if visit is None:
            return
        if audio is not None:
            brought = Brought(audio.url, audio.filename, audio.size, license_ or "", prompt)
            await take_in(service, interaction, visit, brought)
        elif song:
            await _planned(service, interaction, visit, prompt, song, private)
        else:
            await _asked_which(service, interaction, visit, prompt)

    @remix.autocomplete("song")
    async def offer(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        return offering.songs(service, interaction, current)

    yield remix


async def _planned(
    service: Service, interaction: discord.Interaction, visit: Visit, prompt: str, song: str, private: bool
) -> None:
    talk_id = f"discord-{interaction.id}"
    request = proposal_request(visit, prompt, song, talk_id, private=private)
    about = {"words": prompt, "song": song, "talk_id": talk_id, "private": private}
    await take(service, interaction, visit, "card", request, about)


async def _asked_which(service: Service, interaction: discord.Interaction, visit: Visit, prompt: str) -> None:
    """Without a song it is the one that is named in the words, else whoever asks chooses."""
    found = service.songs.named_in(prompt, service.uploads.hidden_from(visit.person_id))
    if found is not None:
        await _planned(service, interaction, visit, prompt, found.id, False)
        return
    about = {"words": prompt, "song": "", "talk_id": f"discord-{interaction.id}"}
    request = Request(word="songs", options={"action": "list"})
    await take(service, interaction, visit, "choose", request, about)


def _licenses() -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=named(f"license.{key}"), value=key) for key in LICENSES]
