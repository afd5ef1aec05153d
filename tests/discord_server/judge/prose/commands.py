"""Rules of commands: names, descriptions, the order and nesting of options, and their size."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from ..limits import LIMITS
from ..violation import Violation, below
from .message import length, number, placed, text

SLASH, USER, MESSAGE = 1, 2, 3
SUBCOMMAND, GROUP = 1, 2
NEVER_CHOSEN = frozenset({5, 6, 7, 8, 9, 11})
HOW_MANY = {SLASH: "slash_commands", USER: "user_commands", MESSAGE: "message_commands"}


def broken(body: Any, where: str = "") -> Iterator[Violation]:
    """The breaches of one command, or of a list that replaces all."""
    if isinstance(body, dict):
        yield from _command(where, body)
    if not isinstance(body, list):
        return
    commands = [(below(where, i), one) for i, one in enumerate(body) if isinstance(one, dict)]
    kinds = Counter(number(command.get("type")) or SLASH for _, command in commands)
    for kind, limit in HOW_MANY.items():
        if kinds[kind] > LIMITS[limit]:
            what = f"Maximum number of application commands reached ({LIMITS[limit]})."
            yield Violation(where, what, "APPLICATION_COMMAND_TOO_MANY")
    yield from _names_twice(commands, by_kind=True)
    for place, command in commands:
        yield from _command(place, command)


def _command(where: str, command: dict[str, Any]) -> Iterator[Violation]:
    if (number(command.get("type")) or SLASH) != SLASH:
        yield from length(below(where, "name"), command.get("name"), LIMITS["command_name_chars"], 1)
        for field in ("description", "options"):
            if command.get(field):
                what = "Context menu commands cannot have it."
                yield Violation(below(where, field), what, "APPLICATION_COMMAND_CONTEXT_MENU_FIELD")
        return
    yield from _named(where, command)
    yield from _options(where, command, depth=0)
    if _chars(command) > LIMITS["command_total_chars"]:
        what = f"Command exceeds maximum size ({LIMITS['command_total_chars']})"
        yield Violation(where, what, "APPLICATION_COMMAND_TOO_LARGE")


def _named(where: str, thing: dict[str, Any]) -> Iterator[Violation]:
    names = {"name": thing.get("name"), **_localised(thing, "name_localizations")}
    for field, name in names.items():
        if field == "name" and "name" not in thing:
            continue
        if not _is_name(text(name)):
            what = "String value did not match validation regex."
            yield Violation(below(where, field), what, "APPLICATION_COMMAND_INVALID_NAME")
    told = {"description": thing.get("description"), **_localised(thing, "description_localizations")}
    for field, words in told.items():
        yield from length(below(where, field), text(words), LIMITS["command_description_chars"], 1)


def _is_name(name: str) -> bool:
    """Letters, digits, "-", "_", "'" in any script, small where there is small and capital; 1 to 32."""
    fits = 1 <= len(name) <= LIMITS["command_name_chars"] and name == name.lower()
    return fits and all(char in "-_'" or char.isalnum() or _is_mark(char) for char in name)


def _is_mark(char: str) -> bool:
    """Vowel signs of Devanagari and Thai belong to names."""
    return re.fullmatch(r"[\u0900-\u097f\u0e00-\u0e7f]", char) is not None


def _options(where: str, holder: dict[str, Any], depth: int) -> Iterator[Violation]:
    options = placed(holder, "options", where)
    kinds = [number(option.get("type")) for _, option in options]
    yield from length(below(where, "options"), holder.get("options"), LIMITS["command_options"])
    yield from _names_twice(options, by_kind=False)
    nested = [kind in (SUBCOMMAND, GROUP) for kind in kinds]
    if any(nested) and not all(nested):
        what = "Sub-command and sub-command group option types are mutually exclusive to all other types"
        yield Violation(below(where, "options"), what, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID")
    seen_optional = False
    for (place, option), kind in zip(options, kinds, strict=True):
        if option.get("required") and seen_optional:
            what = "Required options must be placed before non-required options"
            yield Violation(place, what, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID")
        seen_optional = seen_optional or not option.get("required")
        yield from _named(place, option)
        yield from _nesting(place, kind, depth)
        yield from _values(place, option, kind)
        if kind in (SUBCOMMAND, GROUP):
            yield from _options(place, option, depth + (1 if kind == GROUP else 2))


def _nesting(where: str, kind: int, depth: int) -> Iterator[Violation]:
    """A group stands in a command, a subcommand in a command or a group, nothing deeper."""
    if (kind == GROUP and depth > 0) or (kind == SUBCOMMAND and depth > 1):
        what = "Subcommands and groups cannot be nested any deeper."
        yield Violation(below(where, "type"), what, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID")
    elif kind not in (SUBCOMMAND, GROUP) and depth == 1:
        what = "A group holds subcommands only."
        yield Violation(below(where, "type"), what, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID")


def _values(where: str, option: dict[str, Any], kind: int) -> Iterator[Violation]:
    choices = placed(option, "choices", where)
    if (choices or option.get("autocomplete")) and kind in NEVER_CHOSEN:
        what = "Only texts and numbers are chosen from a list."
        yield Violation(where, what, "APPLICATION_COMMAND_OPTION_CHOICES_TYPE_INVALID")
    if choices and option.get("autocomplete"):
        what = "Autocomplete and choices cannot both be."
        yield Violation(where, what, "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES_EXCLUSIVE")
    yield from length(below(where, "choices"), option.get("choices"), LIMITS["choices"])
    yield from _names_twice(choices, by_kind=False)
    for place, choice in choices:
        yield from length(below(place, "name"), choice.get("name"), LIMITS["choice_chars"], 1)
        yield from length(below(place, "value"), choice.get("value"), LIMITS["choice_chars"])
    for least, most in (("min_value", "max_value"), ("min_length", "max_length")):
        low, high = option.get(least), option.get(most)
        if isinstance(low, int | float) and isinstance(high, int | float) and low > high:
            what = "The least is more than the most."
            yield Violation(below(where, least), what, "APPLICATION_COMMAND_OPTION_MIN_MAX")


def _names_twice(things: list[tuple[str, dict[str, Any]]], *, by_kind: bool) -> Iterator[Violation]:
    seen = set()
    for where, thing in things:
        name = (number(thing.get("type")) or SLASH) if by_kind else 0, text(thing.get("name"))
        if name in seen:
            what = f"The name {name[1]} is not unique."
            yield Violation(below(where, "name"), what, "APPLICATION_COMMANDS_DUPLICATE_NAME")
        seen.add(name)


def _chars(thing: dict[str, Any]) -> int:
    """Names, descriptions and values together, each in its longest language."""
    own = 0
    for field in ("name", "description"):
        languages = _localised(thing, f"{field}_localizations").values()
        own += max(len(text(words)) for words in (thing.get(field), *languages))
    own += len(text(thing.get("value")))
    parts = [part for field in ("options", "choices") for _, part in placed(thing, field, "")]
    return own + sum(_chars(part) for part in parts)


def _localised(thing: dict[str, Any], field: str) -> dict[str, Any]:
    found = thing.get(field)
    return (
        {f"{field}.{language}": words for language, words in found.items()} if isinstance(found, dict) else {}
    )
