"""Publishing: only what is cleared at that moment is let out, and no quota is ever overrun."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from audio_engine.plan import RemixPlan, Tempo, Where
from skills.catalog.song import Song
from skills.rights.clearance import Cleared, NeedsApproval, Refused
from skills.rights.decision import RULES_VERSION, plan_hash
from skills.rights.judgement import Person
from skills.rights.license import parse_grant
from skills.studio.register.faults import NotPossible
from skills.studio.register.publishing import publish
from skills.studio.settings import Settings
from skills.studio.studio import Studio
from tests.skills.studio.registered import DAY, NOON, OPEN, House, a_house, a_recipe, iso

ASKED = OPEN + '[approval]\nrequired_for = ["noncommercial_share", "monetised_on_platform"]\ndays = 7\n'
QUOTA = OPEN + "[quota]\ntotal = 10\nper_user_day = 3\n"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return a_house(tmp_path)


def codes(answer: Any) -> set[str]:
    assert isinstance(answer, Refused)
    assert all(reason.text.endswith(".") for reason in answer.reasons)
    return {reason.code for reason in answer.reasons}


def test_what_was_decided_is_kept_with_what_it_was_decided_on(house: House) -> None:
    song = house.song(1)
    release = house.draft(song)
    answer = house.publish(release, "monetised_on_platform")
    assert isinstance(answer, Cleared)
    assert house.state(release) == "earning"
    kept = house.register.published(release.id)
    assert kept is not None
    assert (kept.at, kept.purpose) == (house.now, "monetised_on_platform")
    assert kept.grants == ((song.id, song.grant_hash),)
    assert kept.plan_hash == release.plan_hash == plan_hash(RemixPlan(steps=(Tempo(ratio=1.05),)))
    assert kept.facts_hash == answer.basis.facts_hash
    assert kept.rules_version == RULES_VERSION
    assert {duty["code"] for duty in kept.duties} == {duty.code for duty in answer.duties} != set()


def test_a_plan_the_grant_does_not_allow_stays_a_draft_with_its_reasons(house: House) -> None:
    release = house.draft(house.song(1), percent=25.0)
    assert codes(house.publish(release)) == {"tempo.out_of_range"}
    assert house.state(release) == "draft"
    assert house.register.published(release.id) is None


def test_a_sound_that_is_faster_than_its_plan_is_not_published_and_nobody_is_asked(house: House) -> None:
    song = house.song(1, ASKED)
    recipe = a_recipe(song, percent=20.0)
    measured = {**recipe.measured, "tempo_ratio": 1.23, "seconds": round(76.8 / 1.23, 3)}
    release = house.register.draft(recipe.model_copy(update={"measured": measured}), "Ben", house.now)
    assert "render.mismatch" in codes(house.publish(release))
    assert house.state(release) == "draft"
    assert house.register.asks(open_only=False) == ()


def test_another_sound_than_the_one_that_was_made_is_not_published(house: House) -> None:
    release = house.draft(house.song(1))
    answer = house.publish(release, sound_sha256="e" * 64)
    assert codes(answer) == {"render.mismatch"}
    assert house.state(release) == "draft"
    assert isinstance(house.publish(release, sound_sha256=release.sound_sha256), Cleared)


def test_what_was_measured_comes_from_the_stores_own_copy(house: House) -> None:
    recipe = a_recipe(house.song(1), percent=5.0)
    true = recipe.model_copy(update={"measured": {**recipe.measured, "tempo_ratio": 1.3}})
    house.studio.store.add_remix(recipe.id, "0" * 11 + "1", true.model_dump(mode="json"), house.now)
    release = house.register.draft(recipe, "Ben", house.now)
    assert "render.mismatch" in codes(house.publish(release))


CHORUS = Tempo(id=1, ratio=0.9, where=Where(part="chorus"))


@pytest.mark.parametrize(
    ("parts", "untold", "expected"),
    [
        ([[0, 19.2, 1.0], [19.2, 38.4, 0.9]], [], set()),
        ([[0, 19.2, 1.0], [19.2, 38.4, 0.78]], [], {"render.mismatch"}),
        ([[0, 19.2, 1.0]], [[19.2, 38.4]], {"fact.missing"}),
        ([], [[19.2, 38.4]], {"fact.missing"}),
    ],
)
def test_what_was_measured_of_parts_counts_where_the_tempo_is_not_one(
    parts: list[list[float]], untold: list[list[float]], expected: set[str], house: House
) -> None:
    song = house.song(1, OPEN + '[vocals]\nmay = "processed"\n')
    told = {
        "tempo_ratio": None,
        "part_tempo_ratios": parts,
        "tempo_untold_seconds": untold,
        "seconds": 81.067,
    }
    release = house.draft(song, measured=told, plan=RemixPlan(steps=(CHORUS,)))
    answer = house.publish(release)
    assert (codes(answer) if expected else set()) == expected
    assert isinstance(answer, Refused) == bool(expected)


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"seconds": "long"},
        {"seconds": 1e400},
        {"seconds": 1, "pitch_cents": []},
        {"seconds": 1, "part_tempo_ratios": [0.9]},
        {"seconds": 1, "part_tempo_ratios": [[0, 8, float("nan")]]},
        {"seconds": 1, "tempo_untold_seconds": [[0, 8, 9]]},
    ],
)
def test_a_recipe_that_does_not_tell_what_was_measured_is_not_published(
    house: House, told: dict[str, Any]
) -> None:
    release = house.draft(house.song(1), measured=told)
    with pytest.raises(NotPossible) as error:
        house.publish(release)
    assert error.value.code == "render.not_measured"
    assert house.state(release) == "draft"


def closed_instead(house: House, song: Song) -> None:
    closed = parse_grant('license = "LicenseRef-Refrain-Closed"')
    house.register.supersede(song.id, song.grant_hash, closed, "Ada", house.now)


def used_up(house: House, song: Song) -> None:
    assert isinstance(house.publish(house.draft(song, percent=9.0, person="Cem")), Cleared)


@pytest.mark.parametrize(
    ("deed", "code"),
    [
        (lambda h, s: h.register.dispute(s.id, "Cem", h.now, "mine"), "grant.disputed"),
        (
            lambda h, s: h.register.quarantine(s.id, "Owner", h.now, "two people sent it in"),
            "grant.quarantined",
        ),
        (closed_instead, "purpose.not_allowed"),
        (used_up, "quota.total"),
    ],
    ids=["disputed", "quarantined", "superseded", "quota used up by somebody else"],
)
def test_what_happens_between_render_and_publishing_is_told_and_the_draft_is_kept(
    house: House, deed: Callable[[House, Song], None], code: str
) -> None:
    song = house.song(1, OPEN + "[quota]\ntotal = 1\n")
    release = house.draft(song)
    deed(house, song)
    assert code in codes(house.publish(release))
    kept = house.register.release(release.id, house.now)
    assert kept == release
    assert kept.state == "draft"
    assert house.register.published(release.id) is None
    assert [event.kind for event in house.register.story(release.id)] == ["drafted"]


def test_a_song_whose_grant_is_only_offered_is_not_published(house: House) -> None:
    song = house.song(1)
    release = house.draft(song)
    house.register.revoke(song.id, song.grant_hash, "Ada", house.now)
    house.register.offer(song, parse_grant(OPEN), "Ada", house.now)
    assert house.state(release) == "taken down"
    assert codes(house.publish(release)) == {"release.taken_down"}
    assert codes(house.publish(house.draft(song, percent=9.0))) == {"grant.offered"}


@pytest.mark.parametrize(
    ("who", "purpose", "code"),
    [("Cem", "noncommercial_share", "release.not_yours"), ("Ben", "private_preview", "release.private")],
)
def test_only_its_maker_publishes_a_remix_and_not_in_private(
    house: House, who: str, purpose: Any, code: str
) -> None:
    release = house.draft(house.song(1))
    with pytest.raises(NotPossible) as error:
        publish(release.id, purpose, Person(), who, house.studio)
    assert error.value.code == code


def test_a_remix_off_the_list_comes_back_by_a_fresh_clearance_only(house: House) -> None:
    song = house.song(1)
    release = house.draft(song)
    house.publish(release)
    assert house.register.move(release.id, "unlisted", "Ben", house.now).state == "unlisted"
    with pytest.raises(NotPossible) as error:
        house.register.move(release.id, "published", "Ben", house.now)
    assert error.value.code == "release.cannot"
    assert isinstance(house.publish(release), Cleared)
    assert (
        house.register.move(release.id, "taken down", "Mod", house.now, "a complaint").state == "taken down"
    )
    assert codes(house.publish(release)) == {"release.taken_down"}
    kinds = [event.kind for event in house.register.story(release.id)]
    assert kinds == ["drafted", "published", "unlisted", "published", "taken down"]


def test_what_a_grants_end_has_frozen_is_not_put_aside_to_be_published_again(house: House) -> None:
    song = house.song(1, OPEN + '[revocation]\nearning = "freeze"\n')
    release = house.draft(song)
    house.publish(release, "monetised_on_platform")
    house.register.revoke(song.id, song.grant_hash, "Ada", house.now)
    house.register.offer(song, parse_grant(OPEN), "Ada", house.now)
    house.register.accept(song.id, parse_grant(OPEN).hash, "Ada", house.now)
    with pytest.raises(NotPossible) as error:
        house.register.move(release.id, "unlisted", "Ben", house.now)
    assert error.value.code == "release.cannot"
    assert codes(house.publish(release)) == {"release.frozen"}


# approvals


def test_a_remix_waits_for_the_yes_to_this_very_plan_and_sound(house: House) -> None:
    release = house.draft(house.song(1, ASKED))
    needs = house.publish(release)
    assert isinstance(needs, NeedsApproval)
    assert house.state(release) == "draft"
    (asked,) = house.register.ask(release.id, needs, house.now)
    assert house.register.ask(release.id, needs, house.now) == (asked,)
    assert (asked.plan_hash, asked.sound_sha256) == (release.plan_hash, release.sound_sha256)
    assert house.state(release) == "waiting"
    assert isinstance(house.publish(release), NeedsApproval)
    assert house.register.answer(asked.id, True, "Ada", house.now).said == "yes"
    assert isinstance(house.publish(release), Cleared)
    assert house.state(release) == "published"


def test_a_yes_to_one_remix_or_purpose_is_none_to_another(house: House) -> None:
    song = house.song(1, ASKED)
    release, other = house.draft(song, percent=5.0), house.draft(song, percent=6.0)
    needs = house.publish(release)
    assert isinstance(needs, NeedsApproval)
    (asked,) = house.register.ask(release.id, needs, house.now)
    house.register.answer(asked.id, True, "Ada", house.now)
    assert isinstance(house.publish(other), NeedsApproval)
    assert isinstance(house.publish(release, "monetised_on_platform"), NeedsApproval)
    with pytest.raises(NotPossible) as error:
        house.register.ask(other.id, needs, house.now)
    assert error.value.code == "ask.other_plan"


def test_silence_is_a_no_whatever_is_said_later_and_it_can_be_asked_again(house: House) -> None:
    release = house.draft(house.song(1, ASKED))
    needs = house.publish(release)
    assert isinstance(needs, NeedsApproval)
    (asked,) = house.register.ask(release.id, needs, house.now)
    house.clock.seconds += 7 * DAY
    assert house.register.asks(now=house.now) == ()
    assert [one.said for one in house.register.asks(open_only=False, now=house.now)] == ["too late"]
    with pytest.raises(NotPossible, match="which is a no") as error:
        house.register.answer(asked.id, True, "Ada", house.now)
    assert error.value.code == "ask.too_late"
    assert house.state(release) == "draft"
    assert house.register.approvals(release.id, house.now) == ()
    (again,) = house.register.ask(release.id, needs, house.now)
    assert again.id != asked.id
    house.clock.seconds += 7 * DAY - 1
    house.register.answer(again.id, True, "Ada", house.now)
    house.later(100)
    assert isinstance(house.publish(release), Cleared)


def test_a_no_stands_and_is_asked_only_once(house: House) -> None:
    release = house.draft(house.song(1, ASKED))
    needs = house.publish(release)
    assert isinstance(needs, NeedsApproval)
    (asked,) = house.register.ask(release.id, needs, house.now)
    house.register.answer(asked.id, False, "Ada", house.now)
    with pytest.raises(NotPossible) as error:
        house.register.answer(asked.id, True, "Ada", house.now)
    assert error.value.code == "ask.answered"
    house.later(8)
    assert [one.said for one in house.register.ask(release.id, needs, house.now)] == ["no"]
    assert isinstance(house.publish(release), NeedsApproval)


def test_of_two_songs_under_the_same_terms_each_one_wants_its_own_yes(house: House) -> None:
    release = house.draft(house.song(1, ASKED), house.song(2, ASKED))
    needs = house.publish(release)
    assert isinstance(needs, NeedsApproval)
    first, second = house.register.ask(release.id, needs, house.now)
    house.register.answer(first.id, True, "Ada", house.now)
    assert isinstance(house.publish(release), NeedsApproval)
    house.register.answer(second.id, True, "Bea", house.now)
    assert isinstance(house.publish(release), Cleared)


# quotas


def test_quotas_count_by_the_utc_day_and_a_remix_once(house: House) -> None:
    song = house.song(1, OPEN + "[quota]\nper_user_day = 1\n")
    one, two, three = (house.draft(song, percent=p) for p in (1.0, 2.0, 3.0))
    house.clock.seconds = NOON + DAY // 2 - 1  # the last second of the day in UTC
    assert isinstance(house.publish(one), Cleared)
    assert isinstance(house.publish(one, "monetised_on_platform"), Cleared)
    assert codes(house.publish(two)) == {"quota.per_user_day"}
    house.clock.seconds += 1
    assert isinstance(house.publish(two), Cleared)
    kiritimati = replace(house.studio, now=lambda: "2026-01-02T14:30:00+14:00")  # 00:30 on that day in UTC
    answer = publish(three.id, "noncommercial_share", Person(), "Ben", kiritimati)
    assert codes(answer) == {"quota.per_user_day"}


def test_what_was_taken_down_still_counts(house: House) -> None:
    song = house.song(1, OPEN + "[quota]\ntotal = 1\n")
    one, two = house.draft(song, percent=1.0), house.draft(song, percent=2.0)
    house.publish(one)
    house.register.move(one.id, "taken down", "Ben", house.now)
    assert codes(house.publish(two)) == {"quota.total"}


def drafts(house: House, people: int, each: int) -> list[tuple[str, str]]:
    song = house.song(1, QUOTA)
    made = []
    with house.studio.store.writing():
        for number in range(people * each):
            release = house.draft(song, percent=number / 8, person=f"person {number % people}")
            made.append((release.id, release.person))
    return made


def publish_each(home: Path, made: list[tuple[str, str]]) -> list[str]:
    """What became of each, published one after the other by a program of its own."""
    settings = Settings(home=home, out=home / "out", demo_songs=False)
    studio = replace(Studio.open(settings), now=lambda: iso(NOON))
    told = []
    for release_id, who in made:
        answer = publish(release_id, "noncommercial_share", Person(), who, studio)
        told.append(who if isinstance(answer, Cleared) else " ".join(sorted(codes(answer))))
    studio.store.close()
    return told


@pytest.mark.parametrize(("people", "each", "allowed"), [(10, 5, 10), (2, 25, 6)])
def test_fifty_at_once_never_overrun_a_quota(tmp_path: Path, people: int, each: int, allowed: int) -> None:
    made = drafts(a_house(tmp_path), people, each)
    assert len(made) == 50
    with ThreadPoolExecutor(50) as crowd:
        told = [one for (one,) in crowd.map(lambda one: publish_each(tmp_path, [one]), made)]
    counted(told, allowed)


def test_several_programs_at_once_never_overrun_a_quota(tmp_path: Path) -> None:
    made = drafts(a_house(tmp_path), 10, 5)
    with multiprocessing.get_context("spawn").Pool(3) as programs:
        shares = programs.starmap(publish_each, [(tmp_path, made[n::3]) for n in range(3)])
    counted([one for share in shares for one in share], 10)


def counted(told: list[str], allowed: int) -> None:
    through = [one for one in told if one.startswith("person")]
    assert len(told) == 50
    assert len(through) == allowed
    assert max(through.count(who) for who in through) <= 3
    assert {code for one in told if one not in through for code in one.split()} <= {
        "quota.total", "quota.per_user_day",
    }  # fmt: skip
