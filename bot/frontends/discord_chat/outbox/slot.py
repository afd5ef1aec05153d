"""A slot: one message of ours, where it stands, how it shall look and what was last shown."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.frontends.discord_chat import limits
from bot.frontends.discord_chat.looks.look import Look, read_look

if TYPE_CHECKING:
    from bot.jobs.database import Database

_COLUMNS = (
    "id, nonce, ephemeral, channel_id, message_id, reply_to, person_id, application_id, token, token_until, "
    "wanted, wanted_version, shown_version, shown_files, final, sent_at, not_before, tries, ended"
)


@dataclass(frozen=True)
class Slot:
    """One message.

    token: of the interaction it answers, "" where there is none; good until `token_until`, in seconds
    since 1970. message_id: 0 until Discord gave one. person_id: whom it is for, where the channel fails.
    ended: why nothing is sent any more.
    """

    id: int
    nonce: str
    ephemeral: bool
    channel_id: int
    message_id: int
    reply_to: int
    person_id: int
    application_id: int
    token: str
    token_until: float
    wanted: str
    wanted_version: int
    shown_version: int
    shown_files: str
    final: bool
    sent_at: float
    not_before: float
    tries: int
    ended: str

    @property
    def look(self) -> Look:
        """How it shall look; empty where that was forgotten."""
        return read_look(self.wanted) if self.wanted else Look()


class Slots:
    """The slots of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(
        self,
        *,
        channel_id: int,
        person_id: int,
        ephemeral: bool = False,
        reply_to: int = 0,
        application_id: int = 0,
        token: str = "",
        token_until: float = 0.0,
    ) -> int:
        """A new slot, with nothing to show yet; gives its id.

        A message is answered by one message, whichever of our processes writes it.
        """
        nonce = f"r{reply_to}" if reply_to else secrets.token_hex(12)
        return self._database.write(
            "insert into slot (nonce, ephemeral, channel_id, person_id, reply_to, application_id, token, "
            "token_until) values (?, ?, ?, ?, ?, ?, ?, ?)",
            nonce, int(ephemeral), channel_id, person_id, reply_to, application_id, token,
            token_until,
        )  # fmt: skip

    def slot(self, slot_id: int) -> Slot:
        """The slot of that id."""
        return self._read("where id = ?", slot_id)[0]

    def of_message(self, message_id: int) -> Slot | None:
        """The slot of a message of ours."""
        return next(iter(self._read("where message_id = ?", message_id)), None)

    def want(self, slot_id: int, look: Look) -> bool:
        """Say how a message shall look from now on; the last word counts. False where it looks so already.

        A final look waits for nothing but the time between two edits.
        """
        kept = look.kept()
        with self._database.writing() as connection:
            changed = connection.execute(
                "update slot set wanted = ?, wanted_version = wanted_version + 1, final = ?, "
                "tries = case when message_id = 0 then tries else 0 end, "
                "not_before = case when ? then min(not_before, edited_at + ?) else not_before end "
                "where id = ? and wanted <> ?",
                (kept, int(look.final), int(look.final), limits.EDIT_EVERY_SECONDS, slot_id, kept),
            )
            return changed.rowcount > 0

    def to_send(self, now: float) -> tuple[Slot, ...]:
        """What differs from what is shown and may be sent now, the longest waiting first."""
        return self._read(
            "where wanted_version > shown_version and ended = '' and not_before <= ? "
            "order by final desc, sent_at, id limit 50",
            now,
        )

    def depth(self) -> int:
        """How many messages do not look yet as they shall."""
        sql = "select count(*) from slot where wanted_version > shown_version and ended = ''"
        return int(self._database.read(sql)[0][0])

    def stands(self, slot_id: int, message_id: int, channel_id: int = 0) -> None:
        """Discord gave the message an id."""
        self._database.write(
            "update slot set message_id = ?, channel_id = coalesce(nullif(?, 0), channel_id) where id = ?",
            message_id, channel_id, slot_id,
        )  # fmt: skip

    def shown(self, slot: Slot, version: int, files: str, at: float, pause_seconds: float) -> None:
        """That version was seen by Discord."""
        self._database.write(
            "update slot set shown_version = max(shown_version, ?), shown_files = ?, sent_at = ?, tries = 0, "
            "edited_at = case when shown_version = 0 then 0 else ? end, "
            "not_before = case when final = 1 and (wanted_version <= ? or shown_version = 0) then 0 else ? "
            "end where id = ?",
            version, files, at, at, version, at + pause_seconds, slot.id,
        )  # fmt: skip

    def trying(self, slot_id: int) -> None:
        """A new message is on its way, and may be there even if nobody hears of it."""
        self._database.write("update slot set tries = tries + 1 where id = ?", slot_id)

    def later(self, slot: Slot, at: float) -> None:
        """It did not go; try again from then on."""
        self._database.write("update slot set tries = tries + 1, not_before = ? where id = ?", at, slot.id)

    def elsewhere(self, slot: Slot, channel_id: int) -> None:
        """Say it in another channel from now on, as a new message."""
        self._database.write(
            "update slot set channel_id = ?, message_id = 0, reply_to = 0, token = '', token_until = 0, "
            "ephemeral = 0, shown_version = 0, shown_files = '', tries = 0, not_before = 0, edited_at = 0 "
            "where id = ?",
            channel_id, slot.id,
        )  # fmt: skip

    def lost_token(self, slot_id: int) -> None:
        """The interaction can no longer be answered through its token."""
        self._database.write("update slot set token = '', token_until = 0 where id = ?", slot_id)

    def renewed(self, slot_id: int, application_id: int, token: str, token_until: float) -> None:
        """A fresh interaction on the same message gives it a fresh token."""
        sql = "update slot set application_id = ?, token = ?, token_until = ? where id = ?"
        self._database.write(sql, application_id, token, token_until, slot_id)

    def unname(self, slot_id: int) -> None:
        """Forget how a message looks that stays as it is, and by which interaction it came."""
        sql = "update slot set wanted = '', token = '', token_until = 0 where id = ?"
        self._database.write(sql, slot_id)

    def end(self, slot_id: int, why: str) -> None:
        """Send nothing more."""
        self._database.write("update slot set ended = ?, token = '' where id = ?", why, slot_id)

    def _read(self, where: str, *values: object) -> tuple[Slot, ...]:
        rows = self._database.read(f"select {_COLUMNS} from slot {where}", *values)
        return tuple(_slot(row) for row in rows)


def _slot(row: tuple[object, ...]) -> Slot:
    values = list(row)
    values[2], values[14] = bool(values[2]), bool(values[14])
    return Slot(*values)  # type: ignore[arg-type]  # a row of these very columns
