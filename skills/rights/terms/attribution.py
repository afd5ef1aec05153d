"""Whether the people behind a song must be named, and what goes with their names."""

from __future__ import annotations

from skills.catalog.song import SongFacts
from skills.rights.base import CC_FAMILIES
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Section
from skills.rights.judgement import Duty, Facts, Reason
from skills.rights.said import Said, must, must_not, to_know
from skills.rights.wording import license_words

PLACE = 95
CODES = ("attribution.required",)
SECTION: type[Section] | None = None
_CREATIVE_COMMONS = (
    ("notices", "Keep the notices of copyright, of the license and of no warranty that came with the song."),
    ("license_link", "Link to the license or let its text travel along."),
    ("no_locks", "Put no further terms and no technical locks on the remix that the license does not have."),
    ("remove_on_request", "Take an author's name off again where the author asks for it and it can be done."),
)
"""Creative Commons 4.0, sections 2(a)(5) and 3(a); the earlier versions ask the same in section 4."""


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
    """To credit, to say what changed, to imply no endorsement, to keep notices, and what CC adds."""
    base = grant.base
    if not base.wants_credit:
        return []
    owed = [("credit", "Name the title, the author, the source and the license.")]
    if demands.changed:
        owed.append(("changes", "Say what was changed."))
    if base.family == "MIT":
        owed.append(("notice", "Let the copyright and permission notice travel along."))
    else:
        owed.append(("no_endorsement", "Do not suggest that the authors endorse the remix."))
    if base.family in CC_FAMILIES:
        owed += _CREATIVE_COMMONS
        if grant.source_url:
            owed.append(("source_link", f"Link back to the source, {grant.source_url}."))
    if demands.standing.generation:
        owed.append(("chain", "Name the authors of the works that this one is made from, all of them."))
    return [Duty(f"attribution.{name}", "attribution", text) for name, text in owed]


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """Whether credit is needed, and what goes with it."""
    base = grant.base
    if not base.wants_credit:
        return [to_know("No credit is needed; it is given all the same unless you leave it out.")]
    if base.family == "MIT":
        return [must("The credit and the license notice always travel with the remix.")]
    told = [must("The credit always travels with the remix.")]
    if base.family not in CC_FAMILIES:
        return told
    return [
        *told,
        must("The credit names title, author, source, license and changes, and earlier authors too."),
        must("An author who asks for it is left unnamed."),
        must_not("Nothing may suggest that the authors endorse the remix."),
        must_not("No further terms and no technical locks may be put on it."),
    ]
