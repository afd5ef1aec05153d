"""The planner's door: words and a conversation in, an edit, a question or a refusal out."""

from __future__ import annotations

from skills.catalog.song import SongFacts
from skills.planning.answers import Answer, Clarify, Edit, OutOfScope, Question
from skills.planning.talk import MAX_WORDS, Talk

__all__ = ["Answer", "Clarify", "Edit", "OutOfScope", "Question", "draft"]


def draft(words: str, talk: Talk, song: SongFacts) -> Answer:
    """What the words ask of this song after that talk; at most 600 characters are read."""
    if len(words) > MAX_WORDS:
        return OutOfScope(sentence=f"Please say it in at most {MAX_WORDS} characters.", kind="too-long")
    return Clarify(
        about="what", sentence="I did not understand that.", options=("make it slower", "add reverb")
    )
