"""Stems: the tracks of a remix as files of their own, for whoever pressed, where its license lets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat import limits
from bot.frontends.discord_chat.errands.kinds import stems as kind
from bot.frontends.discord_chat.reception import answer_with, open_slot
from bot.frontends.discord_chat.rendering import MARGIN_BYTES
from bot.frontends.discord_chat.servers.quota import quota_of, refusal
from skills.talk.request import Request

if TYPE_CHECKING:
    from bot.frontends.discord_chat.clicks import Click

OWN = False


async def run(click: Click) -> None:
    """Have them made, or found where they still lie; what is its maker's alone stays so."""
    if why_not := _against(click):
        await click.whisper(why_not)
        return
    service, visit, about = click.service, click.visit, click.errand.about
    request = Request(word="export", options={"stems": True, **_wanted(click)})
    told = {"title": about.get("title", ""), "song": about.get("song", ""), "private": True}
    with service.database.writing():
        slot_id = open_slot(service, click.interaction, True)
        errand = service.enter(
            f"i{click.interaction.id}", "stems", slot_id, visit, request, {**told, "of": click.errand.id},
            "render", _seconds(click),
        )  # fmt: skip
    look = kind.look(errand, service.queue.job(errand.job_id), service)
    assert look is not None, "what waits always has a look"
    await answer_with(service, click.interaction, errand, look, ephemeral=True)


def _against(click: Click) -> str:
    """Why this person is not given them, or not now; "" where nothing is against it."""
    service, person, about = click.service, click.visit.person_id, click.errand.about
    alone = bool(about.get("private") or about.get("waits"))
    if not about.get("release") or (alone and not click.own):
        return click.say("click.forgotten")
    if str(about.get("song", "")) in service.uploads.hidden_from(person):
        return click.say("songs.not_yours")
    under_way = service.errands.of_person(person, "stems")
    if any(one.open and one.about.get("of") == click.errand.id for one in under_way):
        return click.say("click.on_its_way")
    return refusal(quota_of(service, click.visit), click.say)


def _seconds(click: Click) -> float:
    """How long the remix is, as long as that is known."""
    measured = click.told().get("measured")
    return float(measured.get("seconds") or 0.0) if isinstance(measured, dict) else 0.0


def _wanted(click: Click) -> dict[str, object]:
    """Of which remix, how large, and where: a folder of this person's own, which is kept for two days."""
    release, person = click.errand.about["release"], click.visit.person_id
    return {
        "release": release,
        "out": str(click.service.home / "exports" / f"stems-{release}-{person}"),
        "fit_bytes": limits.REQUEST_BYTES - MARGIN_BYTES,
        "file_bytes": min(click.visit.limit_bytes, limits.REQUEST_BYTES - MARGIN_BYTES),
    }
