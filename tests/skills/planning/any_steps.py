"""Any step that words can say: strategies for every kind of step and promise, with every field it has."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import strategies as st

from audio_engine import effects, instruments, moods, styles, transitions
from audio_engine.grid import Grid, Hearing, Key, Section
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
    Sections,
    Steady,
    StemLevel,
    Style,
    Tempo,
    Transition,
    Where,
)
from audio_engine.plan.other import CoverInstrument
from audio_engine.units import SECTION_LABELS, STEMS, TONICS
from skills.catalog.song import SongFacts

TITLE = "Slow Honey"
FORM = (
    "intro", "verse", "prechorus", "chorus", "verse", "prechorus", "chorus", "bridge", "breakdown", "verse",
    "chorus", "solo", "drop", "chorus", "drop", "chorus", "outro",
)  # fmt: skip
BARS = 8 * len(FORM)


def song() -> SongFacts:
    """Every section there is, 8 bars each, at 120 BPM in A minor: a bar takes 2 seconds."""
    sections = tuple(
        Section(label=label, start_seconds=16.0 * n, end_seconds=16.0 * (n + 1))  # type: ignore[arg-type]
        for n, label in enumerate(FORM)
    )
    seconds = 2.0 * BARS
    beats = tuple(0.5 * n for n in range(4 * BARS))
    grid = Grid(tempo_bpm=120, beats_per_bar=4, beats_seconds=beats, sections=sections, seconds=seconds)
    key = Key(tonic="A", mode="minor")
    return SongFacts(hearing=Hearing(grid=grid, key=key, loudness_lufs=-12, true_peak_dbtp=-1))


def decimals(low: float, high: float, places: int = 1) -> st.SearchStrategy[float]:
    """Numbers with so many decimals, as people type them."""
    scale = 10**places
    return st.integers(round(low * scale), round(high * scale)).map(lambda n: n / scale)


AMOUNTS = st.sampled_from(("subtle", "medium", "heavy"))


def stems(low: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    """Stems, each once, in any order."""
    return st.lists(st.sampled_from(STEMS), unique=True, min_size=low, max_size=3).map(tuple)


def labels(*, one: bool = False) -> st.SearchStrategy[Where]:
    """A section that the song has; `one`: never several at once."""
    return st.sampled_from(SECTION_LABELS).flatmap(lambda label: _labelled(label, one))


def _labelled(label: Any, one: bool) -> st.SearchStrategy[Where]:
    many = FORM.count(label)
    counted = [*range(1, many + 1), -1, *([-2] if many > 1 else [])]
    free: list[int | None] = [] if one and many > 1 else [None]
    return st.sampled_from([*free, *counted]).map(lambda nth: Where(part=label, nth=nth))


SPANS = st.tuples(st.integers(1, 60), st.integers(0, 20)).map(
    lambda span: Where(part="bars", start=span[0], end=sum(span))
)
LAST_BARS = st.integers(1, 12).map(lambda n: Where(part="bars", start=-n, end=-1))
REST_BARS = st.integers(2, 60).map(lambda n: Where(part="bars", start=n, end=-1))
TIMES = st.tuples(decimals(0, 100, 3), decimals(1, 90, 1)).map(
    lambda span: Where(part="seconds", start=span[0], end=round(sum(span), 3))
)
MOMENTS = decimals(1, 200).map(lambda at: Where(part="seconds", start=at))


def parts(*, one: bool = False) -> st.SearchStrategy[Where]:
    """A part of the song, said by its name, by bars or by times."""
    return st.one_of(labels(one=one), SPANS, LAST_BARS, TIMES, MOMENTS)


BESIDE = st.builds(
    lambda where, side: where.model_copy(update={"side": side}),
    labels().filter(lambda where: where.part not in ("intro", "outro")),
    st.sampled_from(("before", "after", "outside")),
)  # fmt: skip
EDGES = st.one_of(labels(one=True), SPANS, LAST_BARS)


def places(stem_count: int | None = 0) -> st.SearchStrategy[Where]:
    """The whole song or a part of it; on stems, at least so many of them, unless that is None."""
    somewhere = st.one_of(st.just(Where()), parts(), BESIDE)
    if stem_count is None:
        return somewhere
    return st.builds(lambda w, s: w.model_copy(update={"stems": s}), somewhere, stems(stem_count))


def _knob_values(name: str) -> st.SearchStrategy[tuple[Knob, ...]]:
    stops = effects.SHELF.take(name).KNOBS
    one = st.sampled_from(sorted(stops)).flatmap(
        lambda knob: decimals(stops[knob].lowest, stops[knob].highest, 2).map(
            lambda value: Knob(name=knob, value=min(max(value, stops[knob].lowest), stops[knob].highest))
        )
    )
    return st.lists(one, max_size=2, unique_by=lambda k: k.name).map(tuple)


def _effects() -> st.SearchStrategy[Effect]:
    still = [name for name in effects.SHELF if name not in ("level", "pan")]
    return st.sampled_from(still).flatmap(
        lambda name: st.builds(
            Effect, name=st.just(name), amount=AMOUNTS, knobs=_knob_values(name), where=places()
        )
    )


def _sweeps() -> st.SearchStrategy[Effect]:
    knobs = [(n, k) for n in effects.SHELF for k in effects.SHELF.take(n).KNOBS if n != "level"]
    return st.sampled_from(knobs).flatmap(lambda at: _sweep(*at))


def _sweep(name: str, knob: str) -> st.SearchStrategy[Effect]:
    stops = effects.SHELF.take(name).KNOBS[knob]
    value = decimals(stops.lowest, stops.highest, 2).map(lambda v: min(max(v, stops.lowest), stops.highest))
    move = st.tuples(value, value).map(
        lambda ends: Move(knob=knob, points=(Point(at=0, value=ends[0]), Point(at=1, value=ends[1])))
    )
    return st.builds(
        Effect, name=st.just(name), amount=AMOUNTS, moves=move.map(lambda m: (m,)), where=places()
    )


_FADED_IN = ((0.0, -60.0), (0.1, -20.0), (0.5, -6.0), (1.0, 0.0))
_FADED_OUT = ((0.0, 0.0), (0.5, -6.0), (0.9, -20.0), (1.0, -60.0))


def _swells() -> st.SearchStrategy[Effect]:
    low = decimals(-59, -1)
    line = st.one_of(low.map(lambda v: ((0.0, v), (1.0, 0.0))), low.map(lambda v: ((0.0, 0.0), (1.0, v))))
    swell = st.builds(_level, line, places())
    return st.one_of(swell, st.builds(_level, st.sampled_from((_FADED_IN, _FADED_OUT)), places(1)))


def _level(line: tuple[tuple[float, float], ...], where: Where) -> Effect:
    points = tuple(Point(at=at, value=value) for at, value in line)
    return Effect(name="level", moves=(Move(knob="gain_db", points=points),), where=where)


def _styles() -> st.SearchStrategy[Style]:
    return st.sampled_from(styles.SHELF.names()).flatmap(_style)


def _style(name: str) -> st.SearchStrategy[Style]:
    """On stems only where all that the style names are among them: others cannot be spared."""
    named = {stem for step in styles.style(name).steps for stem in step.get("stems", ())}
    on = st.one_of(st.just(()), stems().map(lambda more: tuple(dict.fromkeys((*sorted(named), *more)))))
    where = st.builds(lambda w, s: w.model_copy(update={"stems": s}), places(None), on)
    return st.builds(Style, name=st.just(name), amount=AMOUNTS, where=where)


def _layers() -> st.SearchStrategy[Layer]:
    kinds = {name: instruments.SHELF.take(name).KIND for name in instruments.SHELF}

    def of(role: Any) -> st.SearchStrategy[Layer]:
        sounds = [None, *(name for name, kind in kinds.items() if kind == role)]
        return st.builds(
            Layer, instrument=st.just(role), style=st.sampled_from(styles.styles_with(role)), amount=AMOUNTS,
            sound=st.sampled_from(sounds), instead=st.booleans(), where=places(None),
        )  # fmt: skip

    return st.sampled_from(get_args(LayerRole)).flatmap(of)


def _two_places() -> st.SearchStrategy[Sections]:
    swap = st.builds(lambda a, b: (a, b, "swap", "before"), parts(one=True), parts(one=True))
    beside = st.builds(
        lambda a, b, action, at: (a, b, action, at),
        parts(one=True), EDGES, st.sampled_from(("move", "copy")), st.sampled_from(("before", "after")),
    )  # fmt: skip
    to_a_time = st.builds(
        lambda a, b, action: (a, b, action, "before"),
        parts(one=True), MOMENTS, st.sampled_from(("move", "copy")),
    )  # fmt: skip
    two: st.SearchStrategy[Any] = st.one_of(swap, beside, to_a_time)
    apart = two.filter(lambda made: made[0] != made[1])
    return apart.map(lambda made: Sections(where=made[0], to=made[1], action=made[2], at=made[3]))


def _silences() -> st.SearchStrategy[Sections]:
    there = st.one_of(
        st.tuples(st.one_of(labels(), SPANS, LAST_BARS), st.sampled_from(("before", "after"))),
        MOMENTS.map(lambda where: (where, "before")),
    )
    return st.builds(
        lambda place, bars: Sections(action="silence", where=place[0], at=place[1], bars=bars),
        there, st.integers(1, 16),
    )  # fmt: skip


def _tempos() -> st.SearchStrategy[Tempo]:
    amount = st.one_of(
        decimals(32, 390, 2).map(lambda v: {"bpm": v}), decimals(0.26, 3.3, 4).map(lambda v: {"ratio": v})
    )
    linked = st.sampled_from(("kept", "linked"))
    at_once = st.builds(lambda a, p, w: Tempo(**a, pitch=p, where=w), amount, linked, places(None))
    return st.one_of(at_once, st.builds(lambda a, w: Tempo(**a, shape="ramp", where=w), amount, places(None)))


NOT_ZERO = decimals(-24, 24, 2).filter(bool)
INTO = st.one_of(st.just(Where()), labels(), SPANS, LAST_BARS, MOMENTS)
INSTRUMENTS = st.sampled_from(get_args(CoverInstrument))
KINDS: dict[str, st.SearchStrategy[Any]] = {
    "tempo": _tempos(),
    "feel": st.builds(Feel, feel=st.sampled_from(("half", "double")), where=places(1)),
    "steady": st.just(Steady()),
    "pitch": st.builds(Pitch, semitones=NOT_ZERO, where=places()),
    "key": st.builds(
        KeyChange, tonic=st.sampled_from([t for t in TONICS if t != "A"]),
        mode=st.sampled_from((None, "major", "minor")),
    ),
    "silenced": st.builds(StemLevel, action=st.sampled_from(("mute", "solo")), where=places(1)),
    "gain": st.builds(
        StemLevel, action=st.just("gain"), gain_db=decimals(-59, 12, 2).filter(bool), where=places()
    ),
    "pan": st.builds(Pan, position=decimals(-1, 1, 4), where=places()),
    "duck": st.builds(Duck, by=stems(1), depth_db=decimals(0.5, 24), where=places()),
    "effect": _effects(),
    "sweep": _sweeps(),
    "swell": _swells(),
    "mood": st.builds(Mood, name=st.sampled_from(moods.SHELF.names()), amount=AMOUNTS, where=places()),
    "style": _styles(),
    "layer": _layers(),
    "kept": st.builds(Sections, action=st.sampled_from(("keep", "drop")), where=parts()),
    "reversed": st.builds(Sections, action=st.just("reverse"), where=st.one_of(st.just(Where()), parts())),
    "looped": st.builds(Sections, action=st.just("loop"), count=st.integers(2, 16), where=parts()),
    "resized": st.builds(
        Sections, action=st.sampled_from(("extend", "trim")), bars=st.integers(1, 16), where=parts()
    ),
    "two places": _two_places(),
    "silence": _silences(),
    "transition": st.builds(
        Transition, name=st.sampled_from(transitions.SHELF.names()), bars=st.integers(1, 16), where=INTO
    ),
    "length": st.builds(
        Length, seconds=decimals(10, 600), ends_on=st.sampled_from((None, *SECTION_LABELS))
    ),
    "fade": st.builds(Fade, side=st.sampled_from(("in", "out")), seconds=decimals(0, 60)),
    "loudness": st.builds(Loudness, lufs=decimals(-40, -6)),
    "cover": st.builds(Cover, instrument=INSTRUMENTS),
    "mashup": st.builds(Mashup, ours=stems(), theirs=stems()),
    "match": st.builds(Match, what=st.sampled_from(("tempo", "key"))),
    "generate": st.builds(
        Generate,
        what=st.sampled_from(("melody", "harmony", "solo", "vocals", "intro", "outro", "bridge")),
        instrument=st.one_of(st.none(), INSTRUMENTS),
    ),
    "format": st.builds(Format, format=st.sampled_from(get_args(FileFormat))),
    "stems kept": st.builds(Keep, what=st.sampled_from(("audible", "untouched")), stems=stems(1)),
    "promise": st.builds(
        Keep, what=st.sampled_from(("tempo", "pitch", "key", "length", "loudness"))
    ),
    "without": st.lists(st.sampled_from(effects.SHELF.names()), unique=True, min_size=1, max_size=3).map(
        lambda names: Keep(what="without", effects=tuple(names))
    ),
}  # fmt: skip
"""Every kind of step and promise, by a name for it."""
