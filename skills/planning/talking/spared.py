"""Spared: everything taken back but what is named ("undo everything except the reverb")."""

from __future__ import annotations

import re
from typing import Any

from skills.planning.delta import MAX_OPS, DeltaOp, Remove, Reset
from skills.planning.frames.understand import understood
from skills.planning.resolving.last import last_steps
from skills.planning.resolving.scene import Scene
from skills.planning.vocabulary.lexicon import lexicon, split
from skills.planning.vocabulary.sentences import sentences

_OPS = {
    "tempo": ("tempo", "feel", "steady"), "pitch": ("pitch", "key"), "keyword": ("key", "pitch"),
    "keyname": ("key",), "length": ("length",), "loud": ("loudness",), "level": ("stem", "loudness"),
    "fade": ("fade",), "fadein": ("fade",), "fadeout": ("fade",), "faster": ("tempo",), "slower": ("tempo",),
    "mute": ("stem",), "solo": ("stem",), "bpm": ("tempo",), "units": ("tempo",), "cover": ("cover",),
    "mashup": ("mashup",), "loop": ("sections",), "pan": ("pan",), "louder": ("stem",), "quieter": ("stem",),
    "higher": ("pitch",), "lower": ("pitch",),
}  # fmt: skip
_NEWEST = re.compile(r"\b(?:last|latest|newest|most recent)(?: (?:one|thing|change|edit|step|bit))?$")


def all_but(said: str, scene: Scene) -> list[DeltaOp] | None:
    """The ops that leave only the named steps; None when that is not asked, or nothing such is there."""
    forms = sentences("talk", "lead", "after", "spared")
    found = forms["but"].fullmatch(said) or forms["only"].fullmatch(said)
    if found:
        named = _named(next(g for g in found.groups() if g), scene)
        return _without([s for s in scene.plan.steps if s not in named], scene) if named else None
    found = forms["some"].fullmatch(said)
    if not found:
        return None
    each = [_named(part, scene) for part in re.split(r",? and |, ", found[1])]
    if len(each) < 2 or not all(each):
        return None
    return _without([s for steps in each for s in steps], scene)


def _without(gone: list[Any], scene: Scene) -> list[DeltaOp] | None:
    ids = list(dict.fromkeys(s.id for s in gone))
    kept = [s for s in scene.plan.steps if s.id not in ids]
    if len(ids) <= MAX_OPS:
        return [Remove(target=i) for i in ids]
    if len(kept) < MAX_OPS:
        return [Reset(), *(s.model_copy(update={"id": 0}) for s in kept)]
    return None


def _named(said: str, scene: Scene) -> list[Any]:
    """The steps that the words name: by their kind, their effect or style, their stems or their section."""
    if _NEWEST.search(said):
        return last_steps(scene)
    steps, read = scene.plan.steps, understood(said)
    found: list[Any] = []
    for token in read.tokens:
        if token.kind in ("effect", "style", "transition"):
            found += [s for s in steps if getattr(s, "name", "") == token.value]
            found += [s for s in steps if s.op == "layer" and s.style == token.value]
        elif token.kind in ("stems", "stem"):
            found += _of_stems(token, steps)
        elif token.kind == "place":
            parts = {p.part for p in token.value}
            found += [s for s in steps if s.where.part in parts and s.where.part != "whole"]
        else:
            found += [s for s in steps if s.op in _OPS.get(token.kind, ())]
    return list({s.id: s for s in found}.values())


def _of_stems(token: Any, steps: Any) -> list[Any]:
    """What was said of those stems; a new part that is called so comes before."""
    meaning = lexicon().played.get(split(token.text.removeprefix("the ")))
    role = meaning.value.split(":")[0] if meaning else ""
    new = [s for s in steps if s.op == "layer" and s.instrument == role]
    names = set(token.value if isinstance(token.value, tuple) else (token.value,))
    return new or [s for s in steps if names & set(s.where.stems)]
