"""Stems and vocals: what is taken by itself, what must be heard, what becomes of the voice."""

from __future__ import annotations

from tests.skills.rights.spec.pace import meeting_steps
from tests.skills.rights.spec.question import (
    STEMS,
    Data,
    Question,
    Refusal,
    is_custom,
    off_the_list,
    steps_told,
    steps_using,
    whole_at_once,
)
from tests.skills.rights.spec.silence import alone, own_stems, removed, unheard, uses_the_recording
from tests.skills.rights.spec.tempo_and_pitch import meeting_shift_cents

FURTHER = ("untouched", "processed", "removed")
Named = list[tuple[str, Data]]


def stems(question: Question, grant: Data) -> list[Refusal]:
    """Of the stems only listed ones, and none that is denied; in a mix only with `separate`."""
    if not is_custom(grant):
        return []
    stated = grant.get("stems", {})
    denied = stated.get("denied", [])
    allowed = [stem for stem in stated.get("allowed", []) if stem not in denied]
    told = off_the_list("stems", stems_named(question), allowed)
    if not stated.get("separate", False):
        told += _taken_apart(question)
    may_be_alone = [stem for stem in stated.get("alone", []) if stem not in denied]
    told += [
        refusal._replace(code="stems.not_alone")
        for refusal in off_the_list("stems", alone(question), may_be_alone)
    ]
    return told + _wanted(question, stated)


def _taken_apart(question: Question) -> list[Refusal]:
    """The stems that the rights holder did not give: those named, and those that others give way to."""
    used = stems_named(question) + [(stem, step) for step in question.of("duck") for stem in step["by"]]
    missing = [stem for stem in STEMS if stem not in question.song["stems"]]
    return [
        Refusal(
            "stems.separation_not_allowed", "stems", steps_using(stem, used), "no separation", stem, "name"
        )
        for stem in missing
        if any(stem == word for word, _ in used)
    ]


def _wanted(question: Question, stated: Data) -> list[Refusal]:
    """What a grant wants to be heard: by the plan, and by the sound where it was measured."""
    silent = unheard(question)
    names = {stem for stem, _ in silent}
    measured = question.facts["measured"]
    if measured is not None and measured["audible_stems"] is not None:
        names |= {stem for stem in STEMS if stem not in measured["audible_stems"]}
    told = [
        Refusal("stems.required", "stems", steps_using(stem, silent), stem, "silent", "name")
        for stem in stated.get("required", [])
        if stem in names
    ]
    heard = [stem for stem in own_stems(question) if stem not in names]
    least = stated.get("min_used", 0)
    if len(heard) < least:
        steps = steps_told(step for _, step in silent)
        told.append(Refusal("stems.too_few", "stems", steps, least, len(heard), "stems"))
    return told


def stems_named(question: Question) -> Named:
    """The stems that steps name, and those that a mash-up takes of this song; a feel is of the drums."""
    named = [(stem, step) for step in question.steps for stem in step["where"]["stems"]]
    named += [("drums", step) for step in question.of("feel") if not step["where"]["stems"]]
    for step in question.of("mashup"):
        other = int(step["song"][1:])
        if other < len(question.sources):
            if question.index == 0:
                named += [(stem, step) for stem in step["ours"]]
            if question.index == other:
                named += [(stem, step) for stem in step["theirs"]]
    return named


def vocals(question: Question, grant: Data) -> list[Refusal]:
    """As far as the grant goes and no farther; an own grant that does not say leaves them untouched."""
    if not is_custom(grant):
        return []
    stated = grant.get("vocals", {})
    may, told = stated.get("may", "untouched"), []
    out = removed(question, "vocals")
    changed = [step for step in touching(question, "vocals") if step not in out]
    changed = changed if uses_the_recording(question) else []
    lost = _lost_in_the_sound(question)
    goes = "removed" if out or lost else "processed" if changed else "untouched"
    if FURTHER.index(goes) > FURTHER.index(may):
        beyond = steps_told([*out, *(changed if may == "untouched" or not out else [])])
        told.append(Refusal("vocals.not_allowed", "vocals", beyond, may, goes, "name"))
    sung = steps_told(step for step in question.of("generate") if step["what"] == "vocals")
    if sung and not stated.get("resung", False):
        told.append(Refusal("vocals.not_resung", "vocals", sung, "not resung", "resung", "name"))
    return told


def _lost_in_the_sound(question: Question) -> bool:
    """Whether nobody hears a voice in the result that the song has, by its stems and to who listened."""
    measured, hearing = question.facts["measured"], question.song["hearing"]
    if measured is None or measured["audible_stems"] is None or not uses_the_recording(question):
        return False
    if measured["seconds_ms"] is None:  # a preview: its part of the song may hold no voice
        return False
    nobody_sings = hearing["singing_confidence"] == 1 and not hearing["singing"]
    had = "vocals" in own_stems(question) and not nobody_sings
    return had and "vocals" not in measured["audible_stems"]


def voice(question: Question, grant: Data) -> list[Refusal]:
    """A voice is imitated only by its own word, under whatever license."""
    if "clone-voice" not in question.facts["wishes"] or grant.get("voice", {}).get("clone", False):
        return []
    return [Refusal("voice.not_allowed", "voice", (), "no clone", "clone-voice", "wish")]


def touching(question: Question, stem: str) -> list[Data]:
    """The steps that change a stem; one that brings the song to the key of another shifts all but drums."""
    met = [step for step in meeting_steps(question) if meeting_shift_cents(question, step) != (0, 0)]
    return [step for step in question.steps if touches(step, stem) or (step in met and stem != "drums")]


def touches(step: Data, stem: str) -> bool:
    """Whether a step changes the sound of a stem.

    A part played anew is another one. The tempo of the whole song, cuts, fades and the level of the whole
    leave each stem as it is.
    """
    named = step["where"]["stems"]
    on_it = stem in named or not named
    match step["op"]:
        case "stem":
            return (stem not in named) if step["action"] == "solo" else stem in named
        case "tempo":
            return on_it and (step["pitch"] == "linked" or not whole_at_once(step))
        case "pitch":
            return step["semitones"] != 0 and (on_it if stem != "drums" else stem in named)
        case "key":
            return on_it if stem != "drums" else stem in named
        case "feel":
            return stem in (named or ["drums"])
        case "duck" | "pan":
            return stem in named
        case "sections":
            return on_it and step["action"] == "reverse"
        case "effect" | "cover":
            return on_it
    return False
