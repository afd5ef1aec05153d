"""What machines made in a remix: told from the steps that were executed, never from a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from audio_engine import effects, transitions

Level = Literal["none", "post_production", "partly"]
Facet = Literal["instruments", "post_production"]
Separation = Literal["none", "approximate", "demucs"]
"""How stems were told apart for this render; "none" for the rights holder's own stems too."""


@dataclass(frozen=True)
class Disclosure:
    """How much a machine made, in which respects, and one sentence for people.

    level: none; post_production (a learned model worked on the sound); partly (new parts that a
    machine plays). planned_by_model: a language model proposed the plan; that changes no sound.
    """

    level: Level
    facets: tuple[Facet, ...]
    sentence: str
    planned_by_model: bool = False

    @property
    def label(self) -> str:
        """The level with its facets, for a tag: "partly: instruments"."""
        return f"{self.level}: {', '.join(self.facets)}" if self.facets else self.level


def disclose(
    steps: Sequence[Any], separation: Separation = "none", planned_by_model: bool = False
) -> Disclosure:
    """The disclosure of a render from its executed steps and the separator that was used.

    Layers, and the risers and rolls of a transition, are synthesised by the engine from patterns, so
    they count as machine-made instruments.
    Separation by a learned model counts as post-production: it makes no new sound.
    """
    played = played_parts(steps)
    facets: list[Facet] = ["instruments"] if played else []
    if separation == "demucs":
        facets.append("post_production")
    level: Level = "partly" if played else "post_production" if facets else "none"
    parts = [*_played(played), *_SEPARATED[separation]]
    if level == "none":
        parts.insert(0, "no part of it was made by a machine")
    if planned_by_model:
        parts.append("a language model proposed the plan")
    told = "; ".join(parts)
    return Disclosure(level, tuple(facets), f"{told[0].upper()}{told[1:]}.", planned_by_model)


def played_parts(steps: Sequence[Any]) -> tuple[str, ...]:
    """What the engine plays and is heard: new parts that no later step takes out again, transitions, rain."""
    found = (
        name
        for n, step in enumerate(steps)
        if (name := _sounding(step)) and (step.op == "effect" or _left(name, steps[n + 1 :]))
    )
    return tuple(dict.fromkeys(found))


def _left(name: str, later: Sequence[Any]) -> bool:
    for step in (s for s in later if s.op == "stem" and s.where.part == "whole"):
        named = name in step.where.stems
        if (step.action == "mute" and named) or (step.action == "solo" and not named):
            return False
    return True


def _sounding(step: Any) -> str:
    """What a step has the engine play; "" for a step that only changes the song's own sound."""
    if step.op == "transition":
        return str(step.name) if transitions.sounding(step.name) else ""
    if step.op == "effect":
        return str(step.name) if getattr(effects.SHELF.take(step.name), "OWN_SOUND", False) else ""
    return str(step.instrument) if step.op == "layer" else ""


_SEPARATED: dict[Separation, tuple[str, ...]] = {
    "none": (),
    "approximate": ("the stems were told apart only approximately, traces of other instruments remain",),
    "demucs": (
        "a learned model (Demucs) told the stems apart, faint traces of other instruments may remain",
    ),
}


def _played(instruments: tuple[str, ...]) -> tuple[str, ...]:
    if not instruments:
        return ()
    return (f"partly made by a machine: the engine played the {' and '.join(instruments)}",)
