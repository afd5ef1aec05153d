"""Forget: what would be deleted of a person, before they say yes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.frontends.discord_chat.looks.look import Button, Look
from bot.frontends.discord_chat.looks.page import failure, page
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service
    from bot.jobs.job import Job


def look(errand: Errand, job: Job, service: Service) -> Look | None:
    """What there is, and the button that deletes it."""
    say = wording_of(errand.visit.locale)
    if job.state in ("failed", "cancelled"):
        return failure(job, say)
    if job.reply is None:
        return None
    about = str(errand.id)
    row = (
        Button("forget", about, say("button.forget"), "danger"),
        Button("drop", about, say("button.cancel")),
    )
    return replace(page(job.reply, say), text=say("mydata.sure"), rows=(row,), colour="wait")


def ended(errand: Errand, job: Job, service: Service) -> None:
    """Nothing is kept."""
