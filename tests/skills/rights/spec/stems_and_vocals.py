"""Stems and vocals: what is taken by itself, what is changed, what is silent."""

from __future__ import annotations

from fractions import Fraction
from operator import add

from audio_engine import effects as effect_shelf
from tests.skills.rights.spec.moments import Change, extremes, stretches, written
from tests.skills.rights.spec.question import (
    STEMS,
    Data,
    Question,
    Refusal,
    is_custom,
    off_the_list,
    steps_told,
    steps_using,
    whole_at_once,
)

INAUDIBLE_DB = -30
FURTHER = ("untouched", "processed", "removed")


def stems(question: Question, grant: Data) -> list[Refusal]:
    """Only listed stems are taken by themselves; a mix is taken apart for them only with `separate`."""
    if not is_custom(grant):
        return []
    stated = grant.get("stems", {})
    named = stems_named(question)
    told = off_the_list("stems", named, stated.get("allowed", []))
    if stated.get("separate", False):
        return told
    return told + [
        Refusal(
            "stems.separation_not_allowed", "stems", steps_using(stem, named), "no separation", stem, "name"
        )
        for stem in STEMS
        if stem not in question.song["stems"] and any(stem == word for word, _ in named)
    ]


def stems_named(question: Question) -> list[tuple[str, Data]]:
    """The stems that steps name, and those that a mash-up takes of this song."""
    named = [(stem, step) for step in question.steps for stem in step["where"]["stems"]]
    for step in question.of("mashup"):
        other = int(step["song"][1:])
        if other < len(question.sources):
            if question.index == 0:
                named += [(stem, step) for stem in step["ours"]]
            if question.index == other:
                named += [(stem, step) for stem in step["theirs"]]
    return named


def vocals(question: Question, grant: Data) -> list[Refusal]:
    """As far as the grant goes and no farther; an own grant that does not say leaves them untouched."""
    may = grant.get("vocals", {}).get("may", "untouched") if is_custom(grant) else "removed"
    removed = [step for step in question.steps if step["n"] in steps_removing_vocals(question)]
    processed = [step for step in question.steps if touches(step, "vocals") and step not in removed]
    goes = "removed" if removed else "processed" if processed else "untouched"
    if FURTHER.index(goes) <= FURTHER.index(may):
        return []
    beyond = [*removed, *(processed if may == "untouched" else [])]
    return [Refusal("vocals.not_allowed", "vocals", steps_told(beyond), may, goes, "name")]


def voice(question: Question, grant: Data) -> list[Refusal]:
    """A voice is imitated only by its own word, under whatever license."""
    if "clone-voice" not in question.facts["wishes"] or grant.get("voice", {}).get("clone", False):
        return []
    return [Refusal("voice.not_allowed", "voice", (), "no clone", "clone-voice", "wish")]


def steps_removing_vocals(question: Question) -> tuple[int, ...]:
    """The steps that take the vocals out by themselves, or that do so together."""
    alone = [step for step in question.steps if silences(step, "vocals")]
    levels = [step for step in question.steps if _sets_level(step) and "vocals" in step["where"]["stems"]]
    changes = []
    for step in levels:
        level_db = written(lowest_level_db(step))
        changes.append(Change(stretches(step["where"], question.grid), ("vocals",), level_db, level_db))
    lowest, _ = extremes(changes, question.grid, add, Fraction(0))
    together = levels if lowest <= INAUDIBLE_DB else []
    return steps_told([*alone, *together])


def silences(step: Data, stem: str) -> bool:
    """Whether a step by itself takes a stem out where it applies: 30 dB down is masked by the rest."""
    named = step["where"]["stems"]
    if step["op"] == "stem" and step["action"] == "solo":
        return stem not in named
    if step["op"] == "stem" and step["action"] == "mute":
        return stem in named
    return _sets_level(step) and stem in named and lowest_level_db(step) <= INAUDIBLE_DB


def _sets_level(step: Data) -> bool:
    gain = step["op"] == "stem" and step["action"] == "gain"
    return gain or (step["op"] == "effect" and step["name"] == "level")


def lowest_level_db(step: Data) -> float:
    """The quietest that a gain or a level, standing or moving, ever is within its stops."""
    if step["op"] == "stem":
        return float(step["gain_db"])
    stops = effect_shelf.SHELF.take("level").KNOBS["gain_db"]
    levels = [p["value"] for move in step["moves"] if move["knob"] == "gain_db" for p in move["points"]]
    by_hand = [knob["value"] for knob in step["knobs"] if knob["name"] == "gain_db"]
    if not levels:
        levels = by_hand[-1:] or [getattr(stops, step["amount"])]
    return float(min(max(min(level, stops.highest), stops.lowest) for level in levels))


def touches(step: Data, stem: str) -> bool:
    """Whether a step changes the sound of a stem.

    The tempo of the whole song, cuts, fades and the level of the whole leave each stem as it is.
    """
    named = step["where"]["stems"]
    on_it = stem in named or not named
    match step["op"]:
        case "stem":
            return (stem not in named) if step["action"] == "solo" else stem in named
        case "tempo":
            return on_it and (step["pitch"] == "linked" or not whole_at_once(step))
        case "pitch":
            return step["semitones"] != 0 and (on_it if stem != "drums" else stem in named)
        case "key":
            return on_it if stem != "drums" else stem in named
        case "feel":
            return stem in (named or ["drums"])
        case "duck" | "pan":
            return stem in named
        case "sections":
            return on_it and step["action"] == "reverse"
        case "effect":
            return on_it
    return False


def muted(question: Question) -> list[tuple[str, Data]]:
    """The stems that a mute or a solo takes out of the whole song."""
    whole = [step for step in question.of("stem") if step["where"]["part"] == "whole"]
    return [(stem, s) for s in whole for stem in STEMS if s["action"] != "gain" and silences(s, stem)]
