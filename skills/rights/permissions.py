"""What may I do with this song?: its grant in plain sentences."""

from __future__ import annotations

from skills.catalog.song import SongFacts
from skills.rights.grant import Grant
from skills.rights.said import Said
from skills.rights.terms import SHELF


def stands_under(grant: Grant) -> str:
    """The license of the song in a sentence."""
    name = "the rights holder's own terms" if grant.base.is_custom else grant.base.name
    return f"This song stands under {name}."


def permissions(grant: Grant, song: SongFacts) -> tuple[Said, ...]:
    """One sentence for each thing that the grant allows, forbids or asks for; said by its terms.

    Where changed versions are not allowed at all (ND), the terms that measure a change have no say.
    """
    terms = sorted((SHELF.take(name) for name in SHELF), key=lambda term: int(term.PLACE))
    if grant.base.no_derivatives:
        terms = [term for term in terms if not hasattr(term, "repair")]
    return tuple(said for term in terms for said in term.sentences(grant, song))
