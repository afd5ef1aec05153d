"""Generic: the reply of any skill: a card where it proposes something, else a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.errands.kinds import card, page

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.looks.look import Look
    from bot.frontends.discord_chat.service import Service
    from bot.jobs.job import Job


def look(errand: Errand, job: Job, service: Service) -> Look | None:
    """The reply, once it is there."""
    if job.reply is None:
        return card.look(errand, job, service)
    proposes = job.reply.data.get("proposal") or job.reply.outcome in ("refused", "question")
    return card.look(errand, job, service) if proposes else page.look(errand, job, service)


def ended(errand: Errand, job: Job, service: Service) -> None:
    """Nothing is kept."""
