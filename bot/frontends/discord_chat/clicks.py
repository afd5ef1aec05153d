"""Clicks: buttons, menus and forms on our messages, read by their ids, so that they outlive any restart."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord

from bot.frontends.discord_chat import limits
from bot.frontends.discord_chat.dressing import custom_id, read_custom_id
from bot.frontends.discord_chat.errands.errand import Errand
from bot.frontends.discord_chat.limits import cut
from bot.frontends.discord_chat.looks.look import Look, Option
from bot.frontends.discord_chat.reception import acknowledged, admitted, insisted, whisper
from bot.frontends.discord_chat.shelf import modules
from bot.frontends.discord_chat.visit import Visit
from bot.frontends.discord_chat.wording import Wording, wording_of
from bot.jobs.job import NoSuchJob

if TYPE_CHECKING:
    from bot.frontends.discord_chat.service import Service
    from skills.talk.reply import Reply

ACTS = "bot.frontends.discord_chat.acts"
NO_ERRAND = "0"
"""What the id of a button or form begins with that is about no errand."""
STAND_BACK_SECONDS = 1.2
"""Before we say that we know nothing of a message: another bot on our token may know it."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Field:
    """One line of a form: its name, what stands beside it, and what is in it or can be chosen."""

    name: str
    label: str
    value: str = ""
    placeholder: str = ""
    long: bool = False
    most: int = 1000
    options: tuple[Option, ...] = ()
    needed: bool = True


@dataclass(frozen=True)
class Click:
    """A press on something of ours; errand: what the message was about; rest: what more the id says."""

    service: Service
    interaction: discord.Interaction
    visit: Visit
    errand: Errand
    rest: str

    @property
    def say(self) -> Wording:
        """The words of whoever pressed."""
        return wording_of(self.visit.locale)

    @property
    def own(self) -> bool:
        """Whether it was pressed by the person who asked."""
        return self.visit.person_id == self.errand.visit.person_id

    @property
    def chosen(self) -> tuple[str, ...]:
        """What was chosen from a menu."""
        return tuple(map(str, _data(self.interaction).get("values", ())))

    def told(self) -> dict[str, Any]:
        """The data of the reply that the card showed, with the talk that it belongs to."""
        try:
            reply = self.service.queue.job(self.errand.job_id).reply
        except NoSuchJob:  # forgotten after its days
            reply = None
        about = self.errand.about
        mine = {name: about[name] for name in ("talk_id", "words", "private") if name in about}
        return {**(reply.data if reply else {}), **mine, "needs_approval": _waits(reply)}

    async def whisper(self, sentence: str, look: Look | None = None) -> None:
        """Answer for this person alone."""
        await whisper(self.service, self.interaction, sentence, look)

    async def change(self, look: Look) -> None:
        """Let the message on which it was pressed look otherwise from now on."""
        service, interaction = self.service, self.interaction
        slot_id = self.errand.slot_id
        until = service.clock() + limits.TOKEN_SECONDS - 10.0
        service.slots.renewed(slot_id, interaction.application_id, interaction.token, until)
        service.slots.want(slot_id, look)
        try:
            await insisted(interaction.response.defer)
        except discord.HTTPException as error:
            log.info("a press was not acknowledged: %s %s", error.status, error.code)
        else:
            acknowledged(service, interaction)
        service.wake()

    async def form(self, act: str, title: str, *fields: Field) -> None:
        """Show a form; what is filled in comes to `submitted` of that act, also after a restart."""
        about = f"{self.errand.id}.{self.rest}"
        await show_form(self.service, self.interaction, custom_id(act, about), title, *fields)


async def show_form(
    service: Service, interaction: discord.Interaction, form_id: str, title: str, *fields: Field
) -> None:
    """Answer an interaction by a form."""
    modal = discord.ui.Modal(title=cut(title, limits.MODAL_TITLE), custom_id=form_id)
    for field in fields:
        modal.add_item(discord.ui.Label(text=cut(field.label, limits.MODAL_LABEL), component=_input(field)))
    modal.stop()
    try:
        await insisted(lambda: interaction.response.send_modal(modal))
    except discord.HTTPException as error:
        log.info("a form could not be shown: %s %s", error.status, error.code)
    else:
        acknowledged(service, interaction)


def _input(field: Field) -> discord.ui.Item[Any]:
    if field.options:
        options = [
            discord.SelectOption(label=cut(o.label, limits.OPTION_TEXT), value=o.value, default=o.chosen)
            for o in field.options
        ]
        return discord.ui.Select(custom_id=field.name, options=options)
    return discord.ui.TextInput(
        custom_id=field.name,
        default=field.value[: field.most] or None,
        placeholder=cut(field.placeholder, limits.OPTION_TEXT) or None,
        style=discord.TextStyle.paragraph if field.long else discord.TextStyle.short,
        max_length=field.most,
        required=field.needed,
    )


async def clicked(service: Service, interaction: discord.Interaction) -> None:
    """Find the act behind a press or a form and run it; what is not ours is left alone."""
    read = read_custom_id(str(_data(interaction).get("custom_id", "")))
    if read is None:
        return
    act = modules(ACTS).get(read[0])
    if act is None:
        await whisper(service, interaction, wording_of(interaction.locale.value)("click.forgotten"))
        return
    visit = await admitted(service, interaction, read[0], free=getattr(act, "FREE", False))
    if visit is None:
        return
    number, _, rest = read[1].partition(".")
    if number == NO_ERRAND and hasattr(act, "unbound"):
        filled = dict(_filled(_data(interaction).get("components", ())))
        await act.unbound(service, interaction, visit, rest, filled)
        return
    errand = service.errands.errand(int(number)) if number.isdecimal() else None
    if errand is None:
        await asyncio.sleep(STAND_BACK_SECONDS)
        await whisper(service, interaction, wording_of(visit.locale)("click.forgotten"))
        return
    click = Click(service, interaction, visit, errand, rest)
    if act.OWN and not click.own:
        await click.whisper(click.say("click.not_yours"))
        return
    if interaction.type is discord.InteractionType.modal_submit:
        await act.submitted(click, dict(_filled(_data(interaction).get("components", ()))))
    else:
        await act.run(click)


def _waits(reply: Reply | None) -> bool:
    return reply is not None and reply.outcome == "needs approval"


def _data(interaction: discord.Interaction) -> Mapping[str, Any]:
    told: Any = interaction.data
    return told or {}


def _filled(components: Any) -> Iterator[tuple[str, str]]:
    """What was filled into a form, by the names of its lines, however they are nested."""
    for component in components:
        inner: Mapping[str, Any] = component.get("component") or component
        if "value" in inner and "custom_id" in inner:
            yield str(inner["custom_id"]), str(inner["value"])
        elif "values" in inner and "custom_id" in inner:
            yield str(inner["custom_id"]), "\n".join(map(str, inner["values"]))
        yield from _filled(component.get("components", ()))
