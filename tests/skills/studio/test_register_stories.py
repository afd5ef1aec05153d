"""Random life stories: whatever people do, nothing is lost and no promise of a grant is broken."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from skills.catalog.song import Song
from skills.rights.clearance import Cleared
from skills.rights.license import parse_grant
from skills.rights.life import HEARD, ReleaseState
from skills.rights.terms.revocation import Revocation
from skills.studio.register.faults import NotPossible
from skills.studio.register.releases import Release
from tests.skills.studio.registered import OPEN, House, a_house

TAKEDOWN = 'drafts = "takedown"\npublished = "takedown"\nearning = "takedown"\n'
TERMS = (
    'license = "CC-BY-4.0"',
    f"{OPEN}[revocation]\n{TAKEDOWN}",
    f"{OPEN}[revocation]\nnotice_days = 3\n{TAKEDOWN}",
    f"{OPEN}[quota]\ntotal = 2\n[revocation]\nnotice_days = 1\n",
)
GRANTS = tuple(parse_grant(text) for text in TERMS)
CC = GRANTS[0].hash


def tried(deed: Callable[[], object], *codes: str) -> bool:
    """Whether it could be done; what cannot be is refused with one of those codes."""
    try:
        deed()
    except NotPossible as error:
        told = error.code
    else:
        return True
    assert told in codes
    return False


class Stories(RuleBasedStateMachine):
    """People who offer, accept, dispute, revoke, draft and publish in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.house: House = a_house(Path(self.folder.name))
        self.house.studio.store.read("pragma synchronous = off")
        self.songs: list[Song] = [self.house.song(n, TERMS[n % 4]) for n in range(2)]
        self.releases: dict[str, Release] = {}
        self.seen: dict[str, ReleaseState] = {}
        self.drafted: dict[str, int] = {}
        self.told: dict[str, int] = {}
        self.moved: set[str] = set()

    def teardown(self) -> None:
        self.house.studio.store.close()
        self.folder.cleanup()

    def any_of(self, number: int) -> Release:
        return list(self.releases.values())[number % len(self.releases)]

    @rule(song=st.integers(0, 9), grant=st.integers(0, 3))
    def offer_and_accept(self, song: int, grant: int) -> None:
        work = self.songs[song % len(self.songs)]
        register, grant_hash = self.house.register, GRANTS[grant].hash
        tried(lambda: register.offer(work, GRANTS[grant], "Ada", self.house.now), "grant.not_offered")
        tried(
            lambda: register.accept(work.id, grant_hash, "Ada", self.house.now),
            "grant.not_accepted",
            "grant.overlap",
        )

    @rule(song=st.integers(0, 9), old=st.integers(0, 3), new=st.integers(0, 3))
    def supersede(self, song: int, old: int, new: int) -> None:
        work = self.songs[song % len(self.songs)]
        register, old_hash = self.house.register, GRANTS[old].hash
        tried(
            lambda: register.supersede(work.id, old_hash, GRANTS[new], "Ada", self.house.now),
            "grant.same", "grant.unknown", "grant.not_superseded", "grant.not_offered", "grant.overlap",
        )  # fmt: skip

    @rule(song=st.integers(0, 9), grant=st.integers(0, 3))
    def revoke(self, song: int, grant: int) -> None:
        work, terms = self.songs[song % len(self.songs)], GRANTS[grant]
        before = {r: self.house.state(one) for r, one in self.releases.items()}
        try:
            foreseen = self.house.register.foreseen(work.id, terms.hash, self.house.now)
        except NotPossible:
            return
        done = self.house.register.revoke(work.id, terms.hash, "Ada", self.house.now)
        assert done == foreseen
        assert all(before[c.release_id] == c.before for c in done)
        if not terms.section(Revocation).notice_days:
            assert all(self.house.state(self.releases[c.release_id]) == c.after for c in done)

    @rule(song=st.integers(0, 9), ends=st.booleans(), quarantine=st.booleans())
    def hold_back_or_let_go(self, song: int, ends: bool, quarantine: bool) -> None:
        work = self.songs[song % len(self.songs)]
        register, now = self.house.register, self.house.now
        if ends and quarantine:
            tried(lambda: register.resume(work.id, "Dee", now), "grant.not_quarantined")
        elif ends:
            tried(lambda: register.settle(work.id, "Dee", now), "grant.not_disputed")
        elif quarantine:
            register.quarantine(work.id, "Owner", now, "two people sent it in")
        else:
            register.dispute(work.id, "Cem", now, "mine")

    @rule(
        first=st.integers(0, 9),
        second=st.integers(0, 9),
        percent=st.integers(1, 9),
        who=st.sampled_from("BC"),
    )
    def draft(self, first: int, second: int, percent: int, who: str) -> None:
        works = [self.songs[n] for n in dict.fromkeys((first % len(self.songs), second % len(self.songs)))]

        def deed() -> None:
            made = self.house.draft(*works, percent=percent, person=who)
            self.releases.setdefault(made.id, made)

        tried(deed, "lineage.duplicate_parent")

    @precondition(lambda self: self.releases)
    @rule(which=st.integers(0, 30), money=st.booleans())
    def publish(self, which: int, money: bool) -> None:
        release = self.any_of(which)
        before = self.house.state(release)
        answer = self.house.publish(release, "monetised_on_platform" if money else "noncommercial_share")
        after = self.house.state(release)
        if isinstance(answer, Cleared):
            assert after == ("earning" if money else "published")
            self.moved.discard(release.id)
        else:
            assert after == before

    @precondition(lambda self: self.releases and len(self.songs) < 5)
    @rule(which=st.integers(0, 30), grant=st.integers(0, 3))
    def becomes_a_song(self, which: int, grant: int) -> None:
        release = self.any_of(which)
        song = self.house.song(len(self.songs), TERMS[grant])
        self.songs.append(song)
        register, now = self.house.register, self.house.now
        tried(lambda: register.known_as(release.id, song.id, now), "lineage.known")

    @precondition(lambda self: self.releases)
    @rule(which=st.integers(0, 30), to=st.sampled_from(("unlisted", "taken down")))
    def move(self, which: int, to: ReleaseState) -> None:
        release = self.any_of(which)
        register, now = self.house.register, self.house.now
        if tried(lambda: register.move(release.id, to, "Mod", now), "release.cannot"):
            self.moved.add(release.id)

    @rule(days=st.integers(1, 4))
    def days_go_by(self, days: int) -> None:
        self.house.later(days)

    @invariant()
    def nothing_is_lost(self) -> None:
        now = {one.id: one for one in self.house.register.releases(self.house.now)}
        assert set(now) == set(self.releases)
        for release_id, first in self.releases.items():
            one = now[release_id]
            assert (one.parents, one.plan_hash, one.recipe) == (first.parents, first.plan_hash, first.recipe)
            drafted = sum(event.kind == "drafted" for event in self.house.register.story(release_id))
            if self.seen.get(release_id) == "taken down" and drafted == self.drafted[release_id]:
                assert one.state == "taken down"
            self.seen[release_id], self.drafted[release_id] = one.state, drafted
        for song in self.songs:
            story = self.house.register.history(song.id)
            assert len(story) >= self.told.get(song.id, 0)
            self.told[song.id] = len(story)

    @invariant()
    def no_layer_is_spoken_for_twice(self) -> None:
        for song in self.songs:
            layers = [layer for grant in self.house.studio.grants_of(song) for layer in grant.covers]
            assert len(layers) == len(set(layers))

    @invariant()
    def what_was_taken_back_is_down_and_creative_commons_survives(self) -> None:
        now = self.house.clock.seconds
        for release_id in self.releases:
            under, state = self.house.register.under(release_id), self.seen[release_id]
            gone = [
                event
                for song, hash in under.grants
                for event in self.house.register.history(song)
                if (event.kind, event.grant_hash) == ("revoked", hash)
                and event.number > under.event
                and event.happened.effective <= now
            ]
            hard = {GRANTS[1].hash, GRANTS[2].hash}
            assert state not in HEARD or not {event.grant_hash for event in gone} & hard
            published = any(e.kind == "published" for e in self.house.register.story(release_id))
            if published and {hash for _, hash in under.grants} == {CC} and release_id not in self.moved:
                assert state in (*HEARD, "frozen")
                disputed = {e.state for s, _ in under.grants for e in self.house.register.held(s, now)}
                assert state != "frozen" or disputed

    @invariant()
    def quotas_hold(self) -> None:
        for song in self.songs:
            standing = [g for g in self.house.studio.grants_of(song) if g == GRANTS[3]]
            ever = {h.grant.hash for h in self.house.register.held(song.id, self.house.now)}
            if standing and ever == {GRANTS[3].hash}:
                ((count,),) = self.house.studio.store.read(
                    "select count(*) from counted where song_id = ?", song.id
                )
                assert count <= 2


Stories.TestCase.settings = settings(
    max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
TestStories = Stories.TestCase
