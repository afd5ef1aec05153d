"""Why: the words behind each step of a plan, or every reason why a license does not allow it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.looks.duties import all_duties
from bot.frontends.discord_chat.looks.look import Look, Part
from bot.frontends.discord_chat.plain import one_line
from bot.frontends.discord_chat.servers.quota import quota_of, standing

if TYPE_CHECKING:
    from bot.frontends.discord_chat.clicks import Click
    from bot.frontends.discord_chat.wording import Wording

OWN = False


async def run(click: Click) -> None:
    """Tell it to whoever pressed."""
    told, say = click.told(), click.say
    reasons = [reason.get("text", "") for reason in told.get("reasons") or ()]
    steps = [str(line) for line in told.get("explained") or ()]
    found = (
        Part(say("why.reasons"), _lines(reasons, say)),
        Part(say("why.nearest"), _lines(told.get("nearest_changes") or (), say)),
        Part(say("why.steps"), _lines(steps, say)),
        Part(say("why.left_out"), _lines(told.get("not_understood") or ())),
        Part(say("why.duties"), all_duties(told, say)),
        Part(say("why.who"), say("why.holder")) if reasons else Part("", ""),
    )
    own = Part(say("quota.title"), standing(quota_of(click.service, click.visit), say))
    parts = tuple(part for part in found if part.body)
    if not parts:
        await click.whisper(say("click.forgotten"))
        return
    await click.whisper("", Look(title=say("why.title"), parts=(*parts, own)))


def _lines(told: object, say: Wording | None = None) -> str:
    """Lines of the skills, put in that language; those that hold the words of a person stay as they are."""
    lines = [str(line) for line in told] if isinstance(told, list | tuple) else []
    return "\n".join(one_line(say.told(line) if say else line) for line in lines)
