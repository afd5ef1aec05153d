"""Diagnosis: what is switched off or missing in a place, each in one sentence, and who can change it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.frontends.discord_chat.servers.quota import quota_of, standing
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    import discord

    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.visit import Visit
    from bot.frontends.discord_chat.wording import Wording

PERMISSIONS = (
    "view_channel", "send_messages", "embed_links", "attach_files", "create_public_threads",
    "send_messages_in_threads",
)  # fmt: skip
"""What we need to answer in a channel; the last two only for threads."""
SKILLS = ("remix", "songs", "rights", "changes")


def diagnosed(service: Service, interaction: discord.Interaction, visit: Visit) -> tuple[str, ...]:
    """Every sentence that holds here; the quota always, and last."""
    say = wording_of(visit.locale)
    return (
        *_switches(service, interaction, visit, say),
        *_lacking(service, interaction, say),
        *_more(service, visit, say),
    )


def _switches(
    service: Service, interaction: discord.Interaction, visit: Visit, say: Wording
) -> Iterator[str]:
    denied = service.servers.denied(interaction, visit, "remix")
    if denied:
        yield say(denied)
    if visit.server_id and not service.servers.settings(visit.server_id).own_audio:
        yield say("why.own_audio")


def _lacking(service: Service, interaction: discord.Interaction, say: Wording) -> Iterator[str]:
    if interaction.guild_id and not interaction.is_guild_integration():
        yield say("why.guest")
    elif interaction.guild_id:
        for name in PERMISSIONS:
            if not getattr(interaction.app_permissions, name):
                yield say(
                    "why.permission", name=say(f"permission.{name}"), for_=say(f"permission.{name}_for")
                )
    for word in SKILLS:
        if word not in service.words:
            yield say("why.skill", name=word)
    if not len(service.songs):
        yield say("why.no_songs")


def _more(service: Service, visit: Visit, say: Wording) -> Iterator[str]:
    yield standing(quota_of(service, visit), say)
