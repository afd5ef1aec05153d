"""The scene of one turn: the plan so far, the song, and the words, as the resolvers need them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from audio_engine.plan import RemixPlan, Span, Tempo, Where
from skills.catalog.song import SongFacts
from skills.planning.answers import Clarify, OutOfScope
from skills.planning.delta import DeltaOp
from skills.planning.frames.asks import Ask
from skills.planning.vocabulary.normalise import Text

Halt = Clarify | OutOfScope

_SIGNS = (",", ".", ";", ":", "!", "?", "-", "/", "and")
"""What ties asks together and causes none."""


@dataclass(frozen=True)
class Outcome:
    """What one ask comes to: ops, or a sentence why there is nothing to do.

    undone: the asks of a sentence that cannot be done, where others can.
    songs: the titles of other songs, as they were said, in the order of their handles.
    """

    ops: tuple[DeltaOp, ...] = ()
    note: str = ""
    undone: tuple[Ask, ...] = ()
    songs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scene:
    """Everything a resolver may look at.

    turn: the number this turn will have. rendered: what cannot be played is not worth a question.
    """

    plan: RemixPlan
    song: SongFacts
    text: Text
    words: str
    turn: int
    undoable: int
    redoable: int
    rendered: bool = False

    @property
    def song_bpm(self) -> float:
        """The tempo of the untouched song."""
        return self.song.hearing.grid.tempo_bpm

    @property
    def tempo(self) -> Tempo | None:
        """The step that sets the tempo of the whole song, if there is one."""
        whole = (s for s in reversed(self.plan.of("tempo")) if s.where == Where() and s.shape == "at once")
        return next(whole, None)

    @property
    def bpm(self) -> float:
        """The tempo of the remix so far."""
        step = self.tempo
        if step is None:
            return self.song_bpm
        return step.bpm if step.bpm is not None else self.song_bpm * (step.ratio or 1.0)

    def because(self, ask: Ask) -> tuple[Span, ...]:
        """The words of the ask, neighbours joined, as spans of the original words."""
        merged: list[list[int]] = []
        typed = [t for t in ask.said if t.text not in _SIGNS and t.end > t.start]
        for start, end in sorted((t.start, t.end) for t in typed):
            if merged and start - merged[-1][1] <= 6:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end])
        spans = (self.text.original_span(start, end) for start, end in merged[:8])
        return tuple(Span(turn=self.turn, start=start, end=end) for start, end in spans)

    def written(self, plain: str) -> str:
        """A part of the plain text as it was typed."""
        at = self.text.plain.find(plain)
        return self.words[slice(*self.text.original_span(at, at + len(plain)))] if at >= 0 else plain

    def same_step(self, op: str, **same: Any) -> Any:
        """The latest step of that kind whose fields are like that, or None."""
        fits = (s for s in reversed(self.plan.of(op)) if all(getattr(s, k) == v for k, v in same.items()))
        return next(fits, None)

    def said(self, ask: Ask) -> str:
        """The words of the ask as they were typed."""
        spans = self.because(ask)
        return " ".join(self.words[s.start : s.end] for s in spans)
