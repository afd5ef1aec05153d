"""The plan card: what would change, what the license says, who earns, and what may be pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.looks.look import Button, Look, Menu
from bot.frontends.discord_chat.looks.page import COLOURS, page, parts, told
from bot.frontends.discord_chat.plain import label, one_line

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.wording import Wording
    from skills.talk.reply import Reply

ANSWERS_IN_ROW = 3
MOST_ANSWERS = 12

Row = tuple[Button | Menu, ...]


def card(errand: Errand, reply: Reply, say: Wording) -> Look:
    """The card of a reply to `propose`, whatever came out."""
    if reply.data.get("proposal") and reply.outcome in ("done", "needs approval"):
        key = "card.plan" if reply.outcome == "done" else "card.asks"
        return _shown(reply, say, say(key), _plan_rows(errand, say))
    if reply.outcome == "refused":
        return _shown(reply, say, say("card.refused"), _refused_rows(errand, reply, say))
    if reply.suggestions:
        return _shown(reply, say, "", _answers(errand, reply))
    return page(reply, say)


def settled(look: Look, sentence: str) -> Look:
    """A card on which nothing more is to be pressed, and why."""
    return Look(
        text=sentence, title=look.title, lead=look.lead, parts=look.parts, footer=look.footer, colour="plain"
    )


def _shown(reply: Reply, say: Wording, text: str, rows: tuple[Row, ...]) -> Look:
    blocks = [block for block in told(reply, say) if block.about != "how"]  # its button says it
    first, others = blocks[0], blocks[1:]
    return Look(
        text=text,
        title=one_line(first.title),
        lead="\n".join(one_line(line) for line in first.lines),
        parts=parts(others),
        colour=COLOURS[reply.outcome],
        rows=rows,
    )


def _plan_rows(errand: Errand, say: Wording) -> tuple[Row, ...]:
    about = str(errand.id)
    return (
        (
            Button("render", about, say("button.render"), "success"),
            Button("tweak", about, say("button.tweak")),
            Button("why", about, say("button.why")),
            Button("drop", about, say("button.cancel")),
        ),
    )


def _refused_rows(errand: Errand, reply: Reply, say: Wording) -> tuple[Row, ...]:
    about = str(errand.id)
    row: list[Button] = []
    if reply.data.get("nearest_proposal"):
        row.append(Button("nearest", about, say("button.nearest"), "success"))
    if reply.data.get("private_proposal"):
        row.append(Button("alone", about, say("button.alone")))
    row += [
        Button("tweak", about, say("button.tweak")),
        Button("why", about, say("button.why_not")),
        Button("drop", about, say("button.cancel")),
    ]
    return (tuple(row),)


def _answers(errand: Errand, reply: Reply) -> tuple[Row, ...]:
    buttons = [
        Button("answer", f"{errand.id}.{number}", label(answer) or "…")
        for number, answer in enumerate(reply.suggestions[:MOST_ANSWERS])
    ]
    return tuple(tuple(buttons[i : i + ANSWERS_IN_ROW]) for i in range(0, len(buttons), ANSWERS_IN_ROW))
