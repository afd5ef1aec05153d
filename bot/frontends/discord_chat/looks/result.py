"""The result: the remix to hear, whose it is, what made it, under which license, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.looks.look import Button, Enclosed, Look, Part
from bot.frontends.discord_chat.looks.page import about, parts, told
from bot.frontends.discord_chat.plain import credits, label, one_line
from bot.frontends.discord_chat.shelf import modules

if TYPE_CHECKING:
    from pathlib import Path

    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.wording import Wording
    from skills.talk.reply import Preview, Reply

ACTS = "bot.frontends.discord_chat.acts"
"""The shelf on which an act must lie before a button for it is shown."""


def result(errand: Errand, reply: Reply, say: Wording, extra: tuple[str, ...] = ()) -> Look:
    """A remix that was made; extra: names of acts that later skills add buttons for."""
    if reply.preview is None:
        return _not_made(errand, reply, say)
    if reply.outcome == "needs approval" and not errand.about.get("private"):
        return Look(title=_title(errand, reply), lead=say("render.draft"), colour="wait")
    title = _title(errand, reply)
    return Look(
        text=say("render.waits") if reply.outcome == "needs approval" else "",
        title=title,
        lead=_credits(reply.preview, say),
        parts=_parts(reply, say),
        colour="good" if reply.outcome == "done" else "wait",
        picture="waveform.png" if "picture" in reply.files else "",
        files=_files(reply, label(_named(errand, reply)), say),
        spare=_preview_only(reply, label(_named(errand, reply)), say),
        rows=_rows(errand, reply, say, extra),
    )


def _title(errand: Errand, reply: Reply) -> str:
    return one_line(_named(errand, reply))


def _named(errand: Errand, reply: Reply) -> str:
    """What the remix is called."""
    return str(reply.data.get("title") or errand.about.get("title", ""))


def _credits(preview: Preview, say: Wording) -> str:
    """The credits without the disclosure, which has a paragraph of its own."""
    told = preview.disclosure.strip()
    lines = [
        line for line in preview.credits.split("\n") if told not in (line.strip(), say.told(line.strip()))
    ]
    return credits("\n".join(lines))


def _parts(reply: Reply, say: Wording) -> tuple[Part, ...]:
    license_ = reply.data.get("license") or {}
    assert reply.preview is not None
    found = [
        *(Part(say("result.changes"), part.body) for part in parts(about(reply, "plan"))),
        *parts(about(reply, "measured")),
        Part(say("result.disclosure"), one_line(reply.preview.disclosure)),
        Part(say("result.license"), one_line(str(license_.get("output_license", "")))),
        Part(say("result.lineage"), "\n".join(one_line(say.told(x)) for x in reply.preview.lineage)),
    ]
    return tuple(part for part in found if part.body)


def _files(reply: Reply, title: str, say: Wording) -> tuple[Enclosed, ...]:
    sound = reply.files.get("attachment") or reply.files.get("preview")
    named = (_enclosed(sound, sound.name, say("alt.remix", title=title)),) if sound else ()
    picture = reply.files.get("picture")
    drawn = (_enclosed(picture, "waveform.png", say("alt.waveform", title=title)),) if picture else ()
    return (*named, *drawn)


def _preview_only(reply: Reply, title: str, say: Wording) -> tuple[Enclosed, ...]:
    preview = reply.files.get("preview")
    return (_enclosed(preview, preview.name, say("alt.preview", title=title)),) if preview else ()


def _enclosed(path: Path, name: str, alt: str) -> Enclosed:
    return Enclosed(str(path), name, alt)


def _rows(
    errand: Errand, reply: Reply, say: Wording, extra: tuple[str, ...]
) -> tuple[tuple[Button, ...], ...]:
    about = str(errand.id)
    first = [
        Button("again", about, say("button.again")),
        Button("further", about, say("button.further"), "primary"),
    ]
    if reply.data.get("stems_granted") and "stems" in modules(ACTS):
        first.append(Button("stems", about, say("button.stems")))
    first += [
        Button("credits", about, say("button.credits")),
        Button("report", about, say("button.report"), "danger"),
    ]
    more = tuple(Button(act, about, say(f"button.{act}"), "success") for act in extra)
    return (tuple(first), more) if more else (tuple(first),)


def _not_made(errand: Errand, reply: Reply, say: Wording) -> Look:
    """Refused after all, or asked back: shortly, with the reasons for the person alone behind a button."""
    about = str(errand.id)
    if errand.about.get("private"):
        blocks = told(reply, say)
        return Look(
            title=one_line(blocks[0].title),
            lead="\n".join(map(one_line, blocks[0].lines)),
            parts=parts(blocks[1:]),
            colour="no",
        )
    return Look(
        text=say("render.refused", title=_title(errand, reply)),
        rows=((Button("why", about, say("button.why_not")), Button("again", about, say("button.again"))),),
        colour="no",
    )
