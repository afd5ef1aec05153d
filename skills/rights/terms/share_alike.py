"""Which license a remix may carry: the same one under share-alike, one that fits under the others."""

from __future__ import annotations

from skills.catalog.song import SongFacts
from skills.rights.compatibility import may_carry, output_license
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Section
from skills.rights.judgement import Duty, Facts, Reason
from skills.rights.said import Said, must
from skills.rights.wording import license_words

PLACE = 97
CODES = ("share_alike.does_not_fit", "share_alike.required")
SECTION: type[Section] | None = None


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused when the license wished for the remix is not one that this source accepts."""
    wanted = facts.output_license
    if wanted is None:
        return []
    met = [other_grant.base for other in demands.others for other_grant in other.grants]
    fitting = output_license([grant.base, *met])
    if wanted == fitting or may_carry(grant.base, wanted):
        return []
    return [
        Reason(
            code="share_alike.required" if grant.base.share_alike else "share_alike.does_not_fit",
            term="share-alike",
            text=f"{license_words(grant)} does not let a remix carry {wanted[:80]!r}; {fitting} would fit.",
            limit=fitting,
            got=wanted,
            unit="license",
        )
    ]


def duties(demands: Demands, grant: Grant, facts: Facts) -> list[Duty]:
    """Under share-alike, to give the remix the same license."""
    if not grant.base.share_alike:
        return []
    text = f"Give the remix the license {grant.base.name} or a later version of it."
    return [Duty("share_alike.license", "share-alike", text)]


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """Only where share-alike binds."""
    if not grant.base.share_alike:
        return []
    return [must(f"A remix must carry the same license ({grant.base.name} or later).")]
