"""Crediting: whom the credits of a remix name, from the grants that its song stands under."""

from __future__ import annotations

from collections.abc import Sequence

from skills.catalog.recipe import Ingredient
from skills.catalog.song import Song
from skills.provenance.credits import CreditSource
from skills.rights.grant import LAYER_WORDS, Grant
from skills.rights.wording import listed
from skills.studio.register.events import grant_of_hash
from skills.studio.register.lineage import ancestors, parents_of
from skills.studio.register.releases import song_of
from skills.studio.studio import Studio


def credited(song: Song, grants: Sequence[Grant], studio: Studio) -> tuple[CreditSource, ...]:
    """Whom a remix of the song names: its own people, and those of all that it was made of itself."""
    found = list(credit_sources(song, grants))
    for ingredient in _made_of(song, studio):
        hashes = ingredient.grant_hashes or (ingredient.grant_hash,)
        under = tuple(grant_of_hash(studio.store, one) for one in hashes)
        found += credit_sources(_as_song(ingredient, song, studio), under)
    return tuple(dict.fromkeys(found))


def _made_of(song: Song, studio: Studio) -> list[Ingredient]:
    """What went into the song, where it is a remix itself, and into what that was made of."""
    store = studio.store
    line = ancestors(parents_of(store, song.id), lambda work: parents_of(store, work))
    works = [release for release in (song_of(store, song.id), *sorted(line)) if release and len(release) > 12]
    recipes = (studio.register.release(work, studio.now()).recipe for work in works)
    return [ingredient for recipe in recipes for ingredient in recipe.ingredients]


def _as_song(ingredient: Ingredient, like: Song, studio: Studio) -> Song:
    """The song of an ingredient; where it is no longer in the catalogue, as far as its credit needs it."""
    names = {"id": ingredient.song_id, "title": ingredient.title, "artist": ingredient.artist}
    return studio.store.song(ingredient.song_id) or like.model_copy(update={**names, "source_url": None})


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
