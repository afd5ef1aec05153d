"""Silence: which stems a plan takes out, and at which moments of the song that is heard."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from audio_engine import effects as effect_shelf
from tests.skills.rights.spec.moments import holds, pieces, stretches, written
from tests.skills.rights.spec.question import STEMS, Data, Question

MASKED_DB = 30
"""A stem this far below another one that sounds with it is masked by the mix."""

VOICE_HZ = (200, 4_000)
"""Outside of these, their ends among it, nothing is left by which a voice is known."""

HEARD_SECONDS = 1.0
"""A stem that sounds for less than this is not heard in a remix."""

SEPARATED = ("vocals", "drums", "bass", "other")
"""What a finished mix can be taken apart into."""


class There(NamedTuple):
    """A stem at a moment: the steps that cut it off, put something in its place, or make it faint.

    fading: they leave it masked by the mix, or a voice without its sound, at some time; gone: all the time.
    """

    cutting: list[Data]
    instead: list[Data]
    fading: list[Data]
    gone: bool

    @property
    def is_silent(self) -> bool:
        """Whether it cannot be heard, whatever a moving knob does."""
        return bool(self.cutting or self.instead) or self.gone

    @property
    def taking_out(self) -> list[Data]:
        """The steps that take it out, at least for a while."""
        return [*self.cutting, *self.instead] or self.fading


class Strength(NamedTuple):
    """How loud a stem is made at a moment, from and to, by which steps; whether nothing cuts it off."""

    lowest_db: Fraction
    highest_db: Fraction
    steps: list[tuple[Data, float, float]]
    sounds: bool


SILENCING = ("stem", "effect", "duck", "cover", "mashup")
"""Kinds of step that can take a stem out."""


def there(question: Question, stem: str, moment: float) -> There:
    """What becomes of a stem at a moment."""
    here = [s for s in question.of(*SILENCING) if holds(stretches(s["where"], question.grid), moment)]
    masked, all_the_time = _masked(question, here, stem)
    dulled, all_through = _without_voice(here) if stem == "vocals" else ([], False)
    return There(
        cutting=[step for step in here if cuts(step, stem)],
        instead=_instead(question, here, stem),
        fading=[*masked, *dulled],
        gone=all_the_time or all_through,
    )


def _instead(question: Question, here: list[Data], stem: str) -> list[Data]:
    covers = [s for s in here if s["op"] == "cover" and stem in (s["where"]["stems"] or STEMS)]
    return covers + [step for step in question.of("mashup") if left_out(question, step, stem)]


def _strength(question: Question, here: list[Data], stem: str) -> Strength:
    levels = [(step, *level_db(step, stem)) for step in here if not cuts(step, stem)]
    lowest = sum((written(low) for _, low, _ in levels), Fraction(0))
    highest = sum((written(high) for _, _, high in levels), Fraction(0))
    cut = any(cuts(step, stem) for step in here) or _instead(question, here, stem)
    return Strength(lowest, highest, levels, not cut)


def _masked(question: Question, here: list[Data], stem: str) -> tuple[list[Data], bool]:
    """The steps after which another stem, or what it was itself, may drown it; whether it always does.

    Those that made it quieter, and where these do not suffice those that made the loudest other one louder.
    """
    own = _strength(question, here, stem)
    rest = [_strength(question, here, other) for other in STEMS if other != stem]
    rest = [one for one in rest if one.sounds]
    top = max([one.highest_db for one in rest if one.highest_db > 0], default=Fraction(0))
    surely = max([one.lowest_db for one in rest if one.lowest_db > 0], default=Fraction(0))
    always = surely - own.highest_db >= MASKED_DB
    if top - own.lowest_db < MASKED_DB:
        return [], always
    steps = [step for step, low, _ in own.steps if low < 0]
    if -own.lowest_db < MASKED_DB:
        loudest = [one for one in rest if one.highest_db == top]
        steps += [step for one in loudest for step, _, high in one.steps if high > 0]
    return steps, always


def _without_voice(here: list[Data]) -> tuple[list[Data], bool]:
    """The filters on the vocals that leave nothing of them between them, and whether they always do."""
    on_them = [step for step in here if filters_vocals(step)]
    if not _no_voice(on_them, widest=False):
        return [], False
    alone_enough = [step for step in on_them if _no_voice([step], widest=False)]
    return alone_enough or on_them, _no_voice(on_them, widest=True)


def _no_voice(filters: list[Data], widest: bool) -> bool:
    """Whether a voice is outside of what they pass, or they pass nothing: an octave between their ends."""
    inner, outer = (min, max) if widest else (max, min)
    begins = [inner(knob_values(s, FILTERS[s["name"]][0])) for s in filters if FILTERS[s["name"]][0]]
    ends = [outer(knob_values(s, FILTERS[s["name"]][1])) for s in filters if FILTERS[s["name"]][1]]
    if any(end <= VOICE_HZ[0] for end in ends) or any(begin >= VOICE_HZ[1] for begin in begins):
        return True
    return any(begin >= 2 * end for begin in begins for end in ends)


FILTERS = {
    "lowpass": ("", "cutoff_hz"),
    "underwater": ("", "cutoff_hz"),
    "highpass": ("cutoff_hz", ""),
    "bandpass": ("lowest_hz", "highest_hz"),
}
"""The knobs that say where what a filter passes begins, and where it ends."""


def filters_vocals(step: Data) -> bool:
    """Whether it is a filter on the vocals, or on everything."""
    on_them = not step["where"]["stems"] or "vocals" in step["where"]["stems"]
    return step["op"] == "effect" and step["name"] in FILTERS and on_them


def knob_values(step: Data, name: str) -> list[float]:
    """The values of a knob: those that it moves through, else set by hand, else by amount; within stops."""
    stops = effect_shelf.SHELF.take(step["name"]).KNOBS[name]
    moved = [p["value"] for move in step["moves"] if move["knob"] == name for p in move["points"]]
    by_hand = [knob["value"] for knob in step["knobs"] if knob["name"] == name]
    asked = moved or by_hand[-1:] or [getattr(stops, step["amount"])]
    return [min(max(value, stops.lowest), stops.highest) for value in asked]


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
    held = knob_values(step, "gain_db")
    return (min(held), max(held))


def turns(step: Data) -> bool:
    """Whether a step takes any stem out, puts something in its place, filters it or changes its level."""
    if step["op"] == "cover" or filters_vocals(step) or any(cuts(step, stem) for stem in STEMS):
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
