"""Progress: where a remix waits, what is being done right now and how long it still takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.limits import cut
from bot.frontends.discord_chat.looks.look import Button, Enclosed, Look
from bot.frontends.discord_chat.plain import credits, label, one_line

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.wording import Wording
    from bot.jobs.job import Job

BAR = 12
FULL, EMPTY = "▰", "▱"
LONGEST_TITLE = 200
"""So that what is told about a song is still to be seen behind its title."""


def waiting(errand: Errand, place: int, seconds: float | None, say: Wording) -> Look:
    """In the queue."""
    told = say("render.waiting", title=_title(errand), place=place)
    return Look(text=_lines(told, left(seconds, say)), rows=_cancel(errand, say), final=False)


def running(errand: Errand, job: Job, seconds: float | None, say: Wording) -> Look:
    """Being made; with the preview, from the moment that it can be heard."""
    stage = job.stage.partition(":")[0] or "starting"
    named = say(f"stage.{stage.replace(' ', '_')}") if f"stage.{stage.replace(' ', '_')}" in say else stage
    percent = round(100 * job.share / 5) * 5
    bar = FULL * round(BAR * percent / 100) + EMPTY * (BAR - round(BAR * percent / 100))
    told = say("render.running", title=_title(errand), bar=bar, percent=percent, stage=one_line(named))
    if job.preview is None or errand.about.get("draft"):
        return Look(text=_lines(told, left(seconds, say)), rows=_cancel(errand, say), final=False)
    sound = job.preview.sound
    return Look(
        text=_lines(told, left(seconds, say)),
        lead=credits(job.preview.credits),
        files=(Enclosed(str(sound), f"preview{sound.suffix}", say("alt.preview", title=_alt(errand))),),
        rows=_cancel(errand, say),
        colour="wait",
        final=False,
    )


def cancelled(errand: Errand, say: Wording) -> Look:
    """Stopped by the person who asked."""
    return Look(text=say("render.cancelled_of", title=_title(errand)), rows=_again(errand, say))


def failed(errand: Errand, job: Job, say: Wording) -> Look:
    """It went wrong: one sentence, and one more try."""
    told = say("failed.bug") if job.error_kind == "bug" else ""
    sentence = _lines(told, one_line(say.told(job.error)))
    return Look(title=say("failed.title"), lead=sentence, colour="no", rows=_again(errand, say))


def _title(errand: Errand) -> str:
    return cut(one_line(str(errand.about.get("title", ""))), LONGEST_TITLE)


def _alt(errand: Errand) -> str:
    """The title where no Markdown is read."""
    return cut(label(str(errand.about.get("title", ""))), LONGEST_TITLE)


def left(seconds: float | None, say: Wording) -> str:
    """Rounded, so that the words do not change all the time."""
    if seconds is None:
        return ""
    if seconds < 10:
        return say("render.soon")
    if seconds < 60:
        return say("render.seconds_left", seconds=5 * round(seconds / 5))
    return say("render.minutes_left", minutes=max(1, round(seconds / 60)))


def _lines(*told: str) -> str:
    return "\n".join(filter(None, told))


def _cancel(errand: Errand, say: Wording) -> tuple[tuple[Button, ...], ...]:
    return ((Button("cancel", str(errand.id), say("button.cancel"), "danger"),),)


def _again(errand: Errand, say: Wording) -> tuple[tuple[Button, ...], ...]:
    return ((Button("again", str(errand.id), say("button.again")),),)
