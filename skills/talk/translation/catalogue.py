"""The catalogue: the frames of one language, by group and by the word that they begin with."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from skills.talk.translation.frames import Frame, frame

HERE = Path(__file__).parent
LINE = "line"
PROMPT = "prompt"
"""The group of prompts that are offered as answers: what is shown in their place means the same."""


@dataclass(frozen=True)
class Joints:
    """How a language joins words: "drums, bass and piano", and the decimal point of its numbers."""

    comma: str
    last: str
    semicolon: str
    space: str
    decimal: str


@dataclass(frozen=True)
class Catalogue:
    """Frames by group, and in it by first word; the most literal first."""

    joints: Joints
    groups: Mapping[str, Mapping[str, tuple[Frame, ...]]]

    def fitting(self, group: str, text: str) -> Iterator[Frame]:
        """The frames of a group that a text may follow, the most literal first."""
        by_word = self.groups.get(group, {})
        own, open_ones = by_word.get(text.partition(" ")[0], ()), by_word.get("", ())
        yield from sorted((*own, *open_ones), key=_most_literal)


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of a language, from its files."""
    joints = Joints(**tomllib.loads((HERE / language / "joints.toml").read_text(encoding="utf-8")))
    grouped: dict[str, dict[str, list[Frame]]] = defaultdict(lambda: defaultdict(list))
    for group, pairs in pairs_of(language).items():
        for english, other in pairs.items():
            one = frame(english, other)
            grouped[group][one.first_word].append(one)
    return Catalogue(
        joints, {g: {w: tuple(frames) for w, frames in words.items()} for g, words in grouped.items()}
    )


def pairs_of(language: str) -> dict[str, dict[str, str]]:
    """The pairs of all files of a language, by group; what two files hold is told as the first has it."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for path in sorted((HERE / language).glob("*.toml")):
        if path.stem == "joints":
            continue
        for group, pairs in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for english, other in pairs.items():
                found[group].setdefault(english, other)
    return found


def _most_literal(one: Frame) -> tuple[int, int]:
    return -one.literal_length, len(one.english)
