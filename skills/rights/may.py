"""May: yes, no or only after a yes, to a purpose somebody has in mind for a song, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from audio_engine.plan import Fade, RemixPlan
from skills.rights.clearance import clear
from skills.rights.decision import Cleared, NeedsApproval
from skills.rights.judgement import PURPOSE_WORDS, Duty, Facts, Purpose, Reason, Source
from skills.rights.terms import SHELF
from skills.rights.wording import listed

Verdict = Literal["yes", "no", "after approval"]
_SOME_CHANGE = RemixPlan(steps=(Fade(side="out", seconds=1.0, id=1),))
"""The least that makes a remix of a song; asked about where the license forbids changing it at all."""


class May(NamedTuple):
    """The answer, first in a sentence that begins with it, and what must be done for a yes.

    unknown: the fact that is missing for an answer, as `Facts` calls it.
    """

    verdict: Verdict
    sentence: str
    duties: tuple[Duty, ...] = ()
    unknown: str = ""


def may(purpose: Purpose, sources: Sequence[Source], facts: Facts, plan: RemixPlan | None = None) -> May:
    """Whether a remix of the song may be used for that purpose, as far as its grants decide it.

    sources: the song, and those it was made of. plan: the remix it is about, its styles spelled out;
    without one, any remix that is within the terms.
    """
    asked = plan if plan is not None and plan.steps else _any(sources)
    answer = clear(asked, sources, facts.model_copy(update={"purpose": purpose}))
    words = PURPOSE_WORDS[purpose]
    if isinstance(answer, Cleared):
        grants = [grant.base for source in sources for grant in source.grants]
        own = dict.fromkeys(base.name if not base.is_custom else "the rights holder" for base in grants)
        verb = "allow" if len(own) > 1 else "allows"
        told = f"Yes: {listed(own)} {verb} {words}{_as_long_as(answer.duties)}."
        return May("yes", told, answer.duties)
    if isinstance(answer, NeedsApproval):
        return May("after approval", f"Only after a yes: {answer.approvals[0].text}", answer.duties)
    weightiest = min(answer.reasons, key=_weight)
    if weightiest.code == "fact.missing":
        told = f"Not as far as is known: {weightiest.text}"
        return May("no", told, unknown=str(weightiest.limit))
    return May("no", f"No: {weightiest.text}")


def _any(sources: Sequence[Source]) -> RemixPlan:
    forbids = any(grant.base.no_derivatives for source in sources for grant in source.grants)
    return _SOME_CHANGE if forbids else RemixPlan()


def _as_long_as(duties: tuple[Duty, ...]) -> str:
    """What a yes hangs on: naming the authors, and money that is owed."""
    named = ["the credit travels along"] if any(d.code == "attribution.credit" for d in duties) else []
    paid = ["its rights holders get their share"] if any(d.share_ppm or d.fee_minor for d in duties) else []
    return f", as long as {listed([*named, *paid])}" if named or paid else ""


def _weight(reason: Reason) -> tuple[int, int, str]:
    """The reason that is told, of several: what stands against the song itself before what can be changed."""
    place = int(SHELF.take(reason.term).PLACE) if reason.term in SHELF else 0
    return (len(reason.step_ids) and reason.term != "derivative", place, reason.text)
