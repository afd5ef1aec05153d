"""Whether the people behind a song must be named, and what goes with their names."""

from __future__ import annotations

from skills.catalog.song import SongFacts
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Section
from skills.rights.judgement import Duty, Facts, Reason
from skills.rights.wording import license_words

PLACE = 95
CODES = ("attribution.required",)
SECTION: type[Section] | None = None


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused when the credit shall be left out and only the public domain would allow that."""
    if "omit-credit" not in facts.wishes or not grant.base.wants_credit:
        return []
    return [
        Reason(
            code="attribution.required",
            term="attribution",
            text=f"{license_words(grant)} wants its authors named; the credit cannot be left out.",
            limit="credit",
            got="omit-credit",
            unit="wish",
        )
    ]


def duties(demands: Demands, grant: Grant, facts: Facts) -> list[Duty]:
    """To credit, to say what changed, to imply no endorsement, to keep the notice (MIT)."""
    base = grant.base
    if not base.wants_credit:
        return []
    found = [
        Duty("attribution.credit", "attribution", "Name the title, the author, the source and the license.")
    ]
    if demands.changed:
        found.append(Duty("attribution.changes", "attribution", "Say what was changed."))
    if base.family == "MIT":
        found.append(
            Duty("attribution.notice", "attribution", "Let the copyright and permission notice travel along.")
        )
    else:
        text = "Do not suggest that the authors endorse the remix."
        found.append(Duty("attribution.no_endorsement", "attribution", text))
    return found


def sentences(grant: Grant, song: SongFacts) -> list[str]:
    """Whether credit is needed."""
    if not grant.base.wants_credit:
        return ["No credit is needed; it is given all the same unless you leave it out."]
    if grant.base.family == "MIT":
        return ["The credit and the license notice always travel with the remix."]
    return ["The credit always travels with the remix."]
