"""My data: all that is kept of a person, as a file for them alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.frontends.discord_chat.looks.look import Enclosed, Look
from bot.frontends.discord_chat.looks.page import failure, page
from bot.frontends.discord_chat.personal import export
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service
    from bot.jobs.job import Job


def look(errand: Errand, job: Job, service: Service) -> Look | None:
    """The file, once the skills wrote down what they keep."""
    say = wording_of(errand.visit.locale)
    if job.state in ("failed", "cancelled"):
        return failure(job, say)
    if job.reply is None:
        return None
    file = export(service, errand, job.reply.files.get("export"), errand.visit.limit_bytes)
    if file is None:
        return Look(text=say("mydata.too_large"))
    files = (Enclosed(str(file), file.name, say("alt.mydata")),)
    return replace(page(job.reply, say), text=say("mydata.here"), files=files)


def ended(errand: Errand, job: Job, service: Service) -> None:
    """Nothing is kept but the file, for two days."""
