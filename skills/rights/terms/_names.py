"""Lists of names in a grant that may also be written as "any"."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints

ANY = ("any",)


def all_of(names: tuple[Any, ...]) -> BeforeValidator:
    """Lets a list be written as "any", which stands for these names."""

    def read(given: Any) -> Any:
        if given == "any":
            return names
        return tuple(given) if isinstance(given, list) else given

    return BeforeValidator(read)


Id = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Ids = Annotated[tuple[Id, ...], Field(max_length=1_000), all_of(ANY)]
"""Ids of any kind, or "any", which is kept as such."""
