"""Why a file of sound cannot be used is told in every language, and the file keeps the name it came with."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import audio_engine
from audio_engine.files import looks
from audio_engine.files.opening import WANTED
from skills.talk.translation import LANGUAGES, translated

NAME = "Mein Lied. Take 2.wav"
NUMBERS = ("len(", "rate_hz", "seconds")
RAISED = ("UnreadableAudio", "UnusableAudio")


def sentences() -> Iterator[str]:
    """Every sentence that the engine raises about a file, filled in as it would be."""
    for file in sorted(Path(audio_engine.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in RAISED:
                yield from filled(node.args[0])


def filled(told: ast.expr) -> Iterator[str]:
    """A literal, or an f-string with its gaps filled: once for each thing that a file can look like."""
    if isinstance(told, ast.Constant):
        yield str(told.value)
        return
    assert isinstance(told, ast.JoinedStr)
    for what in seemings() if any(gap(part) == "what" for part in told.values) else ("",):
        values = {"WANTED": WANTED, "what": what, "reason": "Permission denied"}
        yield "".join(
            str(part.value)
            if isinstance(part, ast.Constant)
            else values.get(gap(part), value_of(gap(part), ast.unparse(part)))
            for part in told.values
        )


def gap(part: ast.expr) -> str:
    return ast.unparse(part.value) if isinstance(part, ast.FormattedValue) else ""


def value_of(named: str, whole: str) -> str:
    if ":.0%" in whole:
        return "40%"
    return "12" if any(word in named for word in NUMBERS) else NAME


def seemings() -> Iterator[str]:
    """What `looks_like` can say."""
    kinds = {what for table in (looks._NOT_SOUND, looks._IN_TEXT) for _, what in table}
    kinds |= {*looks._RIFF.values(), "a text file"}
    yield from (f"{kind}, not sound" for kind in sorted(kinds))
    yield from (f"{kind}, which is not read here" for _, kind in looks._OTHER_SOUND)


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_a_file_cannot_be_used_is_told_in_the_language(language: str) -> None:
    told = list(sentences())
    assert len(told) > 45
    assert [one for one in told if translated(one, language) == one] == []
    assert [one for one in told if NAME in one and NAME not in translated(one, language)] == []


def test_a_picture_is_called_one_in_german() -> None:
    told = f"my_cat.wav is a picture, not sound; {WANTED}."
    assert translated(told, "de") == (
        "my_cat.wav ist ein Bild, kein Ton; nimm eine WAV-, FLAC-, Ogg-, Opus-, MP3- oder M4A-Datei."
    )
    assert translated("song.mp3 is only 0.25 seconds long; give at least 1 s of sound.", "ja") == (
        "song.mp3 は 0.25 秒しかありません。1 秒以上の音が必要です。"
    )
