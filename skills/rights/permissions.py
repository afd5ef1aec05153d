"""What may I do with this song?: its grant in plain sentences."""

from __future__ import annotations

from skills.catalog.song import SongFacts
from skills.rights.grant import LAYER_WORDS, LAYERS, Grant
from skills.rights.said import Said, to_know
from skills.rights.terms import SHELF, layers_of


def stands_under(grant: Grant) -> str:
    """The license of the song in a sentence."""
    name = "the rights holder's own terms" if grant.base.is_custom else grant.base.name
    return f"This song stands under {name}."


def permissions(grant: Grant, song: SongFacts) -> tuple[Said, ...]:
    """One sentence for each thing that the grant allows, forbids or asks for; said by its terms.

    Where changed versions are not allowed at all (ND), the terms that measure a change have no say; nor
    has a term of the composition in a grant of the recording alone, which says so.
    """
    terms = sorted((SHELF.take(name) for name in SHELF), key=lambda term: int(term.PLACE))
    if grant.base.no_derivatives:
        terms = [term for term in terms if not hasattr(term, "repair")]
    left = [layer for layer in LAYERS[:2] if layer not in grant.covers]
    terms = [term for term in terms if not set(layers_of(term)) <= set(left)]
    besides = (
        f"Whoever holds {LAYER_WORDS[layer]} must grant it too; this grant does not." for layer in left
    )
    told = (said for term in terms for said in term.sentences(grant, song))
    return (*told, *(to_know(text) for text in besides))
