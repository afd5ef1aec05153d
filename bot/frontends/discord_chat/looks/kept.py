"""Kept: a remix as it is shown again later, from what its errand remembers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.frontends.discord_chat.looks.look import Button, Enclosed, Look, Part
from bot.frontends.discord_chat.plain import credits, label, one_line

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.wording import Wording

SHORT = 12
"""Letters of the id of a remix, by which it is known wherever one is asked for."""


def sent_again(errand: Errand, limit_bytes: int, say: Wording) -> Look:
    """The remix with its sound, credits and disclosure; where the sound is gone or too large, it says so."""
    about, sound = errand.about, sound_of(errand, limit_bytes)
    title = one_line(str(about.get("title", "")))
    alt = say("alt.remix", title=label(str(about.get("title", ""))))
    told = say("render.waits") if about.get("waits") else ""
    return Look(
        text=told if sound else say("send.gone"),
        title=title,
        lead=_whole(errand, "credits"),
        parts=_parts(errand, say),
        footer=_disclosure(errand, say),
        colour="good" if sound else "wait",
        files=(Enclosed(str(sound), sound.name, alt),) if sound else (),
        rows=_rows(errand, say),
    )


def sound_of(errand: Errand, limit_bytes: int) -> Path | None:
    """Its file: the whole where it is there and fits, else the preview; None where neither is."""
    for name in ("sound", "preview"):
        path = Path(str(errand.about.get(name) or "-"))
        if path.is_file() and path.stat().st_size <= limit_bytes:
            return path
    return None


def credits_of(errand: Errand, say: Wording) -> Look:
    """Whose it is, what made it, of what it was made and under which license it stands."""
    return Look(
        title=say("credits.title", title=one_line(str(errand.about.get("title", "")))),
        lead=_whole(errand, "credits_text") or _whole(errand, "credits"),
        parts=_parts(errand, say),
        footer=_disclosure(errand, say),
        colour="good",
    )


def _whole(errand: Errand, name: str) -> str:
    """The credits as they were written, without the disclosure, which is told besides."""
    told = str(errand.about.get("disclosure", "")).strip()
    lines = str(errand.about.get(name, "")).split("\n")
    return credits("\n".join(line for line in lines if line.strip() != told))


def _disclosure(errand: Errand, say: Wording) -> str:
    return one_line(say.told(str(errand.about.get("disclosure", ""))))


def _parts(errand: Errand, say: Wording) -> tuple[Part, ...]:
    about = errand.about
    lineage = "\n".join(one_line(say.told(str(line))) for line in about.get("lineage", ()))
    found = (
        Part(say("result.license"), one_line(str(about.get("license", "")))),
        Part(say("result.lineage"), lineage),
        Part(say("credits.id"), one_line(str(about.get("release") or about.get("remix") or "")[:SHORT])),
    )
    return tuple(part for part in found if part.body)


def _rows(errand: Errand, say: Wording) -> tuple[tuple[Button, ...], ...]:
    about = str(errand.id)
    return (
        (
            Button("again", about, say("button.again")),
            Button("further", about, say("button.further"), "primary"),
            Button("credits", about, say("button.credits")),
        ),
    )
