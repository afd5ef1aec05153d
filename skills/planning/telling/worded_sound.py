"""Worded sound: levels, effects, moods, styles and new parts as they are asked for."""

from __future__ import annotations

from typing import Any

from audio_engine.plan import Effect, Layer, Move
from skills.planning.telling.worded_places import counted, in_part, number, on_stems, the_stems
from skills.planning.vocabulary.lexicon import lexicon, split
from skills.planning.vocabulary.mood_words import MARK, feelings

_MUCH = {"subtle": "a bit ", "medium": "", "heavy": "much "}
_AMOUNT = {"subtle": "subtle ", "medium": "", "heavy": "heavy "}
_UNITS = {
    "hz": " Hz", "db": " dB", "percent": "%", "seconds": " seconds", "ms": " ms", "beats": " beats",
    "cents": " cents", "bits": "", "ratio": "",
}  # fmt: skip


def level(step: Any) -> str:
    """ "mute the drums", "solo the vocals", "turn the bass up by 3 dB"."""
    stems = the_stems(step.where.stems)
    if step.action == "gain":
        way = "up" if step.gain_db >= 0 else "down"
        return f"turn {stems} {way} by {number(abs(step.gain_db))} dB{in_part(step.where)}"
    return f"{step.action} {stems}{in_part(step.where)}"


def pan(step: Any) -> str:
    """ "pan the guitar 30% to the left"."""
    stems, side = the_stems(step.where.stems), "left" if step.position < 0 else "right"
    if step.position == 0:
        return f"pan {stems} to the center{in_part(step.where)}"
    return f"pan {stems} {number(abs(step.position) * 100)}% to the {side}{in_part(step.where)}"


def duck(step: Any) -> str:
    """ "duck the guitar under the vocals by 4 dB"."""
    stems = the_stems(step.where.stems, "the new parts")
    return f"duck {stems} under {the_stems(step.by)} by {number(step.depth_db)} dB{in_part(step.where)}"


def effect(step: Any) -> str:
    """ "add heavy reverb on the vocals", "add delay with the feedback knob at 50%"."""
    if step.moves:
        return _moving(step)
    knobs = [f"the {_knob(k.name)} at {_measure(k.name, k.value)}" for k in step.knobs]
    how = f" with {' and '.join(knobs)}" if knobs else ""
    there = on_stems(step.where) + in_part(step.where)
    return f"add {_AMOUNT[step.amount]}{effect_name(step.name)}{how}{there}"


def effect_name(name: str) -> str:
    """The name of an effect where it means nothing else, "chorus effect" where it does."""
    known = lexicon().phrases.get(split(name))
    plain = known is not None and (known.kind, known.value) == ("effect", name)
    return name if plain else f"{name} effect"


def _moving(step: Effect) -> str:
    """A knob that goes from one setting to another; a level or a place is said by what it does."""
    move = step.moves[0]
    first, last = move.points[0].value, move.points[-1].value
    there = _lasting(move) + in_part(step.where)
    if step.name == "level":
        return f"{_swelling(step, first, last)}{there}"
    ends = f"from {_measure(move.knob, first)} to {_measure(move.knob, last)}"
    knob = f"{_AMOUNT[step.amount]}{_beside(step.name, move.knob)} {_knob(move.knob)}"
    return f"move the {knob} {ends}{on_stems(step.where)}{there}"


def _beside(name: str, knob: str) -> str:
    """The name of an effect before that of its knob ("rain noise" is the rain itself)."""
    together = (*split(name), *split(_knob(knob)))[: len(split(name)) + 1]
    return f"{name} effect" if together in lexicon().phrases else effect_name(name)


def _swelling(step: Effect, first: float, last: float) -> str:
    stems, by = the_stems(step.where.stems), number(abs(first - last))
    if len(step.moves[0].points) > 2:
        return f"fade {stems} {'in' if first < last else 'out'}"
    return f"make {stems} gradually {by} dB {'louder' if first < last else 'quieter'}"


def _lasting(move: Move) -> str:
    return f" over {counted(move.points[-1].at / 4, 'bar')}" if move.unit == "beats" else ""


def _knob(name: str) -> str:
    return f"{name.rsplit('_', 1)[0].replace('_', ' ')} knob"


def _measure(knob: str, value: float) -> str:
    return f"{number(value)}{_UNITS[knob.rsplit('_', 1)[1]]}"


def mood(step: Any) -> str:
    """ "make the drums a bit warmer", "a much darker mood on the drums"."""
    known = lexicon().phrases.get(split(step.name))
    plain = known is not None and known.value == f"{MARK}{step.name}"
    plain = plain and step.name not in feelings()
    if plain:
        stems = the_stems(step.where.stems, "it")
        return f"make {stems} {_MUCH[step.amount]}{step.name}{in_part(step.where)}"
    return f"add {_AMOUNT[step.amount]}{step.name} mood{on_stems(step.where)}{in_part(step.where)}"


def style(step: Any) -> str:
    """ "make it a bit house in the second chorus"."""
    much = {"subtle": "a bit ", "medium": "", "heavy": "very "}[step.amount]
    return f"make it {much}{style_name(step.name)}{on_stems(step.where)}{in_part(step.where)}"


def style_name(name: str) -> str:
    """The name of a style where it means nothing else."""
    known = lexicon().phrases.get(split(name))
    return name if known is not None and (known.kind, known.value) == ("style", name) else f"{name} style"


def layer(step: Any) -> str:
    """ "add house drums", "add subtle jazz electric piano in place of the song's own in the bridge"."""
    own = " in place of the song's own" if step.instead else ""
    phrases, style, player = lexicon().phrases, style_name(step.style), _player(step)
    much = "strong " if step.amount == "heavy" and ("heavy", step.style) in phrases else _AMOUNT[step.amount]
    together = any((*split(style), *split(player)[:n]) in phrases for n in (1, 2))
    name = f"{player} in {style}" if together else f"{style} {player}"
    return f"add new {much}{name}{own}{in_part(step.where)}"


def _player(step: Layer) -> str:
    """The name of the instrument, or of the role where none is set."""
    wanted = f"{step.instrument}:{step.sound}" if step.sound else step.instrument
    names = [phrase for phrase, meaning in lexicon().played.items() if meaning.value == wanted]
    return " ".join(names[0]) if names else step.instrument


SOUND = {
    "stem": level, "pan": pan, "duck": duck, "effect": effect, "mood": mood, "style": style, "layer": layer,
}  # fmt: skip
