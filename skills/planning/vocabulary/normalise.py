"""Normalise: one plain spelling of what was typed, and the way back to the original characters."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_SAME = str.maketrans({
    "’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "−": "-", "‑": "-", "‐": "-",
    "—": ",", "♯": "#", "♭": "b", "×": "x", "⁄": "/", "\n": ".", "\r": " ", "\t": " ",
})  # fmt: skip

_HALF_WIDTH_MARKS = "ﾞﾟ"

_DRAWN = {
    "🚫": "no", "❌": "no", "⛔": "no", "🔇": "mute", "⬆": "up", "🔼": "up", "📈": "up", "⬇": "down",
    "🔽": "down", "📉": "down",
}  # fmt: skip
"""Pictures that give an order; all others only decorate."""


@dataclass(frozen=True)
class Text:
    """`plain` is lower case; `origin[i]` is where plain[i] stood; one more entry closes it."""

    plain: str
    origin: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original words that [start, end) of `plain` was written in."""
        written = self.origin[start:end]
        return min(written), max(written) + 1


def normalise(words: str) -> Text:
    """NFKC and lower case, typographic signs made plain, invisible signs and pictures gone."""
    plain: list[str] = []
    origin: list[int] = []
    for start, cluster in _clusters(words):
        spelled = unicodedata.normalize("NFKC", cluster.translate(_SAME)).translate(_SAME).lower()
        if cluster[0] in _DRAWN:
            spelled = f" {_DRAWN[cluster[0]]} "
        elif unicodedata.category(cluster[0]) == "No":
            spelled = f" {spelled}"
        for sign in spelled:
            category = unicodedata.category(sign)
            if category == "Cf" or category == "Mn":
                continue
            plain.append(" " if category[0] in "ZC" or category in ("So", "Sk") else sign)
            origin.append(start)
    return Text(plain="".join(plain), origin=(*origin, len(words)))


def _clusters(words: str) -> list[tuple[int, str]]:
    """Every character together with the marks that sit on it."""
    found: list[tuple[int, str]] = []
    for place, sign in enumerate(words):
        sits = unicodedata.combining(sign) or sign in _HALF_WIDTH_MARKS
        if found and sits and len(found[-1][1]) < 8:
            found[-1] = (found[-1][0], found[-1][1] + sign)
        else:
            found.append((place, sign))
    return found
