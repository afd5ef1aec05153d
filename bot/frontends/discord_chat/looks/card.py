"""The plan card: what would change, what the license says, who earns, and what may be pressed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.frontends.discord_chat.limits import BUTTON_LABEL
from bot.frontends.discord_chat.looks.duties import in_short
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


def card(errand: Errand, reply: Reply, say: Wording, *, public: bool = False) -> Look:
    """The card of a reply to `propose`, whatever came out; public: others read it too, so it is short."""
    if public:
        reply = in_short(reply, say)
    if reply.data.get("proposal") and reply.outcome in ("done", "needs approval"):
        key = "card.plan" if reply.outcome == "done" else "card.asks"
        return _shown(reply, say, say(key), _plan_rows(errand, say))
    if reply.outcome == "refused":
        own = {reason.get("code") for reason in reply.data.get("reasons", ())} == {"keep.contradiction"}
        text = say("card.contradicts") if own else say("card.refused")
        return _shown(reply, say, text, _refused_rows(errand, reply, say))
    if reply.suggestions:
        return _shown(_without_answers(reply), say, "", _answers(errand, reply, say))
    return said_anew(errand, page(reply, say), say) if reply.outcome == "question" else page(reply, say)


def said_anew(errand: Errand, look: Look, say: Wording) -> Look:
    """A look that leads nowhere by itself, with a button by which the words can be put otherwise."""
    return replace(look, rows=((_tweak(errand, say),),)) if errand.about.get("words") else look


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
            _tweak(errand, say),
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
        _tweak(errand, say),
        Button("why", about, say("button.why_not")),
        Button("drop", about, say("button.cancel")),
    ]
    return (tuple(row),)


def _tweak(errand: Errand, say: Wording) -> Button:
    return Button("tweak", str(errand.id), say("button.tweak"))


def _without_answers(reply: Reply) -> Reply:
    """The question without the answers that stand on its buttons."""
    offered = {f"“{answer}”" for answer in reply.suggestions[:MOST_ANSWERS] if len(answer) <= BUTTON_LABEL}
    first, *others = reply.blocks
    lines = tuple(line for line in first.lines if line not in offered)
    return replace(reply, blocks=(replace(first, lines=lines), *others))


def _answers(errand: Errand, reply: Reply, say: Wording) -> tuple[Row, ...]:
    buttons = [
        Button("answer", f"{errand.id}.{number}", label(say.asked(answer)) or "…")
        for number, answer in enumerate(reply.suggestions[:MOST_ANSWERS])
    ]
    return tuple(tuple(buttons[i : i + ANSWERS_IN_ROW]) for i in range(0, len(buttons), ANSWERS_IN_ROW))
