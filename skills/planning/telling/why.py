"""Why: which words of which turn caused what is heard, answered from the plan and from nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from audio_engine import moods, styles
from audio_engine.plan import STEP_TYPES, RemixPlan
from skills.catalog.song import SongFacts
from skills.planning.frames.understand import understood
from skills.planning.reading.tokens import Token
from skills.planning.talk import Talk, fold
from skills.planning.telling.explain import caused
from skills.planning.telling.said import bpm_of, listed, number, said
from skills.planning.vocabulary.mood_words import MARK
from skills.planning.vocabulary.normalise import normalise

MOST = 6
_WHY = re.compile(
    r"\b(?:why|how come|what for|(?:for )?what(?:'s| is| was)? (?:the )?reason|what made|what caused)\b"
)
_SPEED = ("tempo", "faster", "slower", "bpm")
_PITCH = ("pitch", "higher", "lower", "keyword", "semi")
_LEVEL = ("louder", "quieter", "level", "loud", "mute", "out", "remove", "isolate", "solo")
_LENGTH = ("length", "longer", "shorter", "loop")
_SUBJECTS = (
    "effect",
    "style",
    "stems",
    "scope",
    "place",
    "transition",
    "played",
    *_SPEED,
    *_PITCH,
    *_LENGTH,
    "loud",
)
_GUESSED = {
    "amount": "its amount", "ratio": "how much", "semitones": "how far", "gain_db": "how many dB",
    "seconds": "how many seconds", "pitch": "what happens to its pitch", "style": "its style",
    "count": "how often", "bars": "how many bars", "position": "how far", "depth_db": "how many dB",
}  # fmt: skip


def why(words: str, talk: Talk, song: SongFacts) -> tuple[str, ...]:
    """One sentence for every step that the words ask about, with what was said and in which turn.

    When they name nothing ("why did you do that?") they ask about the last change. Nothing when
    they do not ask why; where nothing fits, a sentence that says so. At most 6 sentences.
    """
    plain = normalise(words).plain
    if not _WHY.search(plain):
        return ()
    plan, asked = fold(talk), [t for t in understood(plain).tokens if t.kind in _SUBJECTS]
    if not plan.steps and not talk.turns:
        return ("Nothing has been changed yet: this is the song as it is.",)
    steps = [s for s in plan.steps if _is_about(s, asked)] if asked else _of_the_last_turn(plan)
    told = [_because(step, talk, song, asked) for step in steps]
    told = told or list(_gone(asked, talk, song))
    if not told:
        return ("No step of this remix has to do with that; it is so in the song itself.",)
    return tuple(told[:MOST])


def _of_the_last_turn(plan: RemixPlan) -> list[Any]:
    last = max((_turn(s) for s in plan.steps), default=-1)
    return [s for s in plan.steps if _turn(s) == last]


def _turn(step: Any) -> int:
    return max((span.turn for span in step.because), default=-1)


def _is_about(step: Any, asked: Sequence[Token]) -> bool:
    """Whether any thing that was named is this step's own, or comes with its style or mood."""
    return any(_names(step, token, asked) for token in asked)


def _names(step: Any, token: Token, asked: Sequence[Token]) -> bool:
    if token.kind == "effect":
        return str(token.value).lstrip(f"{MARK}-") in {getattr(step, "name", ""), *_brings(step)}
    if token.kind in ("style", "transition"):
        return bool(token.value in (getattr(step, "name", ""), getattr(step, "style", "")))
    if token.kind in ("stems", "played"):
        stems = set(token.value) if token.kind == "stems" else {str(token.value).partition(":")[0]}
        named = {*step.where.stems, getattr(step, "instrument", ""), getattr(step, "sound", "")}
        return bool(stems & named) and (step.op != "effect" or not any(t.kind in _LEVEL for t in asked))
    if token.kind == "place":
        return any(p.part == step.where.part for p in token.value)
    if token.kind in _SPEED:
        return step.op in ("tempo", "feel", "steady") or (step.op == "style" and _sets_tempo(step))
    if token.kind in _PITCH:
        return step.op in ("pitch", "key") or getattr(step, "pitch", "") == "linked"
    if token.kind in _LENGTH:
        return step.op in ("length", "sections")
    return token.kind == "loud" and step.op == "loudness"


def _brings(step: Any) -> set[str]:
    """The effects that a style or a mood stands for."""
    if step.op == "mood":
        return {e.name for e in moods.steps(step)}
    if step.op == "style" and step.name in styles.SHELF:
        return {str(s.get("name", "")) for s in styles.style(step.name).steps}
    return set()


def _sets_tempo(step: Any) -> bool:
    wish = styles.style(step.name).tempo if step.name in styles.SHELF else None
    return wish is not None and wish.low_bpm is not None


def _because(step: Any, talk: Talk, song: SongFacts, asked: Sequence[Token]) -> str:
    words = caused(step.because, talk)
    reason = (
        f"because you said “{words}” (turn {_turn(step) + 1})" if words else "though no words are kept for it"
    )
    brought = next((str(t.value) for t in asked if t.kind == "effect" and t.value in _brings(step)), "")
    if brought:
        return f"The {brought} comes with “{step.name}”, which is there {reason}."
    guessed = [_GUESSED[name] for name in step.assumed]
    chosen = (
        f"; {listed(tuple(guessed))} {'is my assumption' if len(guessed) == 1 else 'are my assumptions'}"
        if guessed
        else ""
    )
    return f"{_what(step, song)} {reason}{chosen}."


def _what(step: Any, song: SongFacts) -> str:
    stems = listed(step.where.stems)
    if step.op == "tempo":
        return f"The tempo is {number(bpm_of(step, song))} BPM"
    if step.op == "stem":
        are = "is" if len(step.where.stems) == 1 and not stems.endswith("s") else "are"
        way = "louder" if getattr(step, "gain_db", 0) >= 0 else "quieter"
        if step.action == "gain":
            return f"The {stems or 'whole mix'} {are if stems else 'is'} {number(abs(step.gain_db))} dB {way}"
        return f"The {stems} {are} muted" if step.action == "mute" else f"Only the {stems} can be heard"
    if step.op in ("effect", "mood", "style", "transition"):
        kind = " style" if step.op == "style" else ""
        return f"The {step.name}{kind}{f' on the {stems}' if stems else ''} is there"
    return f"There is “{said(step, song)}”"


def _gone(asked: Sequence[Token], talk: Talk, song: SongFacts) -> Iterator[str]:
    """What was asked about and is there no more: the turn that took it away."""
    after = fold(talk)
    for n in range(len(talk.turns) - 1, -1, -1):
        before = fold(Talk(turns=talk.turns[:n]))
        left = {s.id for s in after.steps}
        for step in before.steps:
            if step.id not in left and isinstance(step, STEP_TYPES) and _is_about(step, asked):
                yield f"“{said(step, song)}” is gone because you said “{talk.turns[n].words}” (turn {n + 1})."
                return
        after = before
