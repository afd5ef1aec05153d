"""Jobs: what a person asked for, from what waits to what was made long ago."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.limits import cut
from bot.frontends.discord_chat.looks.look import Button, Look, Menu, Option, Part
from bot.frontends.discord_chat.looks.paging import leaves
from bot.frontends.discord_chat.looks.progress import left
from bot.frontends.discord_chat.plain import label, one_line
from bot.frontends.discord_chat.retelling import TAKEN_BACK
from bot.frontends.discord_chat.servers import removal
from bot.frontends.discord_chat.servers.removal import note
from bot.jobs.job import NoSuchJob

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.wording import Wording
    from bot.jobs.job import Job

ON_A_PAGE = 10
MOST = 250
MOST_CANCELLED_HERE = 5
CANCEL_LABEL = 40


def jobs(service: Service, person_id: int, number: int, say: Wording) -> Look:
    """One page of a person's remixes: open ones can be cancelled, made ones be sent again."""
    mine = [
        (errand, _job(service, errand))
        for errand in service.errands.of_person(person_id, "render", limit=MOST)
    ]
    mine = [one for one in mine if _is_open(one[1]) or not one[0].about.get("again_of")]
    if not mine:
        return Look(text=say("jobs.none"))
    ordered = sorted(mine, key=lambda one: not _is_open(one[1]))
    count = -(-len(ordered) // ON_A_PAGE)
    number = min(max(number, 0), count - 1)
    shown = ordered[number * ON_A_PAGE : (number + 1) * ON_A_PAGE]
    about = str(mine[0][0].id)
    return Look(
        title=say("jobs.title"),
        parts=tuple(Part(_title(errand), _state(service, errand, job, say)) for errand, job in shown),
        rows=(
            *_cancels([errand for errand, job in shown if _is_open(job)], number, say),
            *_sends([errand for errand, _ in shown], about, say),
            (Button("jobs", f"{about}.{number}.anew", say("button.refresh")),),
            *leaves(number, count, about, say, act="jobs"),
        ),
    )


def _job(service: Service, errand: Errand) -> Job | None:
    """Its job; None once it was forgotten after its days: what was made is known all the same."""
    try:
        return service.queue.job(errand.job_id)
    except NoSuchJob:
        return None


def _is_open(job: Job | None) -> bool:
    return job is not None and job.is_open


def _cancels(shown: list[Errand], number: int, say: Wording) -> tuple[tuple[Button, ...], ...]:
    open_ones = shown[:MOST_CANCELLED_HERE]
    row = tuple(
        Button("stop", f"{errand.id}.{number}", _cancel_label(errand, say), "danger") for errand in open_ones
    )
    return (row,) if row else ()


def _sends(shown: list[Errand], about: str, say: Wording) -> tuple[tuple[Menu, ...], ...]:
    options = tuple(
        Option(str(errand.id), label(str(errand.about.get("title", ""))) or "…", _words(errand, say))
        for errand in shown
        if errand.about.get("made")
    )
    return ((Menu("send", about, say("jobs.send"), options),),) if options else ()


def _state(service: Service, errand: Errand, job: Job | None, say: Wording) -> str:
    if removed := removal.note(errand, say):
        return removed
    if job is None:
        return _at(say("jobs.made" if errand.about.get("made") else "jobs.over"), errand.at)
    told = _open(service, job, say) if job.is_open else _ended(errand, job, say)
    return "\n".join(filter(None, (told, one_line(_words(errand, say)), note(errand, say))))


def _open(service: Service, job: Job, say: Wording) -> str:
    wait = left(service.queue.estimate(job.id), say)
    if job.cancel_asked_at:
        return say("jobs.stopping")
    if job.state == "waiting":
        told = say("jobs.waiting", place=service.queue.place(job.id))
    else:
        told = say("jobs.running", percent=round(100 * job.share))
    return f"{told}, {wait}" if wait else told


def _ended(errand: Errand, job: Job, say: Wording) -> str:
    if job.state == "failed":
        return one_line(say.told(job.error))
    if job.state == "cancelled":
        return _at(say("jobs.cancelled"), job.ended_at)
    if job.reply is None or job.reply.preview is None:
        return say("jobs.refused")
    return _at(say("jobs.waits" if errand.about.get("waits") else "jobs.made"), job.ended_at)


def _at(told: str, at: float) -> str:
    return f"{told} <t:{int(at)}:R>"


def _title(errand: Errand) -> str:
    return one_line(str(errand.about.get("title", ""))) or "…"


def _words(errand: Errand, say: Wording) -> str:
    """What was said for it; what a command or a button said is called as it is seen there."""
    words = str(errand.about.get("words", ""))
    return f"/{say.command(words)}" if words == TAKEN_BACK else cut(label(say.asked(words)), 90)


def _cancel_label(errand: Errand, say: Wording) -> str:
    return say("jobs.cancel", title=cut(label(str(errand.about.get("title", ""))), CANCEL_LABEL))
