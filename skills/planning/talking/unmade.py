"""Unmade: what no plan can say, or what means two things, left aside with a reason or asked back."""

from __future__ import annotations

from dataclasses import replace

from skills.planning.answers import Clarify
from skills.planning.phrasing.clauses import without
from skills.planning.resolving.scene import Outcome, Scene
from skills.planning.vocabulary.normalise import Text
from skills.planning.vocabulary.sentences import sentences

_KIT = "I cannot take one drum out of the kit yet; I can mute the drums, or turn them down."
_REASONS = {"kit": _KIT, "swing": "I cannot change the swing of the notes yet, so I left that."}
_OPTIONS = {"kit": ("mute the drums", "the drums quieter"), "swing": ("make it jazz",)}
_ASKED: dict[str, tuple[str, tuple[str, ...]]] = {
    "kit-alone": (
        "I cannot treat one drum of the kit alone yet; shall it be all of the drums?",
        ("only the drums", "brighter drums"),
    ),
    "band": (
        "I cannot do that to a part of the frequencies alone; shall it be a whole stem, or the whole song?",
        ("make the bass mono", "make it mono", "highpass it at 100 Hz"),
    ),
    "cleaned": (
        "I cannot take noise out of a stem yet. What is in the way?",
        ("less reverb on the vocals", "highpass the vocals", "the vocals brighter"),
    ),
    "beat": (
        "Shall the drums go, or shall the beat come in there with a drop?",
        ("mute the drums", "add a beat drop"),
    ),
    "below-zero": ("No song is that slow; which tempo do you mean?", ("100 bpm", "a bit slower")),
}


def asked_back(plain: str) -> Clarify | None:
    """A question back when the words hold what has two meanings or cannot be done; None otherwise."""
    for name, pattern in sentences("unmade", table="asked").items():
        if pattern.search(plain):
            sentence, options = _ASKED[name]
            return Clarify(
                about="how-much" if name == "below-zero" else "what", sentence=sentence, options=options
            )
    return None


def without_unmade(text: Text, scene: Scene) -> tuple[Text, tuple[str, ...]]:
    """The text without what cannot be done yet, and the names of what was left aside.

    Parts that were added may be taken out again, so a song with new drums keeps such words.
    """
    gone, names = [], []
    added = any(step.op == "layer" for step in scene.plan.steps)
    for name, pattern in sentences("unmade", table="left-out").items():
        found = [] if name == "kit" and added else [m.span() for m in pattern.finditer(text.plain)]
        gone += found
        names += [name] * bool(found)
    return without(text, gone), tuple(names)


def of_the_kit(plain: str, outcome: Outcome) -> Outcome:
    """The outcome, with a word about it where one drum was named and all of the drums are meant."""
    named = sentences("unmade", table="named")["piece"].search(plain)
    drums = any("drums" in op.where.stems for op in outcome.ops if hasattr(op, "where"))
    if named is None or not drums:
        return outcome
    return replace(
        outcome, note=f"{outcome.note} The drums are one stem here, so this is for all of them.".strip()
    )


def reasons(names: tuple[str, ...]) -> str:
    """Why these were left aside, for a note."""
    return " ".join(_REASONS[name] for name in names)


def nothing_else(names: tuple[str, ...]) -> Clarify:
    """The question back when nothing else was asked."""
    options = tuple(option for name in names for option in _OPTIONS[name])
    return Clarify(about="what", sentence=reasons(names), options=options)
