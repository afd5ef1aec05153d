"""What is told of a remix whose rights holders must say yes first: who, until when, and how."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from skills.rights.judgement import PURPOSE_WORDS
from skills.studio.commission import Fulfilled
from skills.studio.register.asking import Ask
from skills.talk.hints import told_at
from skills.talk.reply import Block


def waiting(made: Fulfilled) -> list[Block]:
    """Who must say yes, by when it becomes a no, and how it is said; nothing where nobody is asked."""
    waits = made.waits_for
    if waits is None:
        return []
    purpose = PURPOSE_WORDS[made.commission.purpose]
    lines = (
        *dict.fromkeys(approval.text for approval in waits.approvals),
        *(_said(ask, made.commission.asker.platform) for ask in made.asks),
        f"Until then it is a private draft: made for you, not for {purpose}.",
    )
    return [Block("Needs approval", lines, "approval")]


def _said(ask: Ask, platform: str | None) -> str:
    """How one question stands, and how it is answered."""
    if ask.said == "no":
        return f"Request {ask.id}: the rights holder said no to this very remix; change it, and ask again."
    told = f"Request {ask.id}: without a yes by {_day(ask)} it is a no"
    return told_at(
        platform,
        f"{told}; `refrain rights requests` shows it, and the rights holder says yes with "
        f"`refrain rights approve {ask.id}`.",
        f"{told}.",
    )


def waiting_data(made: Fulfilled) -> dict[str, Any]:
    """The same as JSON values; {} where nobody is asked."""
    waits = made.waits_for
    if waits is None:
        return {}
    approvals = [
        {"request": one.id, "grant": one.grant_hash, "text": one.text, "said": one.said, "no_from": _day(one)}
        for one in made.asks
    ]
    return {"approvals": approvals}


def _day(ask: Ask) -> str:
    """The moment, in UTC, at which silence becomes a no."""
    return f"{datetime.fromtimestamp(ask.until, UTC):%Y-%m-%d %H:%M} UTC"
