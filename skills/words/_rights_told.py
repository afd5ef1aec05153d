"""What is told of a decision: the verdict, all reasons, the nearest plan, duties, who must be asked."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from audio_engine.plan import RemixPlan
from skills.planning.talk import Talk
from skills.planning.telling.explain import explain
from skills.rights.decision import Answer, Cleared, NeedsApproval, Refused
from skills.rights.judgement import PURPOSE_WORDS, Approval, Duty, Reason
from skills.rights.wording import cents, listed, percent
from skills.studio.casebook import Case
from skills.studio.circumstances import time_words
from skills.studio.register.asking import Ask
from skills.talk.reply import Block, Outcome, Reply
from skills.words._rights_unknown import to_state, unknown_facts

OUTCOMES: dict[type[Any], Outcome] = {Cleared: "done", NeedsApproval: "needs approval", Refused: "refused"}
_VERDICTS = {
    Cleared: "allowed",
    NeedsApproval: "allowed once its rights holders said yes",
    Refused: "not allowed",
}

SAID_NO = "not allowed, since its rights holders said no"


def told_verdict(case: Case, answer: Answer, written: str = "", declined: tuple[Ask, ...] = ()) -> Reply:
    """A decision; written: a sentence on the file that the nearest plan went to, "" for none.

    declined: the questions about this very remix that a rights holder has said no to.
    """
    purpose = PURPOSE_WORDS[case.facts.purpose]
    blocks = [
        Block(
            f"“{case.title}”, for {purpose}: {SAID_NO if declined else _VERDICTS[type(answer)]}", _songs(case)
        ),
        Block("The plan", _with_ids(case)),
        *_against(answer, case),
        *([Block("They said no", tuple(_no_line(one) for one in declined))] if declined else _asking(answer)),
        *_owed(answer),
        *([Block("Written", (written,))] if written else []),
        Block("Decided on", _hashes(answer)),
    ]
    data = verdict_data(case, answer) | {
        "declined": [{"by": one.by, "at": one.answered_at} for one in declined]
    }
    suggestions = ("--nearest OUT.json",) if isinstance(answer, Refused) and answer.nearest else ()
    return Reply(OUTCOMES[type(answer)], tuple(blocks), data, suggestions=suggestions)


def verdict_data(case: Case, answer: Answer) -> dict[str, Any]:
    """A decision as JSON values; the patch turns `plan`, as it stands there, into `nearest`."""
    refused = answer if isinstance(answer, Refused) else None
    patch = refused.nearest_patch if refused else None
    return {
        "verdict": OUTCOMES[type(answer)] if not isinstance(answer, Cleared) else "allowed",
        "title": case.title,
        "songs": list(case.titles),
        "purpose": case.facts.purpose,
        "plan": (answer.basis.plan if answer.basis else case.judged).model_dump(mode="json"),
        "reasons": [reason_data(reason) for reason in refused.reasons] if refused else [],
        "nearest": refused.nearest.model_dump(mode="json") if refused and refused.nearest else None,
        "nearest_changes": list(refused.nearest_changes) if refused else [],
        "nearest_songs": [case.titles[place] for place in refused.nearest_places] if refused else [],
        "no_nearest": refused.none_because if refused else "",
        "nearest_patch_of": "plan",
        "nearest_patch": None if patch is None else [change.as_json() for change in patch],
        "duties": [] if isinstance(answer, Refused) else [duty_data(duty) for duty in answer.duties],
        "approvals": [approval_data(one) for one in answer.approvals]
        if isinstance(answer, NeedsApproval)
        else [],
        "output_license": None if isinstance(answer, Refused) else answer.output_license,
        "decided_on": _basis(answer),
    }


def reason_data(reason: Reason) -> dict[str, Any]:
    """A reason as JSON values."""
    return {
        "code": reason.code,
        "term": reason.term,
        "text": reason.text,
        "steps": list(reason.step_ids),
        "limit": reason.limit,
        "got": reason.got,
        "unit": reason.unit,
    }


def duty_data(duty: Duty) -> dict[str, Any]:
    """A duty as JSON values; what is to be paid only where something is."""
    told: dict[str, Any] = {"code": duty.code, "term": duty.term, "text": duty.text}
    if duty.share_ppm:
        told["share_ppm"] = duty.share_ppm
    if duty.fee_minor:
        told |= {"fee_minor": duty.fee_minor, "currency": duty.currency}
    return told


def approval_data(approval: Approval) -> dict[str, Any]:
    """A yes that is still wanted, as JSON values."""
    return {"grant": approval.grant_hash, "days": approval.days, "text": approval.text}


def reason_line(reason: Reason) -> str:
    """A reason in one line: its sentence, its term, its steps, what is allowed and what was asked."""
    steps, figures = _steps(reason), ""
    if reason.limit is not None or reason.got is not None:
        limit, got = (_figure(value, reason.unit) for value in (reason.limit, reason.got))
        figures = f"; limit {limit}, got {got}"
    return f"{reason.text}  ({reason.term}{steps}{figures})"


def _steps(reason: Reason) -> str:
    """ "; step 2" or "; steps 2 and 5": the ids that the plan gives them; "" for none."""
    if not reason.step_ids:
        return ""
    return f"; step{'' if len(reason.step_ids) == 1 else 's'} {listed(map(str, reason.step_ids))}"


def _with_ids(case: Case) -> tuple[str, ...]:
    """The plan in words, each step with the number that reasons name it by; its promises have none."""
    ids = [f"{step.id}. " for step in case.plan.steps]
    lines = in_words(case.plan, case)
    return tuple(f"{number}{line}" for number, line in zip_longest(ids, lines, fillvalue=""))


def no_nearest(refused: Refused) -> str:
    """Why there is no nearest plan, in one line."""
    because = refused.none_because
    return f"None: {because[0].lower()}{because[1:]}" if because else "None."


def in_words(plan: RemixPlan, case: Case) -> tuple[str, ...]:
    """The steps and promises of a plan, one line each."""
    told = tuple(line.text for line in explain(plan, Talk(), case.sources[0].song))
    return told or ("the song as it is",)


def _no_line(one: Ask) -> str:
    """Who said no, and when."""
    who = one.by or "The rights holder"
    return f"{who} said no to this very remix on {one.answered_at[:10]}; a changed one may be asked for."


def _figure(value: Any, unit: str) -> str:
    if value is None:
        return "none"
    if unit == "ppm" and isinstance(value, int):
        return percent(value)
    if unit == "cents" and isinstance(value, int):
        return cents(value)
    if unit == "ms" and isinstance(value, int):
        return f"{value / 1000:g} s"
    if unit == "s since 1970" and isinstance(value, int):
        return time_words(value)
    return f"{value} {unit}" if isinstance(value, int) and unit else str(value)


def _songs(case: Case) -> tuple[str, ...]:
    return tuple(
        f"“{title}”: {' and '.join(g.base.name for g in source.grants) or 'no grant'}"
        for title, source in zip(case.titles, case.sources, strict=True)
    )


def _against(answer: Answer, case: Case) -> list[Block]:
    if not isinstance(answer, Refused):
        return []
    blocks = [Block("Not allowed, because", tuple(reason_line(reason) for reason in answer.reasons))]
    blocks += to_state(unknown_facts(answer.reasons))
    if answer.nearest is None:
        told: tuple[str, ...] = (no_nearest(answer),)
    else:
        told = (*answer.nearest_changes, *(f"→ {line}" for line in in_words(answer.nearest, case)))
    return [*blocks, Block("Nearest allowed plan", told)]


def _asking(answer: Answer) -> list[Block]:
    if not isinstance(answer, NeedsApproval):
        return []
    return [Block("Asks first", tuple(approval.text for approval in answer.approvals))]


def _owed(answer: Answer) -> list[Block]:
    if isinstance(answer, Refused):
        return []
    duties = tuple(f"{duty.text}  ({duty.term})" for duty in answer.duties)
    return [Block("You must", duties), Block(f"The remix stands under {answer.output_license}", ())]


def _basis(answer: Answer) -> dict[str, Any]:
    if answer.basis is None:
        return {}
    return {
        "plan_hash": answer.basis.plan_hash,
        "grants": list(answer.basis.grant_hashes),
        "facts_hash": answer.basis.facts_hash,
        "rules_version": answer.basis.rules_version,
    }


def _hashes(answer: Answer) -> tuple[str, ...]:
    basis = _basis(answer)
    if not basis:
        return ()
    grants = ", ".join(f"{one[:16]}…" for one in basis["grants"]) or "none"
    return (
        f"plan {basis['plan_hash'][:16]}…, grants {grants}, facts {basis['facts_hash'][:16]}…, "
        f"rules {basis['rules_version']}",
    )
