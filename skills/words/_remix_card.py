"""What is told of a proposed remix: its plan, what the license says, its credits and who earns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from audio_engine.plan import RemixPlan
from skills.planning.telling.explain import changed
from skills.provenance.credits import credit
from skills.provenance.disclosure import disclose
from skills.rights.decision import Answer, NeedsApproval, Refused
from skills.rights.grant import LAYER_WORDS, Grant
from skills.rights.judgement import PURPOSE_WORDS
from skills.rights.promises import is_own_doing
from skills.rights.terms.revenue import Revenue
from skills.rights.wording import listed
from skills.studio.commission import Commission, Question
from skills.studio.crediting import credit_sources, credited
from skills.studio.recipes import remix_title
from skills.studio.studio import Studio
from skills.talk.reply import Block, Outcome, Reply
from skills.words._remix_lines import Beside, advice, left_out, license_lines, plan_lines
from skills.words._remix_told import CONTRADICTS, decided_on, nearest_blocks, ways_to_state
from skills.words._rights_told import OUTCOMES, approval_data, duty_data, reason_data

_VERDICTS: dict[Outcome, str] = {
    "done": "allowed", "needs approval": "needs approval", "refused": "not allowed",
}  # fmt: skip


@dataclass(frozen=True)
class Proposed:
    """A commission that was put to clearance, and the ids under which it and what is near it are kept.

    before: the plan of the talk so far. seconds: how long the remix would be. nearest_id, private_id: of
    the nearest allowed plan, and of the same for oneself; "" where there is none.
    """

    commission: Commission
    question: Question
    verdict: Answer
    before: RemixPlan
    seconds: float
    beside: Beside
    id: str
    nearest_id: str = ""
    private_id: str = ""

    @property
    def grants(self) -> tuple[Grant, ...]:
        """The grants of the song."""
        return self.question.sources[0].grants


def told_proposed(proposed: Proposed, talk_id: str, studio: Studio) -> Reply:
    """The plan with what caused it, and all that is to be known before it is made."""
    commission, refused = proposed.commission, proposed.verdict
    nearest = nearest_blocks(refused, commission) if isinstance(refused, Refused) else []
    unknown = ways_to_state(refused, commission) if isinstance(refused, Refused) else []
    credits = _credits(proposed, studio)
    blocks = (
        Block(f"Plan for “{commission.song.title}”", plan_lines(commission), "plan"),
        *left_out(proposed.beside),
        *advice(proposed.question.plan, commission.song),
        _judged(proposed),
        *unknown,
        *nearest,
        Block("Credits", credits, "credits"),
        _earning(proposed),
    )
    outcome = OUTCOMES[type(proposed.verdict)]
    data = _data(proposed, outcome) | {"credits": "\n".join(credits)}
    suggestions = ("/nearest",) if proposed.nearest_id else ()
    return Reply(outcome, blocks, data, suggestions=suggestions, talk_id=talk_id)


def _judged(proposed: Proposed) -> Block:
    verdict = proposed.verdict
    own = isinstance(verdict, Refused) and is_own_doing(verdict.reasons)
    return Block(CONTRADICTS if own else "What the license says", _license(proposed), "license")


def _license(proposed: Proposed) -> tuple[str, ...]:
    verdict, purpose = proposed.verdict, proposed.commission.purpose
    words = PURPOSE_WORDS[purpose]
    if isinstance(verdict, Refused):
        own = is_own_doing(verdict.reasons)
        told = () if own else (f"Not allowed for {words}.",)
        return (*told, *(reason.text for reason in verdict.reasons))
    if isinstance(verdict, NeedsApproval):
        first = license_lines("private_preview", proposed.grants, verdict.duties, verdict.output_license)
        asks = dict.fromkeys(approval.text for approval in verdict.approvals)
        return (*asks, f"Until then it is a private draft: made for you, not for {words}.", *first)
    return license_lines(purpose, proposed.grants, verdict.duties, verdict.output_license)


def _credits(proposed: Proposed, studio: Studio) -> tuple[str, ...]:
    """Who will be credited, as far as it is known before anything is rendered."""
    commission, verdict = proposed.commission, proposed.verdict
    output = "" if isinstance(verdict, Refused) else verdict.output_license
    sources = credited(commission.song, proposed.grants, studio)
    title = remix_title(commission.song, commission.plan)
    whole = credit(sources, commission.remixer, title, (), disclose(proposed.question.plan.steps), output)
    head, *lines, _ = whole.lines
    return (head, *lines) if output else tuple(lines)


def _earning(proposed: Proposed) -> Block:
    """The holders' shares and what they get of the money; where none are stated, who holds the rights."""
    shares = [line for grant in proposed.grants for line in _shares(grant)]
    money = [line for grant in proposed.grants for line in _money(grant)]
    if shares or money:
        return Block("Who earns", tuple(dict.fromkeys((*money, *shares))), "earners")
    givers = credit_sources(proposed.commission.song, proposed.grants)
    return Block("Who holds the rights", tuple(dict.fromkeys(one.author for one in givers)), "earners")


def _shares(grant: Grant) -> list[str]:
    lines = []
    for layer in grant.covers:
        held = [one for one in grant.holders if one.right == layer]
        if held:
            told = listed(f"{one.name} {one.share_ppm / 10_000:g} %" for one in held)
            lines.append(f"Of {LAYER_WORDS[layer]}: {told}.")
    return lines


def _money(grant: Grant) -> list[str]:
    terms = grant.section(Revenue)
    told = []
    if terms.originals_percent:
        told.append(f"{terms.originals_percent} % of what a remix earns goes to the rights holders.")
    if terms.fee_words:
        told.append(f"A fee of {terms.fee_words} goes to the rights holders.")
    return told


def _data(proposed: Proposed, outcome: Outcome) -> dict[str, Any]:
    commission, verdict = proposed.commission, proposed.verdict
    song, refused = commission.song, verdict if isinstance(verdict, Refused) else None
    nearest = refused.nearest if refused else None
    data: dict[str, Any] = {
        "proposal": proposed.id,
        "song": {"id": song.id, "title": song.title, "artist": song.artist},
        "plan": commission.plan.model_dump(mode="json"),
        "explained": list(plan_lines(commission)),
        "changed": changed(proposed.before, commission.plan, song.facts),
        "seconds": round(proposed.seconds, 3),
        "purpose": commission.purpose,
        "license": {"verdict": _VERDICTS[outcome], **_terms(proposed)},
        "reasons": [reason_data(reason) for reason in refused.reasons] if refused else [],
        "nearest": nearest.model_dump(mode="json") if nearest else None,
        "nearest_changes": list(refused.nearest_changes) if refused and nearest else [],
        "not_understood": list(proposed.beside.leftover),
        "note": proposed.beside.note,
        "decided_on": decided_on(verdict.basis),
    }
    named = {"nearest_proposal": proposed.nearest_id, "private_proposal": proposed.private_id}
    return data | {name: one for name, one in named.items() if one}


def _terms(proposed: Proposed) -> dict[str, Any]:
    verdict = proposed.verdict
    grants = sorted(grant.hash for grant in proposed.grants)
    if isinstance(verdict, Refused):
        return {"duties": [], "output_license": None, "grants": grants, "approvals": []}
    asks = verdict.approvals if isinstance(verdict, NeedsApproval) else ()
    return {
        "duties": [duty_data(duty) for duty in verdict.duties],
        "output_license": verdict.output_license,
        "grants": grants,
        "approvals": [approval_data(one) for one in asks],
    }
