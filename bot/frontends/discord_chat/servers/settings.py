"""Settings: what a server decided about Refrain, as data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class ServerSettings:
    """What a server decided; empty lists of channels or roles mean all of them.

    renders_per_day: for each person; 0 is none. log_channel: 0 for none. own_audio: whether people may
    bring sound of their own. language: of what all may read, "" for the server's own. version: raised by
    every change.
    """

    on: bool = True
    channels: tuple[int, ...] = ()
    roles: tuple[int, ...] = ()
    renders_per_day: int = 20
    own_audio: bool = False
    log_channel: int = 0
    language: str = ""
    version: int = 0

    def kept(self) -> str:
        """The settings as JSON text."""
        return json.dumps(asdict(self))


def read_settings(kept: str) -> ServerSettings:
    """The settings that were kept."""
    return from_values(json.loads(kept))


def from_values(told: Mapping[str, Any]) -> ServerSettings:
    """The settings that were kept as JSON values."""
    return ServerSettings(**{**told, "channels": tuple(told["channels"]), "roles": tuple(told["roles"])})
