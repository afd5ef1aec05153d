"""/setup: what a server decides about Refrain, whom it keeps out, and what was done there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.frontends.discord_chat.plain import name
from bot.frontends.discord_chat.reception import admitted, answer_with, whisper
from bot.frontends.discord_chat.servers import auditing, deciding
from bot.frontends.discord_chat.servers.draft import read_draft
from bot.frontends.discord_chat.servers.keeping_out import block, unblock
from bot.frontends.discord_chat.servers.may import may_manage
from bot.frontends.discord_chat.servers.place import Place
from bot.frontends.discord_chat.tongue import named
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.visit import Visit

NEEDS = ()


def commands(service: Service) -> Iterable[app_commands.Group]:
    """The group."""
    group = app_commands.Group(
        name=named("command.setup.name"),
        description=named("command.setup.description"),
        default_permissions=discord.Permissions(manage_guild=True),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
        extras={"free": True},
    )
    _settings(service, group)
    _people(service, group)
    _audit(service, group)
    yield group


def _settings(service: Service, group: app_commands.Group) -> None:
    @group.command(
        name=named("command.setup_server.name"), description=named("command.setup_server.description")
    )
    async def server(interaction: discord.Interaction) -> None:
        visit = await _manager(service, interaction)
        if visit is None:
            return
        errand = deciding.opened(service, interaction, visit)
        draft = read_draft(errand.about["draft"])
        look = deciding.look(service, visit, errand, draft, Place(interaction.guild))
        await answer_with(service, interaction, errand, look, ephemeral=True)


def _people(service: Service, group: app_commands.Group) -> None:
    @group.command(
        name=named("command.setup_block.name"), description=named("command.setup_block.description")
    )
    @app_commands.describe(
        person=named("command.setup_block.person"), reason=named("command.setup_block.reason")
    )
    async def keep_out(
        interaction: discord.Interaction,
        person: discord.User,
        reason: app_commands.Range[str, 1, 512] | None = None,
    ) -> None:
        visit = await _manager(service, interaction)
        if visit is not None:
            told = block(service, visit, person.id, name(person.display_name), person.bot, reason or "")
            await whisper(service, interaction, told)

    @group.command(
        name=named("command.setup_unblock.name"), description=named("command.setup_unblock.description")
    )
    @app_commands.describe(person=named("command.setup_unblock.person"))
    async def let_in(interaction: discord.Interaction, person: discord.User) -> None:
        visit = await _manager(service, interaction)
        if visit is not None:
            told = unblock(service, visit, person.id, name(person.display_name))
            await whisper(service, interaction, told)


def _audit(service: Service, group: app_commands.Group) -> None:
    @group.command(
        name=named("command.setup_audit.name"), description=named("command.setup_audit.description")
    )
    async def audit(interaction: discord.Interaction) -> None:
        visit = await _manager(service, interaction)
        if visit is None:
            return
        errand = auditing.opened(service, interaction, visit)
        look = auditing.audit_look(service, visit.server_id, 0, errand.id, wording_of(visit.locale))
        await answer_with(service, interaction, errand, look, ephemeral=True)


async def _manager(service: Service, interaction: discord.Interaction) -> Visit | None:
    """The visit of somebody who may decide for the server; others were told that they may not."""
    visit = await admitted(service, interaction, "setup", free=True)
    if visit is None or may_manage(interaction):
        return visit
    await whisper(service, interaction, wording_of(visit.locale)("setup.not_you"))
    return None
