"""Words that clearance and its terms share: numbers as people write them, lists, steps by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from audio_engine.plan import RemixPlan
from skills.rights.grant import Grant
from skills.rights.judgement import Reason, Repair
from skills.rights.uses import Use

LEFT_OUT = "Left out"
"""How the sentence about a step begins that a repair took away."""

_DIGITS = ((1_000, "{:+.1f} %".format), (100, "{:+.2f} %".format), (10, "{:+.3f} %".format))


def percent(ppm: int, other_ppm: int | None = None) -> str:
    """A change in ppm as "+25.4 %"; with all its digits where one would read like the other number."""
    if ppm % 10_000 == 0:
        return f"{ppm // 10_000:+d} %" if ppm else "0 %"
    for step, written in _DIGITS:
        if ppm % step == 0 or other_ppm is None or abs(ppm - other_ppm) >= step:
            return written(ppm / 10_000)
    return f"{ppm / 10_000:+.4f} %"


def cents(value: int) -> str:
    """A shift as "+150 cents"."""
    return f"{value:+d} cents" if value else "0 cents"


def listed(names: Iterable[str], last: str = "and") -> str:
    """ "drums, bass and piano"; "nothing" for none."""
    words = list(names)
    if not words:
        return "nothing"
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def license_words(grant: Grant) -> str:
    """How a sentence calls the license."""
    return "The license" if grant.base.is_custom else grant.base.name


def not_listed(
    term: str, what: str, uses: Sequence[Use], allowed: Sequence[str], grant: Grant
) -> list[Reason]:
    """One reason for each use whose name is not among those allowed; what: the kind, as in "effects"."""
    if not uses:
        return []
    found = []
    for use in uses:
        if use.name not in allowed:
            text = f"{_allows(license_words(grant), tuple(allowed), what)}; the plan uses {use.name}."
            limit = ", ".join(allowed)
            found.append(Reason(f"{term}.not_allowed", term, text, use.step_ids, limit, use.name, "name"))
    return found


@lru_cache(maxsize=1024)
def _allows(who: str, allowed: tuple[str, ...], what: str) -> str:
    """How such a sentence begins; a grant says the same to every plan."""
    return f"{who} allows {listed(allowed)} for {what}" if allowed else f"{who} allows no {what}"


def missing_fact(term: str, fact: str, wanted: str, grant: Grant) -> Reason:
    """The reason where a grant asks for something that nobody stated: what is not known never allows.

    fact: the field of `Facts`. wanted: what it is, for the sentence, as in "your age".
    """
    text = f"{license_words(grant)} depends on {wanted}, and that is not known; state it and ask again."
    return Reason("fact.missing", term, text, (), fact, "unknown", "fact")


def not_measured(term: str, fact: str, where: str, measurable: str, grant: Grant) -> Reason:
    """The reason where a grant limits what could not be measured on the finished sound.

    fact: the field of `Facts`. where: the parts of the song, "" for all of it. measurable: what can be.
    """
    place = f" from {where} of the song" if where else ""
    text = (
        f"{license_words(grant)} limits the {term}, and that of the finished sound could not be "
        f"measured{place}: {measurable}; a private preview need not be measured."
    )
    return Reason("fact.missing", term, text, (), fact, "unknown", "fact")


def left_out(step: Any) -> str:
    """The sentence about a step that a repair took away."""
    return f"{LEFT_OUT} {step_words(step)}."


def without(plan: RemixPlan, step_ids: Iterable[int]) -> Repair:
    """The plan without those steps."""
    gone = set(step_ids)
    left = tuple(s for s in plan.steps if s.id not in gone)
    changes = tuple((s.id, left_out(s)) for s in plan.steps if s.id in gone)
    return Repair(plan.model_copy(update={"steps": left}), changes)


def without_uses(plan: RemixPlan, uses: Sequence[Use], allowed: Sequence[str]) -> Repair:
    """The plan without the steps whose names are not among those allowed."""
    return without(plan, [i for use in uses if use.name not in allowed for i in use.step_ids])


def replaced(plan: RemixPlan, steps: dict[int, Any]) -> RemixPlan:
    """The plan with the steps of those ids replaced; None takes a step out."""
    new = tuple(steps.get(s.id, s) for s in plan.steps)
    return plan.model_copy(update={"steps": tuple(s for s in new if s is not None)})


def narrowed(step: Any, stems: Sequence[str]) -> Any:
    """A mute, a gain or an effect on those stems only; None for other steps and where none is left.

    A shift of pitch on a part of the stems only would be out of tune, so it is not narrowed.
    """
    by_stem = step.op == "effect" or (step.op == "stem" and step.action != "solo")
    if not stems or not by_stem:
        return None
    return step.model_copy(update={"where": step.where.model_copy(update={"stems": tuple(stems)})})


def step_words(step: Any) -> str:
    """What a step is called in a sentence."""
    words = {
        "tempo": "the change of tempo",
        "pitch": "the change of pitch",
        "key": "the change of key",
        "stem": f"the {getattr(step, 'action', '')} of {listed(step.where.stems or ('the mix',))}",
        "feel": f"the {getattr(step, 'feel', '')}-time feel",
        "steady": "the steadied beat",
        "pan": f"the panning of {listed(step.where.stems or ('the mix',))}",
        "duck": "the ducking",
        "transition": f"the {getattr(step, 'name', '')}",
        "effect": f"the {getattr(step, 'name', '')}",
        "layer": f"the new {getattr(step, 'instrument', '')}",
        "sections": f"the {getattr(step, 'action', '')} of {step.where.part}",
        "length": "the change of length",
        "mashup": f"the mash-up with song {getattr(step, 'song', '')}",
        "fade": f"the fade {getattr(step, 'side', '')}",
        "loudness": "the change of loudness",
    }
    return words.get(step.op, f"the {step.op}")


def sorted_once(names: tuple[Any, ...]) -> tuple[Any, ...]:
    """The names in order; ValueError when one is listed twice."""
    if len(set(names)) != len(names):
        raise ValueError("a name is listed twice")
    return tuple(sorted(names))
