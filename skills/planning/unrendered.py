"""Unrendered: an edit without the steps that can be planned and cannot be played yet."""

from __future__ import annotations

from audio_engine.plan import NOT_RENDERED, Span
from skills.planning.answers import Answer, Edit, OutOfScope

_TOLD = {
    "cover": "a cover on other instruments",
    "mashup": "a mash-up with another song",
    "match": "a match with another song",
    "generate": "new material",
}


def rendered_only(answer: Answer, words: str) -> Answer:
    """The answer; of an edit only what the engine can play, and one sentence on the rest."""
    if not isinstance(answer, Edit):
        return answer
    left = [op for op in answer.delta.ops if op.op in NOT_RENDERED]
    if not left:
        return answer
    named = " or ".join(dict.fromkeys(_TOLD[op.op] for op in left))
    sentence = f"I understood, but cannot render {named} yet."
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


def _written(spans: list[Span], words: str) -> list[str]:
    return list(dict.fromkeys(words[span.start : span.end] for span in spans))
