"""Resolve: asks become ops, in order, against the plan and the song."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from audio_engine import styles
from skills.planning.answers import Clarify, OutOfScope
from skills.planning.frames.asks import Ask
from skills.planning.meaning.feelings import felt
from skills.planning.resolving import arrange as resolve_arrange
from skills.planning.resolving import form as resolve_form
from skills.planning.resolving import last as resolve_last
from skills.planning.resolving import moving as resolve_moving
from skills.planning.resolving import other as resolve_other
from skills.planning.resolving import place as resolve_place
from skills.planning.resolving import played as resolve_played
from skills.planning.resolving import sound as resolve_sound
from skills.planning.resolving import style as resolve_style
from skills.planning.resolving import taken as resolve_taken
from skills.planning.resolving import talk as resolve_talk
from skills.planning.resolving import time as resolve_time
from skills.planning.resolving.against import contradiction
from skills.planning.resolving.once import once
from skills.planning.resolving.scene import Halt, Outcome, Scene
from skills.planning.resolving.wheres import stem_names

Resolver = Callable[[Ask, Scene], "Outcome | Halt"]

_BY_KIND: dict[str, Resolver] = {
    "linked": resolve_time.linked,
    "pitch": resolve_time.pitch,
    "key": resolve_time.key,
    "mode": resolve_time.mode,
    "level": resolve_taken.level,
    "taken": resolve_taken.taken,
    "back": resolve_last.back,
    "effect": resolve_sound.effect,
    "less-effect": resolve_sound.less_effect,
    "style": resolve_style.style,
    "less-style": resolve_style.less_style,
    "layer": resolve_sound.layer,
    "sections": resolve_form.sections,
    "keep-or-only": resolve_form.keep_or_only,
    "length": resolve_form.length,
    "loudness": resolve_form.loudness,
    "fade": resolve_form.fade,
    "less-fade": resolve_form.less_fade,
    "less-step": resolve_form.less_step,
    "audible": resolve_form.promise,
    "untouched": resolve_form.promise,
    "promise": resolve_form.promise,
    **dict.fromkeys(("undo", "redo", "reset"), resolve_talk.talk_step),
    "value": resolve_talk.value,
    "again": resolve_talk.again,
    "narrow": resolve_last.narrow,
    "other-place": resolve_last.other_place,
    "two-places": resolve_arrange.two_places,
    "resized": resolve_arrange.resized,
    "transition": resolve_arrange.transition,
    "pan": resolve_place.pan,
    "duck": resolve_place.duck,
    "feel": resolve_place.feel,
    "steady": resolve_place.steady,
    "part": resolve_played.part,
    "cover": resolve_other.cover,
    "mashup": resolve_other.mashup,
    "match": resolve_other.match,
    "generate": resolve_other.generate,
    "format": resolve_other.file_format,
    "moving": resolve_moving.moving,
    "gradual": lambda ask, scene: _gradual(ask, scene),
}


def resolved(asks: Sequence[Ask], scene: Scene) -> Outcome | Halt:
    """All ops of all asks; one that is unclear is asked back, one that is impossible is left undone."""
    asks = [replace(a, stems=stem_names(a.stems, scene)) for a in felt(asks)]
    asks = _sparing(_sharpened(resolve_taken.plainly(asks)), scene)
    halt = contradiction(asks, scene)
    if halt:
        return halt
    linked = any(a.kind == "linked" for a in asks) and any(a.kind == "tempo" for a in asks)
    outcomes: list[Outcome] = []
    impossible: OutOfScope | None = None
    for ask in asks:
        if ask.kind == "linked" and linked:
            continue
        made = _missing(ask) if ask.kind == "missing" else _one(_told(ask, asks), scene, linked)
        if isinstance(made, Clarify):
            return made
        if isinstance(made, OutOfScope):
            impossible = impossible or made
            made = Outcome(note=made.sentence, undone=(ask,))
        outcomes.append(made)
    ops = resolve_last.told_once(once([op for o in outcomes for op in o.ops]))
    if impossible and not ops:
        return impossible
    notes = " ".join(dict.fromkeys(o.note for o in outcomes if o.note))
    songs = tuple(s for o in outcomes for s in o.songs)
    return Outcome(ops, notes, tuple(a for o in outcomes for a in o.undone), songs)


def _gradual(ask: Ask, scene: Scene) -> Outcome | Halt:
    if ask.names == ("tempo",):
        return resolve_time.ramp(ask, scene)
    return resolve_moving.at_once_only(ask.names[0])


def _sparing(asks: list[Ask], scene: Scene) -> list[Ask]:
    """ "lofi, but don't touch the vocals": the style holds on all the other stems."""
    spared = [s for a in asks if a.kind == "untouched" for s in a.stems]
    spared += [s for k in scene.plan.keep if k.what == "untouched" for s in k.stems]
    if not spared:
        return asks
    others = ("-" + "-".join(dict.fromkeys(spared)),)
    return [replace(a, stems=others) if _is_of_all(a) else a for a in asks]


def _is_of_all(ask: Ask) -> bool:
    """A style that does more than change the tempo, and names no stems."""
    bare = ask.kind == "style" and not ask.stems and not any(s.stems for s in ask.scopes)
    return bare and bool(styles.style(ask.names[0]).steps)


def _sharpened(asks: list[Ask]) -> list[Ask]:
    """ "slower, around 85 bpm" is one ask: the number says how much slower.

    So is "the bass is too quiet, turn it up 3 dB": what is only said again is said of the same.
    """
    asks = _one_tempo(asks)
    out: list[Ask] = []
    for ask in asks:
        old = out[-1] if out else None
        if old and _says_again(old, ask):
            said = (*old.said, *ask.said)
            exact = ask.exact if ask.quantity else old.exact
            degree, number = ask.degree or old.degree, ask.quantity or old.quantity
            out[-1] = replace(old, said=said, quantity=number, exact=exact, degree=degree)
        else:
            out.append(ask)
    return out


def _one_tempo(asks: list[Ask]) -> list[Ask]:
    """A tempo with a number takes the place of "slower" and "faster", and keeps their direction."""
    bare = [a.kind == "tempo" and a.quantity is None and not a.scopes for a in asks]
    if not any(a.kind == "tempo" and a.quantity for a in asks):
        return asks
    said = next((a for a, b in zip(asks, bare, strict=True) if b), None)
    kept = [a for a, b in zip(asks, bare, strict=True) if not b]
    if said is None:
        return kept
    return [_with_number(said, a) if a.kind == "tempo" and a.exact else a for a in kept]


def _with_number(said: Ask, number: Ask) -> Ask:
    """ "slow the bridge" and "to 80 bpm": its direction and its place, and that number."""
    places = number.places or (() if number.scopes else said.places)
    return replace(number, way=number.way or said.way, places=places, said=(*said.said, *number.said))


def _says_again(old: Ask, new: Ask) -> bool:
    """Whether `new` only repeats, or puts a number to, a louder, quieter, higher or lower without one."""
    alike = old.kind == new.kind and old.kind in ("level", "pitch", "tempo") and old.action == new.action
    if not alike or old.action not in ("", "gain") or old.way != new.way:
        return False
    if old.quantity and (new.quantity or old.kind == "tempo"):
        return False
    bare = not new.places and not new.scopes
    placed = bare or (new.places, new.scopes) == (old.places, old.scopes)
    return placed and (not new.stems or new.stems == old.stems)


def _told(ask: Ask, asks: Sequence[Ask]) -> Ask:
    """The words that link pitch and tempo belong to the tempo."""
    if ask.kind != "tempo":
        return ask
    linked = [a for a in asks if a.kind == "linked"]
    scopes = tuple(s for a in linked for s in a.scopes if s not in ask.scopes)
    return replace(ask, said=(*ask.said, *(t for a in linked for t in a.said)), scopes=(*ask.scopes, *scopes))


def _one(ask: Ask, scene: Scene, linked: bool) -> Outcome | Halt:
    again = resolve_last.remeasured(ask, scene)
    if ask.kind == "tempo":
        return again or resolve_time.tempo(ask, scene, linked=linked)
    swapped = resolve_last.swapped(ask, scene) if ask.instead and not again else again
    swapped = swapped or resolve_last.new_layer(ask, scene) or resolve_last.meant_sound(ask, scene)
    return swapped or _BY_KIND[ask.kind](resolve_last.focused(ask, scene), scene)


_EXAMPLES = {
    "part": (
        "I can leave a part out or repeat it, not shorten it.",
        ("drop the intro", "make it 60 seconds long"),
    ),
    "late": (
        "I can make the part before it longer, or put silence there; which do you mean?",
        ("add 4 bars of silence before the drop", "make the verse 4 bars longer"),
    ),
    "tempo": ("How fast should it be?", ("a bit slower", "a bit faster", "half speed", "double speed")),
    "pitch": (
        "How much higher or lower?",
        ("up 2 semitones", "down 2 semitones", "up an octave", "down an octave"),
    ),
    "keyword": (
        "Which key should it be in?",
        ("change the key to C", "change the key to G", "up 2 semitones"),
    ),
    "level": ("What should be louder or quieter?", ("vocals louder", "drums quieter", "bass up 3 dB")),
    "loud": ("How loud should it be?", ("-14 LUFS", "-9 LUFS")),
    "length": (
        "How long should it be?",
        ("make it 30 seconds long", "make it 60 seconds long", "make it 2 minutes long"),
    ),
}


def _missing(ask: Ask) -> Clarify:
    sentence, options = _EXAMPLES[ask.names[0]]
    return Clarify(about="how-much", sentence=sentence, options=options)
