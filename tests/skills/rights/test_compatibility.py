"""The charts of Creative Commons, transcribed from its FAQ of 9 June 2025, cell by cell."""

from __future__ import annotations

from itertools import combinations

import pytest

from audio_engine.plan import Tempo
from skills.rights.clearance import Cleared, Facts, Source, clear
from tests.skills.rights.things import a_grant, a_plan, a_song, codes

ORDER = (
    "PDM",
    "CC0-1.0",
    "CC-BY-4.0",
    "CC-BY-SA-4.0",
    "CC-BY-NC-4.0",
    "CC-BY-ND-4.0",
    "CC-BY-NC-SA-4.0",
    "CC-BY-NC-ND-4.0",
)
REMIX_CHART = (
    "11111010",
    "11111010",
    "11111010",
    "11110000",
    "11101010",
    "00000000",
    "11101010",
    "00000000",
)
PLAN = a_plan(Tempo(ratio=0.95))


def mixed(*licenses: str) -> object:
    sources = [Source(song=a_song(90 + n), grants=(a_grant(one),)) for n, one in enumerate(licenses)]
    return clear(PLAN, sources, Facts(purpose="noncommercial_share"))


@pytest.mark.parametrize("row", range(8))
@pytest.mark.parametrize("column", range(8))
def test_two_licenses_meet_exactly_where_the_remix_chart_says(row: int, column: int) -> None:
    allowed = REMIX_CHART[row][column] == "1"
    assert isinstance(mixed(ORDER[row], ORDER[column]), Cleared) == allowed


def test_any_number_of_licenses_meet_where_all_their_pairs_do() -> None:
    for three in combinations(range(8), 3):
        pairs = all(REMIX_CHART[a][b] == "1" for a, b in combinations(three, 2))
        assert isinstance(mixed(*(ORDER[n] for n in three)), Cleared) == pairs


@pytest.mark.parametrize(
    ("licenses", "output"),
    [
        (("CC0-1.0",), "CC0-1.0"),
        (("PDM",), "CC0-1.0"),
        (("PDM", "CC0-1.0"), "CC0-1.0"),
        (("CC0-1.0", "CC-BY-4.0"), "CC-BY-4.0"),
        (("CC-BY-2.0",), "CC-BY-4.0"),
        (("CC-BY-4.0", "CC-BY-SA-3.0"), "CC-BY-SA-3.0"),
        (("CC-BY-SA-2.0", "CC-BY-SA-3.0"), "CC-BY-SA-3.0"),
        (("CC-BY-4.0", "CC-BY-NC-4.0"), "CC-BY-NC-4.0"),
        (("CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "PDM"), "CC-BY-NC-SA-4.0"),
        (("MIT",), "MIT"),
        (("MIT", "CC0-1.0"), "MIT"),
        (("MIT", "CC-BY-3.0"), "CC-BY-4.0"),
        (("MIT", "CC-BY-SA-4.0"), "CC-BY-SA-4.0"),
    ],
)
def test_the_remix_gets_the_most_open_license_that_all_accept(licenses: tuple[str, ...], output: str) -> None:
    answer = mixed(*licenses)
    assert isinstance(answer, Cleared)
    assert answer.output_license == output
    assert len(answer.grant_hashes) == len({a_grant(one).hash for one in licenses})


def test_own_terms_never_meet_share_alike() -> None:
    own = a_grant('[mashup]\nmax_other = 1\n[purpose]\nallowed = ["noncommercial_share"]')
    sources = [Source(song=a_song(), grants=(own,)), Source(song=a_song(), grants=(a_grant("CC-BY-SA-4.0"),))]
    assert codes(clear(a_plan(), sources, Facts(purpose="noncommercial_share"))) == {"mashup.licenses_clash"}
