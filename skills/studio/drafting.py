"""Drafting: what clearance must know from the register, and the remix entered there as a draft."""

from __future__ import annotations

from skills.catalog.recipe import Recipe
from skills.catalog.song import Song
from skills.rights.clearance import Cleared, NeedsApproval
from skills.rights.decision import Answer, plan_hash
from skills.rights.judgement import Approved, Source
from skills.studio.asker import Asker
from skills.studio.register.asking import Ask
from skills.studio.studio import Studio


def sources_of(song: Song, asker: Asker, studio: Studio, remakes: str = "") -> tuple[Source, ...]:
    """The song as it stands now, and the songs it was made of itself.

    remakes: the release that is only made once more, and stands as it is.
    """
    return studio.register.sources(song, asker.name, studio.now(), remakes, stands=bool(remakes))


def yes_said(asked: Answer, asker: Asker, studio: Studio) -> tuple[Approved, ...]:
    """Every yes that was said to a draft of this person with the same plan, for the same purpose."""
    if not isinstance(asked, NeedsApproval):
        return ()
    now, wanted = studio.now(), plan_hash(asked.plan)
    drafts = {
        one.release_id
        for one in studio.register.asks(open_only=False, now=now)
        if one.said == "yes" and one.plan_hash == wanted
    }
    purpose = asked.basis.facts.purpose
    return tuple(
        yes
        for release_id in sorted(drafts)
        if studio.register.release(release_id, now).person == asker.name
        for yes in studio.register.approvals(release_id, now, purpose)
    )


def drafted(
    recipe: Recipe, song: Song, decided: Cleared | NeedsApproval, asker: Asker, studio: Studio
) -> tuple[Ask, ...]:
    """Keep the recipe, enter the remix as a draft of whoever asked, and ask those who want to hear it first.

    All of it, or none. Gives what was asked; () where nobody is.
    """
    at = studio.now()
    with studio.store.writing():
        studio.store.add_remix(recipe.id, song.id, recipe.model_dump(mode="json"), at)
        release = studio.register.draft(recipe, asker.name, at)
        return studio.register.ask(release.id, decided, at) if isinstance(decided, NeedsApproval) else ()
