"""Wheres: places as they were said, found in this song."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast, get_args

from audio_engine.grid import Section
from audio_engine.plan import Where
from audio_engine.units import STEMS, SectionLabel, StemName
from skills.planning.answers import Clarify
from skills.planning.frames.asks import Ask
from skills.planning.reading.places import Place
from skills.planning.resolving.scene import Scene
from skills.planning.vocabulary.lexicon import lexicon

Stretch = tuple[float, float]


def wheres(ask: Ask, scene: Scene, *, own_stems: bool = True) -> tuple[Where, ...] | Clarify:
    """Every place the ask names, in this song; the whole song when it names none.

    A place the song lacks is asked back, with the sections it has.
    """
    stems = stem_names([*(ask.stems if own_stems else ()), *(n for s in ask.scopes for n in s.stems)], scene)
    missing = missing_stem(stems, scene)
    if missing:
        return missing
    places = [*ask.places, *(p for s in ask.scopes for p in s.places)]
    if not places:
        return (Where(stems=stems),)
    found: list[Where] = []
    for place in places:
        here = _found(place, scene, timed=ask.kind in _OF_FORM)
        if isinstance(here, Clarify):
            return here
        found += [w.model_copy(update={"stems": stems}) for w in here]
    return tuple(found[:8])


_OF_FORM = ("sections", "keep-or-only", "resized", "two-places", "transition")
"""Asks for which what lies beside a section is a stretch of time, for they change the sections themselves."""


_USUAL: tuple[StemName, ...] = ("vocals", "drums", "bass", "other")


def stem_names(said: Sequence[str], scene: Scene) -> tuple[StemName, ...]:
    """The stems that are meant; "-drums" is all but the drums, of those the song has."""
    names: list[str] = []
    for name in said:
        if not name.startswith("-"):
            names.append(name)
            continue
        out = set(name[1:].split("-"))
        all_stems = scene.song.stems or (*_USUAL, *(s for s in STEMS if s in out and s not in _USUAL))
        names += [s for s in all_stems if s not in out]
    return tuple(cast(StemName, n) for n in dict.fromkeys(names))


def missing_stem(stems: Sequence[str], scene: Scene) -> Clarify | None:
    """A question back when the song came in stems and one that is named is not among them."""
    have = scene.song.stems
    gone = [s for s in stems if have and s not in have]
    if not gone:
        return None
    sentence = f"This song has no {gone[0]} of its own; its stems are {', '.join(have)}."
    return Clarify(about="which-stem", sentence=sentence, options=_instead(scene, "stem", gone[0], have))


def stretches(place: Place, scene: Scene) -> tuple[Stretch, ...] | Clarify:
    """The inside of a place as [start, end) in seconds."""
    grid = scene.song.hearing.grid
    if place.part == "half":
        middle = grid.seconds / 2
        return ((0.0, middle),) if place.nth == 1 else ((middle, grid.seconds),)
    if place.part == "span":
        return _span(place, scene)
    if place.part == "seconds":
        return _seconds(place, scene)
    if place.part == "bars":
        return _bars(place, scene)
    chosen = _sections(place, scene)
    return chosen if isinstance(chosen, Clarify) else tuple((s.start_seconds, s.end_seconds) for s in chosen)


_SIDES: dict[str, Any] = {"before": "before", "until": "before", "after": "after", "outside": "outside"}


def _found(place: Place, scene: Scene, *, timed: bool) -> tuple[Where, ...] | Clarify:
    place = _counted(place, scene)
    inside = stretches(place, scene)
    if isinstance(inside, Clarify):
        return inside
    is_section = place.part in get_args(SectionLabel)
    if place.side != "inside":
        around = _around(place, inside, scene.song.hearing.grid.seconds)
        if around and is_section and place.side in _SIDES and not timed:
            return (Where(part=cast(SectionLabel, place.part), nth=place.nth, side=_SIDES[place.side]),)
        return around or Clarify(
            about="which-part", sentence="There is nothing there: that reaches the edge of the song."
        )
    if is_section:
        return (Where(part=cast(SectionLabel, place.part), nth=place.nth),)
    if place.part == "bars":
        return (Where(part="bars", start=place.start, end=place.end),)
    return tuple(_where(s, scene.song.hearing.grid.seconds) for s in inside)


def _counted(place: Place, scene: Scene) -> Place:
    """The middle one of several sections by its number; it stays as it is where none is in the middle."""
    if place.nth != 0:
        return place
    many = len(scene.song.hearing.grid.named(cast(SectionLabel, place.part)))
    return replace(place, nth=many // 2 + 1) if many % 2 else place


def _where(stretch: Stretch, length: float) -> Where:
    end = None if stretch[1] >= length - 1e-6 else round(stretch[1], 3)
    return Where(part="seconds", start=round(stretch[0], 3), end=end)


def _around(place: Place, inside: tuple[Stretch, ...], length: float) -> tuple[Where, ...]:
    start, end = inside[0][0], inside[-1][1]
    if place.part == "seconds" and place.side in ("after", "before", "from", "until"):
        end = start
    around: dict[str, tuple[Stretch, ...]] = {
        "before": ((0.0, start),),
        "until": ((0.0, start),),
        "through": ((0.0, end),),
        "after": ((end, length),),
        "from": ((start, length),),
        "outside": complement(inside, length),
    }
    return tuple(_where(s, length) for s in around[place.side] if s[1] - s[0] > 0.05)


def complement(inside: Sequence[Stretch], length: float) -> tuple[Stretch, ...]:
    """What lies between and around the stretches."""
    edges, at = [], 0.0
    for start, end in sorted(inside):
        if start > at:
            edges.append((at, start))
        at = max(at, end)
    return (*edges, (at, length)) if at < length else tuple(edges)


def _seconds(place: Place, scene: Scene) -> tuple[Stretch, ...] | Clarify:
    length = scene.song.hearing.grid.seconds
    start = place.start or 0.0
    start = max(length + start, 0.0) if start < 0 else start
    end = min(place.end if place.end is not None else length, length)
    if start >= length or end <= start:
        minutes = f"{int(length // 60)}:{int(length % 60):02d}"
        return Clarify(
            about="which-part", sentence=f"The song is only {minutes} long; which part did you mean?"
        )
    return ((start, end),)


def _span(place: Place, scene: Scene) -> tuple[Stretch, ...] | Clarify:
    """From the first of the one section up to the next of the other, with it unless it says before."""
    first, last = (_sections(replace(p, side="inside"), scene) for p in place.edges)
    if isinstance(first, Clarify):
        return first
    if isinstance(last, Clarify):
        return last
    start = first[0].start_seconds
    after = [s for s in last if s.start_seconds > start]
    if not after:
        sentence = "The song has these the other way round; which part did you mean?"
        return Clarify(about="which-part", sentence=sentence)
    end = after[0].start_seconds if place.edges[1].side == "before" else after[0].end_seconds
    return ((start, end),)


def _bars(place: Place, scene: Scene) -> tuple[Stretch, ...] | Clarify:
    lines = scene.song.hearing.grid.bar_lines()
    bars = len(lines) - 1
    first, last = (int(n or 1) for n in (place.start, place.end))
    first, last = (n + bars if n < 0 else n - 1 for n in (first, last))
    first, last = max(first, 0) if (place.start or 0) < 0 else first, min(last, bars - 1)
    if not 0 <= first <= last:
        return Clarify(
            about="which-part", sentence=f"The song has bars 1 to {bars}; which ones did you mean?"
        )
    return ((lines[first], lines[last + 1]),)


def _sections(place: Place, scene: Scene) -> tuple[Section, ...] | Clarify:
    label = cast(SectionLabel, place.part)
    named = scene.song.hearing.grid.named(label)
    place = _counted(place, scene)
    if not named:
        return _no_section(label, scene)
    if place.nth is None:
        return named
    at = place.nth - 1 if place.nth >= 0 else len(named) + place.nth
    if 0 <= at < len(named):
        return (named[at],)
    many = f"only one {label}" if len(named) == 1 else f"{len(named)} {label} sections"
    return Clarify(about="which-part", sentence=f"This song has {many}; which one did you mean?")


def _no_section(label: str, scene: Scene) -> Clarify:
    have = tuple(dict.fromkeys(s.label for s in scene.song.hearing.grid.sections))
    if not have:
        sentence = (
            f"No sections are marked in this song, so I cannot find a {label}; say bars or times instead."
        )
        return Clarify(about="which-part", sentence=sentence)
    sentence = f"This song has no {label}; it has {', '.join(have)}."
    return Clarify(about="which-part", sentence=sentence, options=_instead(scene, "part", label, have))


def _instead(scene: Scene, kind: str, missing: str, have: Sequence[str]) -> tuple[str, ...]:
    """The same words with what is missing changed for what there is."""
    said = [p for p, m in lexicon().phrases.items() if m.kind == kind and m.value == missing]
    for phrase in sorted(said, key=len, reverse=True):
        pattern = re.compile(r"\b" + r"[\s-]*".join(map(re.escape, phrase)) + r"\b")
        if pattern.search(scene.text.plain):
            return tuple(pattern.sub(name, scene.text.plain, count=1).strip() for name in have[:4])
    return ()
