"""Placed: where the rules come to nothing, the style that the words come near to by their meaning."""

from __future__ import annotations

import re

from audio_engine.plan import Span
from skills.catalog.song import SongFacts
from skills.planning.answers import Answer, Clarify, Edit, OutOfScope
from skills.planning.delta import MAX_OPS
from skills.planning.frames.understand import understood
from skills.planning.languages import language_of
from skills.planning.meaning.meanings import OFFERED, Meanings, judged, positive
from skills.planning.talk import Talk
from skills.planning.talking.picked import NOT_UNDERSTOOD, Drafting, caused_by
from skills.planning.vocabulary.normalise import normalise

_CHOICE = re.compile(r"make it [\w-]+")
_LIKENED = re.compile(
    r"(?:\b(?:like|as if|as though|as heard|as played|as sung|reminiscent of|reminds me of|straight out of|"
    r"in the spirit of|something (?:for|from|out of|to))\b|^(?:for|as) (?=an?\b|the\b))[^,.;:!?]*"
)
"""A likeness, from the word that opens it to the end of its clause."""


def placing(drafting: Drafting, meanings: Meanings | None) -> Drafting:
    """The same drafting, which asks what words mean when it understood nothing, or left a likeness over.

    Where a style is meant for sure, it is what was asked; where three may be, they are offered; else the
    drafting's own answer stands. Only English is placed.
    """
    if meanings is None:
        return drafting

    def placed(words: str, talk: Talk, song: SongFacts) -> Answer:
        answer = drafting(words, talk, song)
        text = normalise(words)
        if not _is_open(answer) or language_of(text.plain).language != "en":
            return answer
        plain = positive(text.plain)
        start, end = _described(answer, plain)
        said = " ".join(plain[start:end].split())
        ranked = meanings.nearest(said) if said else ()
        gate = judged(ranked)
        if gate == "sure":
            made = drafting(f"make it {ranked[0][0]}", talk, song)
            first, last = text.original_span(start, end)
            return _with_style(answer, made, Span(turn=len(talk.turns), start=first, end=last), words)
        near = tuple(f"make it {name}" for name, _ in ranked)
        return _offered(answer, near) if gate == "unsure" else answer

    return placed


def _is_open(answer: Answer) -> bool:
    """Whether the rules left anything that a likeness could say."""
    if isinstance(answer, Edit):
        return bool(answer.leftover) and not any(op.op in ("style", "layer") for op in answer.delta.ops)
    if isinstance(answer, OutOfScope):
        return answer.kind == "not-music"
    return isinstance(answer, Clarify) and answer.about == "what"


def _is_bare(asked: Clarify) -> bool:
    """Whether the question back says nothing but that little was understood, or which style is meant."""
    return asked.sentence == NOT_UNDERSTOOD or all(_CHOICE.fullmatch(option) for option in asked.options)


def _described(answer: Answer, plain: str) -> tuple[int, int]:
    """Where the words liken the song to something; else all of them, where some are strange and none asks."""
    likened = _LIKENED.search(plain)
    if likened is None:
        bare = isinstance(answer, Clarify) and _is_bare(answer) and understood(plain).unknown > 0
        return (0, len(plain.rstrip())) if bare else (0, 0)
    return likened.start(), likened.start() + len(likened.group().rstrip())


def _offered(answer: Answer, near: tuple[str, ...]) -> Answer:
    """A question between styles: what words pointed to comes before what is only near."""
    if not isinstance(answer, Clarify) or not _is_bare(answer):
        return answer
    first = answer.options if answer.sentence != NOT_UNDERSTOOD else ()
    options = tuple(dict.fromkeys((*first, *near)))[:OFFERED]
    return Clarify(about="what", sentence="Which style comes nearest to that?", options=options)


def _with_style(answer: Answer, made: Answer, span: Span, words: str) -> Answer:
    """The style in the place of the moods read within the likeness, beside all else that was read."""
    if not isinstance(made, Edit):
        return answer
    style = caused_by(made.delta, (span,))
    if not isinstance(answer, Edit):
        return made.model_copy(update={"delta": style})
    ops = (*(op for op in answer.delta.ops if op.op != "mood" or not _lies_in(op.because, span)), *style.ops)
    if len(ops) > MAX_OPS:
        return answer
    likened = words[span.start : span.end]
    leftover = tuple(left for left in answer.leftover if left not in likened)
    delta = answer.delta.model_copy(update={"ops": ops})
    return answer.model_copy(update={"delta": delta, "leftover": leftover})


def _lies_in(because: tuple[Span, ...], span: Span) -> bool:
    return all(own.turn == span.turn and span.start <= own.start and own.end <= span.end for own in because)
