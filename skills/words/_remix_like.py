"""Like another remix: a talk of one's own that begins with the plan of a remix which is there already."""

from __future__ import annotations

from skills.catalog.song import Song
from skills.planning.talk import Talk, Turn
from skills.studio.register.faults import NotPossible
from skills.studio.studio import Studio
from skills.studio.talks import add_turn, turns_to
from skills.talk.errors import BadInput
from skills.talk.request import Request


def begun_like(request: Request, song: Song, talk: Talk, studio: Studio) -> Talk:
    """The talk that the words go on with; one in which nothing was said yet begins as `turns_like` tells."""
    if not request.options.get("like") or talk.turns:
        return talk
    turns = turns_like(request, song, studio)
    with studio.store.writing():
        for turn in turns:
            add_turn(request.talk_id, song, turn, studio, request.person)
    return Talk(turns=turns)


def turns_like(request: Request, song: Song, studio: Studio) -> tuple[Turn, ...]:
    """Turns that lead to the plan of the release that `like` names; whose words it came from is not told.

    BadInput where that remix is not of this song, or was taken down.
    """
    release_id = str(request.options["like"])
    gone = BadInput("That remix is no longer known; say in your own words what to do with the song.")
    try:
        release = studio.register.release(release_id, studio.now())
    except NotPossible:
        raise gone from None
    if release.state == "taken down" or release.recipe.ingredients[0].song_id != song.id:
        raise gone
    plan = release.recipe.plan
    steps = tuple(step.model_copy(update={"because": ()}) for step in plan.steps)
    keep = tuple(one.model_copy(update={"because": ()}) for one in plan.keep)
    return turns_to(plan.model_copy(update={"steps": steps, "keep": keep}), "")
