"""A request: what somebody asks of Refrain, whatever front end it came through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Request:
    """One thing asked for.

    word: the skill ("remix", "songs" …), or "" for whatever the words turn out to mean.
    words: what was said. song: the song as the person names it; "" for the song of the talk.
    talk_id: the conversation it belongs to, or "" for a request of its own. person: who asks, as the
    front end knows them; what is theirs is kept under it. name: what they are called in credits, ""
    for `person`. language: the one they are answered in, such as "en" or "de". platform: where it is
    asked and answered, such as "terminal" or "discord:<server>"; "" where the front end does not say.
    options: what the skill's own options hold.
    """

    word: str = ""
    words: str = ""
    song: str = ""
    talk_id: str = ""
    person: str = "you"
    name: str = ""
    language: str = "en"
    platform: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
