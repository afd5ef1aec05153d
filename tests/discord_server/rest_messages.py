"""Messages in channels: post, read, edit, delete, react."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from tests.discord_server import errors, message_objects, permissions
from tests.discord_server.calls import Answer, Call
from tests.discord_server.messages import HAS_THREAD, LOADING, Message
from tests.discord_server.world import DIRECT, Channel, User, World
from tests.discord_server.writing import new_message, write

NONCE_LIVES_SECONDS = 300
"""How long Discord remembers which message a nonce has made."""


def channel_of(world: World, call: Call) -> Channel:
    """The channel that the path names, if the bot may see it."""
    channel = world.channels.get(call.id("channel"))
    if channel is None:
        raise errors.unknown_channel()
    permissions.demand(channel, world.bot)
    return channel


def message_of(world: World, call: Call) -> Message:
    """The message that the path names; an ephemeral one is not to be found here."""
    message = channel_of(world, call).history.get(call.id("message"))
    if message is None or message.seen_by is not None:
        raise errors.unknown_message()
    return message


def demand_writing(world: World, channel: Channel, call: Call) -> None:
    """Raise what Discord answers where the bot may not write this here."""
    if channel.kind == DIRECT and not all(reachable(world, channel, who) for who in channel.recipients):
        raise errors.no_messages_to_this_person()
    wanted = ["SEND_MESSAGES_IN_THREADS" if channel.is_thread else "SEND_MESSAGES"]
    if call.files:
        wanted.append("ATTACH_FILES")
    permissions.demand(channel, world.bot, *wanted)
    if channel.locked and not permissions.may(channel, world.bot, "MANAGE_THREADS"):
        raise errors.thread_archived() if channel.archived else errors.thread_locked()


def reachable(world: World, channel: Channel, who: User) -> bool:
    """Whether the bot may write to somebody: they share a server, or that person came to the bot first."""
    shared = any(server.has_bot and who.id in server.members for server in world.servers.values())
    came = any(message.author is who or message.interaction for message in channel.history.values())
    return (shared or came or who.has_installed) and not who.blocks_bot


def create(world: World, call: Call) -> Answer:
    channel = channel_of(world, call)
    if channel.kind not in (0, 1, 11):
        raise errors.wrong_channel_type()
    demand_writing(world, channel, call)
    before = same_nonce(world, channel, call.form)
    if before is not None:
        return Answer(200, message_objects.message(world, before))
    message = post(world, channel, call)
    nonce = call.form.get("nonce")
    if nonce is not None:
        message.nonce = str(nonce)
        world.nonces[channel.id, str(nonce)] = (world.clock.now(), message)
    world.tell.message("MESSAGE_CREATE", message)
    return Answer(200, message_objects.message(world, message))


def same_nonce(world: World, channel: Channel, form: dict[str, Any]) -> Message | None:
    """The message that this nonce has made a moment ago."""
    if not form.get("enforce_nonce") or form.get("nonce") is None:
        return None
    at, message = world.nonces.get((channel.id, str(form["nonce"])), (0.0, None))
    return message if message is not None and world.clock.now() - at < NONCE_LIVES_SECONDS else None


def post(world: World, channel: Channel, call: Call) -> Message:
    """Make the message, or leave nothing behind."""
    message = new_message(world, channel, world.bot)
    try:
        message.reply_to = referenced(channel, call.form, message)
        write(world, message, call.form, call.files)
    except errors.Refusal:
        del channel.history[message.id]
        raise
    if not permissions.may(channel, world.bot, "EMBED_LINKS"):
        message.embeds = []
    wake(world, channel)
    return message


def referenced(channel: Channel, form: dict[str, Any], message: Message) -> Message | None:
    """The message that a new one replies to."""
    reference = form.get("message_reference")
    if not reference:
        return None
    found = channel.history.get(int(reference["message_id"]))
    if found is None and reference.get("fail_if_not_exists", True):
        raise errors.invalid_form("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
    if found is not None:
        message.kind = 19
    return found


def wake(world: World, channel: Channel) -> None:
    """Writing in an archived thread opens it again."""
    if channel.archived:
        channel.archived = False
        world.tell.channel("THREAD_UPDATE", channel)


def read_one(world: World, call: Call) -> Answer:
    message = message_of(world, call)
    permissions.demand(message.channel, world.bot, "READ_MESSAGE_HISTORY")
    return Answer(200, fetched(world, message))


def fetched(world: World, message: Message) -> dict[str, Any]:
    """A message as the bot may read it afterwards."""
    built = message_objects.message(world, message)
    return message_objects.blanked(world, message, built, world.privileged_intents)


def read_many(world: World, call: Call) -> Answer:
    channel = channel_of(world, call)
    if not permissions.may(channel, world.bot, "READ_MESSAGE_HISTORY"):
        return Answer(200, [])
    found = sorted(channel.messages, key=lambda message: message.id, reverse=True)
    if "before" in call.query:
        found = [message for message in found if message.id < int(call.query["before"])]
    limit = int(call.query.get("limit", "50"))
    if "after" in call.query:
        found = [message for message in found if message.id > int(call.query["after"])][-limit:]
    return Answer(200, [fetched(world, message) for message in found[:limit]])


def edit(world: World, call: Call) -> Answer:
    message = message_of(world, call)
    if message.author is not world.bot:
        raise errors.authored_by_another()
    if message.channel.archived:
        raise errors.thread_archived()
    if call.files:
        permissions.demand(message.channel, world.bot, "ATTACH_FILES")
    change(world, message, call)
    return Answer(200, message_objects.message(world, message))


def change(world: World, message: Message, call: Call) -> None:
    """Edit a message and tell it; it is not loading any more."""
    write(world, message, call.form, call.files)
    message.flags &= ~LOADING
    message.edited_at = world.clock.now()
    message.edits.append(message.look(message.edited_at))
    world.tell.message("MESSAGE_UPDATE", message)


def delete(world: World, call: Call) -> Answer:
    message = message_of(world, call)
    if message.author is not world.bot:
        permissions.demand(message.channel, world.bot, "MANAGE_MESSAGES")
    if message.channel.archived:
        raise errors.thread_archived()
    remove(world, message)
    return Answer(204)


def remove(world: World, message: Message) -> None:
    """Take a message out of its channel and tell it."""
    message.deleted = True
    message.channel.history.pop(message.id, None)
    if message.thread is not None:
        message.flags &= ~HAS_THREAD
    world.tell.removal(message)


def typing(world: World, call: Call) -> Answer:
    channel = channel_of(world, call)
    permissions.demand(channel, world.bot, "SEND_MESSAGES")
    return Answer(204)


def react(world: World, call: Call) -> Answer:
    message = message_of(world, call)
    permissions.demand(message.channel, world.bot, "ADD_REACTIONS", "READ_MESSAGE_HISTORY")
    emoji = unquote(call.names["emoji"])
    message.reactions.setdefault(emoji, set()).add(world.bot.id)
    world.tell.reaction("MESSAGE_REACTION_ADD", message, world.bot.id, emoji)
    return Answer(204)


def unreact(world: World, call: Call) -> Answer:
    message = message_of(world, call)
    emoji = unquote(call.names["emoji"])
    message.reactions.get(emoji, set()).discard(world.bot.id)
    world.tell.reaction("MESSAGE_REACTION_REMOVE", message, world.bot.id, emoji)
    return Answer(204)


ROUTES = (
    ("POST", "/channels/{channel}/messages", create),
    ("GET", "/channels/{channel}/messages", read_many),
    ("GET", "/channels/{channel}/messages/{message}", read_one),
    ("PATCH", "/channels/{channel}/messages/{message}", edit),
    ("DELETE", "/channels/{channel}/messages/{message}", delete),
    ("POST", "/channels/{channel}/typing", typing),
    ("PUT", "/channels/{channel}/messages/{message}/reactions/{emoji}/@me", react),
    ("DELETE", "/channels/{channel}/messages/{message}/reactions/{emoji}/@me", unreact),
)
