"""Asides: words in a talk that are about the making of remixes or the songs there are, not about a song."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Literal

from skills.talk.reply import Block, Reply
from skills.talk.request import Request

About = Literal["stop", "standing", "songs", ""]

_ENDS = " ?!.,…¿¡\uff1f\uff01。、"
_AROUND = re.compile(
    r"^(?:(?:please|hey|ok|okay|so|and|now|no|bitte|und|also|por favor|s'il (?:te|vous) plait|y|e|et)[, ]+)+"
    r"|[, ]+(?:please|pls|now|thanks|bitte|jetzt|danke|por favor|s'il (?:te|vous) plait)$"
)


@cache
def _forms() -> dict[str, re.Pattern[str]]:
    told = tomllib.loads((Path(__file__).parent / "asides.toml").read_text(encoding="utf-8"))
    return {name: re.compile("|".join(f"(?:{form})" for form in forms)) for name, forms in told.items()}


def _says(name: str, said: str) -> bool:
    return _forms()[name].fullmatch(said) is not None


def aside(request: Request) -> About:
    """What the words are about beside the song, in any language; "" where they are about the song.

    The option `rendering` says that a remix of the talk is being made, or waits for it.
    """
    said, made = _bare(request.words), bool(request.options.get("rendering"))
    if _says("songs", said):
        return "songs"
    if not request.options.get("propose"):
        return ""
    if _says("stop", said) and (made or not request.options.get("yes_to")):
        return "stop"
    if _says("standing", said):
        return "standing"
    if made and _says("stop_where_made", said):
        return "stop"
    return "standing" if made and _says("how_long", said) else ""


def declines(words: str) -> bool:
    """Whether the words call off a plan that waits."""
    return _says("stop", _bare(words))


def told_aside(about: About, request: Request) -> Reply:
    """A reply to words about the making; whoever makes it goes on from there."""
    told = "That is about the remix that is being made; nothing was changed."
    return Reply(blocks=(Block(told, ()),), data={"about_work": about}, talk_id=request.talk_id)


def _bare(words: str) -> str:
    """Small letters without accents, punctuation at the ends and words of politeness."""
    flat = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", words.casefold()))
    flat = " ".join(unicodedata.normalize("NFC", flat).replace("’", "'").split()).strip(_ENDS)
    before = ""
    while before != flat:
        before, flat = flat, _AROUND.sub("", flat).strip(" ?!.,")
    return flat
