"""What a person did and what the bot made of it."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any, NamedTuple

from tests.discord_server import message_objects, objects, permissions
from tests.discord_server.messages import Message
from tests.discord_server.world import Channel, Interaction, User, World

Json = dict[str, Any]

HOW = {
    0: "", 4: "message", 5: "defer", 6: "defer update", 7: "update", 8: "choices", 9: "modal",
}  # fmt: skip


class Choice(NamedTuple):
    """A line that autocomplete offers."""

    name: str
    value: str | int | float


@dataclass(frozen=True)
class Act:
    """An interaction seen from the person's side; everything is as it is now."""

    interaction: Interaction

    @property
    def acked(self) -> str:
        """The bot's first answer: "message", "defer", "defer update", "update", "modal"; "" for none."""
        return HOW[self.interaction.acked_as]

    @property
    def message(self) -> Message | None:
        """The response; for an answer that changes the clicked message, that message; None once deleted."""
        message = self.interaction.original
        return None if message is None or message.deleted else message

    @property
    def ephemeral(self) -> bool:
        """Whether only this person sees the response."""
        return self.interaction.original is not None and self.interaction.original.ephemeral

    @property
    def modal(self) -> Json | None:
        """The form that opened."""
        return self.interaction.modal

    @property
    def follow_ups(self) -> list[Message]:
        """What came after the response."""
        return [message for message in self.interaction.follow_ups if not message.deleted]

    @property
    def seconds_to_ack(self) -> float:
        """How long the bot took to answer; endless where it did not."""
        taken = self.interaction.acked_at - self.interaction.created_at
        return taken if self.interaction.acked_as else float("inf")


def new_interaction(
    world: World, kind: int, who: User, channel: Channel, data: Json, **more: Any
) -> Interaction:
    """An interaction that the world remembers by its token."""
    token = base64.urlsafe_b64encode(b"interaction:" + world.chance.randbytes(60)).decode()
    now, began = world.clock.now(), world.clock.deadline_seconds()
    interaction = Interaction(
        world.ids.next(), token, kind, who, channel, data, now, began, who.locale, **more
    )
    world.interactions[token] = interaction
    return interaction


def payload(world: World, of: Interaction) -> Json:
    """An interaction as the gateway tells it."""
    server, channel = of.server, of.channel
    built: Json = {
        "id": str(of.id),
        "application_id": str(world.application_id),
        "type": of.kind,
        "token": of.token,
        "version": 1,
        "data": of.data,
        "channel_id": str(channel.id),
        "channel": objects.interaction_channel(channel, of.person),
        "app_permissions": str(app_permissions(world, of)),
        "locale": of.locale,
        "entitlements": [],
        "authorizing_integration_owners": message_objects.installed_by(of),
        "context": 0 if server else 1,
        "attachment_size_limit": world.attachment_limit,
    }
    if server is None:
        built["user"] = objects.user(of.person)
    else:
        member = objects.member(server.members[of.person.id])
        member["permissions"] = str(permissions.in_channel(channel, of.person))
        built |= {
            "member": member,
            "guild_id": str(server.id),
            "guild_locale": server.locale,
            "guild": {"id": str(server.id), "locale": server.locale, "features": []},
        }
    if of.source is not None:
        built["message"] = message_objects.message(world, of.source)
    return built


def app_permissions(world: World, of: Interaction) -> int:
    """What the bot may do there; as a guest no more than to answer."""
    if of.only_user_installed:
        return permissions.bits("EMBED_LINKS", "ATTACH_FILES", "MENTION_EVERYONE", "USE_EXTERNAL_EMOJIS")
    return permissions.in_channel(of.channel, world.bot)
