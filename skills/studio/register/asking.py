"""Asking: rights holders are asked to hear a release first, and who says nothing in time has said no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from skills.rights.decision import NeedsApproval, plan_hash
from skills.rights.judgement import Approval, Approved, Purpose
from skills.studio.register.faults import NotPossible, moment
from skills.studio.store import Store

DAY_SECONDS = 86_400
Said = Literal["open", "yes", "no", "too late"]


@dataclass(frozen=True)
class Ask:
    """A question to a rights holder of a song: may this very plan, with this very sound, be published?

    purpose: what for; a yes to one purpose is none to another. until: seconds since 1970 in UTC; from
    then on it is a no ("too late"), whatever is said later.
    said: the answer as it stands; by, answered_at: of the answer, "" without one.
    """

    id: int
    release_id: str
    song_id: str
    grant_hash: str
    purpose: Purpose
    plan_hash: str
    sound_sha256: str
    text: str
    asked_at: str
    until: int
    said: Said
    by: str = ""
    answered_at: str = ""


def ask(store: Store, release_id: str, needs: NeedsApproval, at: str) -> tuple[Ask, ...]:
    """Ask for every song whose rights holder wants to be asked; who was asked already is not asked again.

    A no stands. Silence is a no to that question only: after its days the same may be asked once more.
    """
    with store.writing():
        rows = store.read("select plan_hash, sound_sha256 from release where id = ?", release_id)
        if not rows:
            raise NotPossible("release.unknown", f"There is no release {release_id[:40]}.")
        if plan_hash(needs.plan) != rows[0][0]:
            text = "The rights holder is asked about the plan of this very remix, and that is another one."
            raise NotPossible("ask.other_plan", text)
        return tuple(
            _asked(store, release_id, source.id, needs.basis.facts.purpose, wanted, at)
            for wanted in needs.approvals
            for source in needs.basis.sources
            if wanted.grant_hash in (grant.hash for grant in source.grants)
        )


def _asked(store: Store, release_id: str, song_id: str, purpose: Purpose, wanted: Approval, at: str) -> Ask:
    for known in asks(store, at, release_id):
        same = (known.song_id, known.grant_hash, known.purpose) == (song_id, wanted.grant_hash, purpose)
        if same and known.said != "too late":
            return known
    number = store.write(
        "insert into ask (release_id, song_id, grant_hash, purpose, plan_hash, sound_sha256, text, asked_at, "
        "until) select id, ?, ?, ?, plan_hash, sound_sha256, ?, ?, ? from release where id = ?",
        song_id, wanted.grant_hash, purpose, wanted.text, at, moment(at) + wanted.days * DAY_SECONDS,
        release_id,
    )  # fmt: skip
    return _one(store, number, at)


def answer(store: Store, ask_id: int, yes: bool, by: str, at: str) -> Ask:
    """Keep a yes or a no; NotPossible when it comes too late, or where the question was answered."""
    with store.writing():
        known = _one(store, ask_id, at)
        if known.said == "too late":
            raise NotPossible(
                "ask.too_late", "The days to answer are over, which is a no; it can be asked again."
            )
        if known.said != "open":
            raise NotPossible("ask.answered", f"This was answered already: {known.said}.")
        store.write("insert into answer values (?, ?, ?, ?)", ask_id, int(yes), by, at)
        return _one(store, ask_id, at)


def asks(store: Store, now: str | int, release_id: str | None = None) -> tuple[Ask, ...]:
    """All questions, or those about a release, as they stand now, oldest first."""
    where = "" if release_id is None else "where release_id = ? "
    return _read(store, f"{where}order by id", now, *(() if release_id is None else (release_id,)))


def open_asks(store: Store, now: str | int, release_id: str | None = None) -> tuple[Ask, ...]:
    """Those that can still be answered."""
    return tuple(one for one in asks(store, now, release_id) if one.said == "open")


def approvals(
    store: Store, release_id: str, now: str | int, purpose: Purpose | None = None
) -> tuple[Approved, ...]:
    """Every yes to a release, as clearance takes it; to a purpose, where one is named.

    Where several songs stand under the same grant, it takes the yes for each of them.
    """
    asked = [one for one in asks(store, now, release_id) if purpose in (None, one.purpose)]
    latest = {(one.song_id, one.grant_hash, one.purpose): one for one in asked}
    refused = {(one.grant_hash, one.purpose) for one in latest.values() if one.said != "yes"}
    given = [one for one in latest.values() if (one.grant_hash, one.purpose) not in refused]
    found = [
        Approved(grant_hash=one.grant_hash, plan_hash=one.plan_hash, sound_sha256=one.sound_sha256)
        for one in given
    ]
    return tuple(dict.fromkeys(found))


def _one(store: Store, ask_id: int, now: str | int) -> Ask:
    for found in _read(store, "where id = ?", now, ask_id):
        return found
    told = f"There is no question {ask_id}"
    raise NotPossible("ask.unknown", f"{told}; `refrain rights requests` shows all.", f"{told}.")


def _read(store: Store, where: str, now: str | int, *values: object) -> tuple[Ask, ...]:
    rows = store.read(
        "select id, release_id, song_id, grant_hash, purpose, plan_hash, sound_sha256, text, asked_at, "
        f"until, yes, who, at from ask left join answer on ask_id = id {where}",
        *values,
    )
    return tuple(
        Ask(*(*known, _said(known[-1], yes, moment(now)), by or "", answered_at or ""))
        for *known, yes, by, answered_at in rows
    )


def _said(until: int, yes: int | None, now: int) -> Said:
    if yes is not None:
        return "yes" if yes else "no"
    return "open" if now < until else "too late"
