"""Keeping out: a person is answered on a server no more, or again; both stand in the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.visit import Visit


def block(service: Service, by: Visit, person_id: int, name: str, is_bot: bool, reason: str) -> str:
    """Answer a person there no more; gives the sentence that says what came of it."""
    say, who = wording_of(by.locale), f"<@{person_id}>"
    if person_id == by.person_id or is_bot:
        return say("block.not_that_one")
    with service.database.writing():
        if not service.servers.block(by.server_id, person_id, name):
            return say("block.already", who=who)
        told = {"person": str(person_id), "name": name}
        service.audit.enter(by.server_id, by.person_id, "block", {}, told, reason)
    return say("block.done", who=who)


def unblock(service: Service, by: Visit, person_id: int, name: str) -> str:
    """Answer a person there again; gives the sentence that says what came of it."""
    say, who = wording_of(by.locale), f"<@{person_id}>"
    with service.database.writing():
        if not service.servers.unblock(by.server_id, person_id):
            return say("block.was_not", who=who)
        told = {"person": str(person_id), "name": name}
        service.audit.enter(by.server_id, by.person_id, "unblock", told, {})
    return say("block.undone", who=who)
