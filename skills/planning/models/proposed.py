"""Proposed: a model's proposal made an answer of ours: what fits the plan and the song, in our sentences."""

from __future__ import annotations

from typing import Any, cast, get_args

from audio_engine.arrangement.places import spans
from audio_engine.errors import ImpossiblePlan
from audio_engine.plan import KeyChange, Span, Where
from audio_engine.tuning.tempo import speed
from audio_engine.units import SectionLabel
from skills.catalog.song import SongFacts
from skills.planning.answers import Answer, Clarify, Edit, OutOfScope, Question, Topic
from skills.planning.delta import AddKeep, Changes, Delta, Redo, Remove, Replace, Reset, Undo
from skills.planning.models.proposal import Proposal, wrong_knob
from skills.planning.reading.places import Place
from skills.planning.resolving.heard import is_silent, nothing_left
from skills.planning.resolving.scene import Scene
from skills.planning.resolving.wheres import missing_stem, stretches
from skills.planning.talk import Talk, can_redo, can_undo, fold, misfits
from skills.planning.vocabulary.normalise import normalise

_CAN_DO = "I can change tempo, pitch, key, stems, sections, effects, styles, length, fades and loudness."
_NOTHING = "I found nothing to change in that."
_CLARIFY = {
    "what": "I did not understand what to change. You could say one of these.",
    "how-much": "How much should it be? A number is best, as in “80 bpm” or “3 dB louder”.",
    "which-part": "Which part of the song do you mean?",
    "which-stem": "Which stem do you mean?",
    "contradiction": "Those do not go together; please say the one you mean.",
}
_EXAMPLES = ("a bit slower", "add reverb to the vocals", "make it lofi", "mute the drums in the bridge")
_SAME = {
    "tempo": ("where", "shape"), "pitch": ("where",), "key": (), "pan": ("where",), "length": (),
    "effect": ("name", "where"), "mood": ("name", "where"), "style": ("name", "where"),
    "fade": ("side",), "loudness": (),
}  # fmt: skip
"""What makes two steps of a kind one and the same, so that the new one takes the place of the old."""


def as_answer(proposal: Proposal, talk: Talk, song: SongFacts, words: str) -> Answer:
    """What the proposal comes to for that talk and that song, after those words.

    Every op is caused by the whole of the words. An op at a place or on a stem that the song lacks,
    or one that does not fit the plan, is left out and told; when nothing else is left, it is asked back.
    """
    scene = _scene(talk, song, words)
    if proposal.act != "edit":
        return _spoken(proposal.act, scene)
    lost = [found for op in proposal.ops if (found := _lacking(op, scene)) is not None]
    fitting = [op for op in proposal.ops if _lacking(op, scene) is None]
    if lost and not fitting:
        return lost[0]
    ops = tuple(_ours(op, scene) for op in _in_place(fitting, scene))
    delta = Delta(ops=ops, wishes=tuple(dict.fromkeys(proposal.wishes)))
    wrong = misfits(talk, delta)
    delta = delta.model_copy(update={"ops": tuple(op for n, op in enumerate(ops) if n not in wrong)})
    if delta.ops:
        halt = _unheard(talk, delta, scene)
        if halt is not None:
            return halt
    notes = [found.sentence for found in lost] + [_misfit(ops[n]) for n in wrong]
    if not delta.ops and not delta.wishes and not notes:
        notes = [_NOTHING]
    return Edit(delta=delta, note=" ".join(dict.fromkeys(notes)))


def _scene(talk: Talk, song: SongFacts, words: str) -> Scene:
    return Scene(
        plan=fold(talk),
        song=song,
        text=normalise(words),
        words=words,
        turn=len(talk.turns),
        undoable=can_undo(talk),
        redoable=can_redo(talk),
    )


def _spoken(act: str, scene: Scene) -> Answer:
    kind, _, detail = act.partition(" ")
    if kind == "question":
        return Question(topic=cast(Topic, detail))
    if act == "refuse not-music":
        return OutOfScope(sentence=f"I only remix songs. {_CAN_DO}")
    if kind == "refuse":
        return OutOfScope(sentence=f"I cannot do that yet. {_CAN_DO}", kind="not-yet")
    sentence = _CLARIFY[detail]
    if detail == "which-part":
        labels = dict.fromkeys(s.label for s in scene.song.hearing.grid.sections)
        sentence += f" It has {', '.join(labels)}." if labels else " Bars and times are fine too."
    if detail == "which-stem":
        sentence += f" It has {', '.join(scene.song.stems or ('vocals', 'drums', 'bass', 'other'))}."
    return Clarify(about=cast(Any, detail), sentence=sentence, options=_EXAMPLES if detail == "what" else ())


def _lacking(op: Any, scene: Scene) -> Clarify | OutOfScope | None:
    """What the op needs and this song does not have."""
    changes = op.changes if isinstance(op, Replace) else None
    for where in (getattr(op, "where", None), getattr(op, "to", None), changes and changes.where):
        gone = _no_such_place(where, scene) if isinstance(where, Where) else None
        if gone:
            return gone
    ends_on = getattr(op, "ends_on", None) or (changes and changes.ends_on)
    gone = _no_such_place(Where(part=ends_on), scene) if ends_on else None
    stems = op.keep.stems if isinstance(op, AddKeep) else ()
    return gone or missing_stem(stems, scene) or _other_mode(op, scene)


def _no_such_place(where: Where, scene: Scene) -> Clarify | None:
    gone = missing_stem(where.stems, scene)
    if gone:
        return gone
    if where.part in get_args(SectionLabel):
        found = stretches(Place(where.part, where.nth), scene)
        if isinstance(found, Clarify):
            return found
    try:
        spans(where, scene.song.hearing.grid)
    except ImpossiblePlan as error:
        return Clarify(about="which-part", sentence=str(error))
    return None


def _other_mode(op: Any, scene: Scene) -> OutOfScope | None:
    heard = scene.song.hearing.key
    mode = op.mode if isinstance(op, KeyChange) else None
    if heard is None or mode in (None, heard.mode):
        return None
    return OutOfScope(sentence=f"I cannot turn a {heard.mode} song {mode}.", kind="not-yet")


def _in_place(ops: list[Any], scene: Scene) -> list[Any]:
    """A step that is there already with other values is changed, not done a second time."""
    if any(isinstance(op, Undo | Redo | Reset) for op in ops):
        return ops
    gone = {op.target for op in ops if isinstance(op, Remove)}
    return [_changed(op, scene, gone) if op.op in _SAME else op for op in ops]


def _changed(op: Any, scene: Scene, gone: set[int]) -> Any:
    same = {name: getattr(op, name) for name in _SAME[op.op]}
    old = scene.same_step(op.op, **same)
    if old is None or old.id in gone or getattr(op, "moves", None):
        return op
    fields = {n for n in type(op).model_fields if n in Changes.model_fields and n not in same}
    values = {n: getattr(op, n) for n in fields if getattr(op, n) != getattr(old, n)}
    values = {n: v for n, v in values.items() if v not in (None, ())}
    return Replace(target=old.id, changes=Changes(**values))


def _ours(op: Any, scene: Scene) -> Any:
    """The op as caused by these words."""
    start = len(scene.words) - len(scene.words.lstrip())
    because = (Span(turn=scene.turn, start=start, end=max(len(scene.words.rstrip()), start)),)
    if isinstance(op, AddKeep):
        return AddKeep(keep=op.keep.model_copy(update={"because": because}))
    return op.model_copy(update={"because": because}) if "because" in type(op).model_fields else op


def _unheard(talk: Talk, delta: Delta, scene: Scene) -> Clarify | None:
    """A question back when nothing would be heard, or a tempo or a knob would go too far."""
    after = fold(talk.then(scene.words, delta))
    if is_silent(after, scene.song) and not is_silent(scene.plan, scene.song):
        return nothing_left(scene.plan)
    changed = {op.target for op in delta.ops if isinstance(op, Replace) and op.changes.knobs}
    for step in after.of("effect"):
        wrong = wrong_knob(step) if step.id in changed else ""
        if wrong:
            return Clarify(about="how-much", sentence=f"That is too far: {wrong}.")
    try:
        speed(after, scene.song.hearing.grid)
    except ImpossiblePlan as error:
        return Clarify(about="how-much", sentence=str(error))
    return None


def _misfit(op: Any) -> str:
    if isinstance(op, Undo | Redo):
        return f"There is nothing to {op.op}."
    if isinstance(op, Reset):
        return "The song is still as it was; there is nothing to take back."
    return "One change does not fit the plan as it is, and was left out."
