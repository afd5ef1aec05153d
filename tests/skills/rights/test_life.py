"""Life: what becomes of grants and releases, by what happened to them alone."""

from __future__ import annotations

from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills.rights.grant import Grant
from skills.rights.judgement import MONEY, PURPOSES
from skills.rights.life import (
    PUBLISHABLE,
    RELEASE_MOVES,
    Happened,
    ReleaseState,
    after_fate,
    day_of,
    grant_lives,
    holds_of,
    release_state,
    seconds_of,
    state_for,
    told,
)
from skills.rights.terms.revocation import Fate
from tests.skills.rights.things import a_grant

HOUR = 3_600
STATES: tuple[ReleaseState, ...] = get_args(ReleaseState)
FATES: tuple[Fate, ...] = get_args(Fate)
HARDNESS = {
    "draft": 0,
    "published": 0,
    "earning": 0,
    "waiting": 0,
    "unlisted": 1,
    "frozen": 2,
    "taken down": 3,
}


def terms(drafts: Fate = "keep", published: Fate = "keep", earning: Fate = "keep") -> Grant:
    return a_grant(f'[revocation]\ndrafts = "{drafts}"\npublished = "{published}"\nearning = "{earning}"\n')


def story(*kinds: str) -> list[Happened]:
    return [
        Happened(n, n * HOUR, kind, "s", "g", effective=n * HOUR, was="in force")
        for n, kind in enumerate(kinds, 1)
    ]


@pytest.mark.parametrize(
    ("kinds", "state"),
    [
        (("offered",), "offered"),
        (("offered", "accepted"), "in force"),
        (("offered", "accepted", "superseded"), "superseded"),
        (("offered", "superseded"), "superseded"),
        (("offered", "accepted", "disputed"), "disputed"),
        (("offered", "accepted", "disputed", "settled"), "in force"),
        (("offered", "accepted", "disputed", "settled", "disputed"), "disputed"),
        (("offered", "disputed"), "offered"),
        (("offered", "disputed", "accepted"), "disputed"),
        (("offered", "accepted", "disputed", "revoked"), "revoked"),
        (("offered", "accepted", "quarantined"), "quarantined"),
        (("offered", "accepted", "quarantined", "resumed"), "in force"),
        (("offered", "accepted", "quarantined", "disputed"), "quarantined"),
        (("offered", "accepted", "quarantined", "disputed", "resumed"), "disputed"),
        (("offered", "accepted", "quarantined", "disputed", "settled"), "quarantined"),
        (("offered", "quarantined"), "offered"),
        (("offered", "accepted", "resumed"), "in force"),
        (("offered", "accepted", "revoked", "offered"), "offered"),
        (("offered", "accepted", "revoked", "offered", "accepted"), "in force"),
        (("offered", "accepted", "superseded", "revoked"), "revoked"),
        (("offered", "accepted", "revoked", "accepted"), "revoked"),
    ],
)
def test_a_grant_stands_where_its_story_has_brought_it(kinds: tuple[str, ...], state: str) -> None:
    assert grant_lives(story(*kinds), now=100 * HOUR)["g"].state == state


def test_a_revocation_with_notice_counts_from_its_second_on() -> None:
    events = [*story("offered", "accepted"), Happened(3, 3 * HOUR, "revoked", "s", "g", 9 * HOUR, "in force")]
    lives = [grant_lives(events, now)["g"] for now in (3 * HOUR, 9 * HOUR - 1, 9 * HOUR)]
    assert [life.state for life in lives] == ["revoking", "revoking", "revoked"]
    assert {life.effective for life in lives} == {9 * HOUR}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("fate", FATES)
def test_a_fate_is_never_softer_than_what_there_was_and_is_a_move_of_the_table(
    state: ReleaseState, fate: Fate
) -> None:
    live: ReleaseState = "earning" if state == "frozen" else state
    after = after_fate(state, live, terms(fate, fate, fate))
    assert HARDNESS[after] >= HARDNESS[state]
    assert after == state or after in RELEASE_MOVES[state]
    if fate == "takedown":
        assert after == "taken down"


@pytest.mark.parametrize(
    ("state", "after"),
    [("draft", "taken down"), ("waiting", "unlisted"), ("published", "unlisted"), ("earning", "frozen"),
     ("unlisted", "unlisted"), ("taken down", "taken down")],
)  # fmt: skip
def test_each_state_has_its_own_fate(state: ReleaseState, after: ReleaseState) -> None:
    found = after_fate(state, state, terms("takedown", "unlist", "freeze"))
    assert found == (after if state != "waiting" else "waiting")


@pytest.mark.parametrize("license_id", ["CC-BY-4.0", "CC-BY-NC-SA-3.0", "CC0-1.0", "MIT"])
@pytest.mark.parametrize("state", STATES)
def test_what_cannot_be_taken_back_changes_nothing(license_id: str, state: ReleaseState) -> None:
    grant = a_grant(license_id)
    assert after_fate(state, state, grant) == state
    assert state == "taken down" or "cannot be taken back" in told("Song", state, state, grant, "2026-01-01")


@pytest.mark.parametrize(
    ("kinds", "holds"),
    [
        ((), {}),
        (("offered", "disputed"), {"disputed": 2}),
        (("disputed", "settled"), {}),
        (("disputed", "settled", "disputed", "accepted"), {"disputed": 3}),
        (("disputed", "disputed"), {"disputed": 2}),
        (("disputed", "quarantined"), {"quarantined": 2, "disputed": 1}),
        (("quarantined", "settled"), {"quarantined": 1}),
        (("disputed", "quarantined", "resumed"), {"disputed": 1}),
    ],
)
def test_what_holds_a_song_back_does_so_until_it_is_ended_by_its_own_event(
    kinds: tuple[str, ...], holds: dict[str, int]
) -> None:
    assert list(holds_of(story(*kinds)).items()) == list(holds.items())


def test_a_draft_waits_as_long_as_somebody_is_to_say_yes() -> None:
    waiting = [release_state([], [], {}, held_back=False, asked=asked, now=HOUR) for asked in (True, False)]
    assert waiting == ["waiting", "draft"]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("published", "unlisted", "“Song” is no longer listed on 2026-01-31."),
        ("taken down", "taken down", "“Song” was taken down before."),
        ("earning", "earning", "“Song” stays published and earning, as the grant says."),
    ],
)
def test_what_a_revocation_does_to_a_release_is_told(
    before: ReleaseState, after: ReleaseState, sentence: str
) -> None:
    assert told("Song", before, after, terms(), "2026-01-31") == sentence


def test_money_earns_and_everything_else_is_published() -> None:
    assert [p for p in PURPOSES if state_for(p) == "earning"] == [p for p in PURPOSES if p in MONEY]
    assert all(
        state_for(p) in RELEASE_MOVES[state] or state_for(p) == state
        for p in PURPOSES
        for state in PUBLISHABLE
    )


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("1970-01-01T00:00:00+00:00", 0), ("2026-01-01T12:00:00Z", 1_767_268_800),
     ("2026-01-02T02:00:00+14:00", 1_767_268_800)],
)  # fmt: skip
def test_times_are_seconds_in_utc(text: str, seconds: int) -> None:
    assert seconds_of(text) == seconds_of(seconds) == seconds


@pytest.mark.parametrize("text", ["2026-01-01T12:00:00", "2026-01-01", "noon", ""])
def test_a_time_without_its_zone_is_no_time(text: str) -> None:
    with pytest.raises(ValueError, match=r"zone|Invalid"):
        seconds_of(text)


def test_a_day_is_a_day_in_utc() -> None:
    assert day_of(seconds_of("2026-03-01T00:30:00+02:00")) == "2026-02-28"


OWN = st.lists(
    st.sampled_from(
        [
            ("published", "published"),
            ("published", "earning"),
            ("unlisted", "unlisted"),
            ("taken down", "taken down"),
        ]
    ),
    max_size=5,
)
TAKEN = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 8), st.integers(0, 200)), max_size=4)


@st.composite
def lives(draw: st.DrawFn) -> tuple[list[Happened], list[Happened], dict[str, Grant]]:
    """What happened to a release, what was taken back, and the grants "a", "b", and "cc"."""
    kinds = draw(OWN)
    own = [Happened(10, 10 * HOUR, "drafted", state="draft")]
    own += [Happened(10 * n, 10 * n * HOUR, k, state=s) for n, (k, s) in enumerate(kinds, 2)]  # type: ignore[arg-type]
    taken = [
        Happened(10 * slot + which + 1, 10 * slot * HOUR, "revoked", "s", ("a", "b", "cc")[which],
                 10 * slot * HOUR + notice * HOUR, "in force")
        for which, slot, notice in draw(TAKEN)
    ]  # fmt: skip
    fates = st.sampled_from(FATES)
    grants = {name: terms(draw(fates), draw(fates), draw(fates)) for name in "ab"}
    return own, sorted(taken, key=lambda e: e.number), {**grants, "cc": a_grant("CC-BY-4.0")}


def over_time(own: list[Happened], taken: list[Happened], grants: dict[str, Grant]) -> list[ReleaseState]:
    """The state after each moment at which anything happened."""
    moments = sorted({0, *(e.at for e in own), *(e.effective for e in taken)})
    return [
        release_state([e for e in own if e.at <= now], taken, grants, held_back=False, asked=False, now=now)
        for now in moments
    ]


def reachable(state: ReleaseState) -> set[ReleaseState]:
    found: set[ReleaseState] = {state}
    while more := {after for one in found for after in RELEASE_MOVES[one]} - found:
        found |= more
    return found


@given(life=lives())
def test_whatever_happens_a_release_only_goes_where_the_table_lets_it(
    life: tuple[list[Happened], list[Happened], dict[str, Grant]],
) -> None:
    own, taken, grants = life
    states = over_time(own, [], grants)
    assert all(after == before or after in RELEASE_MOVES[before] for before, after in pairwise(states))
    for before, after in pairwise(over_time(own, taken, grants)):
        assert after in reachable(before)


@given(life=lives())
def test_an_irrevocable_grant_taken_back_is_as_if_it_never_was(
    life: tuple[list[Happened], list[Happened], dict[str, Grant]],
) -> None:
    own, taken, grants = life
    kept = [event for event in taken if event.grant_hash != "cc"]
    assert release_state(own, taken, grants, False, False, 10_000 * HOUR) == release_state(
        own, kept, grants, False, False, 10_000 * HOUR
    )


@given(life=lives(), now=st.integers(0, 400 * HOUR))
def test_nothing_stays_published_under_a_grant_whose_end_says_takedown(
    life: tuple[list[Happened], list[Happened], dict[str, Grant]], now: int
) -> None:
    own, taken, grants = life
    last = max(e.number for e in own if e.kind in ("drafted", "published"))
    due = [e for e in taken if e.number > last and e.effective <= now and e.grant_hash != "cc"]
    hard = {**grants, "a": terms(*["takedown"] * 3), "b": terms(*["takedown"] * 3)}  # type: ignore[arg-type]
    state = release_state(own, taken, hard, False, False, now)
    assert not due or state == "taken down"


@given(life=lives(), now=st.integers(0, 400 * HOUR))
def test_a_dispute_hides_no_fate_and_lets_nothing_earn(
    life: tuple[list[Happened], list[Happened], dict[str, Grant]], now: int
) -> None:
    own, taken, grants = life
    calm, disputed = (release_state(own, taken, grants, d, False, now) for d in (False, True))
    assert disputed == ("frozen" if calm == "earning" else calm)
