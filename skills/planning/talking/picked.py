"""Picked: an answer to a question back ("the second one", "20 percent") as what it completes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from audio_engine.plan import Span
from skills.catalog.song import SongFacts
from skills.planning.answers import Answer, Clarify, Edit
from skills.planning.delta import AddKeep, Delta
from skills.planning.talk import MAX_WORDS, Talk
from skills.planning.vocabulary.sentences import Patterns, sentences

Drafting = Callable[[str, Talk, SongFacts], Answer]

NOT_UNDERSTOOD = "I did not understand what to change. You could say one of these."

_ORDERS = {
    **dict.fromkeys(("first", "1st", "1", "one", "former", "top"), "1"),
    **dict.fromkeys(("second", "2nd", "2", "two", "middle"), "2"),
    **dict.fromkeys(("third", "3rd", "3", "three"), "3"),
    **dict.fromkeys(("fourth", "4th", "4", "four"), "4"),
    **dict.fromkeys(("last", "final", "latter", "bottom"), "-1"),
}


def answered(plain: str, typed: str, talk: Talk, song: SongFacts, drafting: Drafting) -> Answer | None:
    """What the words complete when the turn before was asked back; None when they stand for themselves."""
    if not talk.turns or talk.turns[-1].delta != Delta() or len(plain.split()) > 12:
        return None
    if _forms()["cancel"].fullmatch(plain.strip()):
        return Edit(delta=Delta(), note="All right, nothing has changed.")
    before, words = Talk(turns=talk.turns[:-1]), talk.turns[-1].words
    asked = drafting(words, before, song)
    if (
        isinstance(asked, Clarify)
        and asked.about == "which-song"
        and _stands_alone(typed, before, song, drafting)
    ):
        return None
    unread = {w for said in (asked.leftover if isinstance(asked, Edit) else ()) for w in said.split()}
    for whole in _completed(_unhedged(plain), words, asked):
        if len(whole) > MAX_WORDS:
            continue
        made = drafting(whole, before, song)
        if isinstance(made, Edit) and made.delta.ops and not _words(made.leftover) - unread:
            return made.model_copy(update={"delta": caused_by(made.delta, all_of(typed, talk))})
    return None


def _unhedged(plain: str) -> str:
    """ "hmm, let's go with 105 i guess" is "105"."""
    hedges, said = sentences("answers", table="hedged"), plain.strip(" .!?")
    bare = hedges["after"].sub("", hedges["before"].sub("", said)).strip(" .,!?")
    return bare if bare and len(bare.split()) <= 9 else said


def _stands_alone(typed: str, before: Talk, song: SongFacts, drafting: Drafting) -> bool:
    """Whether the words are an edit of their own, so no title."""
    own = drafting(typed, before, song)
    return isinstance(own, Edit) and bool(own.delta.ops) and not own.leftover


def _words(leftover: tuple[str, ...]) -> set[str]:
    return {w for said in leftover for w in said.split() if not _forms()["idle"].fullmatch(w.lower())}


_MEASURES = {
    "How long": ("make it {0} long",),
    "Which key": ("change the key to {0}", "{0} semitones"),
    "How much higher": ("{0} semitones", "pitch {0}"),
    "How loud": ("{0} lufs",),
    "How fast": ("tempo {0}",),
}


def _completed(said: str, words: str, asked: Answer) -> Iterator[str]:
    """What could be meant, the likeliest first, each as it could have been typed at once."""
    if isinstance(asked, Clarify):
        chosen = _chosen(said, asked)
        if chosen:
            yield chosen
            return
        missing = re.search(r"\bno ([\w-]+) (?:in this song|of its own)", asked.sentence)
        if missing:
            yield re.sub(rf"(?:the )?\b{re.escape(missing[1])}\b", said, words, count=1)
        if asked.about == "what" and re.match(r"(?:mute|drop) the \w+$", "".join(asked.options[:1])):
            what = asked.options[0].split(" ", 1)[1]
            yield from (f"{said} {what}", f"{said} on {what}")
        if asked.about == "which-song":
            yield from _titled(said, words)
        named = next((f for start, f in _MEASURES.items() if asked.sentence.startswith(start)), ())
        yield from (form.format(said) for form in named if _forms()["completes"].fullmatch(said))
    if isinstance(asked, Clarify | Edit) and _forms()["completes"].fullmatch(said):
        yield from (f"{words} {said}", f"{words} by {said}", f"{words} to {said}", f"{words} in {said}")


def _titled(said: str, words: str) -> Iterator[str]:
    """The title that was asked for, put where the words spoke of some other song."""
    title = _forms()["title"].fullmatch(said)
    if title is None:
        return
    name = f'"{title[1]}"'
    found = _SOME_SONG.search(words)
    yield f"{words[: found.start()]}{name}{words[found.end() :]}" if found else f"{words} with {name}"


_SOME_SONG = re.compile(
    r"\b(?:an?|another|some|one|any|other|different|my|the|this|that)\b"
    r"(?: (?:other|different|friend's|second))* (?:songs?|tracks?|tunes?|one)\b"
)


def _forms() -> Patterns:
    return sentences("answers", "lead", "after")


def _chosen(said: str, asked: Clarify) -> str | None:
    """The one option that the answer names by its words or by its place in the list."""
    shared = set[str].intersection(*map(_content, asked.options)) if len(asked.options) > 1 else set[str]()
    wanted = _content(said) - shared if asked.about == "which-part" else _content(said)
    named = [o for o in asked.options if wanted and wanted <= _content(o)]
    if asked.about == "how-much":
        named = [o for o in named if wanted == _content(o)]
    if len(named) == 1 and asked.sentence != NOT_UNDERSTOOD:
        return named[0]
    order = next((int(w) for w in wanted if w in ("1", "2", "3", "4", "-1")), None)
    if len(wanted) != 1 or order is None or order > len(asked.options):
        return None
    if asked.about == "how-much" and not _BY_PLACE.search(said):
        return None
    if not asked.options:
        return None
    option = asked.options[order - 1 if order > 0 else -1]
    return option if order > 0 else _LAST.sub("the last", option)


_BY_PLACE = re.compile(r"\b(?:first|second|third|fourth|last|1st|2nd|3rd|4th|option|number)\b", re.IGNORECASE)
"""Of amounts, "2" is one itself; "the second one" is not."""

_LAST = re.compile(r"\bthe (?:second|third|fourth)\b(?= \w+\b)")


def _content(said: str) -> set[str]:
    """The words that choose, with every way to say an order the same."""
    words = [w.strip(".,!?'\"") for w in said.lower().split()]
    kept = [w for w in words if w and (w == "one" == said or not _forms()["idle"].fullmatch(w))]
    ordered = any(w in _ORDERS for w in kept if w != "one")
    return {_ORDERS.get(w, w) for w in kept if not (w == "one" and ordered)}


def all_of(typed: str, talk: Talk) -> tuple[Span, ...]:
    """The whole of the words that come next in the talk."""
    start = len(typed) - len(typed.lstrip())
    return (Span(turn=len(talk.turns), start=start, end=max(len(typed.rstrip()), start)),)


def caused_by(delta: Delta, because: tuple[Span, ...]) -> Delta:
    """The same ops, caused by these words instead."""
    ops: list[Any] = []
    for op in delta.ops:
        if isinstance(op, AddKeep):
            ops.append(AddKeep(keep=op.keep.model_copy(update={"because": because})))
        elif "because" in type(op).model_fields:
            ops.append(op.model_copy(update={"because": because}))
        else:
            ops.append(op)
    return delta.model_copy(update={"ops": tuple(ops)})
