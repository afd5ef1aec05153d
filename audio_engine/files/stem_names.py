"""Which stem a file holds, told by the words of its name."""

from __future__ import annotations

import re

from audio_engine.units import StemName

_WORDS: dict[str, StemName] = {
    **dict.fromkeys(
        ("vocals", "vocal", "voice", "voices", "vox", "acapella", "acappella", "singing"), "vocals"
    ),
    **dict.fromkeys(("drums", "drum", "percussion", "perc", "beat", "beats"), "drums"),
    **dict.fromkeys(("bass", "basses"), "bass"),
    **dict.fromkeys(("guitar", "guitars", "gtr", "gtrs"), "guitar"),
    **dict.fromkeys(("piano", "pianos", "keys", "keyboard", "keyboards"), "piano"),
    **dict.fromkeys(
        (
            "other", "others", "backing", "instrumental", "accompaniment", "music", "synth", "synths",
            "rest", "remainder",
        ),
        "other",
    ),
}  # fmt: skip
_WITHOUT = {"no", "non", "without", "minus"}


def stem_of_file(name: str) -> StemName | None:
    """The stem a file name tells by its last telling word; None when it tells none.

    "My Song - Bass Drum.wav" is drums, "song_vocals_v2 (final).flac" is vocals,
    "song_no_vocals.wav" is other, "song.wav" is None.
    """
    base = re.split(r"[/\\]", name)[-1]
    base = re.sub(r"\.[A-Za-z0-9]{1,4}$", "", base)
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", base)
    words = re.findall(r"[a-z]+", spaced.lower())
    for before, word in reversed(list(zip(["", *words], words, strict=False))):
        if word in _WORDS:
            return "other" if before in _WITHOUT else _WORDS[word]
    return None
