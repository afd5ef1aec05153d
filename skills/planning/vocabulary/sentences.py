"""Sentences: regular expressions of the English language, read from files when first asked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache

from skills.planning.vocabulary.lexicon import FOLDER

Patterns = Mapping[str, re.Pattern[str]]

_PIECE = re.compile(r"<([a-z]+(?:-[a-z]+)*)>")


@cache
def sentences(room: str, lead: str = "", tail: str = "", table: str = "sentences") -> Patterns:
    """The patterns of one table of lexicons/en/sentences/ROOM.toml by their name.

    Without a lead each matches whole words anywhere; with one, the names of two pieces that may stand
    before and after it, it is for `fullmatch`.
    """
    file = FOLDER / "en" / "sentences" / f"{room}.toml"
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    pieces: dict[str, str] = {}
    for name, pattern in read["pieces"].items():
        pieces[name] = _filled(pattern, pieces)
    before, after = (pieces[lead], pieces[tail]) if lead else (r"(?<!\w)", r"(?!\w)")
    return {
        name: re.compile(f"{before}(?:{'|'.join(_filled(p, pieces) for p in patterns)}){after}")
        for name, patterns in read[table].items()
    }


def _filled(pattern: str, pieces: Mapping[str, str]) -> str:
    return _PIECE.sub(lambda m: pieces.get(m[1], m[0]), pattern)
