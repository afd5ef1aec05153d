"""Send: a remix that was made, once more for its maker alone, however long ago it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.delivering import deliver
from bot.frontends.discord_chat.errands.kinds import render as kind
from bot.frontends.discord_chat.looks.kept import sent_again, sound_of
from bot.frontends.discord_chat.reception import answer_with, open_slot
from bot.frontends.discord_chat.rendering import MARGIN_BYTES
from bot.frontends.discord_chat.servers.quota import quota_of, refusal
from skills.talk.request import Request

if TYPE_CHECKING:
    from bot.frontends.discord_chat.clicks import Click
    from bot.frontends.discord_chat.errands.errand import Errand

OWN = True
FREE = True
_TOLD = ("title", "song", "proposal", "talk_id", "words")


async def run(click: Click) -> None:
    """Send what was chosen, only one's own; what is no longer on this machine is made as it was."""
    chosen = next(iter(click.chosen), str(click.errand.id))
    errand = click.service.errands.errand(int(chosen)) if chosen.isdecimal() else None
    if errand is None or errand.visit.person_id != click.visit.person_id or not errand.about.get("made"):
        await click.whisper(click.say("click.forgotten"))
        return
    if sound_of(errand, click.visit.limit_bytes) is None and errand.about.get("proposal"):
        await _made_anew(click, errand)
        return
    await deliver(click.service, click.interaction, sent_again(errand, click.visit.limit_bytes, click.say))


async def _made_anew(click: Click, errand: Errand) -> None:
    """The same proposal, for its maker alone; its files come to lie where they were."""
    service, visit = click.service, click.visit
    if enough := refusal(quota_of(service, visit), click.say):
        await click.whisper(enough)
        return
    proposal = errand.about["proposal"]
    asked = {
        "proposal": proposal,
        "fit_bytes": visit.limit_bytes - MARGIN_BYTES,
        "out": str(service.home / "remixes" / str(proposal)),
    }
    about = {name: errand.about.get(name, "") for name in _TOLD}
    about |= {"private": True, "draft": bool(errand.about.get("waits")), "again_of": errand.id}
    with service.database.writing():
        slot_id = open_slot(service, click.interaction, True)
        made = service.enter(
            f"i{click.interaction.id}", "render", slot_id, visit, Request(word="remix", options=asked), about,
            "render",
        )  # fmt: skip
    look = kind.look(made, service.queue.job(made.job_id), service)
    assert look is not None, "what waits always has a look"
    await answer_with(service, click.interaction, made, look, ephemeral=True)
