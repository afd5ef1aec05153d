"""The wizard: how it will be on a server, and what can be changed about it, in one message."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.frontends.discord_chat.looks.look import Button, Item, Look, Menu, Option, Part, Pick, Row
from bot.frontends.discord_chat.servers.draft import PER_DAY, SAME, same
from bot.frontends.discord_chat.servers.lines import LANGUAGE_NAMES, lines
from bot.frontends.discord_chat.servers.place import TO_POST, TO_TELL

if TYPE_CHECKING:
    from bot.frontends.discord_chat.servers.draft import Draft
    from bot.frontends.discord_chat.servers.place import Place
    from bot.frontends.discord_chat.servers.settings import ServerSettings
    from bot.frontends.discord_chat.wording import Wording

ACT = "setup"


@dataclass(frozen=True)
class Standing:
    """How it is on a server now. blocked: how many people it keeps out. waiting, running: its remixes."""

    saved: ServerSettings
    usual: ServerSettings
    blocked: int
    waiting: int
    running: int


def wizard(draft: Draft, now: Standing, place: Place, errand_id: int, say: Wording) -> Look:
    """The whole message."""
    settled = same(draft.settings, now.saved)
    parts = (
        Part(say("setup.where"), _shown(("on", "channels", "roles"), draft, now, say)),
        Part(say("setup.how"), _shown(("renders_per_day", "own_audio", "language"), draft, now, say)),
        Part(say("setup.after"), _after(draft, now, say)),
        Part(say("setup.needs"), "\n".join(_needs(draft.settings, now, place, say))),
    )
    return Look(
        text=draft.note,
        title=say("setup.as_is" if settled else "setup.as_will_be"),
        parts=tuple(part for part in parts if part.body),
        footer=say("setup.footer"),
        colour="good" if settled else "wait",
        rows=(*_rows(draft, place, str(errand_id), say), _decisions(draft, now, str(errand_id), say)),
    )


def _shown(names: tuple[str, ...], draft: Draft, now: Standing, say: Wording) -> str:
    """Lines of settings; beside what would change stands how it is so far."""
    will, was = lines(draft.settings, say), lines(now.saved, say)
    told = []
    for name in names:
        line = say("setup.line", name=say(f"setup.{name}"), value=f"**{will[name]}**")
        so_far = say("setup.line", name=say("setup.so_far"), value=was[name])
        told.append(line if will[name] == was[name] else f"{line} ({so_far})")
    return "\n".join(told)


def _after(draft: Draft, now: Standing, say: Wording) -> str:
    log = _shown(("log_channel",), draft, now, say)
    return "\n".join((log, say("setup.blocked", count=now.blocked), say("setup.purpose")))


def _needs(settings: ServerSettings, now: Standing, place: Place, say: Wording) -> Iterator[str]:
    """What has to be done, or to be known, before these settings work."""
    if now.saved.on and not settings.on and (now.waiting or now.running):
        yield say("setup.stops", waiting=now.waiting, running=now.running)
    for channel_id in settings.channels:
        yield from _lacks(channel_id, TO_POST, place, say)
    if settings.log_channel:
        yield from _lacks(settings.log_channel, TO_TELL, place, say)
    else:
        yield say("setup.log_unset")
    gone = sum(not place.has_channel(each) for each in (*settings.channels, settings.log_channel) if each)
    gone += sum(not place.has_role(each) for each in settings.roles)
    if gone:
        yield say("setup.gone", count=gone)


def _lacks(channel_id: int, needed: tuple[str, ...], place: Place, say: Wording) -> Iterator[str]:
    missing = place.lacking(channel_id, needed)
    if missing:
        names = ", ".join(say(f"permission.{name}") for name in missing)
        yield say("setup.lacks", channel=f"<#{channel_id}>", names=names)


def _rows(draft: Draft, place: Place, about: str, say: Wording) -> tuple[Row, ...]:
    settings = draft.settings
    if draft.page:
        log = tuple(each for each in (settings.log_channel,) if each and place.has_channel(each))
        return (
            (Pick(ACT, f"{about}.log", say("setup.pick_log"), "text channels", log, most=1),),
            (_languages(settings, about, say),),
            (Button(ACT, f"{about}.first", say("page.back")),),
        )
    channels = tuple(each for each in settings.channels if place.has_channel(each))
    roles = tuple(each for each in settings.roles if place.has_role(each))
    return (
        (Pick(ACT, f"{about}.channels", say("setup.pick_channels"), "channels", channels),),
        (Pick(ACT, f"{about}.roles", say("setup.pick_roles"), "roles", roles),),
        (_quotas(settings, about, say),),
        _switches(settings, about, say),
    )


def _switches(settings: ServerSettings, about: str, say: Wording) -> tuple[Item, ...]:
    switch, audio = ("off" if settings.on else "on"), ("no" if settings.own_audio else "yes")
    return (
        Button(ACT, f"{about}.on", say(f"setup.switch_{switch}")),
        Button(ACT, f"{about}.audio", say(f"setup.allow_audio_{audio}")),
        Button(ACT, f"{about}.second", say("page.on")),
    )


def _quotas(settings: ServerSettings, about: str, say: Wording) -> Menu:
    offered = sorted({*PER_DAY, settings.renders_per_day})
    options = tuple(
        Option(str(count), say("setup.per_day", count=count), chosen=count == settings.renders_per_day)
        for count in offered
    )
    return Menu(ACT, f"{about}.quota", say("setup.pick_quota"), options)


def _languages(settings: ServerSettings, about: str, say: Wording) -> Menu:
    offered = {SAME: say("setup.as_server"), **LANGUAGE_NAMES}
    options = tuple(
        Option(key, told, chosen=key == (settings.language or SAME)) for key, told in offered.items()
    )
    return Menu(ACT, f"{about}.language", say("setup.pick_language"), options)


def _decisions(draft: Draft, now: Standing, about: str, say: Wording) -> tuple[Item, ...]:
    settled, usual = same(draft.settings, now.saved), same(draft.settings, now.usual)
    return (
        Button(ACT, f"{about}.save", say("setup.save"), "success", disabled=settled),
        Button(ACT, f"{about}.undo", say("setup.undo"), disabled=not draft.past),
        Button(ACT, f"{about}.reset", say("setup.reset"), disabled=usual),
    )
