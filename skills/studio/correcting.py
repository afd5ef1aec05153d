"""Correcting: what a person says a song is wins over what was heard of it, and is kept with the song."""

from __future__ import annotations

from dataclasses import dataclass

from audio_engine.analysis.given import Given, SectionStart
from audio_engine.progress import Progress
from skills.catalog.song import Song, SongFacts
from skills.planning.answers import Correction
from skills.studio.describing import clock
from skills.studio.incoming import heard
from skills.studio.studio import Studio
from skills.talk.errors import BadInput


@dataclass(frozen=True)
class Corrected:
    """The song as it is known now, and one sentence on what is different."""

    song: Song
    sentence: str


def correct(song: Song, fact: Correction, studio: Studio, progress: Progress) -> Corrected:
    """Keep the fact, listen again with it, and enter the song anew; its sound is not touched.

    BadInput where the rights holder has stated that very thing: their word comes first.
    """
    _hold_to_what_is_given(song, fact)
    length = song.facts.hearing.grid.seconds
    if fact.section is not None and fact.section_seconds >= length:
        raise BadInput(f"This song lasts {clock(length)}; its {fact.section} cannot start after that.")
    corrected = _with_fact(song.corrected, fact)
    given = both(song.given, corrected)
    hearing = heard(studio.library.source(song).mix, given, progress)
    facts = SongFacts(hearing=hearing, stems=song.facts.stems)
    new = song.model_copy(update={"facts": facts, "corrected": corrected})
    studio.store.add_song(new, studio.grant_of(song).canonical_json(), studio.now())
    return Corrected(new, f"“{song.title}” {_told(fact, new)}; I listened again with that.")


def both(given: Given, corrected: Given) -> Given:
    """What the rights holder states, completed by what people put right."""
    said = {name: value for name in Given.model_fields if (value := getattr(given, name))}
    return corrected.model_copy(update=said)


def _hold_to_what_is_given(song: Song, fact: Correction) -> None:
    stated = {
        "tempo": (fact.tempo_bpm, song.given.tempo_bpm),
        "key": (fact.key, song.given.key),
        "metre": (fact.beats_per_bar, song.given.beats_per_bar),
        "form": (fact.section, song.given.sections),
    }
    for what, (said, given) in stated.items():
        if said and given:
            raise BadInput(f"The rights holder of “{song.title}” has stated its {what}; that comes first.")


def _with_fact(before: Given, fact: Correction) -> Given:
    if fact.section is not None:
        start = SectionStart(label=fact.section, start_seconds=fact.section_seconds)
        return before.model_copy(update={"section_starts": (*before.section_starts, start)})
    said = {
        "tempo_bpm": fact.tempo_bpm, "key": fact.key,
        "beats_per_bar": fact.beats_per_bar, "beat_parts": fact.beat_parts,
    }  # fmt: skip
    return before.model_copy(update={name: value for name, value in said.items() if value is not None})


def _told(fact: Correction, song: Song) -> str:
    hearing = song.facts.hearing
    if fact.tempo_bpm is not None:
        return f"is at {hearing.grid.tempo_bpm:.5g} BPM now"
    if fact.key is not None:
        return f"is in {hearing.key} now"
    if fact.beats_per_bar is not None:
        return f"is in {hearing.grid.metre} now"
    starts = [s.start_seconds for s in hearing.grid.sections if s.label == fact.section]
    nearest = min(starts, key=lambda start: abs(start - fact.section_seconds), default=fact.section_seconds)
    return f"has its {fact.section} at {clock(nearest)} now"
