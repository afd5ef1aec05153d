"""Where a person states a fact that a license asks for and nobody knows."""

from __future__ import annotations

from collections.abc import Iterable

from skills.rights.judgement import Reason
from skills.talk.reply import Block

_OPTIONS = {
    "person.age": "--age 30",
    "person.territory": "--territory DE",
    "person.roles": "--role NAME",
    "person.verified": "--verified",
    "platform": "--platform web",
    "rating": "--rating everyone",
    "now": "--at 2026-09-01T12:00:00Z",
}
_SETTINGS = {
    "person.age": "age, under [person] in config.toml",
    "person.territory": "territory, under [person] in config.toml, such as territory = “DE”",
}


def unknown_facts(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """The facts that the reasons miss, as `Facts` calls them, each once."""
    return tuple(dict.fromkeys(str(one.limit) for one in reasons if one.code == "fact.missing"))


def to_state(facts: Iterable[str], by_option: bool = True) -> list[Block]:
    """How these facts are stated; nothing where there is no way.

    by_option: whether the command that was given has options for them, as those of `refrain rights` do.
    """
    lines = []
    for fact in facts:
        option = _OPTIONS.get(fact, "") if by_option else ""
        ways = tuple(filter(None, (option, _SETTINGS.get(fact, ""))))
        lines += [", or for good: ".join(ways)] if ways else []
    return [Block("To state what is not known", tuple(lines))] if lines else []
