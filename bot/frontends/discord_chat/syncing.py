"""Syncing: Discord is told of our commands only when they changed since it was told last."""

from __future__ import annotations

import hashlib
import json
import logging
from typing import TYPE_CHECKING, Any

from discord import app_commands

from bot.frontends.discord_chat import generic
from bot.frontends.discord_chat.shelf import modules

if TYPE_CHECKING:
    import discord

    from bot.frontends.discord_chat.service import Service

COMMANDS = "bot.frontends.discord_chat.commands"

log = logging.getLogger(__name__)


def build(tree: app_commands.CommandTree[Any], service: Service) -> None:
    """Put every command whose skills exist on the tree."""
    for module in modules(COMMANDS).values():
        if all(word in service.words for word in module.NEEDS):
            for command in module.commands(service):
                tree.add_command(command)
    for command in generic.commands(service):
        tree.add_command(command)


async def sync(tree: app_commands.CommandTree[Any], service: Service, application: discord.Object) -> bool:
    """Tell Discord, where what it was told last is not this; gives whether it was told."""
    assert tree.translator is not None, "the tree speaks languages before it is told"
    told = [await c.get_translated_payload(tree, tree.translator) for c in tree.get_commands()]
    told += [await c.get_translated_payload(tree, tree.translator) for c in _menus(tree)]
    mark = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    name = f"commands {application.id}"
    if service.servers.kept(name) == mark:
        return False
    await tree.sync()
    service.servers.keep(name, mark)
    log.info("told Discord of %d commands", len(told))
    return True


def _menus(tree: app_commands.CommandTree[Any]) -> list[Any]:
    import discord

    kinds = (discord.AppCommandType.message, discord.AppCommandType.user)
    return [menu for kind in kinds for menu in tree.get_commands(type=kind)]
