"""Reading tags: what a file says of its own title and artist."""

from __future__ import annotations

from pathlib import Path


def names_in_file(path: Path) -> tuple[str, str]:
    """Title and artist as the file's tags have them; "" for what they do not tell."""
    import mutagen

    if not path.is_file():
        return ("", "")
    try:
        tagged = mutagen.File(path, easy=True)
    except (mutagen.MutagenError, OSError, ValueError, KeyError, IndexError, OverflowError):
        return ("", "")
    if tagged is None or not tagged.tags:
        return ("", "")
    return (_first(tagged.tags, "title"), _first(tagged.tags, "artist"))


def _first(tags: object, name: str) -> str:
    try:
        values = tags[name]  # type: ignore[index]  # every kind of tag takes a name and gives a list
    except (KeyError, ValueError, TypeError):
        return ""
    return str(values[0]) if isinstance(values, list) and values else ""
