"""Lineage: family trees that cannot be are refused, and what happens to a song reaches all its remixes."""

from __future__ import annotations

from pathlib import Path

import pytest

from skills.catalog.song import Song
from skills.rights.clearance import Cleared, Refused
from skills.rights.license import parse_grant
from skills.studio.register.faults import NotPossible
from skills.studio.register.lineage import ancestors, check_lineage, generation
from skills.studio.register.releases import Release
from tests.skills.studio.registered import OPEN, House, a_house, a_recipe

FREE = OPEN + '[revocation]\ndrafts = "takedown"\npublished = "takedown"\nearning = "takedown"\n'


@pytest.fixture
def house(tmp_path: Path) -> House:
    return a_house(tmp_path)


def known(house: House, release: Release, number: int, license_text: str = OPEN) -> Song:
    """The release as a song of the catalogue, under the terms its remixer chose."""
    song = house.song(number, license_text)
    house.register.known_as(release.id, song.id, house.now)
    return song


TREE = {"b": ("a",), "c": ("b", "a"), "wide": tuple(f"s{n}" for n in range(17))}
CHAIN = {f"w{n}": (f"w{n - 1}",) for n in range(1, 1_100)}


@pytest.mark.parametrize(
    ("work", "parents", "code"),
    [
        ("x", ("x",), "lineage.self"),
        ("x", ("a", "b", "a"), "lineage.duplicate_parent"),
        ("x", tuple(f"s{n}" for n in range(17)), "lineage.too_many_parents"),
        ("a", ("c",), "lineage.cycle"),
        ("x", ("w1024",), "lineage.too_many_ancestors"),
    ],
)
def test_a_family_tree_that_cannot_be_is_refused_with_its_code(
    work: str, parents: tuple[str, ...], code: str
) -> None:
    with pytest.raises(NotPossible) as error:
        check_lineage(work, parents, lambda one: (TREE | CHAIN).get(one, ()))
    assert error.value.code == code
    assert str(error.value).endswith(".")


@pytest.mark.parametrize(
    ("work", "parents"), [("x", ("a", "b", "c")), ("x", tuple(f"s{n}" for n in range(16))), ("x", ("w1023",))]
)
def test_the_largest_family_tree_that_can_be_is_allowed(work: str, parents: tuple[str, ...]) -> None:
    check_lineage(work, parents, lambda one: (TREE | CHAIN).get(one, ()))


def test_ancestors_are_counted_once_each_and_generations_along_the_longest_way() -> None:
    assert ancestors(("c", "b"), lambda one: TREE.get(one, ())) == {"a", "b", "c"}
    assert [generation(one, lambda w: TREE.get(w, ())) for one in ("a", "b", "c")] == [0, 1, 2]


def test_a_story_that_goes_round_in_circles_ends_in_a_refusal_and_not_in_a_loop() -> None:
    circle = {"a": ("b",), "b": ("a",)}
    assert ancestors(("a",), lambda one: circle[one]) == {"a", "b"}
    with pytest.raises(NotPossible):
        generation("a", lambda one: circle[one])


def test_the_same_song_twice_and_a_song_that_is_not_there_make_no_draft(house: House) -> None:
    song, away = house.song(1), house.song(2)
    with pytest.raises(NotPossible) as error:
        house.draft(song, song)
    assert error.value.code == "lineage.duplicate_parent"
    house.studio.store.remove_song(away.id)
    with pytest.raises(NotPossible) as error:
        house.draft(song, away)
    assert error.value.code == "song.missing"
    with pytest.raises(NotPossible) as error:
        house.draft(song, pcm_sha256="")
    assert error.value.code == "render.missing"
    assert house.register.releases(house.now) == ()


def test_a_song_cannot_turn_out_to_be_a_remix_of_itself(house: House) -> None:
    song = house.song(1)
    first = house.draft(song)
    second = house.draft(known(house, first, 2))
    for release in (first, second):
        with pytest.raises(NotPossible) as error:
            house.register.known_as(release.id, song.id, house.now)
        assert error.value.code == "lineage.cycle"
    with pytest.raises(NotPossible) as error:
        house.register.known_as(first.id, house.song(3).id, house.now)
    assert error.value.code == "lineage.known"


def test_the_same_draft_again_changes_nothing_and_somebody_elses_is_one_of_its_own(house: House) -> None:
    song = house.song(1)
    first = house.draft(song, person="Ben")
    house.later(1)
    assert house.draft(song, person="Ben") == first
    assert first.id == a_recipe(song).id
    other = house.draft(song, person="Cem")
    assert other.id != first.id
    assert house.draft(song, person="Cem").id == other.id
    assert [r.person for r in house.register.releases(house.now)] == ["Ben", "Cem"]
    assert house.register.releases(house.now, person="Cem") == (other,)
    assert house.register.releases(house.now, state="published") == ()


def test_a_remix_of_a_remix_knows_its_generation_and_all_works_behind_it(house: House) -> None:
    one, two = house.song(1), house.song(2)
    mashed = house.draft(one, two)
    third = known(house, mashed, 3)
    again = house.draft(third)
    assert again.parents == (mashed.id,)
    fourth = known(house, again, 4)
    (source,) = house.register.sources(fourth, "Ben", house.now)
    assert (source.standing.generation, source.standing.ancestors) == (2, 3)
    assert isinstance(house.publish(again), Cleared)
    grants = {song for song, _ in house.register.under(again.id).grants}
    assert grants == {one.id, two.id, third.id}


def test_a_remix_of_a_remix_is_judged_by_every_grant_behind_it(house: House) -> None:
    strict = OPEN.replace("max_percent = 20", "max_percent = 2")
    song = house.song(1, strict)
    first = house.draft(song, percent=1.0)
    second = house.draft(known(house, first, 2, OPEN), percent=10.0)
    answer = house.publish(second)
    assert isinstance(answer, Refused)
    assert {r.code for r in answer.reasons} == {"tempo.out_of_range"}


def test_a_song_taken_back_takes_its_whole_family_down_and_money_and_lineage_stay(house: House) -> None:
    song, other = house.song(1, FREE), house.song(2)
    first, apart = house.draft(song, other), house.draft(other)
    house.publish(first)
    house.publish(apart)
    second = house.draft(known(house, first, 3))
    house.publish(second, "monetised_on_platform")
    third = house.draft(known(house, second, 4))
    assert [house.state(r) for r in (first, second, third, apart)] == [
        "published",
        "earning",
        "draft",
        "published",
    ]
    done = house.register.revoke(song.id, parse_grant(FREE).hash, "Ada", house.now)
    assert [(c.release_id, c.after) for c in done] == [(r.id, "taken down") for r in (first, second, third)]
    assert [house.state(r) for r in (first, second, third, apart)] == ["taken down"] * 3 + ["published"]
    assert house.register.release(third.id, house.now).parents == (second.id,)
    assert house.register.under(second.id).grants


@pytest.mark.parametrize(("to", "code"), [("taken down", "grant.revoked"), ("unlisted", "grant.quarantined")])
def test_a_remix_that_is_not_there_for_everybody_is_no_source(house: House, to: str, code: str) -> None:
    first = house.draft(house.song(1))
    house.publish(first)
    second = house.draft(known(house, first, 2), percent=6.0)
    house.register.move(first.id, to, "Ben", house.now)  # type: ignore[arg-type]
    answer = house.publish(second)
    assert isinstance(answer, Refused)
    assert {r.code for r in answer.reasons} == {code}


def test_quotas_of_a_song_count_the_remixes_of_its_remixes(house: House) -> None:
    song = house.song(1, OPEN + "[quota]\ntotal = 2\n")
    first = house.draft(song)
    house.publish(first)
    second_song = known(house, first, 2)
    second, third = (house.draft(second_song, percent=p) for p in (6.0, 7.0))
    assert isinstance(house.publish(second), Cleared)
    answer = house.publish(third)
    assert isinstance(answer, Refused)
    assert {r.code for r in answer.reasons} == {"quota.total"}


def test_a_remix_further_from_its_song_than_the_grant_allows_is_refused(house: House) -> None:
    once = OPEN.replace("allowed = true\nmax_depth = 10", "allowed = false")
    first = house.draft(house.song(1, once))
    assert isinstance(house.publish(first), Cleared)
    answer = house.publish(house.draft(known(house, first, 2), percent=6.0))
    assert isinstance(answer, Refused)
    assert {r.code for r in answer.reasons} == {"derivatives.too_deep"}


def test_a_dispute_about_a_song_holds_back_the_remixes_of_its_remixes(house: House) -> None:
    song = house.song(1)
    first = house.draft(song)
    house.publish(first)
    remixed = known(house, first, 2)
    second, third = (house.draft(remixed, percent=p) for p in (6.0, 7.0))
    house.publish(second, "monetised_on_platform")
    house.register.dispute(song.id, "Cem", house.now, "")
    assert house.state(second) == "frozen"
    answer = house.publish(third)
    assert isinstance(answer, Refused)
    assert {r.code for r in answer.reasons} == {"grant.disputed"}
