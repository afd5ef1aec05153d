"""Style names: how styles are called and written, in one word and in several."""

from __future__ import annotations

from collections.abc import Iterator

from audio_engine import styles

_TAILS = ("wave", "core", "step", "style", "tune", "piano", "music")
"""What the second half of a name may be where people write one word as two ("dub step")."""


def style_spellings() -> Iterator[tuple[str, str]]:
    """Every name, title and alias on the shelf of styles with its style, written together and apart too."""
    for name in styles.SHELF:
        about = styles.SHELF.take(name)
        for said in (name, str(about.get("title", name)), *map(str, about.get("aliases", ()))):
            yield said, name
    for name in styles.SHELF:
        about = styles.SHELF.take(name)
        for said in (name, str(about.get("title", name)), *map(str, about.get("aliases", ()))):
            yield from ((other, name) for other in _respelt(said.casefold()))


def _respelt(said: str) -> Iterator[str]:
    words = said.replace("-", " ").split()
    if 1 < len(words) < 4 and all(w.isalpha() for w in words) and len("".join(words)) > 6:
        yield "".join(words)
    if len(words) == 1:
        yield from (f"{said[: -len(t)]} {t}" for t in _TAILS if said.endswith(t) and len(said) > len(t) + 2)
