"""The house's own term: what machines made in a remix is always said."""

from __future__ import annotations

from skills.catalog.song import SongFacts
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Section
from skills.rights.judgement import Duty, Facts, Reason
from skills.rights.said import Said, must

PLACE = 99
CODES = ("disclosure.required",)
SECTION: type[Section] | None = None


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused when the disclosure shall be hidden, whatever the license says."""
    if "hide-ai-label" not in facts.wishes:
        return []
    return [
        Reason(
            code="disclosure.required",
            term="disclosure",
            text="Every remix says which parts a machine made; that label cannot be hidden.",
            limit="label",
            got="hide-ai-label",
            unit="wish",
        )
    ]


def duties(demands: Demands, grant: Grant, facts: Facts) -> list[Duty]:
    """To show the disclosure."""
    return [Duty("disclosure.show", "disclosure", "Show which parts a machine made.")]


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """The same for every song."""
    return [must("Every remix says which parts a machine made.")]
