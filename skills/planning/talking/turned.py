"""Turned: the last edit the other way, or at another of several alike ("down, not up", "the second one")."""

from __future__ import annotations

from typing import Any

from audio_engine.units import SECTION_LABELS
from skills.planning.delta import Changes, DeltaOp, Remove, Replace
from skills.planning.resolving.scene import Scene
from skills.planning.vocabulary.lexicon import lexicon, split
from skills.planning.vocabulary.sentences import sentences

_SIDES = {"right": 1, "left": -1}
_WAYS: dict[str, dict[str, int]] = {
    "tempo": {"faster": 1, "up": 1, "quicker": 1, "slower": -1, "down": -1},
    "pitch": {"up": 1, "higher": 1, "down": -1, "lower": -1, "deeper": -1},
    "stem": {"up": 1, "louder": 1, "higher": 1, "down": -1, "quieter": -1, "softer": -1, "lower": -1},
    "pan": _SIDES,
    "fade": {"in": 1, "out": -1},
}
_ORDERS = {
    **dict.fromkeys(("first", "1st"), 1), **dict.fromkeys(("second", "2nd"), 2),
    **dict.fromkeys(("third", "3rd"), 3), **dict.fromkeys(("fourth", "4th"), 4),
    **dict.fromkeys(("fifth", "5th"), 5), **dict.fromkeys(("last", "final"), -1),
}  # fmt: skip


def turned(said: str, step: Any, scene: Scene) -> list[DeltaOp]:
    """The last edit the other way round, elsewhere or on another instrument, where the words ask that."""
    forms = sentences("talk", "lead", "after", "turned")
    if forms["opposite"].fullmatch(said):
        return _other_way(step)
    found = {name: next(g for g in m.groups() if g) for name in _CHOSEN if (m := forms[name].fullmatch(said))}
    wanted = _WAYS.get(step.op, {}).get(found.get("way", ""), 0)
    if wanted and wanted == -_way(step):
        return _other_way(step)
    if "nth" in found:
        return _at_nth(found["nth"], step, scene)
    return _player(found["player"], step) if step.op == "cover" and "player" in found else []


_CHOSEN = ("way", "nth", "player")


def _player(said: str, step: Any) -> list[DeltaOp]:
    """ "on saxophone instead": another instrument for the cover."""
    named = lexicon().players.get(split(said))
    if named is None or named.value == step.instrument:
        return []
    cover = step.model_copy(update={"id": 0, "instrument": named.value})
    return [Remove(target=step.id), cover]


def _way(step: Any) -> int:
    """1 where the step makes it more, -1 where less, 0 where it does neither."""
    if step.op == "tempo":
        return 0 if step.ratio is None or step.ratio == 1 else 1 if step.ratio > 1 else -1
    if step.op == "fade":
        return 1 if step.side == "in" else -1
    value = {"pitch": "semitones", "stem": "gain_db", "pan": "position"}.get(step.op)
    number = getattr(step, value, 0.0) if value else 0.0
    return 1 if number > 0 else -1 if number < 0 else 0


def _other_way(step: Any) -> list[DeltaOp]:
    """As far the other way; nothing where there is none."""
    if step.op == "tempo" and step.ratio is not None and 2 - step.ratio >= 0.25:
        return [Replace(target=step.id, changes=Changes(ratio=round(2 - step.ratio, 4)))]
    if step.op == "pitch":
        return [Replace(target=step.id, changes=Changes(semitones=-step.semitones))]
    if step.op == "stem" and step.action == "gain" and -step.gain_db <= 12:
        return [Replace(target=step.id, changes=Changes(gain_db=-step.gain_db))]
    if step.op == "pan" and step.position:
        return [Replace(target=step.id, changes=Changes(position=-step.position))]
    if step.op == "fade":
        other = step.model_copy(update={"id": 0, "side": "out" if step.side == "in" else "in"})
        return [Remove(target=step.id), other]
    return []


def _at_nth(word: str, step: Any, scene: Scene) -> list[DeltaOp]:
    """The same at another section of that name; nothing where the song has none."""
    where = step.where
    if where.part not in SECTION_LABELS:
        return []
    many = sum(s.label == where.part for s in scene.song.hearing.grid.sections)
    nth = _ORDERS.get(word)
    if word == "other" and many == 2 and where.nth is not None:
        nth = 1 if where.nth in (2, -1) else 2
    if nth is None or nth == where.nth or nth > many:
        return []
    return [Replace(target=step.id, changes=Changes(where=where.model_copy(update={"nth": nth})))]
