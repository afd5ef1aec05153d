"""Auditing: what was done on a server, page by page for people and whole as a file."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.frontends.discord_chat.looks.look import Button, Enclosed, Look, Part
from bot.frontends.discord_chat.looks.paging import paged
from bot.frontends.discord_chat.plain import one_line
from bot.frontends.discord_chat.reception import open_slot
from bot.frontends.discord_chat.servers.audit import Deed, as_csv, as_json
from bot.frontends.discord_chat.servers.lines import differences
from bot.frontends.discord_chat.servers.settings import from_values

if TYPE_CHECKING:
    import discord

    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.visit import Visit
    from bot.frontends.discord_chat.wording import Wording

KIND = "audit"
FORMS: dict[str, Callable[[tuple[Deed, ...]], str]] = {"json": as_json, "csv": as_csv}
MOST_SHOWN = 500


def opened(service: Service, interaction: discord.Interaction, visit: Visit) -> Errand:
    """A list to leaf through; it asks for no work, so it is closed from the start."""
    with service.database.writing():
        slot_id = open_slot(service, interaction, True)
        errand = service.errands.enter(f"i{interaction.id}", KIND, slot_id, 0, visit, {})
        service.errands.close(errand.id)
    return errand


def audit_look(service: Service, server_id: int, page: int, errand_id: int, say: Wording) -> Look:
    """One page of what was done, newest first, with the files to be had."""
    deeds = service.audit.of_server(server_id, MOST_SHOWN)
    if not deeds:
        return Look(text=say("audit.none"))
    files = tuple(
        Button("setup_audit", f"{errand_id}.{form}", say("audit.as_file", form=form.upper()))
        for form in FORMS
    )
    parts = tuple(Part(say(f"audit.{deed.act}"), _told(deed, say)) for deed in deeds)
    whole = Look(title=say("audit.title"), parts=parts, rows=(files,))
    return paged(whole, page, str(errand_id), say, act="setup_audit")


@contextmanager
def exported(service: Service, server_id: int, form: str, say: Wording) -> Iterator[Look]:
    """A message with all that was done as a file, which is there only inside the block."""
    text = FORMS[form](service.audit.of_server(server_id))
    with tempfile.TemporaryDirectory(prefix="refrain-audit-") as folder:
        path = Path(folder) / f"audit.{form}"
        path.write_text(text, encoding="utf-8")
        file = Enclosed(str(path), path.name, say("audit.alt"))
        yield Look(text=say("audit.whole"), files=(file,))


def _told(deed: Deed, say: Wording) -> str:
    told = [f"<t:{int(deed.at)}:f> · <@{deed.who}>", *_what(deed, say)]
    if deed.reason:
        told.append(say("audit.reason", reason=one_line(deed.reason)))
    return "\n".join(told)


def _what(deed: Deed, say: Wording) -> tuple[str, ...]:
    if deed.act == "settings":
        return differences(from_values(deed.before), from_values(deed.after), say)
    told: dict[str, Any] = {**deed.before, **deed.after}
    if "person" in told:
        return (f"<@{told['person']}> ({one_line(str(told.get('name', '')))})",)
    named = one_line(str(told.get("title", "")))
    return (f"{named} · <@{told['maker']}>" if "maker" in told else named,)
