"""Chat: thanks, greetings and praise, answered in a sentence and never an edit."""

from __future__ import annotations

from skills.planning.lexicon import lexicon, split

_TELL = "Tell me what to change, as in “a bit slower” or “add reverb to the vocals”."
_REPLIES = {"thanks": f"You are welcome. {_TELL}", "hello": f"Hello! {_TELL}", "fine": f"Good. {_TELL}"}


def chatted(plain: str, language: str = "en") -> str | None:
    """What to say back to words that are only friendly; None when anything else is said."""
    known, said = lexicon(language), split(plain)
    found, at = set[str](), 0
    while at < len(said):
        used = next((n for n in range(min(6, len(said) - at), 0, -1) if said[at : at + n] in known.chat), 0)
        if used:
            found.add(known.chat[said[at : at + used]].value)
        elif said[at].isalnum():
            return None
        at += used or 1
    return next((reply for kind, reply in _REPLIES.items() if kind in found), None)
