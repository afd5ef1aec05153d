"""What a person's client makes of a command's options: checked, in order, with what they point to."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from typing import Any

from tests.discord_server import message_objects, objects, permissions
from tests.discord_server.messages import Attachment, Message
from tests.discord_server.world import Channel, Role, User, World

Json = dict[str, Any]

SUBCOMMAND, GROUP = 1, 2
TEXT, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, FILE = 3, 4, 5, 6, 7, 8, 9, 10, 11
"""Kinds of option."""

PYTHON_TYPES: dict[int, tuple[type, ...]] = {
    TEXT: (str,), INTEGER: (int,), BOOLEAN: (bool,), USER: (User,), CHANNEL: (Channel,), ROLE: (Role,),
    MENTIONABLE: (User, Role), NUMBER: (int, float), FILE: (tuple,),
}  # fmt: skip


class CannotAct(AssertionError):
    """What the person wants to do is not on offer; the sentence says why."""


class Resolved:
    """Collects the whole objects behind the ids in an interaction."""

    def __init__(self, world: World, channel: Channel) -> None:
        self._world, self._channel = world, channel
        self.found: dict[str, dict[str, Json]] = {}

    def _put(self, kind: str, of_id: int, built: Json) -> str:
        self.found.setdefault(kind, {})[str(of_id)] = built
        return str(of_id)

    def user(self, of: User) -> str:
        server = self._channel.server
        if server is not None and of.id in server.members:
            member = objects.member(server.members[of.id], with_user=False)
            member["permissions"] = str(permissions.in_channel(self._channel, of))
            self._put("members", of.id, member)
        return self._put("users", of.id, objects.user(of))

    def role(self, of: Role) -> str:
        return self._put("roles", of.id, objects.role(of))

    def channel(self, of: Channel, who: User) -> str:
        return self._put("channels", of.id, objects.interaction_channel(of, who))

    def message(self, of: Message) -> str:
        return self._put("messages", of.id, message_objects.message(self._world, of))

    def file(self, of: tuple[str, bytes]) -> str:
        """A file that the person chose, uploaded for this interaction alone."""
        name, content = of
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        new = Attachment(self._world.ids.next(), name, content, kind, self._channel.id, ephemeral=True)
        self._world.attachments[new.id] = new
        return self._put("attachments", new.id, message_objects.attachment(self._world, new))


def find_command(world: World, channel: Channel, who: User, name: str, kind: int) -> Json:
    """The command as this person sees it in this channel; CannotAct where it is not offered."""
    server_id = channel.server.id if channel.server else 0
    places = [world.commands.get(server_id, {})] if server_id else []
    for known in (*places, world.commands[0]):
        for command in known.values():
            if command["name"] == name and command["type"] == kind:
                check_offered(channel, who, command)
                return command
    names = sorted(each["name"] for known in (*places, world.commands[0]) for each in known.values())
    raise CannotAct(f"The bot has registered no command {name!r} here; it has: {', '.join(names) or 'none'}.")


def check_offered(channel: Channel, who: User, command: Json) -> None:
    """Raise CannotAct where the command may not be used in such a place, or not by this person."""
    contexts = command.get("contexts")
    if contexts is None and not command.get("dm_permission", True):
        contexts = [0]
    place = 0 if channel.server else 1
    if contexts is not None and place not in contexts:
        raise CannotAct(f"/{command['name']} is not for this kind of place (contexts {contexts}).")
    kinds = command.get("integration_types") or [0]
    installed = {0} if channel.server is None or channel.server.has_bot else set()
    if who.has_installed:
        installed.add(1)
    if not installed & set(kinds):
        raise CannotAct(f"/{command['name']} is not installed for {who.name} here.")
    wanted = command.get("default_member_permissions")
    if wanted is not None and channel.server is not None:
        held = permissions.in_channel(channel, who)
        if held & int(wanted) != int(wanted) or (int(wanted) == 0 and held != permissions.EVERYTHING):
            raise CannotAct(f"{who.name} lacks the permissions that /{command['name']} asks for.")
    if channel.server is not None and not permissions.may(channel, who, "USE_APPLICATION_COMMANDS"):
        raise CannotAct(f"{who.name} may not use commands in #{channel.name}.")


def descend(command: Json, words: list[str]) -> tuple[list[Json], list[Json]]:
    """The chain of subcommands for the words after the command's name, and the options at its end."""
    chain: list[Json] = []
    options = command.get("options", [])
    for word in words:
        inner = next((o for o in options if o["name"] == word and o["type"] in (SUBCOMMAND, GROUP)), None)
        if inner is None:
            raise CannotAct(f"/{command['name']} has no {word!r}.")
        chain.append(inner)
        options = inner.get("options", [])
    if any(each["type"] in (SUBCOMMAND, GROUP) for each in options):
        raise CannotAct(f"/{command['name']} wants one of: {', '.join(each['name'] for each in options)}.")
    return chain, options


def fill(
    options: list[Json], given: Mapping[str, Any], resolved: Resolved, who: User, focused: str = ""
) -> list[Json]:
    """The options as sent; while one is `focused`, nothing is demanded yet."""
    known = {each["name"].replace("-", "_"): each for each in options}
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise CannotAct(f"No such option: {', '.join(unknown)}; there are: {', '.join(known) or 'none'}.")
    sent = []
    for key, option in known.items():
        if key in given:
            value = one_value(option, given[key], resolved, who, loose=option["name"] == focused)
            mark = {"focused": True} if option["name"] == focused else {}
            sent.append({"name": option["name"], "type": option["type"], "value": value, **mark})
        elif option.get("required") and not focused:
            raise CannotAct(f"The option {option['name']!r} must be given.")
    return sent


def one_value(option: Json, value: Any, resolved: Resolved, who: User, loose: bool) -> Any:
    """One option's value on the wire; CannotAct where the client would not let it through."""
    kind, name = option["type"], option["name"]
    if loose:
        return value
    if not isinstance(value, PYTHON_TYPES[kind]) or (kind == INTEGER and isinstance(value, bool)):
        raise CannotAct(f"The option {name!r} does not take {value!r}.")
    if kind in (USER, CHANNEL, ROLE, MENTIONABLE, FILE):
        return pointed_to(value, resolved, who)
    check_choice(option, value)
    check_range(option, value)
    return value


def pointed_to(value: Any, resolved: Resolved, who: User) -> str:
    if isinstance(value, User):
        return resolved.user(value)
    if isinstance(value, Role):
        return resolved.role(value)
    return resolved.channel(value, who) if isinstance(value, Channel) else resolved.file(value)


def check_choice(option: Json, value: Any) -> None:
    choices = [choice["value"] for choice in option.get("choices", [])]
    if choices and value not in choices:
        raise CannotAct(f"The option {option['name']!r} offers {choices}, not {value!r}.")


def check_range(option: Json, value: Any) -> None:
    size = len(value) if isinstance(value, str) else value
    low = option.get("min_length", option.get("min_value"))
    high = option.get("max_length", option.get("max_value", 6000 if isinstance(value, str) else None))
    if (low is not None and size < low) or (high is not None and size > high):
        raise CannotAct(f"The option {option['name']!r} takes {low} to {high}, not {size}.")
