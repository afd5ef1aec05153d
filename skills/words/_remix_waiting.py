"""What is told of a remix whose rights holders must say yes first: who, until when, and how."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from skills.rights.judgement import PURPOSE_WORDS, Approval
from skills.studio.commission import Fulfilled
from skills.talk.reply import Block


def waiting(made: Fulfilled) -> list[Block]:
    """Who must say yes, by when it becomes a no, and how it is said; nothing where nobody is asked."""
    waits = made.waits_for
    if waits is None:
        return []
    purpose = PURPOSE_WORDS[made.commission.purpose]
    until = tuple(
        f"Without a yes by {_day(approval, made)} ({approval.days} days) it is a no."
        for approval in sorted(waits.approvals, key=lambda approval: approval.days)[:1]
    )
    lines = (
        *dict.fromkeys(approval.text for approval in waits.approvals),
        f"Until then it is a private draft: made for you, not for {purpose}.",
        *until,
        "`refrain rights requests` shows what waits; the rights holder says yes with "
        "`refrain rights approve ID`.",
    )
    return [Block("Needs approval", lines)]


def waiting_data(made: Fulfilled) -> dict[str, Any]:
    """The same as JSON values; {} where nobody is asked."""
    waits = made.waits_for
    if waits is None:
        return {}
    approvals = [
        {"grant": one.grant_hash, "days": one.days, "text": one.text, "no_after": _day(one, made)}
        for one in waits.approvals
    ]
    return {"approvals": approvals}


def _day(approval: Approval, made: Fulfilled) -> str:
    """The day, in UTC, at which silence becomes a no."""
    asked_at = datetime.fromtimestamp(made.decided.basis.facts.now or 0, UTC)
    return f"{asked_at + timedelta(days=approval.days):%Y-%m-%d}"
