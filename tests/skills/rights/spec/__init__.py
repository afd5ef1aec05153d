"""The rules once more, written from what the terms mean: slow, obvious, and none of the engine's code.

Plain data goes in (JSON as dicts), a verdict comes out. It is the yardstick that the engine is held to
in `test_differential.py`, and is meant to be read line by line beside the terms of a license.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from tests.skills.rights.spec import (
    circumstances,
    creative_commons,
    form,
    lists,
    promises,
    speaking,
    stems_and_vocals,
    tempo_and_pitch,
    together,
    wishes,
)
from tests.skills.rights.spec.question import Data, Question, Refusal

__all__ = ["SECTIONS", "Refusal", "Verdict", "decide"]

SECTIONS = (
    "tempo", "pitch", "stems", "vocals", "effects", "layers", "sections",
    "mashup", "purpose", "revenue", "voice",
    "operations", "export", "cover", "generated", "lyrics", "training",
    "validity", "territory", "platforms", "people", "content", "quota", "revocation",
    "approval", "derivatives", "obligations", "excerpt",
)  # fmt: skip
"""The parts of a grant that are understood here."""


class Verdict(NamedTuple):
    """outcome: "cleared", "needs approval" or "refused"; of a refused plan only the refusals are told."""

    outcome: str
    refusals: frozenset[Refusal] = frozenset()
    duties: frozenset[str] = frozenset()
    approvals: frozenset[tuple[str, int]] = frozenset()
    license: str = ""


TERMS: tuple[Any, ...] = (
    tempo_and_pitch.tempo,
    tempo_and_pitch.pitch,
    stems_and_vocals.stems,
    stems_and_vocals.vocals,
    stems_and_vocals.voice,
    lists.effects,
    lists.layers,
    form.edits,
    lists.operations,
    lists.export,
    lists.cover,
    lists.generated,
    lists.purpose,
    form.excerpt,
    together.mashup,
    creative_commons.no_derivatives,
    creative_commons.output_license_fits,
    circumstances.validity,
    circumstances.territory,
    circumstances.platforms,
    circumstances.people,
    circumstances.content,
    circumstances.quota,
    circumstances.derivatives,
    wishes.lyrics,
    wishes.training,
    wishes.revenue,
    wishes.credit,
    wishes.disclosure,
)
"""Each says what of a question a grant refuses."""

DUTIES: tuple[Any, ...] = (creative_commons.duties, wishes.duties, circumstances.duties)


def decide(plan: Data, sources: list[Data], facts: Data) -> Verdict:
    """The verdict on a plan for all of its sources.

    plan: `steps`, `keep` and its `hash`. sources: `song`, `grants`, `id`, `standing`, and `clips`: the
    stretches of the song that are played, None where the plan cannot be arranged. facts: as JSON.
    """
    if not sources:
        return Verdict("refused", frozenset({Refusal("source.missing", "house")}))
    questions = [Question(plan, sources, index, facts) for index in range(len(sources))]
    refusals = {told for question in questions for told in refused(question)}
    if refusals:
        own_names = frozenset(questions[0].by_own_ids(refusal) for refusal in refusals)
        return Verdict("refused", own_names)
    return allowed(questions)


def allowed(questions: list[Question]) -> Verdict:
    """What must be done for a plan that nothing stands against, and who must say yes first."""
    asked = [(question, grant) for question in questions for grant in speaking.grants_asked(question)]
    duties = {duty for question, grant in asked for owed in DUTIES for duty in owed(question, grant)}
    wanted = {yes for question, grant in asked for yes in circumstances.yes_wanted(question, grant)}
    everything = [grant["license"] for _, grant in asked]
    if not wanted:
        duties.discard("approval.obtain")
    license = questions[0].facts["output_license"] or creative_commons.output_license(everything)
    outcome = "needs approval" if wanted else "cleared"
    return Verdict(outcome, frozenset(), frozenset(duties), frozenset(wanted), license)


def refused(question: Question) -> list[Refusal]:
    """Everything that stands against what is asked of one source."""
    told = list(speaking.layers_without_a_grant(question))
    told += speaking.layers_that_clash(question)
    told += speaking.grants_out_of_force(question)
    for grant in speaking.grants_asked(question):
        for term in TERMS:
            if speaking.has_a_say(term.__name__, grant, question):
                told += term(question, grant)
    told += promises.steps_not_judged(question)
    told += promises.contradicted(question)
    told += promises.not_as_planned(question)
    return told
