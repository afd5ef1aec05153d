"""Songs at hand: the catalogue as the bot last heard of it, to be offered while somebody types."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.frontends.discord_chat import limits
from bot.frontends.discord_chat.limits import cut
from bot.frontends.discord_chat.plain import label

if TYPE_CHECKING:
    from bot.frontends.discord_chat.wording import Wording

ALIKE_PERCENT = 75.0
"""How much of what was typed must stand in a title, letter by letter, to be taken for a typing error."""
SHORTEST_GUESS = 4
"""Letters; fewer are like everything."""


@dataclass(frozen=True)
class KnownSong:
    """A song with what its license permits, in a few words."""

    id: str
    title: str
    artist: str
    may: str
    seconds: float

    def told(self, say: Wording) -> str:
        """One line for a list of choices; the license is never cut off."""
        permits = f" · {say.told(self.may)}" if self.may else ""
        room = limits.CHOICE_TEXT - len(permits)
        return cut(cut(label(f"{self.title} – {self.artist}"), max(room, 20)) + permits, limits.CHOICE_TEXT)


class SongIndex:
    """All songs, by words of their title or artist."""

    def __init__(self) -> None:
        self._songs: tuple[tuple[str, KnownSong], ...] = ()
        self.refreshed_at = 0.0
        self._gone: set[str] = set()

    def fill(self, songs: Iterable[Mapping[str, Any]], at: float) -> None:
        """Take up the catalogue, from the data of a reply of the skill `songs`."""
        told = list(songs)
        self._gone &= {str(song["id"]) for song in told}
        known = (
            KnownSong(s["id"], s["title"], s["artist"], str(s.get("may", "")), float(s.get("seconds", 0.0)))
            for s in told
            if s["id"] not in self._gone
        )
        self._songs = tuple((folded(f"{song.title} {song.artist}"), song) for song in known)
        self.refreshed_at = at

    def drop(self, gone: Iterable[str]) -> None:
        """Offer these songs no more, also while the catalogue is still told with them."""
        self._gone.update(gone)
        self._songs = tuple((text, song) for text, song in self._songs if song.id not in self._gone)

    def came(self, song_id: str) -> None:
        """Offer a song again, from when the catalogue is next told."""
        self._gone.discard(song_id)
        self.refreshed_at = 0.0

    def __len__(self) -> int:
        return len(self._songs)

    def like(self, words: str, limit: int = limits.CHOICES) -> tuple[KnownSong, ...]:
        """Songs that have all the words so far, those that begin with them first; all for no words.

        Where none has them, those that sound most like words with a typing error in them.
        """
        wanted = folded(words)
        parts = wanted.split()
        found = [(not text.startswith(wanted), i) for i, (text, _) in enumerate(self._songs)
                 if all(part in text for part in parts)]  # fmt: skip
        return tuple(self._songs[i][1] for _, i in sorted(found)[:limit]) or self._nearly(wanted, limit)

    def _nearly(self, wanted: str, limit: int) -> tuple[KnownSong, ...]:
        """Songs that hold the words but for a typing error or two, the nearest first."""
        if len(wanted) < SHORTEST_GUESS:
            return ()
        from rapidfuzz import fuzz, process

        texts = [text for text, _ in self._songs]
        near = process.extract(
            wanted, texts, scorer=fuzz.partial_ratio, score_cutoff=ALIKE_PERCENT, limit=limit
        )
        return tuple(self._songs[i][1] for _, _, i in near)

    def find(self, named: str) -> KnownSong | None:
        """The song of that id or of exactly that title."""
        wanted = folded(named)
        return next((s for _, s in self._songs if named == s.id or wanted == folded(s.title)), None)

    def named_in(self, words: str, hidden: Collection[str] = ()) -> KnownSong | None:
        """The song whose title stands in a sentence, the longest title first; none of those hidden."""
        flat = folded(words)
        seen = (song for _, song in self._songs if song.id not in hidden)
        for song in sorted(seen, key=lambda s: -len(s.title)):
            title = folded(song.title)
            at = flat.find(title)
            if title and at >= 0 and len(flat) == len(words) and _alone(flat, at, len(title)):
                return song
        return None


def _alone(text: str, at: int, length: int) -> bool:
    before, after = text[at - 1 : at], text[at + length : at + length + 1]
    return not before.isalnum() and not after.isalnum()


def folded(text: str) -> str:
    """Lower case without accents, letter for letter where that is possible."""
    found = []
    for letter in text:
        bare = "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c))
        found.append(bare.lower() if len(bare.lower()) == 1 else letter)
    return "".join(found)
