"""Steps and plans of every kind to judge at random."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import strategies as st

from audio_engine import effects, instruments, moods, styles, transitions
from audio_engine.plan import (
    Cover,
    Duck,
    Effect,
    Fade,
    Feel,
    FileFormat,
    Format,
    Generate,
    Keep,
    KeyChange,
    Knob,
    Layer,
    LayerRole,
    Length,
    Loudness,
    Mashup,
    Match,
    Mood,
    Move,
    Pan,
    Pitch,
    Point,
    RemixPlan,
    Sections,
    Steady,
    StemLevel,
    Style,
    Tempo,
    Transition,
    Where,
)
from audio_engine.units import STEMS, TONICS

Strategy = st.SearchStrategy[Any]


def among(*values: Any) -> Strategy:
    """One of those values."""
    return st.sampled_from(values)


def some(names: Any, least: int = 0, most: int = 3) -> Strategy:
    """Some of the names, each once."""
    return st.lists(st.sampled_from(tuple(names)), unique=True, min_size=least, max_size=most).map(tuple)


no_stems, any_stems, one_stem = st.just(()), some(STEMS), some(STEMS, 1)
labels = among("verse", "chorus", "bridge", "intro", "drop", "outro")
sides = among("inside", "inside", "before", "after", "outside")


def places(stems: Strategy) -> Strategy:
    """The whole song half of the time, else a section, bars or seconds, some of which are not there."""
    whole = st.builds(Where, stems=stems)
    parts = st.one_of(
        st.builds(Where, part=labels, nth=among(None, None, 1, 2, -1, 9), side=sides, stems=stems),
        st.builds(
            Where, part=st.just("bars"), start=among(1, 3, -2, 0, 99), end=among(None, 4, -1), side=sides,
            stems=stems,
        ),
        st.builds(
            Where, part=st.just("seconds"), start=among(0, 2.5, -5, 12, 900), end=among(None, 10, -2),
            side=sides, stems=stems,
        ),
    )  # fmt: skip
    return st.one_of(whole, whole, whole, parts)


anywhere = places(st.one_of(no_stems, no_stems, any_stems))
on_stems = places(one_stem)
whole_mix = st.just(Where())
part = st.builds(Where, part=labels, nth=among(None, 1, -1))

ratios = among(0.9, 0.95, 1.1, 1.1, 1.05, 1.100001, 0.899999, 1.12, 1.25, 1.249999, 0.5, 2.0, 1.0, 4.0)
tempos = st.one_of(
    st.builds(
        Tempo,
        ratio=ratios,
        pitch=among("kept", "kept", "linked"),
        shape=among("at once", "at once", "ramp"),
        where=st.one_of(whole_mix, anywhere),
    ),
    st.builds(
        Tempo,
        bpm=among(80, 100, 110, 110.0001, 90, 125, 87.5, 96.25, 60, 174),
        pitch=among("kept", "kept", "linked"),
        shape=among("at once", "at once", "ramp"),
        where=st.one_of(whole_mix, anywhere),
    ),
)
levels = st.builds(
    Effect,
    name=st.just("level"),
    amount=among("subtle", "medium", "heavy"),
    knobs=st.one_of(
        st.just(()), st.builds(lambda v: (Knob(name="gain_db", value=v),), among(-30, -29.9, 50))
    ),
    moves=st.one_of(
        st.just(()),
        st.builds(
            lambda a, b: (Move(knob="gain_db", points=(Point(at=0, value=a), Point(at=1, value=b))),),
            among(-80, -30, -12, 0, 40),
            among(-30, -29, 0, 40),
        ),
    ),
    where=anywhere,
)


def a_filter(name: str, stems: Any) -> Strategy:
    """A filter about the edges of a voice, by hand or moving."""
    knobs = {"bandpass": ("lowest_hz", "highest_hz")}.get(name, ("cutoff_hz",))
    ends_hz = among(20, 150, 199, 200, 201, 1_000, 2_000, 2_001, 3_999, 4_000, 4_001)
    by_hand = st.lists(st.builds(Knob, name=among(*knobs), value=ends_hz), max_size=2).map(tuple)
    points = st.tuples(
        st.builds(Point, at=st.just(0), value=ends_hz), st.builds(Point, at=st.just(1), value=ends_hz)
    )
    moving = st.lists(st.builds(Move, knob=among(*knobs), points=points), min_size=1, max_size=2).map(tuple)
    moves = st.one_of(st.just(()), st.just(()), moving)
    return st.builds(Effect, name=st.just(name), knobs=by_hand, moves=moves, where=stems)


filters = among("lowpass", "highpass", "bandpass", "underwater").flatmap(
    lambda name: a_filter(name, st.one_of(whole_mix, anywhere))
)
USUAL_EFFECTS = ("reverb", "delay", "lowpass")
by_kind: dict[str, Strategy] = {
    "tempo": tempos,
    "feel": st.builds(Feel, feel=among("half", "double"), where=anywhere),
    "steady": st.builds(Steady, where=anywhere),
    "pitch": st.builds(Pitch, semitones=among(-12, -1, -2, 0, 1, 2, 2.01, 0.5, 3, 6, 7, 12), where=anywhere),
    "key": st.builds(KeyChange, tonic=among(*TONICS), mode=among(None, "major", "minor"), where=anywhere),
    "stem": st.one_of(
        st.builds(StemLevel, action=among("mute", "solo"), where=on_stems),
        st.builds(
            StemLevel,
            action=st.just("gain"),
            gain_db=among(-40, -30, -29.9, -20, -18, -15, -10, 3, 12),
            where=anywhere,
        ),
    ),
    "pan": st.builds(Pan, position=among(-1, 0, 0.5), where=anywhere),
    "duck": st.builds(Duck, by=some(STEMS, 1), where=anywhere),
    "effect": st.one_of(
        st.builds(Effect, name=among(*USUAL_EFFECTS), where=anywhere),
        st.builds(Effect, name=st.sampled_from(effects.SHELF.names()), where=anywhere),
        levels,
        filters,
    ),
    "mood": st.builds(Mood, name=st.sampled_from(moods.SHELF.names()), where=anywhere),
    "style": st.builds(Style, name=st.sampled_from(styles.SHELF.names())),
    "layer": st.builds(
        Layer,
        instrument=among(*get_args(LayerRole)),
        style=st.sampled_from(styles.SHELF.names()),
        sound=st.one_of(st.none(), st.sampled_from(instruments.SHELF.names())),
        instead=st.integers(0, 30).map(lambda n: n == 30),
        where=st.one_of(whole_mix, part),
    ),
    "sections": st.one_of(
        st.builds(
            Sections,
            action=among("keep", "drop", "drop", "loop", "trim", "extend", "silence", "reverse"),
            count=among(2, 3),
            bars=among(1, 2),
            where=st.one_of(part, part, anywhere.filter(lambda where: where.part != "whole")),
        ),
        st.builds(Sections, action=among("move", "copy", "swap"), where=part, to=part),
        st.builds(Sections, action=st.just("reverse"), where=anywhere),
    ),
    "transition": st.builds(Transition, name=st.sampled_from(transitions.SHELF.names()), where=part),
    "length": st.builds(Length, seconds=among(10, 20, 30, 38.4, 60), ends_on=among(None, "chorus")),
    "fade": st.builds(Fade, side=among("in", "out"), seconds=among(0, 3)),
    "loudness": st.builds(Loudness, lufs=among(-14, -9)),
    "cover": st.builds(Cover, instrument=among("piano", "strings", "band"), where=anywhere),
    "mashup": st.builds(
        Mashup,
        song=among("$1", "$1", "$2", "$3"),
        ours=any_stems,
        theirs=any_stems,
        follows=among("ours", "theirs"),
    ),
    "match": st.builds(Match, what=among("tempo", "key"), song=among("$1", "$2")),
    "generate": st.builds(
        Generate, what=among("melody", "solo", "vocals", "intro"), where=st.one_of(whole_mix, part)
    ),
    "format": st.builds(Format, format=among(*get_args(FileFormat))),
}
RARE = ("mood", "style", "match")
"""Steps that stand for others, which no license has to judge."""

COMMON = ("tempo", "pitch", "effect", "stem", "sections")
OTHERS = tuple(kind for kind in by_kind if kind not in RARE)
steps = st.integers(0, 90).flatmap(
    lambda n: by_kind[
        RARE[n % 3] if n in (50, 51, 52) else COMMON[n % 5] if n < 25 else OTHERS[n % len(OTHERS)]
    ]
)
keeps = st.one_of(
    st.builds(Keep, what=among("audible", "untouched"), stems=one_stem),
    st.builds(Keep, what=among("tempo", "pitch", "key", "length", "loudness")),
    st.builds(Keep, what=st.just("without"), effects=some(USUAL_EFFECTS, 1)),
)
numbers = among("none", "each", "shared")


def numbered(asked: list[Any], how: str) -> tuple[Any, ...]:
    """Steps without ids, with an id each, or with one for all of them, as a style gives its steps."""
    ids = {"none": lambda n: 0, "each": lambda n: n + 2, "shared": lambda n: 7}[how]
    return tuple(step.model_copy(update={"id": ids(n)}) for n, step in enumerate(asked))


maybe_key = st.one_of(st.just(()), st.tuples(st.builds(Keep, what=st.just("key"))))
kept_voice = st.builds(Keep, what=among("untouched", "audible"), stems=one_stem)
turned = st.builds(
    Tempo, ratio=among(1.12, 0.5, 2.0), pitch=st.just("linked"), where=st.one_of(whole_mix, part)
)
ramped = st.builds(
    Tempo, ratio=among(1.1, 0.9), pitch=among("kept", "linked"), shape=st.just("ramp"), where=anywhere
)
set_to = st.builds(
    Tempo,
    bpm=among(60, 90, 110, 174),
    pitch=among("kept", "linked"),
    shape=among("at once", "ramp"),
    where=anywhere,
)
gains = st.builds(
    StemLevel, action=st.just("gain"), gain_db=among(-30, -29, -18, -17.9, -6, 6, 12), where=on_stems
)
shifted = st.builds(Pitch, semitones=among(-1, -2, 6, 12, -12), where=st.one_of(whole_mix, anywhere))
entangled = st.one_of(
    st.tuples(st.tuples(shifted), maybe_key),
    st.tuples(st.tuples(turned, shifted), maybe_key),
    st.tuples(st.tuples(ramped, set_to), st.just(())),
    st.tuples(st.tuples(by_kind["mashup"], set_to), st.just(())),
    st.tuples(st.tuples(by_kind["cover"], by_kind["stem"]), st.tuples(kept_voice)),
    st.tuples(st.tuples(by_kind["stem"], by_kind["stem"], levels), st.just(())),
    st.tuples(st.tuples(gains, gains, levels), st.just(())),
    st.tuples(st.tuples(filters, filters), st.just(())),
)
"""Steps that mean something else together than one by one, and promises about them."""

plain = st.tuples(
    st.integers(0, 5).flatmap(lambda most: st.lists(steps, max_size=max(most, 1))),
    st.integers(0, 6).flatmap(lambda n: st.lists(keeps, max_size=2) if n == 3 else st.just([])),
)
plans = st.builds(
    lambda asked, how: RemixPlan(steps=numbered(list(asked[0]), how), keep=tuple(asked[1])),
    st.integers(0, 7).flatmap(lambda n: entangled if n in (3, 5) else plain),
    numbers,
)
