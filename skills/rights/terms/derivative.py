"""Whether a changed version may be made and shared at all (ND licenses)."""

from __future__ import annotations

from skills.catalog.song import SongFacts
from skills.rights.base import License
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Section
from skills.rights.judgement import Duty, Facts, Reason, Wish
from skills.rights.said import Said, may, must_not

PLACE = 5
CODES = ("derivative.not_made", "derivative.not_shared")
SECTION: type[Section] | None = None
REWORDING = frozenset[Wish](("change-lyrics", "translate-lyrics"))
"""Wishes that make it another version of the song, though no step says so."""


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused under ND for a changed version: shared, or in versions before 4.0 made at all.

    Set to moving pictures even an unchanged recording counts as changed; so does one with other words.
    """
    if not grant.base.no_derivatives or not _changed(demands, facts):
        return []
    may_make = _may_be_made(grant.base)
    if may_make and facts.purpose == "private_preview":
        return []
    share = f"{grant.base.name} does not allow sharing a changed version; a private preview would be allowed."
    make = f"{grant.base.name} does not allow making a changed version."
    return [
        Reason(
            code="derivative.not_shared" if may_make else "derivative.not_made",
            term="derivative",
            text=share if may_make else make,
            step_ids=demands.changed,
            limit="private_preview" if may_make else "no changes",
            got=facts.purpose,
            unit="purpose",
        )
    ]


def duties(demands: Demands, grant: Grant, facts: Facts) -> list[Duty]:
    """Under ND, to keep a changed version to oneself."""
    if not grant.base.no_derivatives or not _changed(demands, facts):
        return []
    return [Duty("derivative.keep_private", "derivative", "Keep the changed version to yourself.")]


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """Only where a license forbids it."""
    if not grant.base.no_derivatives:
        return []
    pictures = "Set to moving pictures, even the song as it is counts as a changed version."
    if not _may_be_made(grant.base):
        return [must_not("No changed version may be made."), must_not(pictures)]
    own = may("You may change the song in any way for yourself.")
    return [own, must_not("A changed version must not be shared."), must_not(pictures)]


def _changed(demands: Demands, facts: Facts) -> bool:
    if demands.changed or demands.others or facts.purpose == "sync":
        return True
    return not REWORDING.isdisjoint(facts.wishes)


def _may_be_made(license: License) -> bool:
    return license.version >= "4.0"
