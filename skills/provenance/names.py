"""Names of people and songs made safe to show: readable, on one line, never dropped."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 200
UNNAMED = "(no name)"
_HIDDEN = {"\u115f", "\u1160", "\u3164", "\uffa0", "\u2800"}
"""Letters that show nothing: Hangul fillers and the empty Braille pattern."""
_MARKS_PER_LETTER = 3
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#|~])")
_LINE_START = re.compile(r"^([-+=]|\d+\.)")


def clean(name: str, longest: int = LONGEST) -> str:
    """A name in NFKC on one line, without control, direction and zero-width characters.

    Longer names are cut with an ellipsis; a name of which nothing is left is "(no name)".
    """
    shown = "".join(_shown(c) for c in unicodedata.normalize("NFKC", name[: 20 * longest]))
    shown = " ".join(_few_marks(unicodedata.normalize("NFKC", shown)).split())
    if not shown:
        return UNNAMED
    return shown if len(shown) <= longest else shown[: longest - 1].rstrip() + "…"


def quoted(title: str) -> str:
    """A title in double quotes that nothing in it can close."""
    inner = re.sub('["\u201c\u201d\u201e\u201f]', "'", clean(title))
    return f'"{inner}"'


def markdown(text: str) -> str:
    """Text whose every character is shown as it is: no formatting, no link, no mention."""
    escaped = _MARKDOWN.sub(r"\\\1", text)
    escaped = _LINE_START.sub(r"\\\1", escaped)
    return escaped.replace("@", "@\u200b").replace("://", ":\u200b//")


def link(url: str) -> str:
    """A web address as a Markdown link without preview; an empty string for anything else."""
    return f"<{url}>" if is_web_address(url) else ""


def is_web_address(url: str) -> bool:
    """Whether it is a plain http(s) address that can stand in a text without breaking out of it."""
    return bool(re.fullmatch(r"https?://[!-;=?-~]+", url)) and '"' not in url and len(url) <= 2_000


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if character in _HIDDEN or category in ("Zl", "Zp", "Zs") or character in "\t\n\r\v\f":
        return " "
    return "" if category in ("Cc", "Cf", "Cs", "Co", "Cn") else character


def _few_marks(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MARKS_PER_LETTER:
            kept.append(character)
    return "".join(kept)
