"""Moderate: a remix is taken out of its channel, once a reason was given, by its maker or a moderator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.frontends.discord_chat.clicks import Field
from bot.frontends.discord_chat.servers.audit import LONGEST_REASON
from bot.frontends.discord_chat.servers.may import may_moderate
from bot.frontends.discord_chat.servers.notices import settle_all
from bot.frontends.discord_chat.servers.removal import remove

if TYPE_CHECKING:
    from bot.frontends.discord_chat.clicks import Click
    from bot.frontends.discord_chat.errands.errand import Errand

OWN = False
FREE = True


async def run(click: Click) -> None:
    """Ask for the reason; what is filled in comes to `submitted`."""
    errand = _remix(click)
    sentence = _hindrance(click, errand)
    if sentence:
        await click.whisper(click.say(sentence))
        return
    field = Field(
        "reason", click.say("removal.reason"), "", click.say("removal.example"), long=True,
        most=LONGEST_REASON, needed=False,
    )  # fmt: skip
    await click.form("moderate", click.say("removal.title"), field)


async def submitted(click: Click, told: Mapping[str, str]) -> None:
    """Take it out; who may do so is looked at anew."""
    errand = _remix(click)
    sentence = _hindrance(click, errand)
    if sentence or errand is None:
        await click.whisper(click.say(sentence))
        return
    reason = " ".join(told.get("reason", "").split())
    remove(click.service, errand, click.visit, reason)
    settle_all(click.service, errand, click.visit)
    own = errand.visit.person_id == click.visit.person_id
    await click.whisper(click.say("removal.done_own" if own else "removal.done"))


def _remix(click: Click) -> Errand | None:
    """The remix that is meant: what the message shows, or what a notice is about."""
    of = click.errand.about.get("of")
    return click.service.errands.errand(int(of)) if of else click.errand


def _hindrance(click: Click, errand: Errand | None) -> str:
    """The key of the sentence why it cannot be; "" where it can."""
    if errand is None or errand.kind != "render":
        return "removal.no_remix"
    own = errand.visit.person_id == click.visit.person_id
    if not own and not (may_moderate(click.interaction) and errand.visit.server_id == click.visit.server_id):
        return "removal.not_you"
    if errand.about.get("removed"):
        return "removal.already"
    return "removal.private" if click.service.slots.slot(errand.slot_id).ephemeral else ""
