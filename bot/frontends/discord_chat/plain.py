"""Plain: text of people and titles of songs, made harmless before it stands in a message of ours."""

from __future__ import annotations

import re
import unicodedata

_MARKDOWN = re.compile(r"([\\*_`~|\[\]<>#])")
_LINE_MARKS = re.compile(r"(?m)^(\s*)([-+>]|\d+\.)(?=\s)")
_HIDDEN = {"Cf", "Cc", "Co", "Cs", "Cn"}
_KEPT = {"\n", "\u200d"}
"""Line breaks, and what joins the parts of one emoji."""
_ADDRESS = re.compile(r"\((https?://[^\s<>()\[\]|`\"'\\\\]{1,500})\)")
_QUOTED = re.compile(r'("[^"\n]*")')
"""A title in credits; no quotation mark of its own is left in it."""
_PILED = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{3})"
    r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+"
)
"""More marks on one letter than any language has."""
_JOINER = "\u200b"
"""Breaks a mention or an address without being seen."""


def shown(text: str) -> str:
    """The text without characters that nobody sees or that turn the direction of writing."""
    flat = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\t", " ")
    seen = (c for c in flat if c in _KEPT or unicodedata.category(c) not in _HIDDEN)
    return _PILED.sub(r"\1", "".join(seen))


def plain(text: str) -> str:
    """The text as it reads, with no mention, link or Markdown left in it."""
    safe = _MARKDOWN.sub(r"\\\1", shown(text))
    safe = _LINE_MARKS.sub(r"\1\\\2", safe)
    safe = safe.replace("@", f"@{_JOINER}")
    return re.sub(
        r"(?i)\b(https?|ftp|discord|steam)(?=:)",
        rf"\1{_JOINER}",
        re.sub(r"(?i)discord\.gg", f"discord{_JOINER}.gg", safe),
    )


def one_line(text: str) -> str:
    """The same in one line."""
    return " ".join(plain(text).split())


def label(text: str) -> str:
    """For places where Discord reads no Markdown: button labels, choices, titles of threads."""
    return " ".join(shown(text).split())


def credits(text: str) -> str:
    """Credits, line by line as plain text; the addresses that stand in brackets in them may be followed.

    Those inside titles, which stand in quotation marks, may not; people's names have lost theirs before.
    """
    return "\n".join(map(_line, text.split("\n")))


def name(told: str) -> str:
    """A person's name for credits and files: one line, with no address in it."""
    return label(re.sub(r"(?i)\b[a-z][a-z0-9+.-]*://", "", told)) or "?"


def _line(text: str) -> str:
    """One line of credits, in which addresses are not broken yet."""
    parts = _QUOTED.split(shown(text))
    return "".join(plain(part) if number % 2 else _linked(part) for number, part in enumerate(parts))


def _linked(text: str) -> str:
    """Plain text but for addresses in brackets, which are links without a preview."""
    parts = _ADDRESS.split(text)
    return "".join(f"(<{part}>)" if number % 2 else plain(part) for number, part in enumerate(parts))
