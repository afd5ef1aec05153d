"""Stems to hear: the files, what they are together, whose they are and what made them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.looks.look import Enclosed, Look, Part
from bot.frontends.discord_chat.looks.page import about, page, parts
from bot.frontends.discord_chat.plain import credits, label, one_line

if TYPE_CHECKING:
    from bot.frontends.discord_chat.wording import Wording
    from skills.talk.reply import Reply


def stems(reply: Reply, say: Wording) -> Look:
    """The stems of a remix; why there are none, where its license keeps them back."""
    if not reply.files:
        return page(reply, say)
    data = reply.data
    title, disclosure = str(data.get("title", "")), str(data.get("disclosure", ""))
    named = str(data.get("credits", "")).split("\n")
    found = (
        *parts(about(reply, "together")),
        *(Part(say("result.disclosure"), part.body) for part in parts(about(reply, "disclosure"))),
        Part(say("result.license"), one_line(str(data.get("license", "")))),
    )
    return Look(
        title=say("stems.title", title=one_line(title)),
        lead=credits("\n".join(line for line in named if line.strip() != disclosure.strip())),
        parts=tuple(part for part in found if part.body),
        colour="good",
        files=tuple(
            Enclosed(str(path), path.name, say("alt.stem", stem=name, title=label(title)))
            for name, path in reply.files.items()
        ),
    )
