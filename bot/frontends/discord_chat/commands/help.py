"""/help: what this person may do here, with examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.frontends.discord_chat.reception import admitted, take
from bot.frontends.discord_chat.tongue import named
from skills.talk.request import Request

if TYPE_CHECKING:
    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.visit import Visit

NEEDS = ("help",)


def commands(service: Service) -> Iterable[app_commands.Command[Any, ..., Any]]:
    """The command."""

    @app_commands.command(
        name=named("command.help.name"),
        description=named("command.help.description"),
        extras={"free": True},
    )
    @app_commands.describe(search=named("command.help.search"))
    async def help_(
        interaction: discord.Interaction, search: app_commands.Range[str, 1, 100] | None = None
    ) -> None:
        visit = await admitted(service, interaction, "help", free=True)
        if visit is None:
            return
        closed = bool(service.servers.denied(interaction, visit, "help"))
        commands = list(_offered(interaction, visit, closed))
        about = {"search": search or "", "commands": commands, "menus": not closed}
        await take(service, interaction, visit, "help", Request(word="help"), about)

    yield help_


def _offered(interaction: discord.Interaction, visit: Visit, closed: bool) -> Iterator[tuple[str, str]]:
    """Name and English description of every command that this person may use here.

    closed: whether only what is open to everybody everywhere can be used.
    """
    tree: app_commands.CommandTree[Any] = interaction.client.tree  # type: ignore[attr-defined]  # ours has one
    for command in tree.get_commands():
        if isinstance(command, app_commands.ContextMenu) or not _may(command, interaction, visit):
            continue
        if closed and not command.extras.get("free"):
            continue
        yield from _leaves(command)


def _may(
    command: app_commands.Command[Any, ..., Any] | app_commands.Group,
    interaction: discord.Interaction,
    visit: Visit,
) -> bool:
    contexts = command.allowed_contexts
    if not visit.server_id and contexts is not None and contexts.guild and not contexts.dm_channel:
        return False
    wanted = command.default_permissions
    return wanted is None or interaction.permissions >= wanted


def _leaves(
    command: app_commands.Command[Any, ..., Any] | app_commands.Group,
) -> Iterator[tuple[str, str]]:
    if isinstance(command, app_commands.Group):
        for inner in command.commands:
            yield from _leaves(inner)
    else:
        yield command.qualified_name, command.description
