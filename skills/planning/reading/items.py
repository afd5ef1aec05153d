"""Items: what stands as an item of its own in a list of wishes ("claps in the chorus, no drums, 142")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skills.planning.reading.tokens import Token
from skills.planning.vocabulary.lexicon import lexicon, split

_GLUE = ("filler", "art", "the")
_JOINTS = ("comma", "dot", "and", "but")


def with_items(tokens: Sequence[Token]) -> list[Token]:
    """The tokens; new parts, lengths and tempos that are only named are given the word that asks for them."""
    out = list(tokens)
    for step in (_pairs, _minus, _same_verb, _same_unit, _new_parts, _bare_times, _bare_tempo):
        out = step(out)
    return out


def _clauses(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Every stretch [start, end) between joints."""
    cuts = [i for i, t in enumerate(tokens) if t.kind in _JOINTS]
    edges = zip([-1, *cuts], [*cuts, len(tokens)], strict=True)
    return [(a + 1, b) for a, b in edges if b > a + 1]


def _told(tokens: Sequence[Token]) -> list[Token]:
    return [t for t in tokens if t.kind not in _GLUE]


def _empty(kind: str, value: object, at: int, text: str = "") -> Token:
    """A word that was meant and not typed."""
    return Token(kind, value, at, at, text)


def _pairs(tokens: list[Token]) -> list[Token]:
    """ "drums=mute vox=+3 bpm=90": each name begins a wish of its own."""
    out: list[Token] = []
    for i, token in enumerate(tokens):
        colon = tokens[i + 1] if i + 1 < len(tokens) else None
        named = token.kind in (
            "stem",
            "effect",
            "tempo",
            "pitch",
            "keyword",
            "units",
            "level",
            "loud",
            "fade",
        )
        if colon is not None and named and colon.kind == "colon" and colon.start == token.end:
            if any(t.kind == "colon" for t in tokens[:i]) and tokens[i - 1].kind not in _JOINTS:
                out.append(_empty("dot", ".", token.start, "."))
            if token.kind == "units" and token.value == "bpm":
                token = replace(token, kind="tempo")
        out.append(token)
    return out


_TAKEN = ("stem", "effect", "style", "part", "played", "macro")


def _minus(tokens: list[Token]) -> list[Token]:
    """ "-drums" is without them, " - drums" is a dash."""
    out = list(tokens)
    for i, token in enumerate(tokens[:-1]):
        after, before = tokens[i + 1], tokens[i - 1] if i else None
        tight = after.start == token.end and (
            before is None or before.end < token.start or before.kind != "num"
        )
        if token.kind == "dash" and tight and after.kind in _TAKEN:
            out[i] = replace(token, kind="neg")
    return out


_MOVES = ("more", "less", "up", "down", "louder", "quieter", "higher", "lower")
_DOWN = ("remove", "down", "quieter", "lower", "less", "drop", "shorter", "out")
_ALSO = ("stem", "num", "add", "make", *_MOVES)


def _same_unit(tokens: list[Token]) -> list[Token]:
    """ "take 3 dB off the drums and give the vocals 2 more": 2 dB as well."""
    out, shift, last = list(tokens), 0, list[Token]()
    for start, end in _clauses(tokens):
        said = _told(tokens[start:end])
        kinds = [t.kind for t in said]
        level = any(t.kind == "units" and t.value == "db" for t in last) and any(
            t.kind == "stem" for t in last
        )
        if (
            level
            and sorted(k for k in kinds if k in ("stem", "num")) == ["num", "stem"]
            and set(kinds) <= {*_ALSO}
        ):
            at = next(i for i in range(start, end) if tokens[i].kind == "num")
            told = tokens[at].value.signed or any(k in ("add", "make", *_MOVES) for k in kinds)
            down = not told and any(t.kind in _DOWN for t in last)
            out.insert(at + 1 + shift, _empty("units", "db", tokens[at].end))
            shift += 1
            if down:
                out.insert(at + shift - 1, _empty("down", "", tokens[at].start))
                shift += 1
        else:
            last = said
    return out


_DONE = ("mute", "remove", "drop", "solo", "isolate", "unmute", "louder", "quieter")
_PLACED = ("in", "to", "part", "ord", "num", "stem")


def _same_verb(tokens: list[Token]) -> list[Token]:
    """ "mute the vocals in verse 1 and the drums in verse 2": muted as well."""
    out, shift, verb, last = list(tokens), 0, None, list[Token]()
    for start, end in _clauses(tokens):
        kinds = [t.kind for t in _told(tokens[start:end])]
        there = "part" in kinds and kinds[:1] == ["stem"]
        verbs = [t for t in tokens[start:end] if t.kind in _DONE]
        if (
            _of_level(last)
            and "part" in kinds
            and kinds[:1] == ["num"]
            and set(kinds) <= {*_PLACED} - {"stem"}
        ):
            at = next(i for i in range(start, end) if tokens[i].kind == "num")
            stem = next(t for t in last if t.kind == "stem")
            out.insert(at + 1 + shift, _empty("units", "db", tokens[at].end))
            out.insert(at + shift, replace(stem, start=tokens[at].start, end=tokens[at].start))
            shift += 2
        last = _told(tokens[start:end])
        if verb is not None and there and set(kinds) <= {*_PLACED}:
            out.insert(start + shift, replace(verb, start=tokens[start].start, end=tokens[start].start))
            shift += 1
        else:
            placed = "part" in kinds and "stem" in kinds and len(verbs) == 1
            verb = verbs[0] if placed else None
    return out


def _of_level(said: Sequence[Token]) -> bool:
    decibels = any(t.kind == "units" and t.value == "db" for t in said)
    return decibels and any(t.kind == "stem" for t in said)


_NAMED_IN_KINDS = """
in to part ord num everything half units amt from until after before stop begin there only
instead stem noise unknown
"""
_NAMED_IN = frozenset(_NAMED_IN_KINDS.split())
_NO_ADDING_KINDS = """
replace instead cover mashup remove mute neg drop undo solo keep only except isolate leave less add
unmute generate title
"""
_NO_ADDING = frozenset(_NO_ADDING_KINDS.split())
_ABOVE = ("over", "behind", "under", "beneath", "underneath", "on top", "on top of", "top")
_SOFT = ("amt", "style", "quieter", "louder")


def _new_parts(tokens: list[Token]) -> list[Token]:
    """ "claps in the chorus", "a drill beat with choir on top": a part that is only named is added."""
    out, shift, taking = list(tokens), 0, False
    likened = any(t.text.endswith("like") for t in tokens)
    if sum(t.kind == "unknown" for t in tokens) > (0 if likened else 2):
        return out  # a picture is painted, and what is heard in it is no wish
    for start, end in _clauses(tokens):
        at = _part_at(tokens, start, end)
        taking = taking and (start == 0 or tokens[start - 1].kind == "and")
        taking = taking or any(t.kind in _NO_ADDING for t in tokens[start:end])
        if at is None or taking:
            continue
        out.insert(at + shift, _empty("add", "", tokens[at].start))
        shift += 1
        for i in range(at + 1, end):
            if out[i + shift].text in _ABOVE and out[i + shift].kind in ("by", "unknown"):
                out[i + shift] = replace(out[i + shift], kind="in" if i + 1 < end else "filler")
    return out


def _part_at(tokens: Sequence[Token], start: int, end: int) -> int | None:
    """Where a new part is named first in the clause, or after its "with", and nothing is done to it."""
    opened = start
    for i in range(start, end):
        if tokens[i].kind == "some" and tokens[i].text in ("with", "w", "w/"):
            opened = i + 1
    at = opened
    while at < end and tokens[at].kind in ("filler", "art", "amt", "style"):
        at += 1
    if at >= end or not _is_new(tokens, at, tokens[at - 1] if at > opened else None):
        return None
    return opened if all(t.kind in (*_GLUE, *_NAMED_IN, *_SOFT) for t in tokens[at + 1 : end]) else None


def _is_new(tokens: Sequence[Token], at: int, before: Token | None) -> bool:
    token = tokens[at]
    if token.kind == "played":
        return True
    if token.kind != "stem" or split(token.text) not in lexicon().played:
        return False
    over = any(t.text in _ABOVE for t in tokens[at + 1 : at + 3])
    rare = token.text in _RARE and at + 1 < len(tokens) and tokens[at + 1].kind == "in"
    return over or rare or (before is not None and before.kind == "art")


_RARE = ("strings", "hats", "hi hats", "hihats", "808s", "808", "sub bass")
"""Stems by name that few songs have of their own."""


_LENGTHS = ("seconds", "minutes")
_TIMED_KINDS = """
fade fadein fadeout silence part ord transition length limit from until start finish correct begin
stop knob between secs seconds minutes bars
"""
_TIMED = frozenset(_TIMED_KINDS.split())


def _bare_times(tokens: list[Token]) -> list[Token]:
    """ "a trap version for a story, 15 seconds": so long."""
    out, shift, parts = list(tokens), 0, _clauses(tokens)
    for n, (start, end) in enumerate(parts):
        said = _told(tokens[start:end])
        last = [t for a, b in parts[max(n - 1, 0) : n] for t in tokens[a:b]]
        near = [str(t.value) if t.kind == "units" else t.kind for t in last]
        if (
            len(parts) < 2
            or not _is_time(said)
            or set(near) & set(_TIMED)
            or near[-1:] in (["effect"], ["tempo"])
        ):
            continue
        if any(t.kind in ("length", "limit", "correct", "instead") for t in tokens):
            continue
        out.insert(end + shift, _empty("length", "", tokens[end - 1].end, "long"))
        shift += 1
    return out


def _is_time(said: Sequence[Token]) -> bool:
    if len(said) == 1:
        return said[0].kind == "secs" and said[0].value.value >= 10
    if len(said) != 2 or said[0].kind != "num" or said[1].kind != "units" or said[1].value not in _LENGTHS:
        return False
    many = said[0].value
    return not many.signed and many.value * (60 if said[1].value == "minutes" else 1) >= 10


_SPED = ("faster", "slower", "tempo", "correct", "instead", "num", "knob", "length", "secs")


def _bare_tempo(tokens: list[Token]) -> list[Token]:
    """ "drill with a choir, 142": a tempo."""
    parts = _clauses(tokens)
    bare = [(a, b) for a, b in parts if [t.kind for t in _told(tokens[a:b])] == ["num"]]
    numbers = [t for t in tokens if t.kind in _SPED]
    styled = any(t.kind in ("style", "beat", "beatnoun", "played", "macro") for t in tokens)
    if len(bare) != 1 or len(numbers) != 1 or not styled:
        return tokens
    start, end = bare[0]
    said = next(t for t in tokens[start:end] if t.kind == "num")
    if said.value.signed or not 60 <= said.value.value <= 200 or (start and tokens[start - 1].kind == "and"):
        return tokens
    at = tokens.index(said) + 1
    return [*tokens[:at], _empty("units", "bpm", said.end), *tokens[at:]]
