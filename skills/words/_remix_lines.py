"""What is told of a plan, line by line: its steps and what caused them, what was left out, its license."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from audio_engine.expand import expand
from audio_engine.plan import RemixPlan, Style
from audio_engine.tuning.limits import warnings
from skills.catalog.song import Song
from skills.planning.talk import Talk
from skills.planning.telling.explain import explain
from skills.rights.grant import Grant
from skills.rights.judgement import PURPOSE_WORDS, Duty, Purpose
from skills.rights.wording import listed
from skills.studio.commission import Commission
from skills.talk.reply import Block


@dataclass(frozen=True)
class Beside:
    """What was said beside the plan: words left out, and a sentence on why."""

    leftover: tuple[str, ...] = ()
    note: str = ""


NOTHING_BESIDE = Beside()


def advice(plan: RemixPlan, song: Song) -> list[Block]:
    """Where the plan goes beyond what sounds good, and what would sound better."""
    lines = warnings(plan, song.facts.hearing)
    return [Block("Might sound better", lines, "advice")] if lines else []


def explained(plan: RemixPlan, commission: Commission) -> tuple[str, ...]:
    """The steps and promises of a plan for that song."""
    return tuple(line.text for line in explain(plan, Talk(), commission.song.facts))


def plan_lines(commission: Commission) -> tuple[str, ...]:
    """The plan, each line with the words that caused it, and what its styles stand for."""
    lines = []
    for line in explain(commission.plan, commission.talk, commission.song.facts):
        because = f"  ← “{line.caused_by}”" if line.caused_by else ""
        assumed = f"  ({line.assumed})" if line.assumed else ""
        lines.append(f"{line.text}{because}{assumed}")
    lines += [_style_line(step, commission) for step in commission.plan.of("style")]
    return tuple(lines) or ("the song as it is",)


def _style_line(step: Style, commission: Commission) -> str:
    """What a style stands for in this song, step by step."""
    facts = commission.song.facts
    alone = commission.plan.model_copy(update={"steps": (*commission.plan.of("tempo"), step), "keep": ()})
    expanded = expand(alone, facts.hearing, facts.stems)
    parts = expanded.steps[len(commission.plan.of("tempo")) :]
    told = explain(RemixPlan(steps=parts), Talk(), facts)
    return f"{step.name} stands for: {'; '.join(line.text for line in told) or 'nothing on this song'}"


def left_out(beside: Beside) -> list[Block]:
    """The words that nothing came of, and why, in one block; none where there are none."""
    words = ", ".join(f"“{words}”" for words in beside.leftover)
    lines = tuple(filter(None, (words, beside.note)))
    title = "Not understood, and left out" if not beside.note else "Left out" if words else "To know"
    return [Block(title, lines, "beside")] if lines else []


def license_lines(
    purpose: Purpose, grants: Iterable[Grant], duties: Iterable[Duty], output_license: str
) -> tuple[str, ...]:
    """The yes, what must be done for it, and what the remix stands under."""
    own = "the rights holder's own terms"
    names = dict.fromkeys(own if grant.base.is_custom else grant.base.name for grant in grants)
    verdict = f"Allowed for {PURPOSE_WORDS[purpose]} under {listed(names)}."
    return (verdict, *(f"Duty: {duty.text}" for duty in duties), f"The remix stands under {output_license}.")
