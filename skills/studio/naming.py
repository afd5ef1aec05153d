"""Naming: a song that words call by its title, and the words as they are read, with “this song” instead."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Any

from skills.catalog.song import Song
from skills.planning.delta import Delta
from skills.studio.finding import names_for, plain, song_asked
from skills.studio.studio import Studio
from skills.talk.errors import RequestError
from skills.talk.reply import Reply
from skills.talk.request import Request

THIS = "this song"
NAMING = "naming"
"""The option that lets words name another song than the request does."""
_OPENING, _CLOSING = tuple("\"“„«»‘'「『"), tuple("\"”“»«’'」』")
_EAST = re.compile(r"[぀-ヿ㐀-鿿ｦ-ﾟ]")
_LIKENED = re.compile(
    r"\b(?:like|than|as|in the style of|wie(?: bei| in)?|als|como|que|comme|do que)\W*$", re.I
)
_MATCHED = re.compile(r"\b(?:to|of|as|with|into|like|from|match)\W*$")
_TAKEN = re.compile(
    r"\b(?:add|mix|mash|put|use|take|bring|blend|combine|layer|swap)\b(?!.*\b(?:to|on)\b).*\b(?:of|from|with)\W*$"
)
_MEANT_BEFORE = re.compile(r"\b(?:it|this|that|the song|the track|the remix)\b")


@dataclass(frozen=True)
class Read:
    """Words as they are read; start, end: where in the words as they were said the title stands."""

    words: str
    said: str
    start: int = 0
    end: int = 0

    @property
    def title(self) -> str:
        """The title as it was said."""
        return self.said[self.start : self.end]

    def restored(self, delta: Delta, turn: int) -> Delta:
        """The change that was read in that turn, caused by the words as they were said."""
        return Delta.model_validate(self._back(delta.model_dump(mode="json"), turn)) if self.title else delta

    def told(self, text: str) -> str:
        """A piece of the words that were read, as it was said."""
        return text.replace(THIS, self.title) if self.title else text

    def _back(self, body: Any, turn: int) -> Any:
        if isinstance(body, dict):
            return {name: self._back(value, turn) for name, value in body.items()}
        if not isinstance(body, list):
            return body
        if body and all(isinstance(one, dict) and set(one) == {"turn", "start", "end"} for one in body):
            return self._joined([self._moved(one) if one["turn"] == turn else one for one in body], turn)
        return [self._back(one, turn) for one in body]

    def _moved(self, span: dict[str, int]) -> dict[str, int]:
        return {
            **span,
            "start": self._place(span["start"], self.start),
            "end": self._place(span["end"], self.end),
        }

    def _place(self, at: int, inside: int) -> int:
        if at <= self.start:
            return at
        after = self.start + len(THIS)
        return at + self.end - after if at >= after else inside

    def _joined(self, spans: list[dict[str, int]], turn: int) -> list[dict[str, int]]:
        """Spans that only the title stands between are one."""
        joined: list[dict[str, int]] = []
        for span in spans:
            before = joined[-1] if joined else span
            between = self.said[before["end"] : span["start"]].strip()
            if joined and turn == span["turn"] == before["turn"] and between == self.title:
                joined[-1] = {**before, "end": span["end"]}
            else:
                joined.append(span)
        return joined


def as_read(words: str, song: Song) -> Read:
    """The words about a song, with “this song” where they call it by its title."""
    place = title_in(words, song.title)
    if place is None:
        return Read(words, words)
    start, end = place
    return Read(f"{words[:start]}{THIS}{words[end:]}", words, start, end)


def title_in(words: str, title: str) -> tuple[int, int] | None:
    """Where a title stands in words, with the quotation marks around it; None where it does not.

    A title that is nothing but words for what is done with songs counts only as it is written.
    """
    flat, wanted = _folded(words), _folded(title.strip())
    at = flat.find(wanted) if wanted else -1
    while at >= 0:
        end = at + len(wanted)
        if words[at - 1 : at] in _OPENING and words[end : end + 1] in _CLOSING:
            return at - 1, end + 1
        if _stands_alone(flat, at, end) and (not _is_everyday(title) or _as_written(words, at, title)):
            return at, end
        at = flat.find(wanted, at + 1)
    return None


def about_named(request: Request, studio: Studio) -> Request:
    """The request, about the song that its words name where they name another one than it is about.

    A song that is only likened to, or that something is taken from, is not what the words are about.
    """
    if not request.options.get(NAMING) or not request.words.strip():
        return request
    try:
        song = song_asked(request, studio)
    except RequestError:
        return request
    if title_in(request.words, song.title) is not None:
        return request
    others = (one for one in names_for(request, studio) if one.id != song.id)
    for one in sorted(others, key=lambda one: -len(one.title)):
        place = title_in(request.words, one.title)
        if place is not None:
            aside = _only_aside(request.words, place, one.title, song)
            return request if aside else replace(request, song=one.id)
    return request


def with_song(reply: Reply, request: Request, studio: Studio) -> Reply:
    """The reply, with the song that it is about, where words may name another one."""
    if not request.options.get(NAMING) or isinstance(reply.data.get("song"), dict):
        return reply
    try:
        song = song_asked(request, studio)
    except RequestError:
        return reply
    told = {"id": song.id, "title": song.title, "artist": song.artist}
    return replace(reply, data={**reply.data, "song": told})


def _only_aside(words: str, place: tuple[int, int], title: str, song: Song) -> bool:
    from skills.planning.draft import Edit, Question, draft
    from skills.planning.languages import in_english
    from skills.planning.talk import Talk
    from skills.planning.vocabulary.normalise import normalise

    if _LIKENED.search(words[: place[0]]):
        return True
    understood, before = draft(words, Talk(), song.facts), in_english(normalise(words[: place[0]])).plain
    if isinstance(understood, Question):
        return False
    if isinstance(understood, Edit) and plain(title) in map(plain, understood.songs):
        taken = {op.op for op in understood.delta.ops if getattr(op, "song", None)}
        return bool(taken - {"match"}) or (bool(taken) and _MATCHED.search(before) is not None)
    return any(form.search(before) for form in (_TAKEN, _MEANT_BEFORE))


def _stands_alone(text: str, start: int, end: int) -> bool:
    return not (_joins(text[start - 1 : start], text[start]) or _joins(text[end : end + 1], text[end - 1]))


def _joins(beside: str, edge: str) -> bool:
    """Whether a letter makes one word with the edge of a title; in Japanese there are no blanks."""
    return beside.isalnum() and not _EAST.match(beside) and not _EAST.match(edge)


def _is_everyday(title: str) -> bool:
    from skills.planning.vocabulary.lexicon import lexicon, split

    said = split(title.lower())
    return all(word in lexicon().words or not word.isalpha() for word in said)


def _as_written(words: str, at: int, title: str) -> bool:
    """Whether it stands there with the capitals that it has, and not as the first word of all."""
    own = words[at : at + len(title)] == title and title != title.lower()
    return own and (" " in title.strip() or bool(words[:at].strip()))


def _folded(text: str) -> str:
    """Lower case without accents, letter for letter where that is possible."""
    found = []
    for letter in text:
        bare = unicodedata.normalize("NFD", letter)[:1] if "À" <= letter <= "ɏ" else letter
        found.append(bare.lower() if len(bare.lower()) == 1 else letter)
    return "".join(found)
