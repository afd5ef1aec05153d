"""The bot's commands: put all at once, or one at a time, for everybody or for one server."""

from __future__ import annotations

from typing import Any

from tests.discord_server import errors
from tests.discord_server.calls import Answer, Call
from tests.discord_server.world import World

Json = dict[str, Any]


def registry(world: World, call: Call) -> dict[int, Json]:
    """The commands that the path speaks of."""
    if call.id("application") != world.application_id:
        raise errors.Refusal(403, 20012, "You are not authorized to perform this action on this application")
    guild_id = int(call.names.get("guild") or 0)
    if guild_id and not (guild_id in world.servers and world.servers[guild_id].has_bot):
        raise errors.missing_access()
    return world.commands.setdefault(guild_id, {})


def built(world: World, call: Call, sent: Json, before: Json | None) -> Json:
    """A command as Discord gives it back."""
    kind = sent.get("type") or 1
    command: Json = {
        "id": before["id"] if before else str(world.ids.next()),
        "application_id": str(world.application_id),
        "version": str(world.ids.next()),
        "type": kind,
        "name": sent["name"],
        "description": sent.get("description") or "",
        "default_member_permissions": sent.get("default_member_permissions"),
        "nsfw": bool(sent.get("nsfw")),
        "name_localizations": sent.get("name_localizations"),
        "description_localizations": sent.get("description_localizations"),
    }
    if command["default_member_permissions"] is not None:
        command["default_member_permissions"] = str(command["default_member_permissions"])
    if call.names.get("guild"):
        command["guild_id"] = call.names["guild"]
    else:
        command["contexts"] = sent.get("contexts")
        command["integration_types"] = sent.get("integration_types") or [0]
        command["dm_permission"] = sent.get("dm_permission", True)
    if sent.get("options"):
        command["options"] = [option(each) for each in sent["options"]]
    return command


def option(sent: Json) -> Json:
    """An option as Discord gives it back: what says nothing is left out."""
    kept = {key: value for key, value in sent.items() if value is not None and value != []}
    if "options" in kept:
        kept["options"] = [option(each) for each in kept["options"]]
    return kept


def same(known: dict[int, Json], sent: Json) -> Json | None:
    """The command of this name and kind that is there already."""
    wanted = (sent["name"], sent.get("type") or 1)
    return next((each for each in known.values() if (each["name"], each["type"]) == wanted), None)


def put_all(world: World, call: Call) -> Answer:
    known = registry(world, call)
    fresh = [built(world, call, sent, same(known, sent)) for sent in call.body]
    known.clear()
    known.update({int(each["id"]): each for each in fresh})
    return Answer(200, fresh)


def read_all(world: World, call: Call) -> Answer:
    found = list(registry(world, call).values())
    if call.query.get("with_localizations", "").lower() in ("1", "true"):
        return Answer(200, found)
    hidden = ("name_localizations", "description_localizations")
    return Answer(200, [{key: value for key, value in each.items() if key not in hidden} for each in found])


def put_one(world: World, call: Call) -> Answer:
    known = registry(world, call)
    before = same(known, call.form)
    made = built(world, call, call.form, before)
    known[int(made["id"])] = made
    return Answer(200 if before else 201, made)


def delete_one(world: World, call: Call) -> Answer:
    if registry(world, call).pop(call.id("command"), None) is None:
        raise errors.unknown_command()
    return Answer(204)


ROUTES = tuple(
    (method, front + path, handler)
    for front in ("/applications/{application}", "/applications/{application}/guilds/{guild}")
    for method, path, handler in (
        ("PUT", "/commands", put_all),
        ("GET", "/commands", read_all),
        ("POST", "/commands", put_one),
        ("DELETE", "/commands/{command}", delete_one),
    )
)
