"""Stated facts: what options like --bpm and --section say of a song, read and held to what is possible."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from audio_engine.grid import Key
from audio_engine.units import SECTION_LABELS
from skills.planning.answers import Correction
from skills.planning.talking.corrected import key_named, metre_named
from skills.talk.errors import BadInput


def stated_facts(options: Mapping[str, Any]) -> tuple[Correction, ...]:
    """What `bpm`, `key`, `metre` and `section` ("chorus=0:52") say, one fact each; BadInput for nonsense."""
    bpm, key, metre = stated_bpm(options), stated_key(options), str(options.get("metre") or "")
    facts = [Correction(tempo_bpm=bpm)] if bpm else []
    facts += [Correction(key=key)] if key else []
    facts += [_metre(metre)] if metre else []
    return (*facts, *(_section(text) for text in options.get("section") or ()))


def stated_bpm(options: Mapping[str, Any]) -> float | None:
    """The tempo, None where none is stated."""
    bpm = float(options.get("bpm") or 0.0)
    if bpm and not 20 <= bpm <= 400:
        raise BadInput(f"A tempo lies between 20 and 400 BPM; {bpm:g} does not.")
    return bpm or None


def stated_key(options: Mapping[str, Any]) -> Key | None:
    """The key, None where none is stated."""
    text = str(options.get("key") or "").strip()
    if not text:
        return None
    tonic, _, mode = text.partition(" ")
    key = key_named(tonic, mode or "major") if mode.lower() in ("major", "minor", "") else None
    if key is None:
        raise BadInput(f"“{text}” is no key; write it as in “Bb major” or “F# minor”.")
    return key


def _metre(text: str) -> Correction:
    count, _, unit = text.strip().partition("/")
    if not (count.isdecimal() and unit in ("4", "8") and 2 <= int(count) <= 12):
        raise BadInput(f"“{text}” is no metre; write it as in 3/4 or 6/8.")
    if unit == "8" and int(count) % 3:
        raise BadInput(f"I count eighths in threes only (6/8, 9/8, 12/8), not {text}.")
    return metre_named(int(count), int(unit))


def _section(text: str) -> Correction:
    label, _, time = text.strip().lower().partition("=")
    named = next((known for known in SECTION_LABELS if known == label), None)
    minutes, colon, seconds = time.rpartition(":")
    try:
        if colon and not 0 <= float(seconds) < 60:
            raise ValueError
        start = 60.0 * float(minutes or 0) + float(seconds)
    except ValueError:
        start = -1.0
    if named is None or not 0 <= start < 7200:
        known = ", ".join(SECTION_LABELS)
        raise BadInput(f"“{text}” is no section and time; write chorus=0:52, with one of {known}.")
    return Correction(section=named, section_seconds=start)
