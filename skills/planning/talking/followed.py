"""Followed: short words about the last edit alone: "again", "5 more", "the other way", "no, the second"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from audio_engine.plan import RemixPlan, Where
from skills.planning.answers import Edit
from skills.planning.delta import Changes, Delta, DeltaOp, Remove, Replace
from skills.planning.phrasing.further import further
from skills.planning.resolving.last import last_steps
from skills.planning.resolving.scene import Scene
from skills.planning.talk import Talk, versions
from skills.planning.talking.picked import all_of, caused_by
from skills.planning.talking.spared import all_but
from skills.planning.talking.turned import turned
from skills.planning.vocabulary.sentences import sentences

_LONGEST = 100
_NUMBERS = (
    *("zero", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_WORDS = {"couple": 2, "few": 3, "once": 1, "twice": 2, "thrice": 3}
_ONE_MORE = ("one more", "another one", "and another")


@dataclass(frozen=True)
class Last:
    """The one step that was made or changed last, and what it was before that, None when it is new."""

    step: Any
    before: Any
    scene: Scene


def followed(plain: str, typed: str, scene: Scene, talk: Talk) -> Edit | None:
    """The edit that words ask which only make sense after the last one; None for all other words."""
    said = " ".join(plain.split()).strip(" .!?")
    if not said or len(said) > _LONGEST or not scene.plan.steps:
        return None
    said = further(said)
    ops, note = _ops(said, scene, talk)
    if not ops and not note:
        return None
    return Edit(delta=caused_by(Delta(ops=tuple(ops)), all_of(typed, talk)), note=note)


def _ops(said: str, scene: Scene, talk: Talk) -> tuple[list[DeltaOp], str]:
    kept = all_but(said, scene)
    if kept is not None:
        return kept, "" if kept else "There is nothing else to take back."
    steps = last_steps(scene)
    if len(steps) != 1:
        return [], ""
    last = Last(steps[0], _before(steps[0].id, talk), scene)
    forms = sentences("talk", "lead", "after", "followed")
    if _says_it_again(said, last, talk):
        return _again(last)
    if forms["again"].fullmatch(said):
        one = said.endswith(_ONE_MORE) and last.step.op == "pitch"
        return _again(last) if not one else _on(last, 1.0, "", "more") or ([], "")
    made = _measured(said, last)
    if made is not None:
        return made
    if forms["wider"].fullmatch(said) and last.step.op in _PLACED and last.step.where != Where():
        keeps = () if "mix" in said or "thing" in said else last.step.where.stems
        return _put(last, where=Where(stems=keeps if last.step.where.part != "whole" else ()))
    return turned(said, last.step, scene), ""


def _measured(said: str, last: Last) -> tuple[list[DeltaOp], str] | None:
    """ "5 more", "longer", "8 seconds" and "only twice", where the last edit holds such a number."""
    forms, step = sentences("talk", "lead", "after", "followed"), last.step
    more = forms["more"].fullmatch(said) or forms["another"].fullmatch(said)
    number = _number(more["count"].strip()) if more else None
    if more and number is not None and not _says_how_far(more):
        made = _on(last, number, _unit(more["unit"] or ""), more["sense"] or "more")
        if made is not None:
            return made
    if step.op == "fade" and (sized := forms["sized"].fullmatch(said)):
        return _sized(sized[1] or "", sized[2], last)
    if step.op in ("fade", "length") and (seconds := forms["seconds"].fullmatch(said)):
        return _bounded(last, "seconds", _number(seconds[1]) or step.seconds)
    if (amount := forms["amount"].fullmatch(said)) and (made := _this_far(amount, last)) is not None:
        return made
    if getattr(step, "action", "") == "loop" and (times := forms["times"].fullmatch(said)):
        return _times(next(g for g in times.groups() if g), last)
    return None


_PLACED = ("effect", "mood", "pitch", "pan", "style")


def _this_far(amount: re.Match[str], last: Last) -> tuple[list[DeltaOp], str] | None:
    """ "about 20 percent" after "slower": that far, the way it went."""
    step, number, unit = last.step, _number(amount[1]) or 0.0, _unit(amount[2])
    if unit not in _HELD.get(step.op, ()):
        return None
    if step.op == "tempo":
        faster = (step.ratio or step.bpm / last.scene.song_bpm) >= 1
        return _bounded(last, "ratio", 1 + number / 100 if faster else 1 - number / 100)
    field = {"pitch": "semitones", "stem": "gain_db"}.get(step.op)
    if field is None or getattr(step, "action", "gain") != "gain":
        return None
    return _bounded(last, field, number if getattr(step, field) >= 0 else -number)


def _says_how_far(more: re.Match[str]) -> bool:
    """ "20 % slower" needs no last edit, "20 more", "10 faster" and "another 2 dB down" do."""
    return "another" not in more[0] and bool(more["unit"]) and more["sense"] in _DIRECTIONS


_DIRECTIONS = ("up", "down", "higher", "lower", "faster", "slower", "louder", "quieter")
_STILL = re.compile(
    r"\b(?:even|still|yet|make it|make that|a bit|more so|please|again|now|and|it|that)\b|[^\w ]"
)


def _says_it_again(said: str, last: Last, talk: Talk) -> bool:
    """ "darker", and then "even darker"."""
    if last.step.op not in ("effect", "mood") or not talk.turns:
        return False
    now, before = (" ".join(_STILL.sub(" ", w.lower()).split()) for w in (said, talk.turns[-1].words))
    return bool(now) and now == before and re.fullmatch(r"(?:more )?\w+", now) is not None


def _before(step: int, talk: Talk) -> Any:
    plans, now = versions(talk)
    earlier = plans[now - 1] if now else RemixPlan()
    return next((s for s in earlier.steps if s.id == step), None)


def _put(last: Last, **fields: Any) -> tuple[list[DeltaOp], str]:
    return [Replace(target=last.step.id, changes=Changes(**fields))], ""


_FIELDS = {"tempo": "ratio", "pitch": "semitones", "stem": "gain_db", "fade": "seconds", "length": "seconds"}
_LIMITS = {
    "ratio": (0.25, 4.0), "bpm": (30.0, 300.0), "semitones": (-24.0, 24.0), "gain_db": (-60.0, 12.0),
    "seconds": (0.5, 1200.0), "lufs": (-40.0, -6.0), "count": (2.0, 16.0), "bars": (1.0, 64.0),
}  # fmt: skip
_AMOUNTS = ("subtle", "medium", "heavy")


def _again(last: Last) -> tuple[list[DeltaOp], str]:
    """The same change once more: as far again, one time more, or as much stronger."""
    step, old = last.step, last.before
    field = _FIELDS.get(step.op, "")
    if step.op == "tempo" and step.ratio is not None:
        went = step.ratio / (old.ratio if old is not None and old.ratio else 1.0)
        return _bounded(last, "ratio", step.ratio * went)
    if field in ("semitones", "gain_db") and getattr(step, "action", "gain") == "gain":
        value = getattr(step, field)
        return _bounded(last, field, 2 * value - (getattr(old, field) if old is not None else 0.0))
    if step.op == "sections" and step.action == "loop":
        return _bounded(last, "count", step.count + 1)
    if step.op in ("effect", "mood") and not step.model_dump().get("knobs"):
        at = _AMOUNTS.index(step.amount)
        return _put(last, amount=_AMOUNTS[at + 1]) if at < 2 else ([], "That is as strong as it gets.")
    return [], "That is done already; once more would change nothing."


def _bounded(last: Last, field: str, value: float) -> tuple[list[DeltaOp], str]:
    low, high = _LIMITS[field]
    if not low <= value <= high:
        return [], "That is as far as I can go."
    if getattr(last.step, field) == value:
        return [], "That is so already."
    return _put(last, **{field: int(value) if field in ("count", "bars") else round(value, 4)})


_UNITS = {
    "bpm": "bpm", "beats": "bpm", "beat": "bpm", "semi": "semitones", "st": "semitones", "step": "semitones",
    "db": "db", "deci": "db", "s": "seconds", "sec": "seconds", "lufs": "lufs", "%": "percent",
    "per": "percent", "time": "count", "repe": "count", "bar": "bars",
}  # fmt: skip
_HELD = {
    "tempo": ("bpm", "percent"), "pitch": ("semitones",), "stem": ("db",), "fade": ("seconds",),
    "length": ("seconds",), "loudness": ("lufs", "db"), "sections": ("count", "bars"),
}  # fmt: skip
_GROWING = {
    ("pitch", ""): "semitones", ("stem", "gain"): "gain_db", ("fade", ""): "seconds",
    ("length", ""): "seconds", ("loudness", ""): "lufs", ("sections", "loop"): "count",
    ("sections", "extend"): "bars", ("sections", "trim"): "bars",
}  # fmt: skip
_UPWARD = ("up", "higher", "faster", "louder", "longer", "on top", "extra")
_DOWNWARD = ("down", "lower", "slower", "quieter", "shorter", "fewer", "less")


def _on(last: Last, number: float, unit: str, word: str) -> tuple[list[DeltaOp], str] | None:
    """ "5 more", "another two semitones", "one less": on from where the last edit went to."""
    step, action = last.step, getattr(last.step, "action", "")
    if unit and unit not in _HELD.get(step.op, ()):
        return None
    if step.op == "tempo":
        return _more_tempo(last, number, unit, word)
    field = _GROWING.get((step.op, action)) or _GROWING.get((step.op, ""))
    if field is None:
        return None
    value = getattr(step, field)
    grows = -1 if word in ("less", "fewer") else 1
    way = grows * (1 if value >= 0 or field == "lufs" else -1)
    way = 1 if word in _UPWARD else -1 if word in _DOWNWARD and word not in ("less", "fewer") else way
    if field == "count" and value + way * number <= 1:
        return [Remove(target=step.id)], ""
    return _bounded(last, field, value + way * number)


def _more_tempo(last: Last, number: float, unit: str, word: str) -> tuple[list[DeltaOp], str]:
    step, scene = last.step, last.scene
    down = word in _DOWNWARD
    if unit == "percent" or (not unit and step.ratio is not None):
        ratio = step.ratio or step.bpm / scene.song_bpm
        went = -1 if ratio < 1 else 1
        way = -1 if word in ("down", "lower", "slower") else 1 if word in _UPWARD else -went if down else went
        return _bounded(last, "ratio", ratio + way * number / 100)
    return _bounded(last, "bpm", (step.bpm or step.ratio * scene.song_bpm) + (-number if down else number))


def _number(said: str) -> float | None:
    for word in re.findall(r"\d+(?:\.\d+)?|[a-z]+", said):
        if word[0].isdigit():
            return float(word)
        if word in _NUMBERS or (word in _WORDS and said in (word, f"a {word}", f"{word} of")):
            return float(_NUMBERS.index(word)) if word in _NUMBERS else float(_WORDS[word])
    return None


def _unit(said: str) -> str:
    starts = sorted((u for u in _UNITS if said.strip().startswith(u)), key=len)
    return _UNITS[starts[-1]] if starts else ""


_MUCH = {"much": 2.0, "way": 2.0, "a lot": 2.0, "far": 2.0, "a bit": 1.25, "a little": 1.25, "slightly": 1.25}


def _sized(much: str, word: str, last: Last) -> tuple[list[DeltaOp], str]:
    """A fade that takes longer or shorter."""
    by = _MUCH.get(much, 1.5)
    longer = word in ("longer", "slower")
    return _bounded(last, "seconds", round(last.step.seconds * (by if longer else 1 / by), 1))


def _times(said: str, last: Last) -> tuple[list[DeltaOp], str]:
    """ "only twice": so many times altogether; once is no loop."""
    count = _number(said)
    if count is None:
        return [], ""
    return ([Remove(target=last.step.id)], "") if count <= 1 else _bounded(last, "count", count)
