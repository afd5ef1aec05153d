"""Discord's message object with its attachments, embeds and components, built in one place."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import quote

from tests.discord_server import objects
from tests.discord_server.clock import stamp
from tests.discord_server.messages import Attachment, Message
from tests.discord_server.world import MESSAGE_CONTENT, Interaction, User, World

Json = dict[str, Any]

LINK_LIVES_SECONDS = 24 * 3600
"""How long a signed link to an attachment works."""


def attachment(world: World, of: Attachment) -> Json:
    link = attachment_link(world, of)
    built: Json = {
        "id": str(of.id),
        "filename": of.filename,
        "size": of.size,
        "url": link,
        "proxy_url": link,
        "content_type": of.content_type,
    }
    for key in ("description", "ephemeral", "duration_secs", "waveform", "title"):
        if getattr(of, key):
            built[key] = getattr(of, key)
    return built


def attachment_link(world: World, of: Attachment) -> str:
    """A link to the file, signed until about a day from now."""
    ends = int(world.clock.now()) + LINK_LIVES_SECONDS
    place = "ephemeral-attachments" if of.ephemeral else "attachments"
    path = f"{place}/{of.channel_id}/{of.id}/{quote(of.filename)}"
    return f"{world.cdn_base}/{path}?ex={ends:x}&is={ends - LINK_LIVES_SECONDS:x}&hm={signature(of.id, ends)}"


def signature(attachment_id: int, ends: int) -> str:
    return hashlib.sha256(f"{attachment_id}:{ends}".encode()).hexdigest()


def message(world: World, of: Message) -> Json:
    """A message as REST answers it, all of it."""
    built: Json = {
        "id": str(of.id),
        "type": of.kind,
        "channel_id": str(of.channel.id),
        "author": objects.user(of.author),
        "content": of.content,
        "embeds": of.embeds,
        "components": of.components,
        "attachments": [attachment(world, each) for each in of.attachments],
        "mentions": [objects.user(each) for each in of.mentions],
        "mention_roles": [],
        "mention_everyone": of.mentions_everyone,
        "flags": of.flags,
        "timestamp": stamp(of.created_at),
        "edited_timestamp": None if of.edited_at is None else stamp(of.edited_at),
        "pinned": False,
        "tts": False,
        **optional_parts(world, of),
    }
    return built


def optional_parts(world: World, of: Message) -> Json:
    """What only some messages have."""
    built: Json = {}
    if of.nonce is not None:
        built["nonce"] = of.nonce
    if of.reply_to is not None:
        built |= reply_parts(world, of.reply_to)
    if of.interaction is not None:
        built["interaction_metadata"] = metadata(of.interaction, of)
        built |= {"application_id": str(world.application_id), "webhook_id": str(world.application_id)}
    if of.thread is not None:
        built["thread"] = objects.thread(of.thread)
    return built


def reply_parts(world: World, target: Message) -> Json:
    """Which message is answered, and that message itself while it is there."""
    place: Json = {"type": 0, "channel_id": str(target.channel.id), "message_id": str(target.id)}
    if target.channel.server:
        place["guild_id"] = str(target.channel.server.id)
    if target.deleted:
        return {"message_reference": place, "referenced_message": None}
    shallow = {**message(world, target)}
    shallow.pop("referenced_message", None)
    return {"message_reference": place, "referenced_message": shallow}


def metadata(of: Interaction, on: Message | None = None) -> Json:
    """Which interaction a message answers."""
    built: Json = {
        "id": str(of.id),
        "type": of.kind,
        "user": objects.user(of.person),
        "authorizing_integration_owners": installed_by(of),
    }
    if on is not None and of.original is not None and on is not of.original and of.acked_as in (4, 5):
        built["original_response_message_id"] = str(of.original.id)
    if of.kind == 3 and of.source is not None:
        built["interacted_message_id"] = str(of.source.id)
    if of.kind == 5 and of.trigger is not None:
        built["triggering_interaction_metadata"] = metadata(of.trigger)
    if isinstance(of.target, User):
        built["target_user"] = objects.user(of.target)
    elif isinstance(of.target, Message):
        built["target_message_id"] = str(of.target.id)
    return built


def installed_by(of: Interaction) -> dict[str, str]:
    """By whose installation the bot is here: "0" the server's ("0" in direct messages), "1" the person's."""
    found: dict[str, str] = {}
    if of.server is None:
        found["0"] = "0"
    elif of.server.has_bot:
        found["0"] = str(of.server.id)
    if of.person.has_installed or not found:
        found["1"] = str(of.person.id)
    return found


def event(world: World, of: Message, intents: int) -> Json:
    """A message as the gateway tells it to a session with these intents."""
    built = blanked(world, of, message(world, of), intents)
    server = of.channel.server
    if server is not None:
        built["guild_id"] = str(server.id)
        if of.author.id in server.members:
            built["member"] = objects.member(server.members[of.author.id], with_user=False)
    return built


def blanked(world: World, of: Message, built: Json, intents: int) -> Json:
    """The message without what its readers wrote, where the intent for that is missing."""
    if "referenced_message" in built and of.reply_to is not None and built["referenced_message"]:
        inner = blanked(world, of.reply_to, built["referenced_message"], intents)
        built = {**built, "referenced_message": inner}
    known = of.author is world.bot or of.channel.server is None or world.bot in of.mentions
    if intents & MESSAGE_CONTENT or known:
        return built
    return {**built, "content": "", "embeds": [], "attachments": [], "components": []}
