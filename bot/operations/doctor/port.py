"""The port at which health and metrics are told on this machine."""

from __future__ import annotations

import socket
from collections.abc import Iterable

from bot.config import Config
from bot.operations.check import Check

GROUP = "This machine"


def checks(config: Config) -> Iterable[Check]:
    """Whether the port is free, or switched off."""
    port = config["operations"]["port"]
    if port == 0:
        yield Check(GROUP, "port", "well", "Health and metrics are switched off ([operations] port = 0).")
    elif is_free(port):
        yield Check(GROUP, "port", "well", f"Port {port} is free for health and metrics.")
    else:
        told = (
            f"Port {port} is in use: by Refrain itself where it is running, else choose another one "
            "([operations] port)."
        )
        yield Check(GROUP, "port", "note", told)


def is_free(port: int) -> bool:
    """Whether a server may listen at this port of this machine."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
