"""Judging: what Discord's answers mean for somebody who hosts the bot, in one sentence each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.frontends.discord_chat import invite
from bot.frontends.discord_chat.checks.asking import Trouble
from bot.operations.check import Check, State

GROUP = "Discord"
PORTAL = "https://discord.com/developers/applications"
FEW_SESSIONS = 50
"""Of a thousand a day; a bot that starts again and again uses them up, and its token is taken away then."""
SHOWN_SERVERS = 10
WRONG_BY_SECONDS = 30.0
GUILD_INSTALL, USER_INSTALL = "0", "1"
_PRIVILEGED = {
    "Presence": 1 << 12 | 1 << 13,
    "Server Members": 1 << 14 | 1 << 15,
    "Message Content": 1 << 18 | 1 << 19,
}


def _check(name: str, state: State, sentence: str) -> Check:
    return Check(GROUP, name, state, sentence)


def token_by_its_looks(token: str) -> Check | None:
    """What is wrong with a token that need not be sent to know it; None when nothing is."""
    if not token:
        told = (
            "There is no DISCORD_TOKEN in the environment; only `refrain discord` needs one "
            f"({PORTAL}, your application, Bot, Reset Token)."
        )
        return _check("token", "note", told)
    if re.search(r"[^\x21-\x7e]|[\"']", token) or token.lower().startswith("bot "):
        told = (
            "DISCORD_TOKEN holds more than a token; put in the bare token, with no quotes, spaces or “Bot”."
        )
        return _check("token", "missing", told)
    return None


def not_let_in(trouble: Trouble, api_base: str) -> Check:
    """Why nothing more can be asked."""
    if trouble.status == 401:
        told = (
            f"Discord does not take the token; copy a new one ({PORTAL}, Bot, Reset Token) to DISCORD_TOKEN."
        )
        return _check("token", "missing", told)
    if trouble.status == 429:
        told = "Discord asks for patience (HTTP 429); wait some minutes, and start the bot less often."
        return _check("token", "missing", told)
    if trouble.status in (403, 407):
        told = (
            f"Something on the way to {api_base} refuses ({trouble}); look at proxies and at [discord] proxy."
        )
        return _check("token", "missing", told)
    told = (
        f"{api_base} cannot be asked ({trouble}); look at the network, at [discord] proxy and at "
        "https://discordstatus.com."
    )
    return _check("token", "missing", told)


def let_in(me: Mapping[str, Any]) -> Check:
    """The token is good."""
    return _check("token", "well", f"The token is good; the bot is called {me.get('username', '?')}.")


def clock(theirs: float | None, ours: float) -> Iterator[Check]:
    """This machine's clock beside Discord's, both in seconds since 1970."""
    if theirs is not None and abs(theirs - ours) > WRONG_BY_SECONDS:
        told = (
            f"This machine's clock is {abs(theirs - ours):.0f} s {'slow' if theirs > ours else 'fast'}; "
            "set it (`timedatectl set-ntp true`), or work is given up too early or too late."
        )
        yield _check("discord-clock", "missing", told)


def application(told: Any, api_base: str) -> Iterator[Check]:
    """The application's settings that keep a bot from working, its intents and the link that invites it."""
    if isinstance(told, Trouble):
        yield _check("application", "missing", f"The application cannot be asked about ({told}); try again.")
        return
    yield from _in_the_way(told)
    on = [name for name, bits in _PRIVILEGED.items() if int(told.get("flags") or 0) & bits]
    if on:
        sentence = f"Privileged intents are switched on that Refrain does not need: {', '.join(on)}."
        yield _check("intents", "note", sentence)
    else:
        yield _check("intents", "well", "No privileged intent is switched on, and none is needed.")
    who = "" if told.get("bot_public", True) else " (by its owner only: “Public Bot” is off)"
    invited = f"To a server{who}: {invite.link(str(told['id']), api_base)}"
    yield _check("invite", "well", invited)


def _in_the_way(told: Mapping[str, Any]) -> Iterator[Check]:
    if told.get("interactions_endpoint_url"):
        sentence = (
            "The application sends commands to a web address, so the bot never hears of them; clear "
            f"“Interactions Endpoint URL” ({PORTAL}, General Information)."
        )
        yield _check("endpoint", "missing", sentence)
    if told.get("bot_require_code_grant"):
        sentence = (
            "“Requires OAuth2 Code Grant” is on, so no link can invite the bot; switch it off "
            f"({PORTAL}, Bot)."
        )
        yield _check("code-grant", "missing", sentence)
    kinds = told.get("integration_types_config")
    if kinds and GUILD_INSTALL not in kinds:
        sentence = (
            f"“Guild Install” is off, so no server can add the bot; switch it on ({PORTAL}, Installation)."
        )
        yield _check("installation", "missing", sentence)
    elif kinds and USER_INSTALL not in kinds:
        sentence = (
            f"“User Install” is off; switched on ({PORTAL}, Installation), people can take Refrain along to "
            "other servers and to direct messages."
        )
        yield _check("installation", "note", sentence)


def hello(told: Any, gateway: str) -> Check:
    """Whether the gateway greets."""
    if isinstance(told, Mapping) and told.get("op") == 10:
        return _check("gateway", "well", f"The gateway {gateway} answers.")
    why = told if isinstance(told, Trouble) else "it does not greet as a gateway does"
    sentence = (
        f"The gateway {gateway} cannot be reached ({why}); look at the network, a proxy must let wss through."
    )
    return _check("gateway", "missing", sentence)


def sessions(told: Any) -> Iterator[Check]:
    """How often the bot may still start today, and whether one connection is enough for it."""
    if isinstance(told, Trouble):
        yield _check("sessions", "note", f"How often the bot may start cannot be asked ({told}).")
        return
    limit = told["session_start_limit"]
    left, total, again = limit["remaining"], limit["total"], limit["reset_after"] / 60_000.0
    sentence = f"The bot may start {left} more times of {total} today"
    if left <= 0:
        sentence += f"; wait {again:.0f} minutes, and find out why it starts so often."
        yield _check("sessions", "missing", sentence)
    elif left < FEW_SESSIONS:
        yield _check("sessions", "note", f"{sentence}; find out why it starts so often.")
    else:
        yield _check("sessions", "well", f"{sentence}.")
    if told["shards"] > 1:
        yield _check(
            "shards",
            "note",
            f"Discord recommends {told['shards']} connections for so many servers; Refrain has one.",
        )


def servers(told: Any, about: Any, api_base: str) -> Iterator[Check]:
    """The servers that the bot is in, and the permissions that it lacks there, by name."""
    if isinstance(told, Trouble):
        yield _check("servers", "note", f"The bot's servers cannot be asked about ({told}).")
        return
    if not told:
        yield _check("servers", "note", "The bot is in no server yet; open the link above to add it to one.")
        return
    wanting = [(one, lacks) for one in told if (lacks := invite.lacking(int(one.get("permissions") or 0)))]
    count = "1 server" if len(told) == 1 else f"{len(told)} servers"
    if not wanting:
        yield _check("servers", "well", f"The bot is in {count}, with every permission it needs.")
        return
    yield _check("servers", "note", f"The bot is in {count}; in {len(wanting)} it lacks permissions.")
    for one, lacks in wanting[:SHOWN_SERVERS]:
        again = ""
        if not isinstance(about, Trouble):
            again = f" Ask for them anew: {invite.link(str(about['id']), api_base, str(one['id']))}"
        yield _check("server", "note", f"On “{_short(one['name'])}” it lacks {_listed(lacks)}.{again}")


def commands(told: Any) -> Check:
    """The commands that people can choose."""
    if isinstance(told, Trouble):
        return _check("commands", "note", f"The bot's commands cannot be asked about ({told}).")
    if not told:
        return _check(
            "commands", "note", "No commands are registered yet; the first `refrain discord` does it."
        )
    names = [f"/{one['name']}" if one.get("type", 1) == 1 else f"“{one['name']}”" for one in told]
    return _check("commands", "well", f"{len(names)} commands are registered: {', '.join(sorted(names))}.")


def _listed(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:39]}…"
