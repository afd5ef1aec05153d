"""What is told of a wish that the license does not forbid, and that Refrain does not do."""

from __future__ import annotations

from skills.rights.decision import Cleared, NeedsApproval
from skills.talk.reply import Block, Reply
from skills.words._remix_lines import Beside, left_out


def told_undone(verdict: Cleared | NeedsApproval, why: tuple[str, ...], beside: Beside) -> Reply:
    """Nothing was made, and why not: a sentence on each wish, and whom the license would have asked."""
    asks = (verdict.text,) if isinstance(verdict, NeedsApproval) else ()
    data = {
        "verdict": "needs approval" if asks else "allowed",
        "message": " ".join(why),
        "not_understood": list(beside.leftover),
        "note": beside.note,
    }
    block = Block("The license does not stand in the way, but nothing was made", (*why, *asks))
    return Reply("question", (block, *left_out(beside)), data)
