"""Combined: stems of one version with those of another ("version 2's drums with version 4's vocals")."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pydantic import ValidationError

from skills.catalog.song import SongFacts
from skills.planning.answers import Answer, Clarify, Edit
from skills.planning.delta import MAX_OPS, Delta
from skills.planning.talk import Talk, versions
from skills.planning.talking.grafted import grafted
from skills.planning.talking.picked import all_of, caused_by
from skills.planning.vocabulary.lexicon import lexicon
from skills.planning.vocabulary.sentences import sentences

_LONGEST = 160
_ORDERS = {
    **dict.fromkeys(("first", "1st", "one", "1"), 1), **dict.fromkeys(("second", "2nd", "two", "2"), 2),
    **dict.fromkeys(("third", "3rd", "three", "3"), 3), **dict.fromkeys(("fourth", "4th", "four", "4"), 4),
    **dict.fromkeys(("fifth", "5th", "five", "5"), 5), **dict.fromkeys(("sixth", "6th", "six", "6"), 6),
    "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    **dict.fromkeys(("original", "the original", "untouched", "raw", "unedited"), 0),
}  # fmt: skip
_NOW = ("current", "present", "latest", "newest", "new", "now")
_BEFORE = ("previous", "earlier", "prior", "last", "old")
_ON = (" in ", " on ")
_REST = re.compile(r"\b(?:rest|else|other|others)\b")


@dataclass(frozen=True)
class Wanted:
    """Which stems come from which version, and the version all else comes from; None: as it is now."""

    pairs: tuple[tuple[tuple[str, ...], int], ...]
    base: int | None = None


def combined(plain: str, typed: str, talk: Talk, song: SongFacts) -> Answer | None:
    """The remix with some stems as they are in other versions; None for words that ask nothing such.

    Version 2 is what there was after two changes, version 0 the untouched song. What is said of stems
    comes from their versions; tempo, form and loudness stay as they are, or as in the version the rest is
    taken from.
    """
    said = " ".join(plain.split()).strip(" .!?")
    if len(said) > _LONGEST or not sentences("versions")["named"].search(said):
        return None
    plans, now = versions(talk)
    wanted = _wanted(said, now)
    if wanted is None:
        told = len(plans) > 1 and sentences("versions")["told"].search(said) is not None
        return _which_parts() if told and _is_all_filler(said) else None
    named = [version for _, version in wanted.pairs] + ([wanted.base] if wanted.base is not None else [])
    if any(version >= len(plans) for version in named):
        return _no_such(len(plans) - 1)
    try:
        ops, note = grafted(wanted.pairs, wanted.base, plans, now, song)
        delta = caused_by(Delta(ops=ops[:MAX_OPS]), all_of(typed, talk))
    except ValidationError:
        return _which_parts()
    if len(ops) > MAX_OPS:
        sentence = f"These versions differ in more than {MAX_OPS} things; please name one stem at a time."
        return Clarify(about="what", sentence=sentence)
    return Edit(delta=delta, note=note if ops else "That is how it sounds now already.")


def _no_such(last: int) -> Clarify:
    if not last:
        return Clarify(about="what", sentence="There is only the untouched song so far; nothing was changed.")
    sentence = f"There are versions 1 to {last} so far, and 0 is the untouched song; which one do you mean?"
    return Clarify(about="what", sentence=sentence)


def _which_parts() -> Clarify:
    return Clarify(
        about="what",
        sentence="Which parts of which version? Say it like this.",
        options=("version 1's drums with version 2's vocals", "go back to version 1"),
    )


def _wanted(said: str, now: int) -> Wanted | None:
    """What the words ask, when every word of them is read."""
    pairs: list[tuple[tuple[str, ...], int]] = []
    left, base = _rest(said, now)
    for reading in _READINGS:
        left = _read(reading(), left, now, pairs)
    rows = _short().findall(left) if len(_short().findall(left)) > 1 and not pairs else []
    if rows:
        pairs += [(_stems(stems), _ORDERS.get(number, _number(number))) for stems, number in rows]
        left = _short().sub(" ", left)
    found = sentences("versions")["version"].search(left)
    if found and base is None:
        base = _version(found, now)
        left = left[: found.start()] + " " + left[found.end() :]
    if not pairs or not _is_filler(left):
        return None
    return Wanted(tuple(pairs), base)


def _read(pattern: re.Pattern[str], left: str, now: int, pairs: list[tuple[tuple[str, ...], int]]) -> str:
    """What is left of the words when every stem with its version was taken out."""
    for found in reversed(list(pattern.finditer(left))):
        if _owner().search(left[: found.start()]) and any(at in found.group() for at in _ON):
            continue
        pairs.insert(0, (_stems(found["stems"]), _version(found, now)))
        left = f"{left[: found.start()]} , {left[found.end() :]}"
    return left


def _rest(left: str, now: int) -> tuple[str, int | None]:
    found = sentences("versions")["rest"].search(left)
    if not found:
        return left, None
    of = sentences("versions")["version"].search(found.group())
    return f"{left[: found.start()]} , {left[found.end() :]}", _version(of, now) if of else None


def _version(found: re.Match[str], now: int) -> int:
    said = next(g for name, g in _numbered(found) if g and name != "stems")
    if said in _NOW:
        return now
    if said in _BEFORE:
        return max(now - 1, 0)
    return _ORDERS[said] if said in _ORDERS else _number(said)


def _numbered(found: re.Match[str]) -> list[tuple[str, str | None]]:
    stems = found.re.groupindex.get("stems")
    return [("stems" if n == stems else "", g) for n, g in enumerate(found.groups(), 1)]


def _number(said: str) -> int:
    return int(said) if said.isdigit() else 10_000


def _is_filler(left: str) -> bool:
    return not _filler().sub(" ", re.sub(r"[^\w'’]+", " ", left)).strip()


def _is_all_filler(said: str) -> bool:
    bare = sentences("versions")["version"].sub(" ", said)
    return _is_filler(re.sub(r"(?<!\w)(?:versions|takes|edits|mixes|drafts|\d)(?!\w)", " ", bare))


def _filler() -> re.Pattern[str]:
    return sentences("versions", table="filler")["filler"]


@cache
def _stem_list() -> str:
    """Stems as they are called, several with "and" between."""
    names = [" ".join(p) for p, m in lexicon().phrases.items() if m.kind == "stem" and m.value != "*"]
    names = [name for name in names if not _REST.search(name)]
    names = sorted(map(re.escape, names), key=len, reverse=True)
    one = rf"(?:the |its |my |those |all )?(?:{'|'.join(names)})"
    return rf"(?P<stems>(?<!\w){one}(?:(?:,? and |, | ?& ?| ?\+ ?|,? plus ){one}(?!\w))*)"


def _unnamed(name: str) -> str:
    return sentences("versions")[name].pattern.removeprefix(r"(?<!\w)").removesuffix(r"(?!\w)")


@cache
def _owner() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_unnamed('version')}(?:'s?|s)? $")


@cache
def _owner_first() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_unnamed('owned')}{_stem_list()}(?!\w)")


@cache
def _owner_last() -> re.Pattern[str]:
    return re.compile(rf"{_stem_list()}(?:{_unnamed('from')}|{_unnamed('like')})(?!\w)")


@cache
def _owner_beside() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_unnamed('version')} {_stem_list()}(?!\w)")


@cache
def _short() -> re.Pattern[str]:
    return re.compile(rf"{_stem_list()}{_unnamed('short')}(?!\w)")


_READINGS = (_owner_first, _owner_last, _owner_beside)


def _stems(said: str) -> tuple[str, ...]:
    """The names of the stems, "-vocals" for all but the vocals."""
    phrases: Mapping[tuple[str, ...], str] = {
        p: m.value for p, m in lexicon().phrases.items() if m.kind == "stem"
    }
    found: list[str] = []
    for name in re.split(r",? and |, | ?& ?| ?\+ ?|,? plus ", said):
        bare = re.sub(r"^(?:the|its|my|those|all) ", "", name.strip())
        found += phrases[tuple(bare.split())].split("+") if tuple(bare.split()) in phrases else []
    return tuple(dict.fromkeys(found))
