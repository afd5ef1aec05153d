"""Servers: their settings, kept with every earlier state; whether they allow what somebody wants there."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.frontends.discord_chat.servers.settings import ServerSettings, read_settings

if TYPE_CHECKING:
    import discord

    from bot.frontends.discord_chat.visit import Visit
    from bot.jobs.database import Database

DAY_SECONDS = 86_400.0
TELL_EVERY_SECONDS = 600.0
"""How often a channel is told at most why nobody gets an answer there."""
REMEMBERED_SECONDS = 30 * DAY_SECONDS
"""How long the settings of a server stay that showed us out."""


@dataclass(frozen=True)
class Decision:
    """Settings that a server had from a time on. who: the id of the person, 0 for the usual ones."""

    settings: ServerSettings
    who: int
    at: float


class TooLate(Exception):
    """Somebody else decided in between; `newer` is what."""

    def __init__(self, newer: Decision) -> None:
        super().__init__("somebody else decided in between")
        self.newer = newer


class Servers:
    """The settings of all servers, and whom they keep out."""

    def __init__(
        self,
        database: Database,
        config: Mapping[str, Mapping[str, Any]],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._database, self._clock = database, clock
        table = config["discord"]
        self.usual = ServerSettings(renders_per_day=table["renders_per_day"], own_audio=table["own_audio"])
        self._told_at: dict[int, float] = {}

    # what they decided

    def settings(self, server_id: int) -> ServerSettings:
        """What that server decided; the usual where it did not, and in direct messages."""
        found = self.decisions(server_id, 1) if server_id else ()
        return found[0].settings if found else self.usual

    def decisions(self, server_id: int, limit: int) -> tuple[Decision, ...]:
        """What a server decided, newest first."""
        rows = self._database.read(
            "select body, who, at from decision where server_id = ? order by version desc limit ?",
            server_id, limit,
        )  # fmt: skip
        return tuple(Decision(read_settings(body), who, at) for body, who, at in rows)

    def decide(self, server_id: int, settings: ServerSettings, who: int = 0) -> ServerSettings:
        """Keep what a server decided; gives it with its new version.

        TooLate where the settings that it was made from, by their version, are not the newest any more.
        """
        with self._database.writing() as connection:
            newest = next(iter(self.decisions(server_id, 1)), None)
            if newest is not None and newest.settings.version != settings.version:
                raise TooLate(newest)
            newer = replace(settings, version=settings.version + 1)
            connection.execute(
                "insert into decision values (?, ?, ?, ?, ?)",
                (server_id, newer.version, newer.kept(), who, self._clock()),
            )
        return newer

    # how they are spoken to

    def greet(self, visit: Visit) -> None:
        """Remember in which language a person speaks to us, for messages, which do not tell."""
        if self.locale_of(visit.person_id) != visit.locale:
            self.keep(f"locale {visit.person_id}", visit.locale)

    def locale_of(self, person_id: int) -> str:
        """The language last heard from a person; "" where none was."""
        return self.kept(f"locale {person_id}") or ""

    def at_home(self, visit: Visit) -> Visit:
        """The visit, in whose place we speak the language that its server decided on."""
        language = self.settings(visit.server_id).language
        return replace(visit, server_locale=language) if language else visit

    # whether they allow it

    def denied(self, interaction: discord.Interaction, visit: Visit, act: str) -> str:
        """The key of the sentence that says why a server does not allow something here; "" where it does."""
        roles = {role.id for role in getattr(interaction.user, "roles", ())}
        return self.denied_to(visit, parent_of(interaction.channel), roles)

    def denied_to(self, visit: Visit, parent_id: int, roles: set[int]) -> str:
        """The same by a person's roles; parent_id: of the channel around a thread, else 0."""
        if not visit.server_id:
            return ""
        if self.is_blocked(visit.server_id, visit.person_id):
            return "denied.blocked"
        settings = self.settings(visit.server_id)
        if not settings.on:
            return "denied.off"
        if settings.channels and not {visit.channel_id, parent_id} & set(settings.channels):
            return "denied.channel"
        if settings.roles and not roles & set(settings.roles):
            return "denied.role"
        return ""

    def tells(self, channel_id: int) -> bool:
        """Whether a channel may be told now why nobody gets an answer; not again for a while after."""
        now = self._clock()
        lately = {place: at for place, at in self._told_at.items() if 0 <= now - at < TELL_EVERY_SECONDS}
        self._told_at = {channel_id: now, **lately}
        return channel_id not in lately

    # whom they keep out

    def block(self, server_id: int, person_id: int, name: str) -> bool:
        """Answer a person there no more; False where that was so already."""
        return self._changed(
            "insert or ignore into blocked values (?, ?, ?, ?)", server_id, person_id, name, self._clock()
        )

    def unblock(self, server_id: int, person_id: int) -> bool:
        """Answer a person there again; False where that was so already."""
        return self._changed(
            "delete from blocked where server_id = ? and person_id = ?", server_id, person_id
        )

    def is_blocked(self, server_id: int, person_id: int) -> bool:
        """Whether a server keeps a person out."""
        sql = "select 1 from blocked where server_id = ? and person_id = ?"
        return bool(self._database.read(sql, server_id, person_id))

    def blocked(self, server_id: int) -> tuple[int, ...]:
        """The people whom a server keeps out, the last one first."""
        rows = self._database.read(
            "select person_id from blocked where server_id = ? order by at desc, person_id", server_id
        )
        return tuple(int(person_id) for (person_id,) in rows)

    def blocked_on(self, person_id: int) -> tuple[dict[str, Any], ...]:
        """The servers that keep a person out, as JSON values."""
        rows = self._database.read(
            "select server_id, name, at from blocked where person_id = ? order by at", person_id
        )
        return tuple({"server": server, "name": name, "at": at} for server, name, at in rows)

    # coming and going

    def left(self, server_id: int) -> None:
        """A server showed us out; what it decided stays for a while, in case it was a mistake."""
        self._database.write("insert or ignore into departure values (?, ?)", server_id, self._clock())

    def present(self, server_ids: set[int]) -> None:
        """We are on those servers and on no other, whoever showed us out or in while we were away."""
        decided = {int(row[0]) for row in self._database.read("select distinct server_id from decision")}
        gone = {int(row[0]) for row in self._database.read("select server_id from departure")}
        with self._database.writing():
            for server_id in decided - gone - server_ids:
                self.left(server_id)
            for server_id in gone & server_ids:
                self.came(server_id)

    def came(self, server_id: int) -> None:
        """A server let us in, for the first time or again."""
        self._database.write("delete from departure where server_id = ?", server_id)

    def tidy(self) -> int:
        """Forget what servers decided that showed us out long ago; gives how many."""
        before = self._clock() - REMEMBERED_SECONDS
        with self._database.writing() as connection:
            gone = connection.execute("select server_id from departure where at < ?", (before,)).fetchall()
            for table in ("decision", "blocked", "departure"):
                connection.executemany(f"delete from {table} where server_id = ?", gone)
        return len(gone)

    # small facts

    def kept(self, name: str) -> str | None:
        """A small fact kept by name."""
        rows = self._database.read("select body from kept where name = ?", name)
        return str(rows[0][0]) if rows else None

    def keep(self, name: str, body: str) -> None:
        """Keep a small fact by name."""
        self._database.write("insert or replace into kept values (?, ?)", name, body)

    def _changed(self, sql: str, *values: object) -> bool:
        with self._database.writing() as connection:
            return connection.execute(sql, values).rowcount > 0


def parent_of(channel: object) -> int:
    """The channel that a thread belongs to; 0 for all else."""
    return int(getattr(channel, "parent_id", 0) or 0)
