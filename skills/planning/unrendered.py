"""Unrendered: an edit without the steps that can be planned and cannot be played yet."""

from __future__ import annotations

from typing import Any

from audio_engine.plan import NOT_RENDERED, Span
from audio_engine.units import Mode
from skills.catalog.song import SongFacts
from skills.planning.answers import Answer, Edit, OutOfScope
from skills.planning.unplayed import unplayed


def rendered_only(answer: Answer, words: str, song: SongFacts) -> Answer:
    """The answer; of an edit only what the engine can play of that song, and one sentence on the rest."""
    if not isinstance(answer, Edit):
        return answer
    left = [op for op in answer.delta.ops if is_unrendered(op, song)]
    if not left:
        return answer
    sentence = _sentence(left, song)
    delta = answer.delta.model_copy(update={"ops": tuple(op for op in answer.delta.ops if op not in left)})
    if not delta.ops and not delta.wishes:
        return OutOfScope(sentence=sentence, kind="not-yet")
    spans = [span for op in left for span in getattr(op, "because", ())]
    return answer.model_copy(
        update={
            "delta": delta,
            "songs": (),
            "leftover": (*answer.leftover, *_written(spans, words)),
            "note": f"{answer.note} {sentence}".strip(),
        }
    )


def is_unrendered(op: Any, song: SongFacts) -> bool:
    """Whether the engine cannot play what an op asks of that song: some kinds of step, and another mode."""
    return op.op in NOT_RENDERED or _other_mode(op, song) is not None


def _other_mode(op: Any, song: SongFacts) -> Mode | None:
    """The mode that a key step, or new values for one, ask for, where the song has the other one."""
    asked = op.changes if op.op == "replace" else op
    wanted: Mode | None = getattr(asked, "mode", None)
    heard = song.hearing.key
    return wanted if heard is not None and wanted not in (None, heard.mode) else None


def _sentence(left: list[Any], song: SongFacts) -> str:
    modes = [mode for op in left if (mode := _other_mode(op, song)) is not None]
    heard = song.hearing.key
    if len(modes) == len(left) and heard is not None:
        anew = f"because every note of a {heard.mode} song would have to be played anew"
        own = f"I can move it to another {heard.mode} key; it is in {heard} now"
        return f"I cannot turn it {modes[0]} {anew}. {own}."
    return unplayed(*(op.op for op in left)).sentence


def _written(spans: list[Span], words: str) -> list[str]:
    return list(dict.fromkeys(words[span.start : span.end] for span in spans))
