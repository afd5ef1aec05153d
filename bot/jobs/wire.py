"""The wire: requests, previews and replies as JSON, there and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from skills.talk.reply import Block, Preview, Reply
from skills.talk.request import Request

_REQUEST_FIELDS = frozenset(field.name for field in fields(Request))


def request_to_json(request: Request) -> str:
    """The request as JSON; a path among its options becomes text."""
    return _dumped({name: getattr(request, name) for name in _REQUEST_FIELDS})


def request_from_json(text: str) -> Request:
    """The request; what another version of Refrain wrote beside it is left out."""
    kept = {name: value for name, value in json.loads(text).items() if name in _REQUEST_FIELDS}
    return Request(**kept)


def preview_to_json(preview: Preview | None) -> str:
    """The preview as JSON, "" for none."""
    return _dumped(_preview(preview)) if preview else ""


def preview_from_json(text: str) -> Preview | None:
    """The preview, None for ""."""
    return _preview_of(json.loads(text)) if text else None


def reply_to_json(reply: Reply) -> str:
    """The reply as JSON; its `data` must hold JSON values, in which a tuple becomes a list."""
    return _dumped(
        {
            "outcome": reply.outcome,
            "blocks": [[block.title, list(block.lines), block.about] for block in reply.blocks],
            "data": reply.data,
            "preview": _preview(reply.preview) if reply.preview else None,
            "files": {name: str(path) for name, path in reply.files.items()},
            "suggestions": list(reply.suggestions),
            "talk_id": reply.talk_id,
        }
    )


def reply_from_json(text: str) -> Reply | None:
    """The reply, None for ""."""
    if not text:
        return None
    body = json.loads(text)
    return Reply(
        outcome=body["outcome"],
        blocks=tuple(Block(title, tuple(lines), *about) for title, lines, *about in body["blocks"]),
        data=body["data"],
        preview=_preview_of(body["preview"]) if body["preview"] else None,
        files={name: Path(path) for name, path in body["files"].items()},
        suggestions=tuple(body["suggestions"]),
        talk_id=body["talk_id"],
    )


def _preview(preview: Preview) -> dict[str, Any]:
    return {
        "sound": str(preview.sound),
        "credits": preview.credits,
        "disclosure": preview.disclosure,
        "lineage": list(preview.lineage),
    }


def _preview_of(body: Mapping[str, Any]) -> Preview:
    return Preview(Path(body["sound"]), body["credits"], body["disclosure"], tuple(body["lineage"]))


def _dumped(body: Mapping[str, Any]) -> str:
    return json.dumps(body, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} cannot be kept as JSON")
