"""A faulty request: a good one with one thing wrong, and who notices it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any, Literal

from .circumstances import Circumstances
from .good import CIRCUMSTANCES, GOOD
from .wire import Sent

By = Literal["document", "prose", "both"]
GONE = object()


@dataclass(frozen=True)
class Fault:
    """A good request `base` with `value` put at `place`, who notices, and the breach: where and which."""

    name: str
    base: str
    place: str
    value: Any
    by: By
    where: str
    code: str
    circumstances: Circumstances | None = None
    files: tuple[Any, ...] | None = None
    code_in_prose: str = ""
    changes: tuple[tuple[str, Any], ...] = ()

    @property
    def sent(self) -> Sent:
        """The faulty request."""
        good = GOOD[self.base]
        files = good.files if self.files is None else self.files
        body = changed(good.body, self.place, self.value)
        for place, value in self.changes:
            body = changed(body, place, value)
        return replace(good, body=body, files=files)

    @property
    def known(self) -> Circumstances:
        """What the server knows beside it."""
        return self.circumstances or CIRCUMSTANCES.get(self.base, Circumstances())


def changed(body: Any, place: str, value: Any) -> Any:
    """A copy of a payload with one place set, or taken away (GONE); "" leaves it as it is."""
    body = json.loads(json.dumps(body))
    if not place:
        return body if value is None else value
    *path, last = [int(part) if part.isdigit() else part for part in place.split(".")]
    holder = body
    for part in path:
        holder = holder[part]
    if value is GONE:
        del holder[last]
    else:
        holder[last] = value
    return body


MAX, BAD, REQUIRED = "BASE_TYPE_MAX_LENGTH", "BASE_TYPE_BAD_LENGTH", "BASE_TYPE_REQUIRED"
