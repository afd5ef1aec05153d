"""Worded: a step as a person would ask for it, so that the planner reads the sentence back as that step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from audio_engine.plan import Keep, RemixPlan
from skills.planning.delta import AddKeep, Redo, Remove, Replace, Reset, Undo
from skills.planning.telling.worded_form import FORM, TITLED
from skills.planning.telling.worded_places import the_part, the_stems
from skills.planning.telling.worded_sound import SOUND, effect_name, style_name

UNSAID = (
    ("where.nth of bars and of seconds", "people point at a time of the song, not at one of its repeats"),
    ("where.nth below -2", "nobody counts further back than the last section but one"),
    ("where of bars counted from both ends", "people count from one end"),
    ("where.side of bars and of seconds", "a place beside them is read back as the seconds it stands for"),
    ("where.stems of a tempo, a key or a step of form", "those are of the whole song"),
    ("feel without stems", "it is said of the drums, which it means"),
    ("effect.moves of several knobs or of more than two points", "people name two ends of one knob"),
    ("effect level and effect pan that stand still", "those are steps of their own: louder, to the left"),
    ("layer.sound of another role", "nobody asks for drums on a flute"),
    ("sections: `to` or silence at the far edge of seconds", "a time is one moment"),
    ("a removed promise, pan, duck, feel, or part moved", "people undo it, or ask for the opposite"),
    ("plan.seed", "another draw of the same is no change that can be described"),
)
"""What no sentence says, each with the reason."""


def worded(item: Any, plan: RemixPlan | None = None, titles: Sequence[str] = ()) -> str:
    """One sentence in plain English for a step, a promise or an op of a turn.

    plan: what the ids of a removal or a replacement point at. titles: the other songs of the talk, in
    the order of their handles. KeyError where an id is not in the plan, or no words take that step off.
    """
    if isinstance(item, AddKeep):
        return worded(item.keep)
    if isinstance(item, Keep):
        return _promised(item)
    if isinstance(item, Undo | Redo):
        return f"{item.op} {item.steps} times" if item.steps > 1 else item.op
    if isinstance(item, Reset):
        return "start over"
    if isinstance(item, Remove):
        return _without(_of(item.target, plan))
    if isinstance(item, Replace):
        return worded(_changed(_of(item.target, plan), item), titles=titles)
    if item.op in TITLED:
        return TITLED[item.op](item, titles)
    return (FORM.get(item.op) or SOUND[item.op])(item)


def worded_plan(plan: RemixPlan, titles: Sequence[str] = ()) -> tuple[str, ...]:
    """A whole plan as sentences to be said one after another: its steps in order, then its promises."""
    steps = [worded(step, titles=titles) for step in plan.steps]
    return (*steps, *(worded(keep) for keep in plan.keep))


def _promised(keep: Keep) -> str:
    stems = the_stems(keep.stems)
    return {
        "audible": f"make sure you keep {stems}",
        "untouched": f"leave {stems} untouched",
        "without": f"no {' or '.join(effect_name(name) for name in keep.effects)}",
    }.get(keep.what) or f"keep the {keep.what}"


def _of(target: int, plan: RemixPlan | None) -> Any:
    found = {step.id: step for step in (*plan.steps, *plan.keep)} if plan else {}
    return found[target]


def _changed(step: Any, op: Replace) -> Any:
    fields = op.changes.named()
    other = {"bpm": "ratio", "ratio": "bpm"}
    gone = {other[name]: None for name in fields if name in other}
    return step.model_copy(update=gone | fields)


def _without(step: Any) -> str:
    """Taking a step off again, by the name people have for it."""
    if isinstance(step, Keep):
        raise KeyError(step.id)
    if step.op == "stem" and step.action in ("mute", "solo"):
        return f"unmute {the_stems(step.where.stems)}" if step.action == "mute" else "unmute everything"
    named = {
        "effect": lambda: effect_name(step.name),
        "mood": lambda: f"{step.name} mood",
        "style": lambda: style_name(step.style if step.op == "layer" else step.name),
        "transition": lambda: f"{step.name} transition",
        "layer": lambda: f"new {step.instrument}",
        "fade": lambda: f"fade {step.side}",
    }
    if step.op in _TAKEN_BY_KIND:
        return f"undo the {step.op}"
    if step.op == "sections" and step.action == "drop":
        return f"bring {the_part(step.where)} back"
    return f"remove the {named[step.op]()}"


_TAKEN_BY_KIND = ("tempo", "pitch", "key", "loudness", "length")
