"""Help: the commands that somebody may use, examples in their language, and what else there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.looks.look import Look, Part
from bot.frontends.discord_chat.looks.page import parts
from bot.frontends.discord_chat.looks.paging import paged
from bot.frontends.discord_chat.plain import one_line, plain
from bot.frontends.discord_chat.songs import folded

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.wording import Wording
    from skills.talk.reply import Reply

NOT_SHOWN = ("Words",)
"""Paragraphs of the skill that our commands take the place of, by their titles in English."""

MENUS = ("remix_this", "their_remixes")


def helping(errand: Errand, reply: Reply, say: Wording) -> Look:
    """All of it, or only the lines in which what was searched for stands."""
    search = str(errand.about.get("search", ""))
    wanted = folded(search).split()
    whole = _whole(errand, reply, say)
    found = tuple(part for one in whole if (part := _searched(one, wanted)).body)
    if not found:
        return Look(text=say("help.nothing", words=one_line(search)))
    look = Look(title=say("help.title"), lead="" if wanted else say("help.lead"), parts=found, colour="good")
    return paged(look, int(errand.about.get("page", 0)), str(errand.id), say)


def _whole(errand: Errand, reply: Reply, say: Wording) -> tuple[Part, ...]:
    commands = [tuple(map(str, one)) for one in errand.about.get("commands", ())]
    lines = sorted(
        f"`/{say.command(name)}` {plain(say.described(name) or english)}" for name, english in commands
    )
    named = zip(reply.data, reply.blocks, strict=False)  # a paragraph's name in English, and as it is told
    others = [block for name, block in named if name not in NOT_SHOWN]
    menus = (say(f"help.menu_{menu}", name=say(f"menu.{menu}.name")) for menu in MENUS)
    return (
        Part(say("help.commands"), "\n".join(lines)),
        Part(say("help.menus"), "\n".join(menus) if errand.about.get("menus") else ""),
        *parts(others),
    )


def _searched(part: Part, wanted: list[str]) -> Part:
    if not wanted:
        return part
    lines = (line for line in part.body.split("\n") if all(word in folded(line) for word in wanted))
    return Part(part.heading, "\n".join(lines))
