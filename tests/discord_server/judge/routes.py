"""Which path of the document a request goes to: literal names before names in braces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote


class Routes:
    """The path templates of an API, ready to be compared with real paths."""

    def __init__(self, templates: Iterable[str]) -> None:
        ordered = sorted(templates, key=_braces_last)
        self._shapes = [(template, _shape(template)) for template in ordered]

    def find(self, path: str) -> tuple[str, dict[str, str]] | None:
        """The template of a path (after "/api/v10") and what stands in its braces; None if nothing fits."""
        for template, shape in self._shapes:
            match = shape.fullmatch(path)
            if match:
                names = re.findall(r"\{(\w+)\}", template)
                return template, dict(zip(names, map(unquote, match.groups()), strict=True))
        return None


def _braces_last(template: str) -> tuple[int, list[bool]]:
    parts = template.split("/")
    return len(parts), [part.startswith("{") for part in parts]


def _shape(template: str) -> re.Pattern[str]:
    pieces = re.split(r"(\{\w+\})", template)
    return re.compile("".join("([^/]+)" if piece.startswith("{") else re.escape(piece) for piece in pieces))
