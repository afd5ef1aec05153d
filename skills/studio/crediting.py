"""Crediting: whom the credits of a remix name, from the grants that its song stands under."""

from __future__ import annotations

from collections.abc import Sequence

from skills.catalog.song import Song
from skills.provenance.credits import CreditSource
from skills.rights.grant import LAYER_WORDS, Grant
from skills.rights.wording import listed


def credit_sources(song: Song, grants: Sequence[Grant]) -> tuple[CreditSource, ...]:
    """The giver of each grant; with the layer that it is about, where the grants do not all say the same."""
    whole = tuple(CreditSource(**grant.credit_fields(song)) for grant in grants)
    if len(set(whole)) == 1:
        return whole[:1]
    return tuple(_of_layers(song, grant) for grant in grants)


def _of_layers(song: Song, grant: Grant) -> CreditSource:
    """The credit of a grant that speaks for a part of the rights: its own name, else its holders'."""
    holders = dict.fromkeys(holder.name for holder in grant.holders if holder.right in grant.covers)
    named = {"author": listed(holders)} if holders and not grant.credit.name else {}
    fields = {**grant.credit_fields(song), **named}
    return CreditSource(**fields, part=listed(LAYER_WORDS[layer] for layer in grant.covers))
