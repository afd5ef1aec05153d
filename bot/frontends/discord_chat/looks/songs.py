"""Songs: a list to choose one from, and one with its facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.frontends.discord_chat.looks.look import Button, Enclosed, Look, Menu, Option, Part
from bot.frontends.discord_chat.looks.page import page
from bot.frontends.discord_chat.looks.paging import leaves, paged
from bot.frontends.discord_chat.plain import label, one_line

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.wording import Wording
    from skills.talk.reply import Reply

ON_A_PAGE = 8


def song_list(errand: Errand, songs: Sequence[Mapping[str, Any]], say: Wording) -> Look:
    """One page of the songs, with a menu to see one of them."""
    if not songs:
        return Look(text=say("songs.none"))
    count = -(-len(songs) // ON_A_PAGE)
    number = min(int(errand.about.get("page", 0)), count - 1)
    shown = songs[number * ON_A_PAGE : (number + 1) * ON_A_PAGE]
    options = tuple(
        Option(str(song["id"]), label(str(song["title"])), label(f"{song['artist']} · {_may(song, say)}"))
        for song in shown
    )
    menu = Menu("show", str(errand.id), say("songs.choose"), options)
    return Look(
        title=say("songs.title", count=len(songs)),
        parts=tuple(_part(song, say) for song in shown),
        colour="good",
        rows=((menu,), *leaves(number, count, str(errand.id), say)),
    )


def one_song(errand: Errand, reply: Reply, say: Wording) -> Look:
    """A song: what was heard in it, what may be done with it, and its picture."""
    song = reply.data.get("song") or {}
    picture = reply.files.get("picture")
    alt = say("alt.song", title=label(str(song.get("title", ""))))
    whole = replace(
        page(reply, say),
        files=(Enclosed(str(picture), "song.png", alt),) if picture else (),
        picture="song.png" if picture else "",
        rows=((Button("begin", str(errand.id), say("button.begin"), "primary"),),),
    )
    return paged(whole, int(errand.about.get("page", 0)), str(errand.id), say)


def clock(seconds: float) -> str:
    """A length of time as people write it, as in 3:05."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"


def _part(song: Mapping[str, Any], say: Wording) -> Part:
    title = say("songs.by", title=one_line(str(song["title"])), artist=one_line(str(song["artist"])))
    tempo = f"{float(song.get('tempo_bpm') or 0):.4g} BPM"
    facts = (tempo, say.told(str(song.get("key") or "")), clock(float(song.get("seconds") or 0)))
    about = " · ".join(one_line(fact) for fact in facts if fact)
    return Part(title, f"{one_line(_may(song, say))}\n{about}".strip())


def _may(song: Mapping[str, Any], say: Wording) -> str:
    return say.told(str(song.get("may") or song.get("license") or ""))
