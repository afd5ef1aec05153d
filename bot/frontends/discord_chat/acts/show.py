"""Show: one song of a list, with its facts, its terms and its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.reception import take
from skills.talk.request import Request

if TYPE_CHECKING:
    from bot.frontends.discord_chat.clicks import Click

OWN = False


async def run(click: Click) -> None:
    """Show it to whoever chose it."""
    song = next(iter(click.chosen), "")
    if not song.isalnum() or song in click.service.uploads.hidden_from(click.visit.person_id):
        await click.whisper(click.say("click.forgotten"))
        return
    folder = click.service.home / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    asked = {"action": "show", "picture": str(folder / f"{song}.png")}
    request = Request(word="songs", song=song, options=asked)
    await take(click.service, click.interaction, click.visit, "song", request, {"song": song})
