"""Finding a song by whatever a person calls it."""

from __future__ import annotations

import re
import unicodedata

from skills.catalog.song import Song
from skills.studio.store import SongName
from skills.studio.studio import Studio
from skills.talk.errors import BadInput, NoSuchSong
from skills.talk.request import Request

NEAREST = 3
NEAR_ENOUGH = 55.0


def unseen(request: Request) -> frozenset[str]:
    """The ids of songs that whoever asks knows nothing of: to them they are not there."""
    return frozenset(map(str, request.options.get("unseen") or ()))


def names_for(request: Request, studio: Studio) -> tuple[SongName, ...]:
    """What every song that whoever asks may know of is called."""
    unknown = unseen(request)
    return tuple(name for name in studio.store.names() if name.id not in unknown)


def find_song(name: str, studio: Studio, unknown: frozenset[str] = frozenset()) -> Song:
    """The song of that id or title, written in any case, or the only one whose name holds the words.

    unknown: ids of songs that are taken for not there. Raises NoSuchSong, with the nearest titles, when
    none or several fit.
    """
    if not name.strip():
        raise BadInput(
            "Say which song: --song TITLE, or /song TITLE in the chat; `songs list` shows them all.",
            "Say which song it is about, by its title.",
        )
    found = _found(name, tuple(one for one in studio.store.names() if one.id not in unknown))
    song = studio.store.song(found.id)
    assert song is not None, "its name was just read"
    return song


def song_asked(request: Request, studio: Studio) -> Song:
    """The song that the request names, else the one that its talk is about.

    Raises NoSuchSong as `find_song` does, and where that song is gone.
    """
    if request.song.strip() or not request.talk_id:
        return find_song(request.song, studio, unseen(request))
    return find_song(studio.store.song_of_talk(request.talk_id), studio, unseen(request))


def _found(name: str, songs: tuple[SongName, ...]) -> SongName:
    wanted = plain(name)
    exact = [s for s in songs if s.id == name.strip().lower() or plain(s.title) == wanted]
    if len(exact) == 1:
        return exact[0]
    titled = [s for s in songs if wanted in (plain(f"{s.title} {s.artist}"), plain(f"{s.artist} {s.title}"))]
    holding = [s for s in songs if wanted and wanted in plain(f"{s.title} {s.artist}")]
    for found in (titled, holding):
        if len(found) == 1 and not exact:
            return found[0]
    several = exact or holding
    if several:
        raise NoSuchSong(name.strip()[:80], tuple(_label(s, several) for s in several), several=True)
    raise NoSuchSong(name.strip()[:80], nearest(name, songs))


def nearest(name: str, songs: tuple[SongName, ...]) -> tuple[str, ...]:
    """The titles that come closest to a name, the best first."""
    from rapidfuzz import fuzz

    scored = [(fuzz.WRatio(plain(name), plain(s.title)), s.title) for s in songs]
    close = sorted((pair for pair in scored if pair[0] >= NEAR_ENOUGH), reverse=True)
    return tuple(title for _, title in close[:NEAREST]) or tuple(s.title for s in songs[:NEAREST])


def plain(text: str) -> str:
    """A title as people type it: small letters and digits, no accents, no punctuation."""
    split = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in split if not unicodedata.combining(c)).replace("'", "").replace("\u2019", "")
    return " ".join(re.findall(r"\w+", kept))


def _label(song: SongName, several: list[SongName]) -> str:
    same = sum(plain(s.title) == plain(song.title) for s in several) > 1
    return f"{song.title} by {song.artist} ({song.id})" if same else song.title
