"""The act gate: whether words ask for an answer or for an edit; a question never edits."""

from __future__ import annotations

from collections.abc import Mapping

from skills.planning.answers import Topic
from skills.planning.vocabulary.lexicon import Meaning, Phrase, lexicon, split
from skills.planning.vocabulary.sentences import sentences

_FIRST: tuple[Topic, ...] = ("license", "money", "changes", "song", "help")


def question_topic(plain: str, language: str = "en") -> Topic | None:
    """What a question is about; None when the words are no question.

    "can I ..." is a question only when it is about something that is asked ("can I sell this").
    """
    if sentences("questions")["ordered"].search(plain):
        return None
    said = _spelled(plain, language)
    opening = _opening(said, language)
    topic = topic_of(plain, language)
    if _asks_later(plain, opening, said, language):
        return topic or ("song" if sentences("questions")["named"].match(plain.strip()) else "other")
    if opening is None or opening.kind == "request":
        return None
    if opening.value == "modal":
        return topic if topic in ("license", "money") or _asks(plain) else None
    return topic or "other"


def opens_like_a_question(plain: str, language: str = "en") -> bool:
    """Whether the first words could open a question, whatever follows."""
    opening = _opening(_spelled(plain, language), language)
    return opening is not None and opening.kind != "request"


def topic_of(plain: str, language: str = "en") -> Topic | None:
    """The first topic, in order of weight, that any phrase in the words names."""
    said, topics = _spelled(plain, language), lexicon(language).topics
    named = {m.value for i in range(len(said)) if (m := _longest(said, i, topics))}
    return next((t for t in _FIRST if t in named), None)


_ORDERS = frozenset(
    ("make", "add", "remove", "mute", "drop", "loop", "play", "replace", "keep", "slower", "faster", "louder")
)


def _asks_later(plain: str, opening: Meaning | None, said: Phrase, language: str) -> bool:
    """Whether the words ask though they open otherwise ("reverb, what's that?", "if i do, can i ...?")."""
    forms, words = sentences("questions"), plain.strip()
    if forms["wondering"].search(words) or forms["named"].match(words) or forms["would"].fullmatch(words):
        return True
    if forms["conditional"].match(words):
        return opening is None or opening.kind != "request"
    first = _longest(said, 0, lexicon(language).phrases)
    return (first is None or first.kind not in _ORDERS) and forms["afterthought"].search(words) is not None


def _spelled(plain: str, language: str) -> Phrase:
    spelling = lexicon(language).spelling
    return tuple(spelling.get(word, word) for word in split(plain))


def _asks(plain: str) -> bool:
    return plain.rstrip().endswith("?") and topic_of(plain) is not None


def _opening(said: Phrase, language: str) -> Meaning | None:
    openings = lexicon(language).openings
    at = 0
    while at < len(said):
        meaning = _longest(said, at, openings)
        if meaning is None or meaning.kind != "preamble":
            return meaning
        at += 1
    return None


def _longest(said: Phrase, at: int, table: Mapping[Phrase, Meaning]) -> Meaning | None:
    for end in range(min(len(said), at + 8), at, -1):
        meaning = table.get(said[at:end])
        if meaning is not None:
            return meaning
    return None
