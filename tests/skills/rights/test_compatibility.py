"""Which licenses meet, and what their remix carries: every cell of the charts, every subset and version."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, product

import pytest

from audio_engine.plan import Tempo
from skills.rights.base import CC_VERSIONS, LICENSES, License, find_license
from skills.rights.clearance import Cleared, Facts, Source, clear
from skills.rights.compatibility import advice, may_carry, may_combine, output_license
from skills.rights.decision import Answer
from skills.rights.judgement import MONEY, PURPOSES, Purpose
from tests.skills.rights.charts import (
    ADAPTER,
    ADAPTERS,
    COLOURS,
    ORIGINALS,
    REMIX,
    charts_of_others,
    spdx_id,
)
from tests.skills.rights.things import CUSTOM, a_grant, a_plan, a_song, codes, judged

PLAN = a_plan(Tempo(ratio=0.95))
OPENNESS = ("PD", "BY", "BY-SA", "BY-NC", "BY-NC-SA")
OWN = '[mashup]\nmax_other = 15\n[tempo]\nallowed = "any"\n[vocals]\nmay = "processed"\n[purpose]\n' + (
    'allowed = ["noncommercial_share"]'
)
OTHERS = charts_of_others()
needs_others = pytest.mark.skipif(
    OTHERS is None,
    reason="neither REFRAIN_DESIGN nor REFRAIN_EVALUATION leads to a folder with cc_matrix.py",
)


def licenses(*ids: str) -> list[License]:
    found = [find_license(one) for one in ids]
    return [one for one in found if one is not None]


def mixed(*ids: str, purpose: Purpose = "noncommercial_share") -> Answer:
    """A remix of one song under each license; "own" is a custom grant."""
    sources = [
        Source(song=a_song(90 + n), grants=(a_grant(OWN if one == "own" else one),))
        for n, one in enumerate(ids)
    ]
    return clear(PLAN, sources, Facts(purpose=purpose))


def by_chart(families: Iterable[str]) -> set[str]:
    """The licenses that the adapter's chart recommends for all of them."""
    rows = [ADAPTER["PD" if family in ("PDM", "CC0") else family] for family in families]
    columns = zip(ADAPTERS, zip(*rows, strict=True), strict=True)
    return {name for name, cells in columns if set(cells) == {"G"}}


SUBSETS = [some for count in range(1, 9) for some in combinations(ORIGINALS, count)]


@pytest.mark.parametrize(("row", "column"), [*product(ORIGINALS, ORIGINALS)])
def test_two_licenses_meet_exactly_where_the_remix_chart_says(row: str, column: str) -> None:
    allowed = REMIX[row][ORIGINALS.index(column)] == "1"
    assert may_combine(*licenses(spdx_id(row), spdx_id(column))) == allowed
    assert isinstance(mixed(spdx_id(row), spdx_id(column)), Cleared) == allowed


@pytest.mark.parametrize(("original", "adapter"), [*product(ADAPTER, ADAPTERS)])
def test_each_cell_of_the_adapter_s_chart_is_as_published(original: str, adapter: str) -> None:
    told = COLOURS[ADAPTER[original][ADAPTERS.index(adapter)]]
    for family in ("PDM", "CC0") if original == "PD" else (original,):
        assert advice(family, adapter) == told  # type: ignore[arg-type]  # a family of the chart
        if adapter != "PD":
            [source] = licenses(spdx_id(family))
            assert may_carry(source, spdx_id(adapter)) == (told == "recommended")


def test_what_meets_and_what_it_carries_follows_the_charts_for_all_255_subsets() -> None:
    assert len(SUBSETS) == 255
    for some in SUBSETS:
        found = licenses(*map(spdx_id, some))
        fitting = by_chart(some)
        pairs = all(REMIX[a][ORIGINALS.index(b)] == "1" for a in some for b in some)
        assert may_combine(*found) == bool(fitting) == pairs, some
        if fitting:
            family = next(name for name in OPENNESS if name in fitting)
            assert output_license(found) == ("CC0-1.0" if family == "PD" else f"CC-{family}-4.0"), some
            assert output_license(found[::-1]) == output_license(found)


def test_any_number_of_songs_meet_where_all_their_pairs_do() -> None:
    for some in SUBSETS:
        if 3 <= len(some) <= 4:
            answer = mixed(*map(spdx_id, some))
            assert isinstance(answer, Cleared) == bool(by_chart(some)), some


def test_the_mit_license_and_own_terms_keep_the_rule_that_pairs_decide() -> None:
    every = licenses(*map(spdx_id, ORIGINALS), "MIT", CUSTOM.split('"')[1])
    for count in range(2, len(every) + 1):
        for some in combinations(every, count):
            assert may_combine(*some) == all(may_combine(a, b) for a, b in combinations(some, 2))


@needs_others
def test_the_charts_are_those_that_somebody_else_wrote_down() -> None:
    assert OTHERS is not None
    assert tuple(OTHERS["L"]) == ORIGINALS
    assert OTHERS["PAIR"] == REMIX
    assert tuple(OTHERS["A"]) == ADAPTERS
    assert OTHERS["ADAPT"] == ADAPTER


@pytest.mark.parametrize("family", ["BY-SA", "BY-NC-SA"])
@pytest.mark.parametrize(("one", "other"), [*product(CC_VERSIONS, CC_VERSIONS)])
def test_share_alike_moves_to_a_later_version_and_never_to_an_earlier_one(
    family: str, one: str, other: str
) -> None:
    both = licenses(spdx_id(family, one), spdx_id(family, other))
    assert may_carry(both[0], both[1].id) == (float(other) >= float(one))
    assert output_license(both) == spdx_id(family, max(one, other, key=float))
    assert isinstance(mixed(both[0].id, both[1].id), Cleared)


@pytest.mark.parametrize("version", CC_VERSIONS)
def test_share_alike_of_an_old_version_keeps_it_beside_what_is_open(version: str) -> None:
    assert output_license(licenses("CC-BY-4.0", "MIT", f"CC-BY-SA-{version}")) == f"CC-BY-SA-{version}"
    assert output_license(licenses("CC-BY-NC-2.0", f"CC-BY-NC-SA-{version}")) == f"CC-BY-NC-SA-{version}"
    assert output_license(licenses(f"CC-BY-{version}")) == "CC-BY-4.0"


@pytest.mark.parametrize(
    ("ids", "output"),
    [
        (("CC0-1.0",), "CC0-1.0"),
        (("PDM",), "CC0-1.0"),
        (("PDM", "CC0-1.0"), "CC0-1.0"),
        (("CC0-1.0", "CC-BY-4.0"), "CC-BY-4.0"),
        (("CC-BY-4.0", "CC-BY-SA-3.0"), "CC-BY-SA-3.0"),
        (("CC-BY-SA-2.0", "CC-BY-SA-3.0"), "CC-BY-SA-3.0"),
        (("CC-BY-4.0", "CC-BY-NC-4.0"), "CC-BY-NC-4.0"),
        (("CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "PDM"), "CC-BY-NC-SA-4.0"),
        (("MIT",), "MIT"),
        (("MIT", "CC0-1.0", "PDM"), "MIT"),
        (("MIT", "CC-BY-3.0"), "CC-BY-4.0"),
        (("MIT", "CC-BY-SA-4.0"), "CC-BY-SA-4.0"),
        (("own",), "LicenseRef-Refrain-Test"),
        (("own", "CC0-1.0", "PDM"), "LicenseRef-Refrain-Test"),
        (("own", "MIT"), "LicenseRef-Refrain-Test AND MIT"),
        (("own", "CC-BY-2.0", "CC-BY-4.0"), "CC-BY-2.0 AND CC-BY-4.0 AND LicenseRef-Refrain-Test"),
        (("own", "CC-BY-NC-4.0", "own"), "CC-BY-NC-4.0 AND LicenseRef-Refrain-Test"),
    ],
)
def test_the_remix_gets_the_most_open_license_that_all_accept(ids: tuple[str, ...], output: str) -> None:
    answer = mixed(*ids)
    assert isinstance(answer, Cleared)
    assert answer.output_license == output
    assert len(answer.grant_hashes) == len(set(ids))


@pytest.mark.parametrize("license", ["CC-BY-SA-4.0", "CC-BY-NC-SA-3.0"])
def test_own_terms_never_meet_share_alike(license: str) -> None:
    assert codes(mixed("own", license)) == {"mashup.licenses_clash"}


@pytest.mark.parametrize("family", ["BY-NC", "BY-NC-SA", "BY-NC-ND"])
@pytest.mark.parametrize("version", CC_VERSIONS)
def test_no_purpose_that_earns_money_is_allowed_under_nc(family: str, version: str) -> None:
    for purpose in PURPOSES:
        refused = "purpose.not_allowed" in codes(judged(PLAN, spdx_id(family, version), purpose=purpose))
        assert refused == (purpose in MONEY)


def test_one_source_under_nc_keeps_money_out_of_the_whole_remix() -> None:
    for purpose in MONEY:
        assert codes(mixed("CC-BY-4.0", "CC-BY-NC-4.0", purpose=purpose)) == {"purpose.not_allowed"}
        assert codes(mixed("CC-BY-4.0", "CC0-1.0", purpose=purpose)) == set()


@pytest.mark.parametrize("family", ["BY-ND", "BY-NC-ND"])
@pytest.mark.parametrize("version", CC_VERSIONS)
def test_under_nd_a_change_is_for_oneself_from_version_4_on_and_not_made_before(
    family: str, version: str
) -> None:
    license = spdx_id(family, version)
    newest = version == "4.0"
    assert codes(judged(PLAN, license)) == (set() if newest else {"derivative.not_made"})
    shared = codes(judged(PLAN, license, purpose="noncommercial_share"))
    assert shared == {"derivative.not_shared" if newest else "derivative.not_made"}
    assert codes(judged(a_plan(), license, purpose="noncommercial_share")) == set()


def test_the_public_domain_mark_is_no_license_that_a_remix_can_be_given() -> None:
    assert not any(may_carry(one, "CC-PDM-1.0") for one in LICENSES.values())
    assert not may_carry(LICENSES["CC0-1.0"], "LicenseRef-Refrain-Test")
    assert not may_carry(LICENSES["CC0-1.0"], "Apache-2.0")


def layered(recording: str, work: str, **facts: Purpose) -> Answer:
    """A remix of one song whose recording and composition stand under a grant each."""
    grants = (
        a_grant(recording).model_copy(update={"stated_covers": ("sound_recording",)}),
        a_grant(work).model_copy(update={"stated_covers": ("musical_work",)}),
    )
    return clear(PLAN, [Source(song=a_song(), grants=grants)], Facts(**facts))


@pytest.mark.parametrize(
    ("recording", "work", "output"),
    [
        ("CC-BY-4.0", OWN, "CC-BY-4.0 AND LicenseRef-Refrain-Test"),
        ("CC-BY-4.0", "CC-BY-SA-3.0", "CC-BY-SA-3.0"),
        ("CC0-1.0", "MIT", "MIT"),
        ("CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "CC-BY-NC-SA-4.0"),
        ("CC-BY-SA-2.0", "CC-BY-SA-4.0", "CC-BY-SA-4.0"),
    ],
)
def test_the_grants_of_one_song_s_layers_meet_like_those_of_two_songs(
    recording: str, work: str, output: str
) -> None:
    answer = layered(recording, work, purpose="noncommercial_share")
    assert isinstance(answer, Cleared)
    assert answer.output_license == output


@pytest.mark.parametrize(
    ("recording", "work"),
    [("CC-BY-SA-4.0", "CC-BY-NC-4.0"), ("CC-BY-SA-4.0", OWN), ("CC-BY-NC-SA-4.0", "CC-BY-SA-4.0")],
)
def test_a_song_whose_layers_stand_under_licenses_that_clash_cannot_be_remixed(
    recording: str, work: str
) -> None:
    assert "layer.licenses_clash" in codes(layered(recording, work, purpose="noncommercial_share"))


def test_a_grant_for_a_layer_that_is_not_used_has_no_say_in_the_license_of_the_remix() -> None:
    consent = a_grant('[voice]\nclone = true\n[tempo]\nallowed = "any"').model_copy(
        update={"stated_covers": ("performer_voice",)}
    )
    source = Source(song=a_song(), grants=(a_grant("CC-BY-4.0"), consent))
    answers = [clear(PLAN, [source], Facts(wishes=wishes)) for wishes in ((), ("clone-voice",))]
    assert [getattr(answer, "output_license", codes(answer)) for answer in answers] == [
        "CC-BY-4.0",
        "CC-BY-4.0 AND LicenseRef-Refrain-Test",
    ]


def test_under_nd_for_one_layer_a_change_is_still_for_oneself() -> None:
    assert codes(layered("CC-BY-ND-4.0", "CC-BY-4.0")) == set()
    shared = layered("CC-BY-ND-4.0", "CC-BY-4.0", purpose="noncommercial_share")
    assert codes(shared) == {"derivative.not_shared"}
