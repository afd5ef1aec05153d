"""Life: the states of grants and releases, worked out from what happened to them and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from skills.rights.grant import Grant
from skills.rights.judgement import MONEY, Purpose
from skills.rights.terms.revocation import Fate, Revocation

GrantState = Literal["offered", "in force", "disputed", "quarantined", "superseded", "revoking", "revoked"]
ReleaseState = Literal["draft", "waiting", "published", "earning", "unlisted", "taken down", "frozen"]
GrantEvent = Literal["offered", "accepted", "superseded", "disputed", "settled", "revoked"]

GRANT_MOVES: Mapping[tuple[GrantState | None, GrantEvent], GrantState] = {
    (None, "offered"): "offered",
    ("superseded", "offered"): "offered",
    ("revoked", "offered"): "offered",
    ("revoking", "offered"): "offered",
    ("offered", "accepted"): "in force",
    ("offered", "superseded"): "superseded",
    ("in force", "superseded"): "superseded",
    ("offered", "revoked"): "revoked",
    ("in force", "revoked"): "revoked",
    ("superseded", "revoked"): "revoked",
}
"""What each event makes of a grant; what holds back a song hangs over all its grants in force."""

HOLDS: Mapping[GrantState, str] = {"quarantined": "resumed", "disputed": "settled"}
"""What holds a song back, and the event that ends it; where both do, the first is told."""

ABOUT_THE_SONG: tuple[str, ...] = (*HOLDS, *HOLDS.values())
"""Events that are about a song, and about none of its grants by itself."""

RELEASE_MOVES: Mapping[ReleaseState, tuple[ReleaseState, ...]] = {
    "draft": ("waiting", "published", "earning", "frozen", "taken down"),
    "waiting": ("draft", "published", "earning", "frozen", "taken down"),
    "published": ("earning", "unlisted", "frozen", "taken down"),
    "earning": ("published", "unlisted", "frozen", "taken down"),
    "unlisted": ("published", "earning", "frozen", "taken down"),
    "frozen": ("taken down",),
    "taken down": ("draft",),
}
"""Where a release may go from each state; what a revocation took down begins anew under new terms only.

While a song in it is held back, what earns counts as frozen, which is no move.
"""

HEARD: tuple[ReleaseState, ...] = ("published", "earning")
"""States in which a release is offered to everybody."""

PUBLISHABLE: tuple[ReleaseState, ...] = ("draft", "waiting", "published", "earning", "unlisted")


class Happened(NamedTuple):
    """One thing that happened, in the order of `number`; at and effective in seconds since 1970, UTC.

    effective: when it begins to count, later than `at` only for a revocation with notice. was: of a
    revocation, the state the grant was in. state: of a publication, what the release became.
    """

    number: int
    at: int
    kind: str
    song_id: str = ""
    grant_hash: str = ""
    effective: int = 0
    was: GrantState | None = None
    state: ReleaseState | None = None


class GrantLife(NamedTuple):
    """How a grant stands: since which event, and from when a revocation counts (None without one)."""

    state: GrantState
    since: int
    effective: int | None = None


def seconds_of(moment: str | int) -> int:
    """Seconds since 1970 in UTC of an ISO 8601 time with its zone; ValueError for any other text."""
    if isinstance(moment, int):
        return moment
    read = datetime.fromisoformat(moment)
    if read.tzinfo is None:
        raise ValueError(f"{moment[:40]!r} does not say its zone")
    return int(read.timestamp())


def day_of(seconds: int) -> str:
    """The UTC day of a moment, as in 2026-01-31."""
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def grant_lives(events: Iterable[Happened], now: int) -> dict[str, GrantLife]:
    """The state of every grant of one song, by its hash, in the order in which they were offered."""
    told = tuple(events)
    lives: dict[str, GrantLife] = {}
    for event in told:
        before = lives.get(event.grant_hash)
        after = GRANT_MOVES.get((before and before.state, event.kind))  # type: ignore[arg-type]  # any text
        if after is not None:
            lives[event.grant_hash] = _life(after, event, now)
    for state, since in list(holds_of(told).items())[:1]:
        held = GrantLife(state, since)
        lives = {h: held if one.state == "in force" else one for h, one in lives.items()}
    return lives


def _life(state: GrantState, event: Happened, now: int) -> GrantLife:
    if state != "revoked":
        return GrantLife(state, event.number)
    return GrantLife("revoking" if now < event.effective else "revoked", event.number, event.effective)


def holds_of(events: Iterable[Happened]) -> dict[GrantState, int]:
    """What holds a song back now, in the order of `HOLDS`, with the number of the event it began with."""
    latest = {event.kind: event.number for event in events if event.kind in ABOUT_THE_SONG}
    return {
        state: latest[state]
        for state, end in HOLDS.items()
        if state in latest and latest[state] > latest.get(end, 0)
    }


def state_for(purpose: Purpose) -> ReleaseState:
    """What publishing for a purpose makes of a release."""
    return "earning" if purpose in MONEY else "published"


def is_for_good(grant: Grant) -> bool:
    """Whether it cannot be taken back: what was made under it stays, and only nothing new is made."""
    return not grant.section(Revocation).revocable


def after_fate(state: ReleaseState, live: ReleaseState, grant: Grant) -> ReleaseState:
    """What the end of a grant makes of a release: as the grant says, and never softer than before.

    live: the state that the release was in before it was frozen, else `state` itself.
    """
    terms = grant.section(Revocation)
    if is_for_good(grant) or state == "taken down":
        return state
    fates: dict[ReleaseState, Fate] = {"earning": terms.earning, "draft": terms.drafts}
    fate = fates.get(live, terms.published)
    if fate == "takedown":
        return "taken down"
    if fate == "freeze":
        return "frozen"
    return "unlisted" if fate == "unlist" and state in HEARD else state


def release_state(
    own: Sequence[Happened],
    revoked: Iterable[Happened],
    grants: Mapping[str, Grant],
    held_back: bool,
    asked: bool,
    now: int,
) -> ReleaseState:
    """The state of a release at `now`.

    own: what happened to the release itself, in order. revoked: the revocations of the grants that it
    stands under; one that was said before it was last drafted or published does not touch it any more.
    grants: by hash. held_back: whether a song in it is, such as by a dispute.
    asked: whether somebody still has to say yes.
    """
    state: ReleaseState = "draft"
    live, latest = state, 0
    for event in _in_order(own, revoked, now):
        if event.kind == "revoked":
            # what is only a draft would be published under the grant that took the place of this one
            spared = event.number < latest or (event.was == "superseded" and live == "draft")
            state = state if spared else after_fate(state, live, grants[event.grant_hash])
        elif event.state is not None and event.state in (state, *RELEASE_MOVES[state]):
            state = event.state
            latest = event.number if event.kind in ("drafted", "published") else latest
        live = live if state == "frozen" else state
    if state == "draft" and asked:
        return "waiting"
    return "frozen" if held_back and state == "earning" else state


def _in_order(own: Sequence[Happened], revoked: Iterable[Happened], now: int) -> list[Happened]:
    """What counts at `now`, in the order in which it began to; the order of recording wins over clocks."""
    timed: list[tuple[int, int, Happened]] = []
    clock = 0
    for event in own:
        clock = max(clock, event.at)
        timed.append((clock, event.number, event))
    timed += [(event.effective, event.number, event) for event in revoked if event.effective <= now]
    return [event for *_, event in sorted(timed, key=lambda one: one[:2])]


def told(title: str, before: ReleaseState, after: ReleaseState, grant: Grant, day: str) -> str:
    """One sentence on what a revocation that counts from that UTC day does to a release."""
    if after != before:
        return f"“{title}” {_BECOMES[after]} on {day}."
    if before == "taken down":
        return f"“{title}” was taken down before."
    if is_for_good(grant):
        return f"“{title}” stays {_IS[before]}: {grant.base.name} cannot be taken back."
    return f"“{title}” stays {_IS[before]}, as the grant says."


_BECOMES: Mapping[ReleaseState, str] = {
    "unlisted": "is no longer listed",
    "taken down": "is taken down",
    "frozen": "is frozen",
}
_IS: Mapping[ReleaseState, str] = {
    "draft": "a draft",
    "waiting": "a draft that waits for an answer",
    "published": "published",
    "earning": "published and earning",
    "unlisted": "unlisted",
    "frozen": "frozen",
    "taken down": "taken down",
}
