"""Who and where: the bot itself, users, servers, members, channels, threads, direct messages."""

from __future__ import annotations

from tests.discord_server import errors, message_objects, objects, permissions
from tests.discord_server.calls import Answer, Call
from tests.discord_server.messages import HAS_THREAD, Message
from tests.discord_server.rest_messages import channel_of, message_of, post
from tests.discord_server.world import FORUM, PUBLIC_THREAD, TEXT, Channel, Server, User, World

START_LIMIT = {"total": 1000, "remaining": 1000, "reset_after": 86_400_000, "max_concurrency": 1}


def own_user(world: World, call: Call) -> Answer:
    return Answer(200, objects.own_user(world.bot))


def own_application(world: World, call: Call) -> Answer:
    return Answer(200, objects.application(world))


def gateway(world: World, call: Call) -> Answer:
    return Answer(200, {"url": world.gateway_url})


def gateway_for_bots(world: World, call: Call) -> Answer:
    return Answer(200, {"url": world.gateway_url, "shards": 1, "session_start_limit": START_LIMIT})


def own_servers(world: World, call: Call) -> Answer:
    """The servers that the bot is in, with what it may do there."""
    after = int(call.query.get("after", "0"))
    inside = sorted((each for each in world.servers.values() if each.has_bot), key=lambda each: each.id)
    page = [each for each in inside if each.id > after][: int(call.query.get("limit", "200"))]
    return Answer(200, [objects.own_guild(each, permissions.in_server(each, world.bot)) for each in page])


def user(world: World, call: Call) -> Answer:
    found = world.users.get(call.id("user"))
    if found is None:
        raise errors.unknown_user()
    return Answer(200, objects.user(found))


def server_of(world: World, call: Call) -> Server:
    """The server that the path names, if the bot is inside."""
    server = world.servers.get(call.id("guild"))
    if server is None:
        raise errors.unknown_guild()
    if not server.has_bot:
        raise errors.missing_access()
    return server


def server(world: World, call: Call) -> Answer:
    return Answer(200, objects.guild(server_of(world, call)))


def channels(world: World, call: Call) -> Answer:
    found = [each for each in server_of(world, call).channels if not each.is_thread]
    return Answer(200, [objects.channel(each) for each in found])


def roles(world: World, call: Call) -> Answer:
    return Answer(200, [objects.role(each) for each in server_of(world, call).roles])


def member(world: World, call: Call) -> Answer:
    found = server_of(world, call).members.get(call.id("user"))
    if found is None:
        raise errors.unknown_member() if call.id("user") in world.users else errors.unknown_user()
    return Answer(200, objects.member(found))


def leave(world: World, call: Call) -> Answer:
    found = server_of(world, call)
    found.leave(world.bot)
    world.tell.departure(found)
    return Answer(204)


def direct_channel(world: World, call: Call) -> Answer:
    """Open the direct messages with somebody; that they are closed shows only when something is sent."""
    who = world.users.get(int(call.form.get("recipient_id") or 0))
    if who is None:
        raise errors.unknown_user()
    if who.bot:
        raise errors.no_messages_to_this_person()
    return Answer(200, objects.channel(world.direct_channel(who)))


def channel(world: World, call: Call) -> Answer:
    return Answer(200, objects.channel(channel_of(world, call)))


def change_channel(world: World, call: Call) -> Answer:
    """Rename a channel; archive, lock or rename a thread."""
    found, form = channel_of(world, call), call.form
    if not found.is_thread:
        permissions.demand(found, world.bot, "MANAGE_CHANNELS")
        found.name = form.get("name", found.name)
        world.tell.channel("CHANNEL_UPDATE", found)
        return Answer(200, objects.channel(found))
    opens_only = set(form) == {"archived"} and not form["archived"] and not found.locked
    if found.owner is not world.bot or "locked" in form:
        permissions.demand(found, world.bot, "SEND_MESSAGES_IN_THREADS" if opens_only else "MANAGE_THREADS")
    if found.archived and form.get("archived", True):
        raise errors.thread_archived()
    found.name = form.get("name", found.name)
    found.locked = form.get("locked", found.locked)
    found.auto_archive_minutes = form.get("auto_archive_duration", found.auto_archive_minutes)
    set_archived(world, found, form.get("archived", found.archived))
    return Answer(200, objects.channel(found))


def set_archived(world: World, thread: Channel, archived: bool) -> None:
    """Archive a thread or open it again, and tell it."""
    if thread.archived != archived:
        thread.archived, thread.archived_at = archived, world.clock.now()
    world.tell.channel("THREAD_UPDATE", thread)


def delete_channel(world: World, call: Call) -> Answer:
    found = channel_of(world, call)
    if found.server is None:
        return Answer(200, objects.channel(found))
    permissions.demand(found, world.bot, "MANAGE_THREADS" if found.is_thread else "MANAGE_CHANNELS")
    told = objects.channel(found)
    remove_channel(world, found)
    return Answer(200, told)


def remove_channel(world: World, channel: Channel) -> None:
    """Take a channel out of the world with its threads and messages, and tell it."""
    assert channel.server
    for thread in [each for each in channel.server.threads if each.parent is channel]:
        remove_channel(world, thread)
    world.tell.channel("THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE", channel)
    channel.server.channels.remove(channel)
    world.channels.pop(channel.id, None)
    for message in channel.history.values():
        message.deleted = True


def thread_from_message(world: World, call: Call) -> Answer:
    message = message_of(world, call)
    place = message.channel
    if place.kind != TEXT:
        raise errors.wrong_channel_type()
    permissions.demand(place, world.bot, "CREATE_PUBLIC_THREADS", "READ_MESSAGE_HISTORY")
    if message.thread is not None or message.id in world.channels:
        raise errors.thread_exists_already()
    thread = open_thread(world, place, call.form["name"], world.bot, message)
    thread.auto_archive_minutes = call.form.get("auto_archive_duration") or thread.auto_archive_minutes
    world.tell.channel("THREAD_CREATE", thread, newly_created=True)
    world.tell.message("MESSAGE_UPDATE", message)
    return Answer(201, objects.thread(thread))


def open_thread(world: World, place: Channel, name: str, owner: User, message: Message | None) -> Channel:
    """A thread in a channel, at a message if there is one; it is not told yet."""
    thread_id = message.id if message else world.ids.next()
    now = world.clock.now()
    thread = Channel(thread_id, PUBLIC_THREAD, name, place.server, place, owner=owner, archived_at=now)
    assert place.server
    place.server.channels.append(thread)
    world.channels[thread.id] = thread
    if message is not None:
        message.thread = thread
        message.flags |= HAS_THREAD
    return thread


def thread_alone(world: World, call: Call) -> Answer:
    """A thread without a message to start from; in a forum the first message comes with it."""
    place = channel_of(world, call)
    if place.kind not in (TEXT, FORUM):
        raise errors.wrong_channel_type()
    permissions.demand(place, world.bot, "SEND_MESSAGES" if place.kind == FORUM else "CREATE_PUBLIC_THREADS")
    thread = open_thread(world, place, call.form["name"], world.bot, None)
    thread.auto_archive_minutes = call.form.get("auto_archive_duration") or thread.auto_archive_minutes
    world.tell.channel("THREAD_CREATE", thread, newly_created=True)
    built = objects.thread(thread)
    if place.kind == FORUM:
        inner = Call(call.method, call.path, {}, call.form.get("message") or {}, call.files)
        first = post(world, thread, inner)
        world.tell.message("MESSAGE_CREATE", first)
        built["message"] = message_objects.message(world, first)
    return Answer(201, built)


def active_threads(world: World, call: Call) -> Answer:
    found = [each for each in server_of(world, call).threads if not each.archived]
    return Answer(
        200, {"threads": [objects.thread(each) for each in found], "members": [], "has_more": False}
    )


def join_thread(world: World, call: Call) -> Answer:
    if channel_of(world, call).archived:
        raise errors.thread_archived()
    return Answer(204)


ROUTES = (
    ("GET", "/users/@me", own_user),
    ("GET", "/oauth2/applications/@me", own_application),
    ("GET", "/applications/@me", own_application),
    ("GET", "/gateway", gateway),
    ("GET", "/gateway/bot", gateway_for_bots),
    ("GET", "/users/@me/guilds", own_servers),
    ("GET", "/users/{user}", user),
    ("POST", "/users/@me/channels", direct_channel),
    ("DELETE", "/users/@me/guilds/{guild}", leave),
    ("GET", "/guilds/{guild}", server),
    ("GET", "/guilds/{guild}/channels", channels),
    ("GET", "/guilds/{guild}/roles", roles),
    ("GET", "/guilds/{guild}/members/{user}", member),
    ("GET", "/guilds/{guild}/threads/active", active_threads),
    ("GET", "/channels/{channel}", channel),
    ("PATCH", "/channels/{channel}", change_channel),
    ("DELETE", "/channels/{channel}", delete_channel),
    ("POST", "/channels/{channel}/threads", thread_alone),
    ("POST", "/channels/{channel}/messages/{message}/threads", thread_from_message),
    ("PUT", "/channels/{channel}/thread-members/@me", join_thread),
)
