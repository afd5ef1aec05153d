"""Resolve covers, mash-ups, matches, new material and the kind of file."""

from __future__ import annotations

from typing import Any, cast, get_args

from audio_engine.plan import Cover, Format, Generate, Mashup, Match
from audio_engine.plan.other import SongHandle
from skills.planning.answers import Clarify
from skills.planning.delta import Remove
from skills.planning.frames.asks import Ask
from skills.planning.resolving.scene import Halt, Outcome, Scene
from skills.planning.resolving.wheres import stem_names
from skills.planning.unplayed import unplayed

_ON = ("piano", "acoustic guitar", "strings", "music box")


def cover(ask: Ask, scene: Scene) -> Outcome | Halt:
    """The song on another instrument; a new one takes the place of the old."""
    if not ask.names:
        if scene.rendered:
            return unplayed("cover")
        options = tuple(f"a {name} cover" for name in _ON)
        return Clarify(about="what", sentence="On which instrument?", options=options)
    because = scene.because(ask)
    old = scene.plan.of("cover")
    if old and old[-1].instrument == ask.names[0]:
        return Outcome(note=f"It is a cover on {ask.names[0]} already.")
    gone = tuple(Remove(target=step.id, because=because) for step in old)
    return Outcome((*gone, Cover(instrument=cast(Any, ask.names[0]), because=because)))


def mashup(ask: Ask, scene: Scene) -> Outcome | Halt:
    """Another song over this one; which one must be said by its title."""
    if not ask.names:
        if scene.rendered:
            return unplayed("mashup")
        sentence = "With which song? Say its title in quotation marks."
        return Clarify(about="which-song", sentence=sentence, options=())
    ours = stem_names(ask.stems, scene)
    theirs = stem_names(tuple(filter(None, ask.action.split("+"))), scene)
    step = Mashup(
        song=handle(scene), ours=cast(Any, ours), theirs=cast(Any, theirs), because=scene.because(ask)
    )
    return Outcome((step,), songs=(scene.written(ask.names[0]),))


def match(ask: Ask, scene: Scene) -> Outcome | Halt:
    """The tempo or the key of another song."""
    what, title = ask.names
    if not title:
        if scene.rendered:
            return unplayed("match")
        sentence = "Which song shall I match? Say its title in quotation marks."
        return Clarify(about="which-song", sentence=sentence)
    step = Match(what=cast(Any, what), song=handle(scene), because=scene.because(ask))
    return Outcome((step,), songs=(scene.written(title),))


def handle(scene: Scene) -> Any:
    """The next free name for another song; the last one again when all are taken."""
    used = {step.song for step in scene.plan.of("mashup", "match")}
    free = [name for name in get_args(SongHandle) if name not in used]
    return free[0] if free else get_args(SongHandle)[-1]


def generate(ask: Ask, scene: Scene) -> Outcome | Halt:
    """New material that nobody has played yet."""
    what, instrument = (*cast(Any, ask.names), None)[:2]
    return Outcome((Generate(what=what, instrument=instrument, because=scene.because(ask)),))


def file_format(ask: Ask, scene: Scene) -> Outcome | Halt:
    """The kind of file; a new one takes the place of the old."""
    because = scene.because(ask)
    old = tuple(Remove(target=s.id, because=because) for s in scene.plan.of("format"))
    return Outcome((*old, Format(format=cast(Any, ask.names[0]), because=because)))
