"""Resolve tempo, pitch and key: from "a bit slower" to a number, counted from the remix so far."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal, cast

from audio_engine.plan import Assumable, KeyChange, Pitch, RemixPlan, Tempo, Where
from audio_engine.units import TONICS, Mode, Tonic
from skills.planning.answers import Clarify, OutOfScope
from skills.planning.delta import Changes, Replace
from skills.planning.frames.asks import Ask
from skills.planning.resolving.scene import Halt, Outcome, Scene
from skills.planning.resolving.wheres import wheres

TEMPO_BY_DEGREE = {"small": 0.06, "": 0.10, "medium": 0.10, "big": 0.20}
SEMITONES_BY_DEGREE = {"small": 1.0, "": 2.0, "medium": 2.0, "big": 4.0}
LOWEST_RATIO, HIGHEST_RATIO = 0.25, 4.0


def tempo(ask: Ask, scene: Scene, *, linked: bool) -> Outcome | Halt:
    """A tempo step, or the one there is with a new value; the pitch goes along only where asked."""
    if ask.stems or any(s.stems for s in ask.scopes):
        sentence = "A tempo is for all stems; for some of them I can do half-time or double-time."
        return OutOfScope(sentence=sentence, kind="not-yet")
    if ask.places or any(s.places for s in ask.scopes):
        return _in_parts(ask, scene, linked=linked, shape="at once")
    field, value = _target(ask, scene)
    ratio = value if field == "ratio" else value / scene.song_bpm
    bpm = ratio * scene.song_bpm
    if not LOWEST_RATIO <= ratio <= HIGHEST_RATIO or not 20 <= bpm <= 400:
        return _out_of_reach(scene)
    if ask.exact and (bpm - scene.bpm) * ask.way < 0:
        return _other_way(ask.way, bpm, scene)
    assumed: tuple[Assumable, ...] = ("ratio",) if ask.quantity is None else ()
    new: dict[str, Any] = {field: round(value, 4 if field == "ratio" else 2)}
    old, because = scene.tempo, scene.because(ask)
    if old is None:
        step = Tempo(**new, pitch="linked" if linked else "kept", because=because, assumed=assumed)
        return Outcome((step,))
    if linked and old.pitch != "linked":
        new["pitch"] = "linked"
    if all(getattr(old, k) == v for k, v in new.items()):
        return Outcome(note=f"The tempo is already {scene.bpm:g} BPM.")
    return Outcome((Replace(target=old.id, changes=Changes(**new), because=because, assumed=assumed),))


def ramp(ask: Ask, scene: Scene) -> Outcome | Halt:
    """A tempo that is reached little by little, over the part that is named or the whole song."""
    return _in_parts(ask, scene, linked=False, shape="ramp")


def _in_parts(ask: Ask, scene: Scene, *, linked: bool, shape: Literal["at once", "ramp"]) -> Outcome | Halt:
    """The tempo of parts of the song: a ratio counts on top of the tempo of the whole."""
    places = wheres(ask, scene)
    if isinstance(places, Clarify):
        return places
    alone = replace(scene, plan=RemixPlan())
    field, value = _target(ask, alone if ask.quantity is None or ask.quantity.unit != "" else scene)
    if not LOWEST_RATIO <= (value if field == "ratio" else value / scene.song_bpm) <= HIGHEST_RATIO:
        return _out_of_reach(scene)
    bpm = value if field == "bpm" else value * scene.bpm
    if ask.exact and (bpm - scene.bpm) * ask.way < 0:
        return _other_way(ask.way, bpm, scene)
    assumed: tuple[Assumable, ...] = ("ratio",) if ask.quantity is None else ()
    new: dict[str, Any] = {field: round(value, 4 if field == "ratio" else 2)}
    ops: list[Any] = []
    for where in places:
        old = scene.same_step("tempo", where=where, shape=shape)
        if old is None:
            pitch: Literal["linked", "kept"] = "linked" if linked else "kept"
            because = scene.because(ask)
            step = Tempo(**new, where=where, shape=shape, pitch=pitch, because=because, assumed=assumed)
            ops.append(step)
        elif any(getattr(old, k) != v for k, v in new.items()):
            ops.append(Replace(target=old.id, changes=Changes(**new), because=scene.because(ask)))
    return Outcome(tuple(ops), "" if ops else "That is its tempo already.")


def _target(ask: Ask, scene: Scene) -> tuple[str, float]:
    """The field of the step that is set, and its value for the whole song."""
    said, way = ask.quantity, ask.way
    in_bpm = scene.tempo is not None and scene.tempo.bpm is not None
    if said is None:
        return _scaled(scene, 1 + way * TEMPO_BY_DEGREE[ask.degree], in_bpm)
    amount = abs(said.value)
    if said.unit in ("bpm", ""):
        return ("bpm", amount) if ask.exact or not way else ("bpm", max(scene.bpm + way * amount, 0.0))
    if said.unit == "percent":
        if ask.exact or not way:
            return "ratio", amount / 100
        return _scaled(scene, max(1 + way * amount / 100, 0.0), in_bpm)
    if ask.exact or not way:
        return "ratio", amount
    slows = way < 0 and amount > 1
    return _scaled(scene, 1 / amount if slows else amount, in_bpm)


def _scaled(scene: Scene, factor: float, in_bpm: bool) -> tuple[str, float]:
    if in_bpm:
        return "bpm", scene.bpm * factor
    return "ratio", scene.bpm / scene.song_bpm * factor


def _out_of_reach(scene: Scene) -> Clarify:
    lowest, highest = max(scene.song_bpm * LOWEST_RATIO, 20), min(scene.song_bpm * HIGHEST_RATIO, 400)
    return Clarify(
        about="how-much",
        sentence=f"This song can go from {lowest:.0f} to {highest:.0f} BPM; how fast should it be?",
        options=tuple(
            f"{scene.song_bpm * r:.0f} bpm" for r in (0.5, 0.8, 1.2, 2.0) if 20 <= scene.song_bpm * r <= 400
        ),
    )


def _other_way(way: int, bpm: float, scene: Scene) -> Clarify:
    """ "speed it up to 60" of a song at 72: slower was not asked for, or the tempo was counted in half."""
    word, other = ("faster", "slower") if way > 0 else ("slower", "faster")
    again = bpm * 2 if way > 0 else bpm / 2
    fits = (again - scene.bpm) * way > 0 and 20 <= again <= 400
    fits = fits and LOWEST_RATIO <= again / scene.song_bpm <= HIGHEST_RATIO
    return Clarify(
        about="how-much",
        sentence=f"That would be {other} than now ({scene.bpm:.4g} BPM). Which do you mean?",
        options=(f"{bpm:.4g} bpm", *((f"{again:.4g} bpm",) if fits else ()), f"a bit {word}"),
    )


def linked(ask: Ask, scene: Scene) -> Outcome | Halt:
    """ "like on a turntable", said without a tempo: of the tempo there is, or how fast?"""
    old = scene.tempo
    if old is None:
        return Clarify(
            about="how-much",
            sentence="How much slower or faster should the turntable run?",
            options=("slow it down by 15% like on a turntable", "speed it up by 15% like on a turntable"),
        )
    if old.pitch == "linked":
        return Outcome(note="The pitch already follows the tempo.")
    return Outcome((Replace(target=old.id, changes=Changes(pitch="linked"), because=scene.because(ask)),))


def pitch(ask: Ask, scene: Scene) -> Outcome | Halt:
    """A shift in semitones; said again for the same place it adds up, "to" sets it."""
    places = wheres(ask, scene)
    if isinstance(places, Clarify):
        return places
    said = ask.quantity
    shift = ask.way * (SEMITONES_BY_DEGREE[ask.degree] if said is None else _semitones(ask))
    assumed: tuple[Assumable, ...] = ("semitones",) if said is None else ()
    ops: list[Any] = []
    for where in places:
        made = _pitch_there(shift, ask, scene, where, assumed)
        if isinstance(made, Clarify):
            return made
        ops.append(made)
    return Outcome(tuple(ops))


def _semitones(ask: Ask) -> float:
    value = ask.quantity.value if ask.quantity else 0.0
    return abs(value) if ask.way < 0 else value


def _pitch_there(
    shift: float, ask: Ask, scene: Scene, where: Where, assumed: tuple[Assumable, ...]
) -> Pitch | Replace | Clarify:
    old = scene.same_step("pitch", where=where)
    total = round(shift + (old.semitones if old and not ask.exact else 0.0), 2)
    if not -24 <= total <= 24:
        return Clarify(
            about="how-much",
            sentence="I can shift the pitch by up to 24 semitones; how far should it go?",
            options=("pitch down 12 semitones", "pitch up 12 semitones"),
        )
    because = scene.because(ask)
    if old:
        return Replace(target=old.id, changes=Changes(semitones=total), because=because, assumed=assumed)
    return Pitch(semitones=total, where=where, because=because, assumed=assumed)


def key(ask: Ask, scene: Scene) -> Outcome | Halt:
    """The change to a tonic, and to a mode where one is said."""
    tonic, said_mode = cast(Tonic, ask.names[0]), cast("Mode | None", ask.names[1] or None)
    heard = scene.song.hearing.key
    same = heard is not None and heard.tonic == tonic and said_mode in (None, heard.mode)
    if same and not scene.plan.of("key", "pitch"):
        return Outcome(note=f"The song is already in {heard}.")
    return _in_key(tonic, said_mode, ask, scene)


def mode(ask: Ask, scene: Scene) -> Outcome | Halt:
    """A change of mode alone: on the tonic that the remix has."""
    if ask.names[0] == "relative":
        return _relative(ask, scene)
    heard, wanted = scene.song.hearing.key, cast(Mode, ask.names[0])
    old = scene.same_step("key")
    if heard is None and old is None:
        options = tuple(f"{tonic} {wanted}" for tonic in ("C", "D", "G", "A"))
        return Clarify(
            about="how-much", sentence=f"Which {wanted} key? I cannot tell the song's own.", options=options
        )
    if heard is not None and heard.mode == wanted and (old is None or old.mode in (None, wanted)):
        return Outcome(note=f"The song is already in {heard}.")
    return _in_key(old.tonic if old else heard.tonic if heard else "C", wanted, ask, scene)


def _relative(ask: Ask, scene: Scene) -> Outcome | Halt:
    """ "the relative minor": the same notes, a minor third below a major key, above a minor one."""
    heard, said = scene.song.hearing.key, " ".join(t.text for t in ask.said if t.kind == "mode")
    if heard is None:
        sentence = "I cannot tell the song's own key; which key shall it be in?"
        return Clarify(about="how-much", sentence=sentence, options=("A minor", "C major"))
    if heard.mode in said.split():
        return Outcome(note=f"The song is already in {heard}.")
    steps = -3 if heard.mode == "major" else 3
    tonic = TONICS[(TONICS.index(heard.tonic) + steps) % len(TONICS)]
    return _in_key(tonic, "minor" if heard.mode == "major" else "major", ask, scene)


def _in_key(tonic: Tonic, wanted: Mode | None, ask: Ask, scene: Scene) -> Outcome:
    old, because = scene.same_step("key"), scene.because(ask)
    if old:
        changes = Changes(tonic=tonic, mode=wanted)
        return Outcome((Replace(target=old.id, changes=changes, because=because),))
    return Outcome((KeyChange(tonic=tonic, mode=wanted, because=because),))
