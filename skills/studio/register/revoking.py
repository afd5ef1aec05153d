"""Revoking: a grant is taken back, and everything made under it goes where the grant says."""

from __future__ import annotations

from typing import NamedTuple

from skills.rights.life import Happened, ReleaseState, day_of, is_for_good, told
from skills.rights.terms.revocation import Revocation
from skills.studio.register.asking import DAY_SECONDS
from skills.studio.register.events import add_event, grant_of_hash
from skills.studio.register.faults import NotPossible, moment
from skills.studio.register.grants import quiet_lives
from skills.studio.register.releases import release, state_of, under
from skills.studio.store import Store


class Consequence(NamedTuple):
    """What a revocation does to one release: its state before and after, in one sentence."""

    release_id: str
    before: ReleaseState
    after: ReleaseState
    text: str


def revoke(store: Store, song_id: str, grant_hash: str, by: str, at: str) -> tuple[Consequence, ...]:
    """Take a grant back: nothing new is published under it from now on, and what was made follows.

    The fates count after the grant's notice, for every generation of remixes. What was made under a
    grant that cannot be taken back stays.
    """
    with store.writing():
        event = _revocation(store, song_id, grant_hash, at)
        follows = _follows(store, event, moment(at))
        add_event(store, "revoked", by, at, song_id, grant_hash, effective=event.effective, was=event.was)
    return follows


def foreseen(store: Store, song_id: str, grant_hash: str, now: str | int) -> tuple[Consequence, ...]:
    """What `revoke` would do, with nothing done."""
    return _follows(store, _revocation(store, song_id, grant_hash, now), moment(now))


def _revocation(store: Store, song_id: str, grant_hash: str, at: str | int) -> Happened:
    life = quiet_lives(store, song_id, at).get(grant_hash)
    if life is None:
        raise NotPossible("grant.unknown", f"This song has no grant {grant_hash[:12]}.")
    grant = grant_of_hash(store, grant_hash)
    if life.state in ("revoked", "revoking"):
        before = "ended for all that is new" if is_for_good(grant) else "was taken back"
        raise NotPossible("grant.not_revoked", f"The grant {grant_hash[:12]} {before} before.")
    terms = grant.section(Revocation)
    days = 0 if life.state == "offered" else terms.notice_days
    ((number,),) = store.read("select coalesce(max(number), 0) + 1 from event")
    effective = moment(at) + days * DAY_SECONDS
    return Happened(number, moment(at), "revoked", song_id, grant_hash, effective, life.state)


def _follows(store: Store, event: Happened, now: int) -> tuple[Consequence, ...]:
    rows = store.read(
        "select release_id from release_grant where grant_hash = ? and song_id = ? "
        "group by release_id order by min(event)",
        event.grant_hash, event.song_id,
    )  # fmt: skip
    grant = grant_of_hash(store, event.grant_hash)
    found = []
    for (release_id,) in rows:
        if (event.song_id, event.grant_hash) not in under(store, release_id).grants:
            continue  # it was published again since then, under another grant
        before = state_of(store, release_id, now)
        after = _then(store, release_id, event, before)
        title = release(store, release_id, now).recipe.title
        text = told(title, before, after, grant, day_of(event.effective))
        found.append(Consequence(release_id, before, after, text))
    return tuple(found)


def _then(store: Store, release_id: str, event: Happened, before: ReleaseState) -> ReleaseState:
    """The state once the revocation counts; an open question is no state of its own by then."""
    after = state_of(store, release_id, event.effective, (event,))
    without = state_of(store, release_id, event.effective)
    return before if after == without else after
