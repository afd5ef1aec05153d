"""The invite: which permissions Refrain needs on a server, and the link that asks for exactly those."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

NEEDED: Mapping[str, int] = {
    "View Channels": 1 << 10,
    "Send Messages": 1 << 11,
    "Embed Links": 1 << 14,
    "Attach Files": 1 << 15,
    "Read Message History": 1 << 16,
    "Create Public Threads": 1 << 35,
    "Send Messages in Threads": 1 << 38,
}
"""Permissions by the name that Discord shows, with their bits."""
SCOPES = ("bot", "applications.commands")
ADMINISTRATOR = 1 << 3
"""Who has it has all others."""


def bits() -> int:
    """All needed permissions as one number."""
    return sum(NEEDED.values())


def lacking(permissions: int) -> tuple[str, ...]:
    """The names of needed permissions that are not among these bits."""
    if permissions & ADMINISTRATOR:
        return ()
    return tuple(name for name, bit in NEEDED.items() if not permissions & bit)


def link(application_id: str, api_base: str, server_id: str = "") -> str:
    """Where an administrator adds the bot to a server; to one server, where it is named."""
    parts = urlsplit(api_base)
    asked = {"client_id": application_id, "permissions": str(bits()), "scope": " ".join(SCOPES)}
    if server_id:
        asked |= {"guild_id": server_id}
    return f"{parts.scheme}://{parts.netloc}/oauth2/authorize?{urlencode(asked)}"
