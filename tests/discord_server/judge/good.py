"""Good payloads, spelled out: what the faulty ones differ from in one place."""

from __future__ import annotations

from typing import Any

from .circumstances import Circumstances
from .wire import Sent

CHANNEL = "/channels/100000000000000001"
CALLBACK = "/interactions/100000000000000005/token/callback"
WEBHOOK = "/webhooks/100000000000000004/token"
COMMANDS = "/applications/100000000000000004/commands"

BUTTON = {"type": 2, "style": 1, "label": "Render", "custom_id": "render:1"}
LINK = {"type": 2, "style": 5, "label": "License", "url": "https://example.org/by"}
OPTIONS = [{"label": "Lofi", "value": "lofi"}, {"label": "House", "value": "house"}]
SELECT = {"type": 3, "custom_id": "style:1", "options": OPTIONS, "min_values": 1, "max_values": 2}
TEXT = {"type": 10, "content": "Night Train"}
LAYOUT = 1 << 15
VOICE = 1 << 13

EMBED = {
    "type": "rich",
    "title": "Night Train",
    "description": "Slower.",
    "color": 0x3366FF,
    "timestamp": "2026-05-04T12:00:00+00:00",
    "fields": [{"name": "Tempo", "value": "90"}],
    "footer": {"text": "CC BY 4.0"},
    "author": {"name": "Alice"},
    "image": {"url": "attachment://wave.png"},
}
FILE = ("files[0]", "wave.png", "application/octet-stream", b"png")
LISTED = {"id": 0, "filename": "wave.png", "description": "The waveform."}


def row(*components: Any) -> dict[str, Any]:
    """A row of components."""
    return {"type": 1, "components": list(components)}


def label(component: Any) -> dict[str, Any]:
    """A part of a modal."""
    return {"type": 18, "label": "What to change", "description": "In your words.", "component": component}


def option(kind: int, name: str, **more: Any) -> dict[str, Any]:
    """An option of a command."""
    return {"type": kind, "name": name, "description": "Something.", **more}


INPUT = {"type": 4, "style": 2, "custom_id": "prompt", "placeholder": "slow it", "max_length": 4000}
SONG = option(3, "song", required=True, autocomplete=True)
STYLE = option(3, "style", choices=[{"name": "Lofi", "value": "lofi"}, {"name": "House", "value": "house"}])
SLASH = {"type": 1, "name": "remix", "description": "Remix a song", "options": [SONG, STYLE]}
NESTED = {
    "type": 1,
    "name": "jobs",
    "description": "Your remixes",
    "options": [
        option(1, "list"),
        option(2, "all", options=[option(1, "stop", options=[option(4, "number")])]),
    ],
}
MENU = {"type": 3, "name": "Remix this", "description": ""}

POST = {
    "content": "Hello",
    "nonce": "job-1",
    "enforce_nonce": True,
    "embeds": [EMBED],
    "components": [row(BUTTON, LINK), row(SELECT)],
    "attachments": [LISTED],
    "allowed_mentions": {"parse": [], "replied_user": False},
    "flags": 1 << 12,
}
BOX = {
    "type": 17,
    "components": [
        TEXT,
        {"type": 9, "components": [TEXT], "accessory": {**BUTTON, "custom_id": "why:1"}},
        {"type": 13, "file": {"url": "attachment://wave.png"}},
        row(BUTTON),
    ],
}
LAYOUT_POST = {"flags": LAYOUT, "components": [TEXT, BOX], "attachments": [LISTED]}
VOICE_POST = {
    "flags": VOICE,
    "attachments": [{"id": 0, "filename": "wave.png", "duration_secs": 2.5, "waveform": "AAECAw=="}],
}
EDIT = {"content": "50 %", "embeds": [], "components": [row(BUTTON)], "attachments": []}

GOOD: dict[str, Sent] = {
    "post": Sent("POST", f"{CHANNEL}/messages", {}, POST, (FILE,)),
    "layout": Sent("POST", f"{CHANNEL}/messages", {}, LAYOUT_POST, (FILE,)),
    "voice": Sent("POST", f"{CHANNEL}/messages", {}, VOICE_POST, (FILE,)),
    "edit": Sent("PATCH", f"{CHANNEL}/messages/100000000000000002", {}, EDIT),
    "answer": Sent(
        "POST", CALLBACK, {"with_response": "1"}, {"type": 4, "data": {"content": "Hi", "flags": 64}}
    ),
    "promise": Sent("POST", CALLBACK, {"with_response": "1"}, {"type": 5, "data": {"flags": 64}}),
    "choices": Sent(
        "POST", CALLBACK, {}, {"type": 8, "data": {"choices": [{"name": "Song", "value": "song:1"}]}}
    ),
    "modal": Sent(
        "POST",
        CALLBACK,
        {},
        {"type": 9, "data": {"title": "Tweak", "custom_id": "tweak", "components": [label(INPUT)]}},
    ),
    "followup": Sent("POST", WEBHOOK, {"wait": "1"}, {"content": "A receipt", "flags": 64}),
    "original": Sent("PATCH", f"{WEBHOOK}/messages/@original", {}, {"content": "Done"}),
    "commands": Sent("PUT", COMMANDS, {}, [SLASH, NESTED, MENU]),
    "command": Sent("POST", COMMANDS, {}, SLASH),
    "thread": Sent(
        "POST", f"{CHANNEL}/threads", {}, {"name": "Remixes", "type": 11, "auto_archive_duration": 60}
    ),
}
"""A good request of each kind, by a short name."""

EDITED: dict[str, Any] = {"content": "0 %", "embeds": [], "components": [], "attachments": [], "flags": 0}

CIRCUMSTANCES: dict[str, Circumstances] = {
    "edit": Circumstances(edited=EDITED),
    "original": Circumstances(edited={**EDITED, "flags": 128}),
    "answer": Circumstances(interaction_kind=2),
    "promise": Circumstances(interaction_kind=3),
    "choices": Circumstances(interaction_kind=4),
    "modal": Circumstances(interaction_kind=2),
}
"""What the server knows beside some of them."""
