"""The probe: whether a server really holds its model to a JSON schema, tried once and kept with its date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256

from pydantic import BaseModel, ConfigDict, ValidationError

from skills.studio.llm.model import Model, NoProposal
from skills.studio.store import Store

ODD = "zq7"
ANSWER = '{"probe":"zq7"}'
SCHEMA = {
    "type": "object",
    "properties": {"probe": {"type": "string", "enum": [ODD]}},
    "required": ["probe"],
    "additionalProperties": False,
}
"""Whose only answer nobody would give to "say hello" who is not held to it."""
HOLDS_FOR = timedelta(days=30)


class Probed(BaseModel):
    """What was found, and when (ISO 8601)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    enforced: bool
    at: str


def enforces_schemas(model: Model, address: str, name: str, store: Store, now: Callable[[], str]) -> bool:
    """Whether that server holds that model to a schema; asked when it was not in the last 30 days.

    Raises NoProposal where no answer came at all; then nothing is kept.
    """
    note = f"probe {sha256(f'{address} {name}'.encode()).hexdigest()[:16]}"
    known = _kept(store.note(note), now())
    if known is not None:
        return known
    enforced = "".join(_said(model).split()) == ANSWER
    store.set_note(note, Probed(enforced=enforced, at=now()).model_dump_json())
    return enforced


def _said(model: Model) -> str:
    """What the model says; "" where it answers, but not with a whole text."""
    try:
        return model.propose("You are friendly.", "Say hello.", SCHEMA)
    except NoProposal as problem:
        if problem.trouble in ("refused", "filtered", "cut off", "nothing"):
            return ""
        raise


def _kept(body: str | None, now: str) -> bool | None:
    try:
        kept = Probed.model_validate_json(body or "{}")
        age = datetime.fromisoformat(now) - datetime.fromisoformat(kept.at)
    except (ValidationError, ValueError, TypeError):
        return None
    return kept.enforced if timedelta(0) <= age <= HOLDS_FOR else None
