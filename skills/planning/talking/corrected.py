"""Corrected: words that say what the song is, not what it shall become ("it's 128", "it's in F minor")."""

from __future__ import annotations

import re

from audio_engine.grid import Hearing, Key
from audio_engine.units import SECTION_LABELS, TONICS, SectionLabel, Tonic
from skills.planning.answers import Answer, Clarify, Correction
from skills.planning.resolving.scene import Scene

SAME_TONICS: dict[str, Tonic] = {"db": "C#", "d#": "Eb", "gb": "F#", "g#": "Ab", "a#": "Bb"}
SLOWEST_BPM, FASTEST_BPM = 20.0, 400.0
RELATED = (1.0, 2.0, 0.5, 3.0, 1 / 3, 1.5, 2 / 3, 4 / 3, 0.75)
NEARLY = 0.06
"""How near a tempo must be to the one that was heard, or to one related to it, to be meant as a fact."""

_LEAD = r"(?:(?:no+|nope|nah|hm+|wrong|sorry|actually|but|and|well|that's wrong|not quite)[\s,.!:-]+)*"
_SONG = r"(?:the |this |that )?(?:song|track|tune|original|recording)"
_IS = rf"(?:it's|its|it is|that's|that is|this is|{_SONG} is|{_SONG}'s)"
_REALLY = r"(?: (?:really|actually|in fact|rather|at|a))*"
_RIGHT = r"the (?:real |right |true |correct |actual |original )?"
_TEMPO_IS = rf"{_RIGHT}(?:tempo|bpm|speed)(?: of {_SONG})? (?:is|should say)"
_KEY_IS = rf"(?:{_IS}{_REALLY} in|{_RIGHT}key(?: of {_SONG})? is{_REALLY})"
_METRE_IS = rf"(?:{_IS}|{_RIGHT}(?:metre|meter|time signature) is){_REALLY}(?: in)?"
_STARTS = r"(?:really |actually )?(?:starts|begins|comes in|comes|is)(?: in| at| on)*"
_CLOCK = r"(?P<minutes>\d+):(?P<rest>\d\d(?:\.\d+)?)"
_SECONDS = r"(?P<seconds>\d+(?:\.\d+)?) ?(?:s|sec|secs|seconds)"


def _said(words: str) -> re.Pattern[str]:
    """Those words, with what people put before a correction, and nothing after them."""
    return re.compile(rf"^{_LEAD}{words}(?: in)?\s*[.!]*\s*$")


_TEMPO = _said(rf"(?:{_IS}|(?P<named>{_TEMPO_IS})){_REALLY} (?P<bpm>\d{{2,3}}(?:\.\d+)?)(?: ?bpm)?")
_KEY = _said(rf"{_KEY_IS} (?P<tonic>[a-g](?:#|b| sharp| flat)?)(?: (?P<mode>major|minor|maj|min))?")
_METRE = _said(rf"{_METRE_IS} (?:(?P<beats>[2-7]|9|12)/(?P<unit>[48])(?: time)?|(?P<waltz>waltz))")
_SECTION = _said(rf"the (?:first )?(?P<label>[a-z -]+?) {_STARTS} (?:{_CLOCK}|{_SECONDS})")
_MODES = {"major": "major", "maj": "major", "minor": "minor", "min": "minor"}
_LABELS = {"pre-chorus": "prechorus", "pre chorus": "prechorus", "hook": "chorus", "refrain": "chorus"}


def corrected(scene: Scene) -> Answer | None:
    """A fact about the song, where the words state one; None where they say anything else.

    A number alone ("it's 75") is a fact only when it is near the tempo that was heard, or half,
    double or another simple part of it; else it is asked which of the two was meant.
    """
    plain = scene.text.plain.strip()
    return (
        _tempo(plain, scene.song.hearing)
        or _key(plain, scene.song.hearing)
        or _metre(plain)
        or _section(plain, scene.song.hearing)
    )


def _tempo(plain: str, hearing: Hearing) -> Answer | None:
    found = _TEMPO.match(plain)
    if not found:
        return None
    bpm = float(found["bpm"])
    if not SLOWEST_BPM <= bpm <= FASTEST_BPM:
        return None
    heard = (hearing.grid.tempo_bpm, *hearing.other_tempos_bpm)
    related = any(abs(bpm / (tempo * ratio) - 1) <= NEARLY for tempo in heard for ratio in RELATED)
    if found["named"] or related:
        return Correction(tempo_bpm=bpm)
    return Clarify(
        about="what",
        sentence=f"I hear {heard[0]:.4g} BPM. Is the song at {bpm:g}, or shall the remix be?",
        options=(f"make it {bpm:g} bpm", f"the tempo is {bpm:g}"),
    )


def _key(plain: str, hearing: Hearing) -> Answer | None:
    found = _KEY.match(plain)
    key = key_named(found["tonic"], found["mode"] or "", hearing) if found else None
    return Correction(key=key) if key else None


def key_named(tonic: str, mode: str, hearing: Hearing | None = None) -> Key | None:
    """The key of that name; without a mode, the one that was heard, else major."""
    spelled = tonic.lower().replace(" sharp", "#").replace(" flat", "b")
    names = {name.lower(): name for name in TONICS} | SAME_TONICS
    known = hearing.key.mode if hearing and hearing.key else "major"
    if spelled not in names:
        return None
    return Key.model_validate({"tonic": names[spelled], "mode": _MODES.get(mode.lower(), known)})


def _metre(plain: str) -> Answer | None:
    found = _METRE.match(plain)
    if not found:
        return None
    return metre_named(*((3, 4) if found["waltz"] else (int(found["beats"]), int(found["unit"]))))


def metre_named(count: int, unit: int) -> Correction:
    """3/4 has three beats; 6/8 has two, 9/8 three and 12/8 four, each of three parts."""
    if unit == 8 and count % 3 == 0:
        return Correction(beats_per_bar=count // 3, beat_parts=3)
    return Correction(beats_per_bar=count, beat_parts=2)


def _section(plain: str, hearing: Hearing) -> Answer | None:
    found = _SECTION.match(plain)
    label = _label(found["label"].strip()) if found else None
    if not found or label is None:
        return None
    minutes = 60.0 * float(found["minutes"]) + float(found["rest"]) if found["minutes"] else 0.0
    seconds = minutes or float(found["seconds"] or 0.0)
    if seconds >= hearing.grid.seconds:
        lasts = f"This song lasts {hearing.grid.seconds:.0f} s"
        return Clarify(about="which-part", sentence=f"{lasts}; the {label} cannot start at {seconds:g} s.")
    return Correction(section=label, section_seconds=seconds)


def _label(word: str) -> SectionLabel | None:
    named = _LABELS.get(word, word)
    return next((label for label in SECTION_LABELS if label == named), None)
