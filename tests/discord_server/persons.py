"""People who use the bot as the real client lets them, and no further."""

from __future__ import annotations

import asyncio
import mimetypes
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.discord_server import modals, permissions
from tests.discord_server.acts import Act, Choice, new_interaction, payload
from tests.discord_server.messages import SELECTS, Attachment, Message, label
from tests.discord_server.options import CannotAct, Resolved, descend, fill, find_command
from tests.discord_server.rest_messages import remove, wake
from tests.discord_server.rest_places import open_thread, set_archived
from tests.discord_server.world import Channel, Interaction, User, World
from tests.discord_server.writing import everyone, mentioned, new_message

Json = dict[str, Any]
File = tuple[str, bytes]
Wait = Callable[[Interaction], Awaitable[None]]


@dataclass(eq=False, repr=False)
class Person(User):
    """Somebody at a keyboard; each act waits for the bot's first answer unless told not to."""

    world: World = field(kw_only=True)
    wait_for_ack: Wait = field(kw_only=True)

    async def slash(
        self, channel: Channel, command: str, /, *, deliver: int = 1, wait: bool = True, **given: Any
    ) -> Act:
        """Use a slash command ("remix", or "settings show" for one inside a group) with its options."""
        data = self._command_data(channel, command, given)
        return await self._act(2, channel, data, deliver=deliver, wait=wait)

    async def autocomplete(
        self, channel: Channel, command: str, /, *, focused: str, **given: Any
    ) -> list[Choice]:
        """What the bot offers while the option `focused` is being typed."""
        data = self._command_data(channel, command, {focused: "", **given}, focused)
        act = await self._act(4, channel, data)
        if act.interaction.choices is None:
            raise CannotAct(f"Loading the options of {focused!r} failed.")
        return [Choice(each["name"], each["value"]) for each in act.interaction.choices]

    async def context_menu(
        self, channel: Channel, name: str, target: Message | User, *, deliver: int = 1, wait: bool = True
    ) -> Act:
        """Use a command from the menu of a message or of a person."""
        kind = 3 if isinstance(target, Message) else 2
        command = find_command(self.world, channel, self, name, kind)
        resolved = Resolved(self.world, channel)
        point_to: Callable[[Any], str] = resolved.message if kind == 3 else resolved.user
        data = {**head(command), "target_id": point_to(target), "resolved": resolved.found}
        return await self._act(2, channel, data, deliver=deliver, wait=wait, target=target)

    async def click(self, message: Message, which: str, *, deliver: int = 1, wait: bool = True) -> Act:
        """Press the button with this label, emoji or custom id."""
        button = self._part(message, which, "button", (2,), lambda part: label(part))
        if "custom_id" not in button:
            raise CannotAct(f"{which!r} is a link to {button.get('url')}.")
        data = {"custom_id": button["custom_id"], "component_type": 2, "id": button["id"]}
        return await self._act(3, message.channel, data, deliver=deliver, wait=wait, source=message)

    async def select(
        self, message: Message, which: str, values: Any, *, deliver: int = 1, wait: bool = True
    ) -> Act:
        """Choose in the menu with this placeholder or custom id: labels, values, people, roles, channels."""
        menu = self._part(message, which, "menu", SELECTS, lambda part: part.get("placeholder", ""))
        chosen = list(values) if isinstance(values, (list, tuple)) else [values]
        if not menu["min_values"] <= len(chosen) <= menu["max_values"]:
            raise CannotAct(f"{which!r} takes {menu['min_values']} to {menu['max_values']} choices.")
        resolved = Resolved(self.world, message.channel)
        data: Json = {
            "custom_id": menu["custom_id"],
            "component_type": menu["type"],
            "id": menu["id"],
            "values": [modals.pick(menu, each, resolved, self) for each in chosen],
        }
        if resolved.found:
            data["resolved"] = resolved.found
        return await self._act(3, message.channel, data, deliver=deliver, wait=wait, source=message)

    async def submit(
        self, act: Act, values: dict[str, Any] | None = None, /, *, wait: bool = True, **given: Any
    ) -> Act:
        """Send the form that an act has opened: inputs by label or custom id; what is not given stays."""
        if act.modal is None:
            raise CannotAct("No form is open.")
        before = act.interaction
        resolved = Resolved(self.world, before.channel)
        parts = modals.fill(act.modal, {**(values or {}), **given}, resolved, self)
        data: Json = {"custom_id": act.modal["custom_id"], "components": parts}
        if resolved.found:
            data["resolved"] = resolved.found
        return await self._act(5, before.channel, data, wait=wait, source=before.source, trigger=before)

    async def say(
        self,
        channel: Channel,
        content: str = "",
        *,
        attachments: Sequence[File] = (),
        reply_to: Message | None = None,
    ) -> Message:
        """Write a message; "<@bot>" mentions the bot, a reply mentions whom it answers."""
        wanted = "SEND_MESSAGES_IN_THREADS" if channel.is_thread else "SEND_MESSAGES"
        if not permissions.may(channel, self, wanted) or channel.locked:
            raise CannotAct(f"{self.name} may not write in #{channel.name}.")
        message = new_message(self.world, channel, self, reply_to=reply_to, kind=19 if reply_to else 0)
        message.content = content.replace("<@bot>", self.world.bot.mention)
        message.attachments = [self._upload(channel, each) for each in attachments]
        message.mentions, message.mentions_everyone = mentioned(self.world, message), everyone(message)
        wake(self.world, channel)
        self.world.tell.message("MESSAGE_CREATE", message)
        await asyncio.sleep(0)
        return message

    async def edit(self, message: Message, content: str) -> None:
        """Change one's own message."""
        if message.author is not self:
            raise CannotAct(f"{self.name} did not write this.")
        message.content = content.replace("<@bot>", self.world.bot.mention)
        message.mentions = mentioned(self.world, message)
        message.edited_at = self.world.clock.now()
        message.edits.append(message.look(message.edited_at))
        self.world.tell.message("MESSAGE_UPDATE", message)

    async def delete(self, message: Message) -> None:
        """Delete one's own message, an ephemeral one that only this person sees, or any as a moderator."""
        own = message.author is self or message.seen_by is self
        if not own and not permissions.may(message.channel, self, "MANAGE_MESSAGES"):
            raise CannotAct(f"{self.name} may not delete this.")
        remove(self.world, message)

    async def start_thread(self, channel: Channel, name: str, message: Message | None = None) -> Channel:
        """Open a thread, at a message or at none."""
        if not permissions.may(channel, self, "CREATE_PUBLIC_THREADS"):
            raise CannotAct(f"{self.name} may not open threads in #{channel.name}.")
        thread = open_thread(self.world, channel, name, self, message)
        self.world.tell.channel("THREAD_CREATE", thread, newly_created=True)
        return thread

    async def archive(self, thread: Channel, locked: bool = False) -> None:
        """Close a thread, and lock it if wanted."""
        thread.locked = locked
        set_archived(self.world, thread, True)

    def dm(self) -> Channel:
        """The direct messages with the bot."""
        return self.world.direct_channel(self)

    def install(self) -> None:
        """Take the bot along to every place, by one's own account."""
        self.has_installed = True

    def block(self) -> None:
        """Take no direct messages from the bot any more."""
        self.blocks_bot = True

    def sees(self, channel: Channel) -> list[Message]:
        """The channel as this person sees it, ephemeral messages and all."""
        return channel.messages_for(self) if permissions.may(channel, self, "VIEW_CHANNEL") else []

    # how it is done

    def _command_data(self, channel: Channel, command: str, given: Json, focused: str = "") -> Json:
        name, *words = command.split()
        found = find_command(self.world, channel, self, name, 1)
        chain, options = descend(found, words)
        resolved = Resolved(self.world, channel)
        sent = fill(options, given, resolved, self, focused)
        for inner in reversed(chain):
            sent = [{"name": inner["name"], "type": inner["type"], "options": sent}]
        data = {**head(found), "options": sent}
        return {**data, "resolved": resolved.found} if resolved.found else data

    def _part(
        self,
        message: Message,
        which: str,
        what: str,
        kinds: tuple[int, ...],
        named: Callable[[Json], str],
    ) -> Json:
        """The component that the person means; CannotAct where it is not to be had."""
        if message.deleted or message not in self.sees(message.channel):
            raise CannotAct(f"{self.name} does not see this message.")
        found = [part for part in message.parts if part["type"] in kinds]
        for part in found:
            if which in (named(part), part.get("custom_id")):
                if part.get("disabled"):
                    raise CannotAct(f"The {what} {which!r} is greyed out.")
                return part
        raise CannotAct(f"There is no {what} {which!r}; there are: {[named(part) for part in found]}.")

    def _upload(self, channel: Channel, file: File) -> Attachment:
        name, content = file
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        attachment = Attachment(self.world.ids.next(), name, content, kind, channel.id)
        self.world.attachments[attachment.id] = attachment
        return attachment

    async def _act(
        self, kind: int, channel: Channel, data: Json, *, deliver: int = 1, wait: bool = True, **more: Any
    ) -> Act:
        if not permissions.may(channel, self, "VIEW_CHANNEL"):
            raise CannotAct(f"{self.name} does not see this place.")
        interaction = new_interaction(self.world, kind, self, channel, data, **more)
        self.world.tell.interaction(payload(self.world, interaction), deliver, channel.server)
        if wait:
            await self.wait_for_ack(interaction)
        return Act(interaction)


def head(command: Json) -> Json:
    """What stands first in the data of a command."""
    data = {"id": command["id"], "name": command["name"], "type": command["type"]}
    return {**data, "guild_id": command["guild_id"]} if "guild_id" in command else data
