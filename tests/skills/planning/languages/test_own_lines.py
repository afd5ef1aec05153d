"""The lines in which a plan is told in a language, typed as a prompt, ask for what they say."""

from __future__ import annotations

import pytest

from skills.planning.answers import Edit
from skills.planning.draft import draft
from skills.planning.languages.glossary import LANGUAGES
from skills.planning.talk import Talk, fold
from skills.planning.telling.explain import explain
from skills.talk.translation import translated
from skills.words.plan import any_song

SONG = any_song()
COMMON = (
    "half-time drums", "double-time drums", "pitch up 2 semitones", "drums muted", "only vocals",
    "vocals 3 dB louder", "drums 6 dB quieter", "medium reverb", "lofi style", "medium delay, every chorus",
    "fade out over 5 s", "fade in over 3 s", "loudness -14 LUFS", "no reverb",
)  # fmt: skip
LISTED = (
    "lofi, 82 bpm, Regen, letzte Strophe weglassen",
    "lofi, 82 bpm, Regen, letzte Strophe weggelassen",
    "lofi, 82 bpm, pluie, sans le dernier couplet",
    "lofi, 82 bpm, lluvia, sin la última estrofa",
    "lofi, 82 bpm, chuva, tira o último verso",
    "lofi, 82 bpm, chuva, sem o último verso",
)


def lines_of(words: str) -> list[str]:
    answer = draft(words, Talk(), SONG)
    if not isinstance(answer, Edit):
        return [type(answer).__name__]
    talk = Talk().then(words, answer.delta)
    return [line.text for line in explain(fold(talk), talk, SONG)]


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_common_lines_come_back_as_they_were_said(language: str) -> None:
    heard = {line: lines_of(translated(line, language)) for line in COMMON}
    others = {line: got for line, got in heard.items() if got != [line]}
    assert others == ({"medium delay, every chorus": ["medium delay"]} if language == "ja" else {})


@pytest.mark.parametrize("words", LISTED)
def test_rain_and_a_part_left_out_are_two_things_in_a_list(words: str) -> None:
    assert lines_of(words) == [
        "lofi style", "tempo 120 → 82 BPM, pitch kept", "medium rain", "the last verse left out",
    ]  # fmt: skip


def test_rain_is_rain_in_japanese_too() -> None:
    assert lines_of("雨") == ["medium rain"]
