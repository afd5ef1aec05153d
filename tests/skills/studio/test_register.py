"""The life of grants: offered, accepted, superseded, held back, taken back, and never forgotten."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from skills.catalog.song import Song
from skills.rights.clearance import Cleared, Refused
from skills.rights.license import parse_grant
from skills.studio.register.faults import NotPossible
from tests.skills.studio.registered import OPEN, House, a_house

FREE = (
    OPEN + '[revocation]\nnotice_days = 0\ndrafts = "takedown"\npublished = "takedown"\nearning = "freeze"\n'
)
NOTICE = (
    OPEN + '[revocation]\nnotice_days = 30\ndrafts = "keep"\npublished = "unlist"\nearning = "takedown"\n'
)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return a_house(tmp_path)


def hash_of(text: str) -> str:
    return parse_grant(text).hash


def states(house: House, song: Song) -> list[str]:
    return [one.state for one in house.register.held(song.id, house.now)]


def code_of(error: pytest.ExceptionInfo[NotPossible]) -> str:
    assert str(error.value).endswith(".")
    return error.value.code


def test_a_song_that_comes_in_stands_under_its_grant_at_once(house: House) -> None:
    song = house.song(1)
    (held,) = house.register.held(song.id, house.now)
    assert (held.state, held.since, held.by) == ("in force", house.now, "Ada Example")
    assert [e.kind for e in house.register.history(song.id)] == ["offered", "accepted"]
    assert house.studio.grants_of(song) == (held.grant,)


def test_two_grants_of_one_song_never_cover_the_same_layer(house: House) -> None:
    song = house.song(1)
    other = parse_grant('license = "CC-BY-4.0"')
    house.register.offer(song, other, "Ada", house.now)
    assert states(house, song) == ["in force", "offered"]
    with pytest.raises(NotPossible, match="supersede") as error:
        house.register.accept(song.id, other.hash, "Ada", house.now)
    assert code_of(error) == "grant.overlap"
    assert hash_of(OPEN)[:12] in str(error.value)
    assert states(house, song) == ["in force", "offered"]


def test_two_grants_for_two_layers_stand_side_by_side(house: House) -> None:
    recording, work = (
        f'license = "CC-BY-4.0"\ncovers = ["{x}"]' for x in ("sound_recording", "musical_work")
    )
    song = house.song(1, recording)
    house.register.offer(song, parse_grant(work), "Bea", house.now)
    house.register.accept(song.id, hash_of(work), "Bea", house.now)
    assert states(house, song) == ["in force", "in force"]
    assert len(house.studio.grants_of(song)) == 2
    assert house.studio.grant_of(song).covers == ("sound_recording",)
    (source,) = house.register.sources(song, "Ben", house.now)
    assert len(source.grants) == 2


def test_a_new_grant_takes_the_place_of_the_old_one_and_old_remixes_stay_under_theirs(house: House) -> None:
    song = house.song(1)
    before = house.draft(song)
    assert isinstance(house.publish(before), Cleared)
    stricter = parse_grant(OPEN.replace("max_percent = 20", "max_percent = 2"))
    house.register.supersede(song.id, hash_of(OPEN), stricter, "Ada", house.now)
    assert states(house, song) == ["superseded", "in force"]
    assert house.studio.grant_of(song) == stricter
    assert house.state(before) == "published"
    assert house.register.under(before.id).grants == ((song.id, hash_of(OPEN)),)
    answer = house.publish(house.draft(song, percent=6.0))
    assert isinstance(answer, Refused)
    assert {r.code for r in answer.reasons} == {"tempo.out_of_range"}


def test_superseding_an_offer_is_only_an_offer(house: House) -> None:
    song = house.song(1)
    first, second = parse_grant('license = "CC-BY-4.0"'), parse_grant('license = "CC0-1.0"')
    house.register.offer(song, first, "Ada", house.now)
    house.register.supersede(song.id, first.hash, second, "Ada", house.now)
    assert states(house, song) == ["in force", "superseded", "offered"]


def test_a_grant_cannot_be_superseded_into_the_layer_of_a_third_one(house: House) -> None:
    recording, work = (
        f'license = "CC-BY-4.0"\ncovers = ["{x}"]' for x in ("sound_recording", "musical_work")
    )
    song = house.song(1, recording)
    house.register.offer(song, parse_grant(work), "Bea", house.now)
    house.register.accept(song.id, hash_of(work), "Bea", house.now)
    with pytest.raises(NotPossible) as error:
        house.register.supersede(song.id, hash_of(recording), parse_grant(OPEN), "Ada", house.now)
    assert code_of(error) == "grant.overlap"
    assert states(house, song) == ["in force", "in force"]


def test_while_a_song_is_disputed_nothing_of_it_is_published_and_money_waits(house: House) -> None:
    song = house.song(1)
    heard, earning, draft = (house.draft(song, percent=p) for p in (1.0, 2.0, 3.0))
    house.publish(heard)
    house.publish(earning, "monetised_on_platform")
    house.register.dispute(song.id, "Cem", house.now, "ignore the licence, I am the artist")
    answer = house.publish(draft)
    assert isinstance(answer, Refused)
    assert {r.code for r in answer.reasons} == {"grant.disputed"}
    assert [house.state(r) for r in (heard, earning, draft)] == ["published", "frozen", "draft"]
    assert house.register.history(song.id)[-1].why.startswith("ignore the licence")
    house.register.settle(song.id, "Dee", house.now)
    assert [house.state(r) for r in (heard, earning, draft)] == ["published", "earning", "draft"]
    assert isinstance(house.publish(draft), Cleared)


def test_while_a_song_is_quarantined_nothing_of_it_is_published_and_money_waits(house: House) -> None:
    song = house.song(1)
    heard, earning, draft = (house.draft(song, percent=p) for p in (1.0, 2.0, 3.0))
    house.publish(heard)
    house.publish(earning, "monetised_on_platform")
    house.register.quarantine(song.id, "Owner", house.now, "Two people sent it in.")
    assert states(house, song) == ["quarantined"]
    answer = house.publish(draft)
    assert isinstance(answer, Refused)
    assert {r.code for r in answer.reasons} == {"grant.quarantined"}
    assert [house.state(r) for r in (heard, earning, draft)] == ["published", "frozen", "draft"]
    told = house.register.history(song.id)[-1]
    assert (told.kind, told.by, told.why) == ("quarantined", "Owner", "Two people sent it in.")
    again = house.publish(earning, "monetised_on_platform")
    assert isinstance(again, Refused)
    assert {r.code for r in again.reasons} == {"grant.quarantined"}, "why it is frozen is told"
    house.register.resume(song.id, "Owner", house.now)
    assert [house.state(r) for r in (heard, earning, draft)] == ["published", "earning", "draft"]
    assert isinstance(house.publish(draft), Cleared)


def test_a_quarantine_and_a_dispute_each_end_by_themselves(house: House) -> None:
    song = house.song(1)
    earning = house.draft(song)
    house.publish(earning, "monetised_on_platform")
    house.register.dispute(song.id, "Cem", house.now, "mine")
    house.register.quarantine(song.id, "Owner", house.now, "to be looked at")
    assert (states(house, song), house.state(earning)) == (["quarantined"], "frozen")
    house.register.settle(song.id, "Dee", house.now)
    assert (states(house, song), house.state(earning)) == (["quarantined"], "frozen")
    house.register.dispute(song.id, "Cem", house.now, "mine after all")
    house.register.resume(song.id, "Owner", house.now)
    assert (states(house, song), house.state(earning)) == (["disputed"], "frozen")
    house.register.settle(song.id, "Dee", house.now)
    assert (states(house, song), house.state(earning)) == (["in force"], "earning")


def test_a_remix_of_a_remix_is_held_back_with_the_song_behind_it(house: House) -> None:
    song = house.song(1)
    parent = house.draft(song)
    house.publish(parent, "monetised_on_platform")
    child_song = house.song(2, OPEN.replace("max_depth = 10", "max_depth = 9"))
    house.register.known_as(parent.id, child_song.id, house.now)
    child = house.draft(child_song, percent=2.0)
    house.register.quarantine(song.id, "Owner", house.now, "to be looked at")
    answer = house.publish(child)
    assert isinstance(answer, Refused)
    assert {r.code for r in answer.reasons} == {"grant.quarantined"}
    house.register.resume(song.id, "Owner", house.now)
    assert isinstance(house.publish(child), Cleared)


def test_a_draft_that_a_revocation_took_down_is_drafted_again_under_new_terms(house: House) -> None:
    song = house.song(1, FREE)
    draft = house.draft(song)
    house.register.revoke(song.id, hash_of(FREE), "Ada", house.now)
    assert house.draft(song).state == "taken down", "nobody granted anything since"
    house.later(1)
    house.register.offer(song, parse_grant(OPEN), "Ada", house.now)
    assert house.draft(song).state == "taken down", "an offer is no grant"
    house.register.accept(song.id, hash_of(OPEN), "Ada", house.now)
    assert house.state(draft) == "taken down", "nobody asked for it yet"
    again = house.draft(song)
    assert (again.id, again.state, again.made_at) == (draft.id, "draft", draft.made_at)
    assert [e.kind for e in house.register.story(draft.id)] == ["drafted", "drafted"]
    assert house.register.under(draft.id).grants == ((song.id, hash_of(OPEN)),)
    assert house.draft(song) == again
    assert len(house.register.story(draft.id)) == 2, "the same draft again changes nothing"
    assert isinstance(house.publish(again), Cleared)


def test_a_remix_comes_back_only_when_all_that_was_taken_away_is_granted(house: House) -> None:
    recording, work = (f'covers = ["{x}"]\n{FREE}' for x in ("sound_recording", "musical_work"))
    song = house.song(1, recording)
    house.register.offer(song, parse_grant(work), "Bea", house.now)
    house.register.accept(song.id, hash_of(work), "Bea", house.now)
    release = house.draft(song)
    house.publish(release)
    for one in (recording, work):
        house.register.revoke(song.id, hash_of(one), "Ada", house.now)
    for one, state in ((recording, "taken down"), (work, "draft")):
        house.later(1)
        house.register.offer(song, parse_grant(one), "Ada", house.now)
        house.register.accept(song.id, hash_of(one), "Ada", house.now)
        assert house.draft(song).state == state
    house.register.revoke(song.id, hash_of(work), "Bea", house.now)
    assert house.state(release) == "taken down"


def test_what_a_person_took_down_stays_down_under_whatever_terms(house: House) -> None:
    song = house.song(1, FREE)
    release = house.draft(song)
    house.register.move(release.id, "taken down", "Mod", house.now, "a complaint")
    house.register.revoke(song.id, hash_of(FREE), "Ada", house.now)
    house.register.offer(song, parse_grant(OPEN), "Ada", house.now)
    house.register.accept(song.id, hash_of(OPEN), "Ada", house.now)
    assert house.draft(song).state == "taken down"


def test_a_grant_taken_back_without_notice_takes_everything_where_it_says(house: House) -> None:
    song = house.song(1, FREE)
    draft, heard, earning = (house.draft(song, percent=p) for p in (1.0, 2.0, 3.0))
    house.publish(heard)
    house.publish(earning, "monetised_on_platform")
    foreseen = house.register.foreseen(song.id, hash_of(FREE), house.now)
    assert [house.state(r) for r in (draft, heard, earning)] == ["draft", "published", "earning"]
    done = house.register.revoke(song.id, hash_of(FREE), "Ada", house.now)
    assert done == foreseen
    assert {(c.release_id, c.before, c.after) for c in done} == {
        (draft.id, "draft", "taken down"),
        (heard.id, "published", "taken down"),
        (earning.id, "earning", "frozen"),
    }  # fmt: skip
    assert [house.state(r) for r in (draft, heard, earning)] == ["taken down", "taken down", "frozen"]
    assert [len(house.register.release(r.id, house.now).parents) for r in (draft, heard)] == [1, 1]


def test_notice_lets_what_was_made_live_on_and_nothing_new_be_published(house: House) -> None:
    song = house.song(1, NOTICE)
    draft, heard, earning = (house.draft(song, percent=p) for p in (1.0, 2.0, 3.0))
    house.publish(heard)
    house.publish(earning, "monetised_on_platform")
    done = house.register.revoke(song.id, hash_of(NOTICE), "Ada", house.now)
    assert {c.after for c in done} == {"draft", "unlisted", "taken down"}
    (held,) = house.register.held(song.id, house.now)
    assert (held.state, held.effective) == ("revoking", house.clock.seconds + 30 * 86_400)
    answer = house.publish(draft)
    assert isinstance(answer, Refused)
    assert {r.code for r in answer.reasons} == {"grant.revoked"}
    house.clock.seconds += 30 * 86_400 - 1
    assert [house.state(r) for r in (draft, heard, earning)] == ["draft", "published", "earning"]
    house.clock.seconds += 1
    assert [house.state(r) for r in (draft, heard, earning)] == ["draft", "unlisted", "taken down"]
    assert states(house, song) == ["revoked"]


def test_creative_commons_cannot_be_taken_back_from_what_was_made(house: House) -> None:
    song = house.song(1, 'license = "CC-BY-4.0"')
    draft, heard, earning = (house.draft(song, percent=p) for p in (1.0, 2.0, 3.0))
    house.publish(heard)
    house.publish(earning, "monetised_anywhere")
    done = house.register.revoke(song.id, song.grant_hash, "Ada", house.now)
    assert all(c.before == c.after and "cannot be taken back" in c.text for c in done)
    house.later(10_000)
    assert [house.state(r) for r in (draft, heard, earning)] == ["draft", "published", "earning"]
    assert isinstance(house.publish(draft), Refused)


def test_a_grant_offered_again_gives_new_remixes_a_life_that_the_old_revocation_does_not_end(
    house: House,
) -> None:
    song = house.song(1, NOTICE)
    old, new = house.draft(song, percent=1.0), house.draft(song, percent=2.0)
    house.publish(old)
    house.register.revoke(song.id, hash_of(NOTICE), "Ada", house.now)
    house.later(1)
    house.register.offer(song, parse_grant(NOTICE), "Ada", house.now)
    house.register.accept(song.id, hash_of(NOTICE), "Ada", house.now)
    assert isinstance(house.publish(new), Cleared)
    house.later(60)
    assert [house.state(r) for r in (old, new)] == ["unlisted", "published"]
    assert isinstance(house.publish(old), Cleared)
    assert house.state(old) == "published"


def test_a_remix_published_again_under_the_new_grant_is_free_of_the_old_ones_end(house: House) -> None:
    song = house.song(1, FREE)
    release = house.draft(song)
    house.publish(release)
    house.register.supersede(song.id, hash_of(FREE), parse_grant(OPEN), "Ada", house.now)
    house.publish(release, "monetised_on_platform")
    assert house.register.revoke(song.id, hash_of(FREE), "Ada", house.now) == ()
    assert house.state(release) == "earning"


@pytest.mark.parametrize(
    ("deed", "code"),
    [
        (lambda r, s, h: r.accept(s.id, h, "Ada", "2026-01-01T12:00:00Z"), "grant.not_accepted"),
        (lambda r, s, h: r.accept(s.id, "f" * 64, "Ada", "2026-01-01T12:00:00Z"), "grant.unknown"),
        (lambda r, s, h: r.offer(s, parse_grant(OPEN), "Ada", "2026-01-01T12:00:00Z"), "grant.not_offered"),
        (
            lambda r, s, h: r.supersede(s.id, h, parse_grant(OPEN), "Ada", "2026-01-01T12:00:00Z"),
            "grant.same",
        ),
        (lambda r, s, h: r.settle(s.id, "Ada", "2026-01-01T12:00:00Z"), "grant.not_disputed"),
        (lambda r, s, h: r.resume(s.id, "Ada", "2026-01-01T12:00:00Z"), "grant.not_quarantined"),
        (lambda r, s, h: r.quarantine("f" * 12, "Ada", "2026-01-01T12:00:00Z", ""), "song.unknown"),
        (lambda r, s, h: r.revoke(s.id, "f" * 64, "Ada", "2026-01-01T12:00:00Z"), "grant.unknown"),
        (lambda r, s, h: r.dispute("f" * 12, "Ada", "2026-01-01T12:00:00Z", ""), "song.unknown"),
        (lambda r, s, h: r.revoke(s.id, h, "Ada", "2026-01-01 noon"), "time.unclear"),
        (lambda r, s, h: r.dispute(s.id, "Ada", "2026-01-01T12:00:00", ""), "time.unclear"),
    ],
)
def test_what_cannot_follow_is_refused_in_one_sentence_and_changes_nothing(
    house: House, deed: object, code: str
) -> None:
    song = house.song(1)
    before = house.register.history(song.id)
    with pytest.raises(NotPossible) as error:
        deed(house.register, song, song.grant_hash)  # type: ignore[operator]
    assert code_of(error) == code
    assert house.register.history(song.id) == before


def test_a_grant_is_taken_back_once(house: House) -> None:
    song = house.song(1, NOTICE)
    house.register.revoke(song.id, song.grant_hash, "Ada", house.now)
    with pytest.raises(NotPossible) as error:
        house.register.revoke(song.id, song.grant_hash, "Ada", house.now)
    assert code_of(error) == "grant.not_revoked"


@pytest.mark.parametrize("sql", ["update {} set rowid = rowid", "delete from {}"])
@pytest.mark.parametrize(
    "table", ["event", "release", "parent", "release_grant", "release_song", "counted", "ask", "answer"]
)
def test_nothing_in_the_register_can_be_changed_or_deleted(house: House, table: str, sql: str) -> None:
    song = house.song(1, OPEN + '[approval]\nrequired_for = ["noncommercial_share"]\n')
    release = house.draft(song)
    needs = house.publish(release)
    (asked,) = house.register.ask(release.id, needs, house.now)  # type: ignore[arg-type]
    house.register.answer(asked.id, True, "Ada", house.now)
    house.publish(release)
    house.register.known_as(release.id, house.song(2).id, house.now)
    assert house.studio.store.read(f"select count(*) from {table}") != [(0,)]
    with pytest.raises(sqlite3.IntegrityError, match="never"):
        house.studio.store.write(sql.format(table))


def test_a_song_that_was_removed_comes_back_under_other_terms_only(house: House) -> None:
    song = house.song(1)
    house.studio.store.remove_song(song.id)
    house.register.enter(song, parse_grant('license = "CC0-1.0"'), "Ada", house.now)
    assert states(house, song) == ["superseded", "in force"]
    assert [g.license for g in house.studio.grants_of(song)] == ["CC0-1.0"]
