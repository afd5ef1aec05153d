"""Lost: an edit of a thing nobody knows ("make the banjo louder") is asked back, not done to all."""

from __future__ import annotations

import re

from skills.planning.answers import Clarify
from skills.planning.frames.asks import Ask
from skills.planning.frames.understand import Understanding
from skills.planning.reading.tokens import Token
from skills.planning.resolving.scene import Scene

_STRANGE = ("unknown", "unsupported")
_AT = ("on", "in", "to", "onto", "over", "of")
_POINTED = re.compile(r"\b(the|my|that|this|a|an|his|her|their)\s+$")
_THE = re.compile(r"\bthe\s+$")


def spared_unclear(read: Understanding) -> Clarify | None:
    """A question back when something is left out of an edit, and it is not clear of which."""
    spared = next((t for t in read.left if t.kind == "except"), None)
    return _spared(spared) if spared is not None and read.asks else None


def lost_objects(read: Understanding, scene: Scene) -> tuple[tuple[Ask, ...], Clarify | None]:
    """The edits that are said of an unknown thing and would else fall on the whole mix, and what to say."""
    lost: list[Ask] = []
    told: Clarify | None = None
    for ask in read.asks:
        if ask.kind not in ("level", "effect", "pitch") or ask.stems or ask.places or ask.scopes:
            continue
        thing = _thing(read, ask, scene.text.plain)
        if thing is not None:
            have = scene.song.stems or ("vocals", "drums", "bass", "other")
            sentence = f"I know no {thing.text} in this song; its stems are {', '.join(have)}."
            told = told or Clarify(about="which-stem", sentence=sentence)
            lost.append(ask)
    return tuple(lost), told


def _spared(word: Token) -> Clarify:
    """ "everything but the vocals" with nothing clear said of it: better asked than muted."""
    sentence = f"I did not understand what “{word.text}” leaves out there."
    options = ("mute the vocals", "make everything except the vocals quieter", "only the vocals")
    return Clarify(about="what", sentence=sentence, options=options)


def _thing(read: Understanding, ask: Ask, plain: str) -> Token | None:
    """The unknown thing right before the edit ("the banjo louder"), or after it ("reverb on the banjo")."""
    places = [i for i, t in enumerate(read.tokens) if t in ask.said]
    if not places:
        return None
    before = read.tokens[places[0] - 1] if places[0] else None
    if ask.kind != "effect" and before is not None and _is_thing(before, plain):
        return before
    after = read.tokens[places[-1] + 1 : places[-1] + 3]
    if after and after[0].kind in _STRANGE and _THE.search(plain[: after[0].start]):
        return after[0]
    at = len(after) == 2 and after[0].kind in ("in", "to", "by") and after[0].text in _AT
    return after[1] if at and _is_thing(after[1], plain) else None


def _is_thing(token: Token, plain: str) -> bool:
    return token.kind in _STRANGE and _POINTED.search(plain[: token.start]) is not None
