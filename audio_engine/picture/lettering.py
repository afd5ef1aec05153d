"""Text for pictures: in letters that a font on this computer has, cut to the room there is."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from audio_engine.files.one_line import one_line

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont, ImageFont

    Font = FreeTypeFont | ImageFont

_OTHER_FONTS = ("NotoSans-Regular.ttf", "DejaVuSans.ttf", "Arial Unicode.ttf", "arial.ttf")
_MOST_LETTERS = 200
_PLAIN_LETTERS = {
    "ß": "ss", "æ": "ae", "Æ": "Ae", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d",
    "þ": "th", "œ": "oe", "Œ": "Oe", "\u0131": "i", "\u00d7": "x", "÷": "/", "\u2013": "-", "\u2014": "-",
    "\u2212": "-", "♯": "#", "♭": "b", "•": "·", "→": "->", "€": "EUR", "„": '"', "«": '"', "»": '"',
}  # fmt: skip


def built_in_font(size: int) -> Font:
    """Pillow's own font, which every computer has; it knows little more than ASCII."""
    from PIL import ImageFont

    return ImageFont.load_default(size)


def fitting(text: str, size: int, room: float) -> tuple[str, Font]:
    """The text on one line, at most `room` pixels wide with an ellipsis where it was cut, and its font.

    Hidden and direction characters are left out; letters in no font are told by `in_letters_of`.
    """
    line = one_line(text, _MOST_LETTERS)
    font = _font_for(line, size)
    shown = in_letters_of(font, line)
    if font.getlength(shown) <= room:
        return shown, font
    while shown and font.getlength(shown + "…") > room:
        shown = shown[:-1]
    return shown.rstrip(" ·") + "…", font


def in_letters_of(font: Font, text: str) -> str:
    """Letters that the font lacks in their plain form (é as e), a run of others as one middle dot."""
    known = ""
    for letter in text:
        bare = (c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
        options = (letter, "".join(bare), _PLAIN_LETTERS.get(letter, ""))
        found = next((option for option in options if option and all(has(font, c) for c in option)), "·")
        known += "" if found == "·" and known.endswith("·") else found
    return known


def has(font: Font, letter: str) -> bool:
    """Whether the font draws the letter, and not its sign for a missing one."""
    return letter == " " or bytes(font.getmask(letter)) != bytes(font.getmask("\U0010fffd"))


def _font_for(text: str, size: int) -> Font:
    """The built-in font, or the one of this computer that lacks the fewest letters of the text."""
    from PIL import ImageFont

    letters = set(text)
    best = built_in_font(size)
    lacking = sum(not has(best, letter) for letter in letters)
    for name in _OTHER_FONTS:
        if not lacking:
            break
        try:
            other = ImageFont.truetype(name, size)
        except OSError:
            continue
        others = sum(not has(other, letter) for letter in letters)
        if others < lacking:
            best, lacking = other, others
    return best
