"""Neutral: a plan's change in the words of the prompt scorer, and its words as plan steps."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, get_args

from pydantic import ValidationError

from audio_engine import effects, moods, styles, transitions
from audio_engine.plan import (
    Cover,
    Effect,
    Fade,
    Layer,
    Length,
    Loudness,
    Pitch,
    RemixPlan,
    Sections,
    StemLevel,
    Style,
    Tempo,
    Transition,
    Where,
)
from audio_engine.plan.other import CoverInstrument
from audio_engine.units import SECTION_LABELS, StemName
from skills.catalog.song import SongFacts
from skills.planning.draft import Answer, Clarify, Edit, OutOfScope, Question
from skills.planning.languages import in_english
from skills.planning.vocabulary.normalise import normalise

Op = dict[str, Any]

_TOPICS = {"license": "licence", "song": "song-facts", "help": "how-to", "changes": "other"}
_REASONS = {"not-yet": "unsupported", "policy": "policy"}
_WISHED = dict.fromkeys(("change-lyrics", "translate-lyrics", "export-stems"), "unsupported")
_EFFECTS = {
    "tape-stop": "tapestop", "auto-pan": "autopan", "eight-d": "autopan", "pitch-correct": "autotune",
    "chop": "stutter", "underwater": "lowpass", "exciter": "eq", "rhythm-gate": "gate",
}  # fmt: skip
_STYLES = {"chiptune": "8bit"}
_SOUNDS = {
    "strings": "strings", "strings-short": "strings", "cellos": "strings", "choir": "choir", "brass": "brass",
    "horns": "brass", "bass-808": "808", "bass-synth": "synth bass", "piano": "piano",
    "electric-piano": "piano", "organ": "organ", "flute": "flute", "music-box": "music box",
    "guitar-clean": "guitar", "guitar-steel": "guitar", "guitar-nylon": "guitar", "whistle": "whistle",
}  # fmt: skip
_ROLES = {"bass": "bassline", "keys": "piano", "lead": "melody"}
_ADDED = {"rain": "rain", "crowd": "crowd"}
_FROM_THE_END = ("last", "final", "very end", "tail", "earlier", "sooner")
_SIDES = {"before": "before", "until": "til|up to", "from": "from|start|onward|as of", "after": "after"}
_ACTIONS = {"keep": "only", "drop": "remove", "trim": "shorten", "copy": "repeat", "swap": "move"}


def told(answer: Answer, plan: RemixPlan, song: SongFacts, words: str) -> list[Op]:
    """An answer in the scorer's words; plan: the one before it."""
    if isinstance(answer, Question):
        return [{"op": "question", "topic": _TOPICS.get(answer.topic, answer.topic)}]
    if isinstance(answer, Clarify):
        return [{"op": "clarify", "about": answer.about}]
    if isinstance(answer, OutOfScope):
        return [{"op": "refuse", "reason": _REASONS.get(answer.kind, "out-of-scope")}]
    if not isinstance(answer, Edit):
        return [{"op": "confirm"}]
    english = in_english(normalise(words)).plain
    ops = [n for op in _kept(answer.delta.ops, plan) for n in neutral(op, plan, song, english)]
    titles = iter(answer.songs)
    for op in ops:
        if op["op"] == "mashup":
            op["with"] = next(titles, "")
    return ops + [{"op": "refuse", "reason": _WISHED.get(w, "policy")} for w in answer.delta.wishes[:1]]


def _kept(ops: Any, plan: RemixPlan) -> list[Any]:
    """The ops without those that only take away what a new style or cover stands in the place of."""
    new = {op.op for op in ops if op.op in ("style", "cover")}
    old = {s.id for s in plan.steps if s.op in new}
    return [op for op in ops if op.op != "remove" or op.target not in old]


def neutral(op: Any, plan: RemixPlan, song: SongFacts, words: str) -> list[Op]:
    """One op of a delta in the scorer's words."""
    if op.op == "remove":
        old = next((s for s in (*plan.steps, *plan.keep) if s.id == op.target), None)
        return [{"op": "undo", "what": _called(old)}] if old is not None and hasattr(old, "op") else []
    steps = {s.id: s for s in plan.steps}
    if op.op == "replace" and op.target in steps:
        return neutral(_changed(steps[op.target], op.changes), plan, song, words)
    if op.op == "keep":
        return _promise(op.keep)
    if op.op in ("undo", "redo", "reset"):
        return [{"op": op.op, **({"steps": op.steps} if op.op != "reset" else {})}]
    where = _where(op.where, song, words)
    if op.op == "sections" and op.action == "reverse":
        made: Op = {"op": "effect", "name": "reverse"}
    elif op.op == "sections":
        count = {"count": op.count} if op.action == "loop" else {}
        action, where = _ACTIONS.get(op.action, op.action), {}
        made = {"op": "section", "action": action, "target": _at(op.where, song, words), **count}
    elif op.op == "transition":
        made = {"op": "add", "what": op.name}
        where = {"at": f"before {where['at']}"} if "at" in where else {}
    else:
        made = _NEUTRAL[op.op](op)
    if op.op in ("stem", "pan", "feel") or (op.op == "layer" and op.instead):
        where.pop("stem", None)
    return [made | ({"where": where} if where else {})]


def _changed(step: Any, changes: Any) -> Any:
    """The step with its new values; a new BPM takes the place of a ratio."""
    fields = changes.named()
    if "bpm" in fields or "ratio" in fields:
        fields = {"bpm": None, "ratio": None} | fields
    return step.model_copy(update=fields)


def _promise(keep: Any) -> list[Op]:
    if keep.what == "without":
        return [{"op": "effect", "name": _EFFECTS.get(n, n), "amount": "off"} for n in keep.effects]
    if keep.what in ("audible", "untouched"):
        return [{"op": "stem", "action": "keep", "stem": "+".join(keep.stems)}]
    return []


def _called(step: Any) -> str:
    if step.op == "layer":
        return str(_layer(step)["what"])
    if step.op == "stem":
        return "+".join(step.where.stems)
    return str(getattr(step, "name", step.op))


def _layer(step: Layer) -> Op:
    if step.instead:
        return {
            "op": "stem",
            "stem": {"keys": "piano"}.get(step.instrument, step.instrument),
            "action": "replace",
        }
    what = _SOUNDS.get(step.sound or "") or _ROLES.get(step.instrument, step.instrument)
    return {"op": "add", "what": what, "style": step.style}


def _effect(step: Effect) -> Op:
    if step.name in _ADDED:
        return {"op": "add", "what": _ADDED[step.name]}
    hz = [k.value for k in step.knobs if k.name.endswith("_hz")]
    name = _EFFECTS.get(step.name, step.name)
    return {"op": "effect", "name": name, "amount": step.amount, **({"hz": hz[0]} if hz else {})}


def _mood(step: Any) -> Op:
    """A mood stands for its effects: the first of them is what it mostly is."""
    name = "reverb" if step.name == "dreamier" else moods.steps(step)[0].name
    return {"op": "effect", "name": _EFFECTS.get(name, name), "amount": step.amount}


_NEUTRAL: dict[str, Callable[[Any], Op]] = {
    "tempo": lambda o: {"op": "tempo", **({"bpm": o.bpm} if o.bpm else {"ratio": o.ratio})},
    "pitch": lambda o: {"op": "pitch", "semitones": o.semitones},
    "key": lambda o: {"op": "key", "tonic": o.tonic, "mode": o.mode},
    "stem": lambda o: {
        "op": "stem",
        "stem": "+".join(o.where.stems) or "all",
        "action": o.action,
        **({"db": o.gain_db} if o.action == "gain" else {}),
    },
    "effect": _effect,
    "mood": _mood,
    "style": lambda o: {"op": "style", "name": _STYLES.get(o.name, o.name)},
    "layer": _layer,
    "feel": lambda o: {"op": "tempo", "feel": o.feel},
    "steady": lambda o: {"op": "effect", "name": "quantize"},
    "pan": lambda o: {"op": "effect", "name": "pan"},
    "duck": lambda o: {"op": "effect", "name": "sidechain"},
    "length": lambda o: {"op": "length", "seconds": o.seconds},
    "fade": lambda o: {"op": "fade", "side": o.side, "seconds": o.seconds},
    "loudness": lambda o: {"op": "loudness", "lufs": o.lufs},
    "cover": lambda o: {"op": "cover", "instrument": o.instrument},
    "mashup": lambda o: {"op": "mashup"},
    "match": lambda o: {"op": "tempo" if o.what == "tempo" else "key"},
    "generate": lambda o: {"op": "add", "what": o.instrument or o.what},
    "format": lambda o: {"op": "format", "format": o.format},
}


def _where(where: Where, song: SongFacts, words: str) -> Op:
    out = {"stem": "+".join(where.stems)} if where.stems else {}
    return out | ({"at": _at(where, song, words)} if where.part != "whole" else {})


def _at(where: Where, song: SongFacts, words: str) -> str:
    if where.part == "bars" and where.end == -1 and (where.start or 0) >= -2:
        return "end"
    if where.part == "bars":
        return f"bars {where.start:g}-{where.end:g}"
    if where.part != "seconds":
        order = "" if where.nth is None else " last" if where.nth == -1 else f" {where.nth}"
        side = "" if where.side == "inside" else {"outside": "all-but-"}.get(where.side, f"{where.side} ")
        return f"{side}{where.part}{order}"
    start, end, length = where.start or 0.0, where.end, song.hearing.grid.seconds
    for side in (name for name, said in _SIDES.items() if re.search(said, words)):
        opens = side in ("before", "until")
        if (opens and start == 0) or (not opens and end is None):
            edge = (end or 0.0) if opens else start
            return f"{side} {_anchor(edge, side, song) or f'time {edge:g}'}"
    if end is None and start > 0 and any(said in words for said in _FROM_THE_END):
        return f"last {length - start:g}s"
    return f"time {start:g}-{end if end is not None else length:g}"


def _anchor(edge: float, side: str, song: SongFacts) -> str:
    """The section that begins there (ends there, for "after"), numbered where there are several."""
    for section in song.hearing.grid.sections:
        if abs((section.end_seconds if side == "after" else section.start_seconds) - edge) < 0.05:
            alike = song.hearing.grid.named(section.label)
            return section.label + (f" {alike.index(section) + 1}" if len(alike) > 1 else "")
    return ""


_NAMED_SO = {v: k for k, v in (*_EFFECTS.items(), *_STYLES.items())} | {
    "autopan": "auto-pan",
    "stutter": "stutter",
    "lowpass": "lowpass",
    "eq": "eq",
}
_PLAYED: dict[str, tuple[str, str | None]] = {
    "drums": ("drums", None), "percussion": ("percussion", None), "bassline": ("bass", None),
    "pad": ("pad", None), "strings": ("pad", "strings"), "choir": ("pad", "choir"),
    "brass": ("keys", "brass"),
    "melody": ("lead", None), "piano": ("keys", "piano"), "808": ("bass", "bass-808"),
}  # fmt: skip


def step_of(op: Op) -> Any:
    """An op in the scorer's words as a step of a plan; None where a plan has no such step."""
    try:
        return _STEP_OF[op["op"]](op, _place(op.get("where") or {}))
    except (KeyError, ValueError, ValidationError):
        return None


def _place(given: Op) -> Where:
    stems = tuple(s for s in str(given.get("stem", "")).split("+") if s in get_args(StemName))
    at = str(given.get("at", ""))
    side = "before" if at.startswith("before ") else "after" if at.startswith("after ") else "inside"
    found = re.search(rf"({'|'.join(SECTION_LABELS)})(?: (\d+|last))?", at)
    if not found:
        return Where(stems=stems)
    nth = None if not found[2] else -1 if found[2] == "last" else int(found[2])
    return Where(part=found[1], nth=nth, side=side, stems=stems)  # type: ignore[arg-type]


def _stem_step(op: Op, where: Where) -> StemLevel:
    action = op["action"] if op["action"] in ("mute", "solo", "gain") else "gain"
    stems = tuple(s for s in str(op.get("stem", "")).split("+") if s in get_args(StemName))
    return StemLevel(action=action, gain_db=op.get("db", 0), where=where.model_copy(update={"stems": stems}))


def _effect_step(op: Op, where: Where) -> Any:
    if op["name"] == "reverse":
        return Sections(action="reverse", where=where)
    name = _NAMED_SO.get(op["name"], op["name"])
    amount = op.get("amount", "medium")
    return Effect(name=name, amount=amount, where=where) if name in effects.SHELF else None


def _added_step(op: Op, where: Where) -> Any:
    what = op["what"]
    if what in _ADDED.values() and what in effects.SHELF:
        return Effect(name=what, where=where)
    if what in transitions.SHELF:
        return Transition(name=what, where=where.model_copy(update={"side": "inside"}))
    role, sound = _PLAYED[what]
    style = op.get("style") or {"pad": "ambient", "keys": "acoustic", "lead": "synthwave"}.get(role, "house")
    return Layer(instrument=role, style=style, sound=sound, where=where)  # type: ignore[arg-type]


def _section_step(op: Op, where: Where) -> Sections:
    action = {v: k for k, v in _ACTIONS.items() if k in ("keep", "drop", "trim")}.get(
        op["action"], op["action"]
    )
    return Sections(action=action, where=_place({"at": op["target"]}), count=op.get("count", 2))


_STEP_OF: dict[str, Callable[[Op, Where], Any]] = {
    "tempo": lambda o, w: Tempo(**{k: o[k] for k in ("bpm", "ratio") if k in o}, where=w),
    "pitch": lambda o, w: Pitch(semitones=o["semitones"], where=w),
    "stem": _stem_step,
    "effect": _effect_step,
    "style": lambda o, w: (
        Style(name=_NAMED_SO.get(o["name"], o["name"]), where=w)
        if o["name"] in (*styles.SHELF, *_STYLES.values())
        else None
    ),
    "add": _added_step,
    "section": _section_step,
    "length": lambda o, w: Length(seconds=o["seconds"]),
    "fade": lambda o, w: Fade(side=o["side"], seconds=o.get("seconds", 4)),
    "loudness": lambda o, w: Loudness(lufs=o["lufs"]),
    "cover": lambda o, w: (
        Cover(instrument=o["instrument"]) if o["instrument"] in get_args(CoverInstrument) else None
    ),
}
