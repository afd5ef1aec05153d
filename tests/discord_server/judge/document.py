"""Discord's own description of its API, read once per process, its references put in place."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from .routes import Routes

Schema = dict[str, Any]

WORDS = {"type": "object", "properties": {"code": {"type": "string"}, "message": {"type": "string"}}}
FORM_ERRORS: Schema = {
    "type": "object",
    "properties": {"_errors": {"type": "array", "items": {**WORDS, "required": ["code", "message"]}}},
    "additionalProperties": False,
    "required": ["_errors"],
}
"""The document gives the errors of a field numbers for codes; Discord answers words, as its guide says."""


class Document:
    """The OpenAPI document with each `$ref` replaced by what it points to; circles stay circles."""

    def __init__(self, text: str) -> None:
        self._raw: Schema = json.loads(text)
        self._raw["components"]["schemas"]["InnerErrors"] = FORM_ERRORS
        self._targets: dict[str, Schema] = {}
        self.paths: dict[str, Schema] = self._in_place(self._raw["paths"])
        self.routes = Routes(self.paths)

    def _target(self, pointer: str) -> Schema:
        if pointer not in self._targets:
            found: Any = self._raw
            for part in pointer.removeprefix("#/").split("/"):
                found = found[part]
            self._targets[pointer] = target = {}
            target.update(self._in_place(found))
        return self._targets[pointer]

    def _in_place(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._in_place(item) for item in value]
        if not isinstance(value, dict):
            return value
        pointer = value.get("$ref")
        if isinstance(pointer, str):
            return self._target(pointer)
        return {key: self._in_place(item) for key, item in value.items()}


@cache
def document(path: Path) -> Document:
    """The document that lies in a file; the second asking costs nothing."""
    return Document(path.read_text(encoding="utf-8"))
