"""Duties: what a license asks for a remix, told in full or only counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.frontends.discord_chat.plain import one_line

if TYPE_CHECKING:
    from bot.frontends.discord_chat.wording import Wording
    from skills.talk.reply import Block, Reply


def duties(data: Mapping[str, Any], say: Wording) -> tuple[str, ...]:
    """The lines that tell the duties of a plan, from the data of its reply."""
    license_ = data.get("license") or {}
    owed = license_.get("duties", ()) if isinstance(license_, Mapping) else ()
    return tuple(say.told(f"Duty: {duty.get('text', '')}") for duty in owed)


def all_duties(data: Mapping[str, Any], say: Wording) -> str:
    """All of them, as the body of a paragraph."""
    return "\n".join(map(one_line, duties(data, say)))


def in_short(reply: Reply, say: Wording) -> Reply:
    """The reply with its duties counted in place of told, for where others read it too."""
    owed = duties(reply.data, say)
    return replace(reply, blocks=tuple(_counted(block, owed, say) for block in reply.blocks))


def _counted(block: Block, owed: tuple[str, ...], say: Wording) -> Block:
    count = sum(line in owed for line in block.lines) if block.about == "license" else 0
    if not count:
        return block
    first = next(number for number, line in enumerate(block.lines) if line in owed)
    before, after = block.lines[:first], block.lines[first:]
    told = say("card.duties", count=count, why=say("button.why"))
    return replace(block, lines=(*before, told, *(line for line in after if line not in owed)))
