"""Pages: a reply of the skills, paragraph by paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.looks.look import Colour, Look, Part
from bot.frontends.discord_chat.plain import credits, one_line

if TYPE_CHECKING:
    from bot.frontends.discord_chat.wording import Wording
    from bot.jobs.job import Job
    from skills.talk.reply import Block, Outcome, Reply

COLOURS: dict[Outcome, Colour] = {
    "done": "good", "refused": "no", "needs approval": "wait", "question": "wait", "failed": "no",
}  # fmt: skip


def page(reply: Reply, say: Wording) -> Look:
    """The whole reply: its first heading as the title."""
    blocks = told(reply, say)
    if not blocks:
        return Look(text=say("page.nothing"))
    first, *others = blocks
    return Look(
        title=one_line(first.title),
        lead="\n".join(one_line(line) for line in first.lines),
        parts=parts(others),
        colour=COLOURS[reply.outcome],
    )


def told(reply: Reply, say: Wording) -> list[Block]:
    """The paragraphs of a reply, with commands as they are called here, without files on this machine."""
    from skills.talk.reply import Block

    paths = [str(path) for path in reply.files.values()]
    kept = []
    for block in reply.blocks:
        here = (line for line in block.lines if not any(path in line for path in paths))
        lines = tuple(say.named(line) for line in here)
        if lines or not block.lines:
            kept.append(Block(say.named(block.title), lines, block.about))
    return kept


def about(reply: Reply, what: str) -> list[Block]:
    """The paragraphs of a reply that tell of one thing, in whatever language."""
    return [block for block in reply.blocks if block.about == what]


def parts(blocks: list[Block]) -> tuple[Part, ...]:
    """Paragraphs as parts of a look."""
    return tuple(Part(one_line(block.title), _body(block)) for block in blocks)


def _body(block: Block) -> str:
    """Lines of plain text; what credits link to may be followed."""
    told = credits if block.about == "credits" else one_line
    return "\n".join(told(line) for line in block.lines)


def failure(job: Job, say: Wording) -> Look:
    """What went wrong, in one sentence."""
    if job.state == "cancelled":
        return Look(text=say("render.cancelled"))
    return Look(title=say("failed.title"), lead=one_line(say.told(job.error)), colour="no")
