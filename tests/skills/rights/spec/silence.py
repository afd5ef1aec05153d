"""Silence: which stems a plan takes out, and at which moments of the song that is heard."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from audio_engine import effects as effect_shelf
from tests.skills.rights.spec.moments import holds, pieces, stretches, written
from tests.skills.rights.spec.question import STEMS, Data, Question

INAUDIBLE_DB = -30
"""A stem this much quieter is masked by the rest of the mix."""

HEARD_SECONDS = 1.0
"""A stem that sounds for less than this is not heard in a remix."""

SEPARATED = ("vocals", "drums", "bass", "other")
"""What a finished mix can be taken apart into."""


class There(NamedTuple):
    """A stem at a moment: the steps that cut it off, put something in its place, or lower it.

    lowest_db, highest_db: what steps of level make of it together, at their quietest and loudest.
    """

    cutting: list[Data]
    instead: list[Data]
    lowering: list[Data]
    lowest_db: Fraction
    highest_db: Fraction

    @property
    def is_silent(self) -> bool:
        """Whether it cannot be heard, whatever a moving level does."""
        return bool(self.cutting or self.instead) or self.highest_db <= INAUDIBLE_DB

    @property
    def taking_out(self) -> list[Data]:
        """The steps that take it out, at least for a while."""
        if self.cutting or self.instead:
            return [*self.cutting, *self.instead]
        return self.lowering if self.lowest_db <= INAUDIBLE_DB else []


SILENCING = ("stem", "effect", "duck", "cover", "mashup")
"""Kinds of step that can take a stem out."""


def there(question: Question, stem: str, moment: float) -> There:
    """What becomes of a stem at a moment."""
    here = [s for s in question.of(*SILENCING) if holds(stretches(s["where"], question.grid), moment)]
    cutting = [step for step in here if cuts(step, stem)]
    levels = [(step, level_db(step, stem)) for step in here if step not in cutting]
    levels = [(step, level) for step, level in levels if level != (0.0, 0.0)]
    covers = [s for s in here if s["op"] == "cover" and stem in (s["where"]["stems"] or STEMS)]
    return There(
        cutting=cutting,
        instead=[*covers, *(step for step in question.of("mashup") if left_out(question, step, stem))],
        lowering=[step for step, (low, _) in levels if low < 0],
        lowest_db=sum((written(low) for _, (low, _) in levels), Fraction(0)),
        highest_db=sum((written(high) for _, (_, high) in levels), Fraction(0)),
    )


def cuts(step: Data, stem: str) -> bool:
    """A mute cuts off the stems that it names, a solo all others."""
    if step["op"] != "stem" or step["action"] == "gain":
        return False
    named = stem in step["where"]["stems"]
    return named if step["action"] == "mute" else not named


def left_out(question: Question, step: Data, stem: str) -> bool:
    """Whether a mash-up takes other stems of this song, and not this one."""
    other = int(step["song"][1:])
    if other >= len(question.sources) or question.index not in (0, other):
        return False
    taken = step["ours"] if question.index == 0 else step["theirs"]
    return bool(taken) and stem not in taken


def level_db(step: Data, stem: str) -> tuple[float, float]:
    """The quietest and the loudest that a gain, a level or a duck makes a stem that it names."""
    if stem not in step["where"]["stems"]:
        return (0.0, 0.0)
    if step["op"] == "duck":
        return (-step["depth_db"], 0.0)
    if step["op"] == "stem" and step["action"] == "gain":
        return (step["gain_db"], step["gain_db"])
    if step["op"] != "effect" or step["name"] != "level":
        return (0.0, 0.0)
    stops = effect_shelf.SHELF.take("level").KNOBS["gain_db"]
    levels = [p["value"] for move in step["moves"] if move["knob"] == "gain_db" for p in move["points"]]
    by_hand = [knob["value"] for knob in step["knobs"] if knob["name"] == "gain_db"]
    levels = levels or by_hand[-1:] or [getattr(stops, step["amount"])]
    held = [min(max(level, stops.lowest), stops.highest) for level in levels]
    return (min(held), max(held))


def turns(step: Data) -> bool:
    """Whether a step takes any stem out, puts something in its place, or changes its level."""
    if step["op"] == "cover" or any(cuts(step, stem) for stem in STEMS):
        return True
    return any(level_db(step, stem) != (0, 0) for stem in STEMS)


def uses_the_recording(question: Question) -> bool:
    """A song that is played anew from end to end leaves its recording alone."""
    anew = [s for s in question.of("cover") if s["where"]["part"] == "whole" and not s["where"]["stems"]]
    stems = any(step["where"]["stems"] for step in question.steps) or question.of("feel")
    return not anew or bool(stems) or bool(question.of("mashup", "generate"))


def all_moments(question: Question) -> list[tuple[float, float]]:
    """A moment in every piece of the song, with the seconds that this piece is heard for."""
    places = [stretches(step["where"], question.grid) for step in question.steps]
    heard = heard_stretches(question)
    found = []
    for start, end in pieces([*places, heard], question.grid):
        moment = (start + end) / 2
        found.append((moment, end - start if holds(heard, moment) else 0.0))
    return found


def heard_stretches(question: Question) -> list[tuple[float, float]]:
    """What of the song is in the remix: all of it, where no edit of its form can be told to change that."""
    clips = question.source["clips"]
    told = question.of("sections", "length") and not (question.of("mashup") and question.of("length"))
    if told and clips is not None:
        return [(start, end) for start, end in clips]
    return [(0.0, question.grid["seconds"])]


def heard_ms(question: Question) -> int:
    """How much of the song is heard, each moment counted once."""
    heard = heard_stretches(question)
    edges = sorted({edge for clip in heard for edge in clip})
    once = [end - start for start, end in pairwise(edges) if holds(heard, (start + end) / 2)]
    return round(sum(once) * 1000)


def may_silence(question: Question) -> bool:
    """Whether there is a recording to take stems out of, and any step that can."""
    return bool(uses_the_recording(question) and question.of(*SILENCING))


def muted(question: Question) -> list[tuple[str, Data]]:
    """The stems that are cut off, or replaced, wherever the song is heard."""
    if not may_silence(question):
        return []
    found = []
    for stem in STEMS:
        heard = [there(question, stem, moment) for moment, seconds in all_moments(question) if seconds > 0]
        if all(one.cutting or one.instead for one in heard):
            found += [(stem, step) for one in heard for step in (*one.cutting, *one.instead)]
    return found


def unheard(question: Question) -> list[tuple[str, Data]]:
    """The stems that sound for less than a second in the whole remix, with the steps that see to that."""
    if not may_silence(question):
        return []
    found = []
    for stem in STEMS:
        heard = [(there(question, stem, m), seconds) for m, seconds in all_moments(question) if seconds > 0]
        if sum(seconds for one, seconds in heard if not one.is_silent) < HEARD_SECONDS:
            found += [(stem, step) for one, _ in heard for step in one.taking_out]
    return found


def removed(question: Question, stem: str) -> list[Data]:
    """The steps that take a stem out anywhere in the song, one by one or together."""
    if not may_silence(question):
        return []
    return [step for m, _ in all_moments(question) for step in there(question, stem, m).taking_out]


def alone(question: Question) -> list[tuple[str, Data]]:
    """The stems that are left with nothing else of the song, with the steps that took the rest out.

    Where a cover or another song takes the place of a stem, something else sounds beside what is left.
    """
    turning = [step for step in question.of("stem", "effect", "duck", "cover") if turns(step)]
    own = {*own_stems(question), *(stem for step in turning for stem in step["where"]["stems"])}
    found = []
    for moment, seconds in all_moments(question):
        now = {stem: there(question, stem, moment)._replace(instead=[]).taking_out for stem in own}
        left = [stem for stem in own if not now[stem]]
        if seconds > 0 and len(left) == 1:
            found += [(left[0], step) for steps in now.values() for step in steps]
    return found


def own_stems(question: Question) -> tuple[str, ...]:
    """What the song is made of: the rights holder's stems, or those that a mix is taken apart into."""
    return tuple(question.song["stems"]) or SEPARATED
