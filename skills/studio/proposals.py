"""Proposals: plans that were understood, cleared and shown, and are made only when their person says so."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

from pydantic import Field

from audio_engine.plan import Model
from skills.catalog.song import Song
from skills.planning.delta import Undo
from skills.planning.talk import Talk, Turn, misfits
from skills.rights.judgement import Purpose, Wish
from skills.studio.studio import Studio
from skills.studio.talks import add_turn, moved_to, talk_of
from skills.talk.errors import BadInput
from skills.talk.request import Request

KEPT_DAYS = 90
"""How long a plan that nobody had made is kept."""


class Proposal(Model):
    """What one person asked for, as it was understood.

    turns: what it adds to its talk, understood as those from `began` on. upon: the proposal that it
    builds on, "" for none. leftover, note: what was said beside the plan. turns_after: how many turns the
    talk had once these were in it; None before that.
    """

    talk_id: str
    song_id: str
    person: str
    words: str
    turns: tuple[Turn, ...]
    began: int = 0
    upon: str = ""
    wishes: tuple[Wish, ...] = ()
    leftover: tuple[str, ...] = ()
    note: str = ""
    purpose: Purpose = "private_preview"
    output_license: str | None = None
    id: str = Field(default="", exclude=True)
    turns_after: int | None = Field(default=None, exclude=True)


def keep_proposal(proposal: Proposal, studio: Studio) -> str:
    """Keep the proposal, and let go of those that nobody had made for too long; its id."""
    own, at = secrets.token_hex(8), studio.now()
    last = (datetime.fromisoformat(at).astimezone(UTC) - timedelta(days=KEPT_DAYS)).isoformat()
    with studio.store.writing():
        studio.store.write("delete from proposal where turns_after is null and proposed_at < ?", last)
        studio.store.write(
            "insert into proposal values (?, ?, ?, ?, ?, ?, null)",
            own, proposal.talk_id, proposal.song_id, proposal.person, proposal.model_dump_json(), at,
        )  # fmt: skip
    return own


def proposal_of(proposal_id: str, person: str, studio: Studio) -> Proposal:
    """The proposal of that id; BadInput where it is not there, or another person's."""
    sql = "select person, body, turns_after from proposal where id = ?"
    for whose, body, turns_after in studio.store.read(sql, proposal_id):
        if whose != person:
            raise BadInput("Only the one who asked for this plan can have it made; ask for one of your own.")
        known = Proposal.model_validate_json(body)
        return known.model_copy(update={"id": proposal_id, "turns_after": turns_after})
    raise BadInput("There is no such plan any more; say again what to do with the song.")


def upon(request: Request, song: Song) -> str:
    """The proposal that the words go on with: `upon`, else that song's among `plans`; "" for none."""
    options = request.options
    return str(options.get("upon") or (options.get("plans") or {}).get(song.id) or "")


def talk_upon(request: Request, song: Song, studio: Studio) -> Talk:
    """The talk that the words go on with: with the turns of a proposal that is not in it yet, if any."""
    if request.talk_id and studio.store.song_of_talk(request.talk_id) != song.id:
        studio.store.set_song_of_talk(request.talk_id, song.id)
    named = upon(request, song)
    if not named:
        return talk_of(request.talk_id, song, studio)
    earlier = proposal_of(named, request.person, studio)
    if (earlier.talk_id, earlier.song_id) != (request.talk_id, song.id):
        raise BadInput("That plan is about another song or belongs to another talk; say it there.")
    if earlier.talk_id and earlier.turns_after is not None:  # made meanwhile, and perhaps gone on with
        return talk_of(request.talk_id, song, studio)
    return talks_around(earlier, song, studio)[1]


def said_for(proposal: Proposal, studio: Studio) -> tuple[str, ...]:
    """All that its person said for it and that is in no remix yet, oldest first; "undo" takes one back."""
    said: list[str] = []
    for turn in (turn for one in _not_entered(proposal, studio) for turn in one.turns):
        undone = any(isinstance(op, Undo) for op in turn.delta.ops)
        words = "undo" if undone else turn.words
        said = said[:-1] if undone and said else [*said, words]
    return tuple(dict.fromkeys(said))


def talks_around(proposal: Proposal, song: Song, studio: Studio) -> tuple[Talk, Talk]:
    """The talk before the proposal's turns and after them, whether they are in it already or not.

    BadInput where the talk went on meanwhile, so that a change no longer fits what it was meant for.
    """
    talk = talk_of(proposal.talk_id, song, studio)
    if proposal.turns_after is not None and proposal.talk_id:
        after = Talk(turns=talk.turns[: proposal.turns_after])
        return Talk(turns=after.turns[: -len(proposal.turns)]), after
    line = _not_entered(proposal, studio)
    then, after = Talk(turns=talk.turns[: line[0].began]), talk
    for one in line:
        _hold_to_its_talk(one, then, after)
        then, after = _with(then, one), _with(after, one)
    return talk, after


def entered(proposal: Proposal, before: Talk, after: Talk, song: Song, studio: Studio) -> bool:
    """Put the turns between `before` and `after` into the talk and mark the proposal made, both only once.

    False, with nothing done, where the talk went on since `before`.
    """
    store = studio.store
    with store.writing():
        if proposal_of(proposal.id, proposal.person, studio).turns_after is not None:
            return True
        if len(talk_of(proposal.talk_id, song, studio).turns) != len(before.turns):
            return False
        for turn in after.turns[len(before.turns) :]:
            add_turn(proposal.talk_id, song, turn, studio, proposal.person)
        place = len(before.turns)
        for one in _not_entered(proposal, studio):
            place += len(one.turns)
            store.write("update proposal set turns_after = ? where id = ?", place, one.id)
        return True


def _not_entered(proposal: Proposal, studio: Studio) -> tuple[Proposal, ...]:
    """The proposal after those that it builds on and whose turns are in no talk yet, oldest first."""
    line = [proposal]
    while line[0].upon:
        earlier = proposal_of(line[0].upon, proposal.person, studio)
        if earlier.talk_id and earlier.turns_after is not None:
            break
        line.insert(0, earlier)
    return tuple(line)


def _hold_to_its_talk(proposal: Proposal, then: Talk, talk: Talk) -> None:
    if len(talk.turns) > len(then.turns) and _misfits(talk, proposal) - _misfits(then, proposal):
        raise BadInput(
            "The remix has gone on since this plan was made, and the plan no longer fits it; "
            "say again what to change."
        )


def _with(talk: Talk, proposal: Proposal) -> Talk:
    return Talk(turns=(*talk.turns, *moved_to(len(talk.turns), proposal.turns, proposal.began)))


def _misfits(talk: Talk, proposal: Proposal) -> set[tuple[int, int]]:
    """The ops of the proposal that would change nothing after that talk, by turn and place."""
    found: set[tuple[int, int]] = set()
    for number, turn in enumerate(proposal.turns):
        found |= {(number, place) for place in misfits(talk, turn.delta)}
        talk = Talk(turns=(*talk.turns, turn))
    return found
