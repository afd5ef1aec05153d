"""Servers: their settings, kept; whether they allow what somebody wants to do there."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import discord

    from bot.frontends.discord_chat.visit import Visit
    from bot.jobs.database import Database

DAY_SECONDS = 86_400.0


@dataclass(frozen=True)
class ServerSettings:
    """What a server decided; empty lists of channels or roles mean all of them.

    renders_per_day: for each person; 0 is none. log_channel: 0 for none. own_audio: whether people may
    bring sound of their own. version: raised by every change.
    """

    on: bool = True
    channels: tuple[int, ...] = ()
    roles: tuple[int, ...] = ()
    renders_per_day: int = 20
    own_audio: bool = False
    log_channel: int = 0
    version: int = 0


class Servers:
    """The settings of all servers."""

    def __init__(
        self,
        database: Database,
        config: Mapping[str, Mapping[str, Any]],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._database, self._clock = database, clock
        usual = config["discord"]
        self._usual = ServerSettings(renders_per_day=usual["renders_per_day"], own_audio=usual["own_audio"])

    def settings(self, server_id: int) -> ServerSettings:
        """What that server decided; the usual where it did not, and in direct messages."""
        kept = self.kept(f"server {server_id}") if server_id else None
        if kept is None:
            return self._usual
        told = json.loads(kept)
        return ServerSettings(**{**told, "channels": tuple(told["channels"]), "roles": tuple(told["roles"])})

    def decide(self, server_id: int, settings: ServerSettings) -> ServerSettings:
        """Keep what a server decided; gives it with its new version."""
        newer = replace(settings, version=settings.version + 1)
        self.keep(f"server {server_id}", json.dumps(asdict(newer)))
        return newer

    def greet(self, visit: Visit) -> None:
        """Remember in which language a person speaks to us, for messages, which do not tell."""
        if self.locale_of(visit.person_id) != visit.locale:
            self.keep(f"locale {visit.person_id}", visit.locale)

    def locale_of(self, person_id: int) -> str:
        """The language last heard from a person; "" where none was."""
        return self.kept(f"locale {person_id}") or ""

    def denied(self, interaction: discord.Interaction, visit: Visit, act: str) -> str:
        """The key of the sentence that says why a server does not allow something here; "" where it does."""
        settings = self.settings(visit.server_id)
        roles = {role.id for role in getattr(interaction.user, "roles", ())}
        return self.denied_by(settings, visit.channel_id, roles)

    def denied_by(self, settings: ServerSettings, channel_id: int, roles: set[int]) -> str:
        """The same for a channel and somebody's roles."""
        if not settings.on:
            return "denied.off"
        if settings.channels and channel_id not in settings.channels:
            return "denied.channel"
        if settings.roles and not roles & set(settings.roles):
            return "denied.role"
        return ""

    def over_quota(self, visit: Visit, made_today: int) -> bool:
        """Whether a person has made as many remixes in a day as the server lets them."""
        return made_today >= self.settings(visit.server_id).renders_per_day

    def kept(self, name: str) -> str | None:
        """A small fact kept by name."""
        rows = self._database.read("select body from kept where name = ?", name)
        return str(rows[0][0]) if rows else None

    def keep(self, name: str, body: str) -> None:
        """Keep a small fact by name."""
        self._database.write("insert or replace into kept values (?, ?)", name, body)
