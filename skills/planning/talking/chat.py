"""Chat: thanks, greetings, praise, and plain yes and no: never an edit."""

from __future__ import annotations

from collections.abc import Mapping

from skills.planning.vocabulary.lexicon import Meaning, Phrase, lexicon, split

_TELL = "Tell me what to change, as in “a bit slower” or “add reverb to the vocals”."
_REPLIES = {"thanks": f"You are welcome. {_TELL}", "hello": f"Hello! {_TELL}", "fine": f"Good. {_TELL}"}


def chatted(plain: str, language: str = "en") -> str | None:
    """What to say back to words that are only friendly; None when anything else is said."""
    found = _only(plain, lexicon(language).chat)
    return next((reply for kind, reply in _REPLIES.items() if kind in found), None)


def consent(plain: str, language: str = "en") -> bool | None:
    """The answer to "shall I?": True for yes, False for no, None when the words are neither.

    "ok, no" is no; what says anything beside it ("yes but slower") is an edit and no answer.
    """
    known = lexicon(language)
    around = {phrase: m for phrase, m in known.chat.items() if m.value in ("around", "thanks")}
    found = _only(plain, around | dict(known.consent))
    return None if not found & {"yes", "no"} else "no" not in found


def _only(plain: str, table: Mapping[Phrase, Meaning]) -> set[str]:
    """What the words mean, when all of them stand in the table; else nothing."""
    said = split(plain)
    found, at = set[str](), 0
    while at < len(said):
        used = next((n for n in range(min(6, len(said) - at), 0, -1) if said[at : at + n] in table), 0)
        if used:
            found.add(table[said[at : at + used]].value)
        elif said[at].isalnum():
            return set()
        at += used or 1
    return found
