"""Circumstances: what somebody states of who asks, where, when and what for, as the facts of clearance."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar, get_args

from pydantic import ValidationError

from audio_engine.plan import FileFormat
from skills.rights.base import LICENSES, spdx_id_of
from skills.rights.judgement import PURPOSES, RATINGS, STANDARDS, Facts, Wish
from skills.rights.spelling import did_you_mean
from skills.talk.errors import BadInput

Word = TypeVar("Word", bound=str)


def stated(options: Mapping[str, Any]) -> dict[str, Any]:
    """What the options say, as fields of `Facts` in JSON values; what they do not say is left out.

    options: purpose, territory, age, role, platform, rating, standard, verified, export, wish, model,
    output_license, at. BadInput for a word or a number that none of them can be.
    """
    found = {name: read(options[name]) for name, read in _READ.items() if options.get(name) not in _NONE}
    person = {name: read(options[name]) for name, read in _PERSON.items() if options.get(name) not in _NONE}
    facts = {_FIELDS.get(name, name): value for name, value in found.items()}
    about = {_FIELDS.get(name, name): value for name, value in person.items()}
    return facts | ({"person": about} if about else {})


def facts_of(*given: Mapping[str, Any]) -> Facts:
    """The facts of all of these together; what is said later counts. BadInput for what they cannot be."""
    merged: dict[str, Any] = {}
    for fields in given:
        told = fields.get("person", {})
        if not isinstance(told, Mapping):
            raise BadInput('What is stated as person must be a table, such as {"age": 30}.')
        person = {**merged.get("person", {}), **told}
        merged = {**merged, **fields, **({"person": person} if person else {})}
    try:
        return Facts.model_validate_json(json.dumps(merged))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        told = str(first["msg"]).removeprefix("Value error, ")
        raise BadInput(f"What is stated as {place} cannot be: {told[:1].lower()}{told[1:]}.") from None


def read_time(text: str) -> int:
    """A time as people write it, "2026-09-01T12:00:00Z", in seconds since 1970; BadInput without its zone."""
    try:
        moment = datetime.fromisoformat(str(text).strip())
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise BadInput(f"“{str(text)[:60]}” is no time with its zone; write it as in 2026-09-01T12:00:00Z.")
    seconds = int(moment.timestamp())
    if seconds < 0:
        raise BadInput(f"{text} lies before 1970; write a later time.")
    return seconds


def time_words(seconds: int) -> str:
    """A time as people read it, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def one_of(named: Any, known: Iterable[Word], what: str) -> Word:
    """The closed word that was typed in any case, with "-" or "_"; BadInput names them all."""
    words = tuple(known)
    typed = str(named).strip().lower().replace("_", "-")
    for word in words:
        if word.lower().replace("_", "-") == typed:
            return word
    raise BadInput(
        f"“{str(named)[:60]}” is no {what}; it can be {', '.join(words)}{did_you_mean(typed, words)}."
        .replace("?.", "?")
    )  # fmt: skip


def _each(named: Any, known: Iterable[Word], what: str) -> list[Word]:
    return list(dict.fromkeys(one_of(one, known, what) for one in _listed(named)))


def _listed(named: Any) -> list[str]:
    return [named] if isinstance(named, str) else [str(one) for one in named]


def _country(named: Any) -> str:
    code = str(named).strip().upper()
    if not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise BadInput(f"“{str(named)[:60]}” is no country; write its two letters, as in DE or US.")
    return code


def _age(named: Any) -> int:
    if isinstance(named, bool) or not isinstance(named, int) or not 0 <= named <= 150:
        raise BadInput(f"“{str(named)[:60]}” is no age; write a whole number of years.")
    return named


def _license(named: Any) -> str:
    known = spdx_id_of(str(named))
    if known is None:
        hint = did_you_mean(str(named), LICENSES)
        raise BadInput(f"“{str(named)[:60]}” is no license that Refrain knows{hint}.".replace("?.", "?"))
    return known


_NONE: tuple[Any, ...] = (None, "", [], ())
_FIELDS = {"role": "roles", "standard": "standards", "export": "exports", "wish": "wishes",
           "model": "models", "at": "now"}  # fmt: skip
_READ: dict[str, Any] = {
    "purpose": lambda named: one_of(named, PURPOSES, "purpose"),
    "platform": lambda named: str(named).strip(),
    "rating": lambda named: one_of(named, RATINGS, "rating"),
    "standard": lambda named: _each(named, STANDARDS, "standard"),
    "export": lambda named: _each(named, get_args(FileFormat), "kind of file"),
    "wish": lambda named: _each(named, get_args(Wish), "wish"),
    "model": _listed,
    "output_license": _license,
    "at": read_time,
}
_PERSON: dict[str, Any] = {
    "territory": _country,
    "age": _age,
    "role": _listed,
    "verified": bool,
}
