from __future__ import annotations

import pytest

from skills.rights.base import LICENSES
from skills.rights.clearance import Cleared
from skills.rights.license import BadGrant, parse_grant
from skills.rights.terms.derivatives import Derivatives
from tests.skills.rights.things import CUSTOM, a_grant, a_plan, a_song, judged, told_of

MANY = "[derivatives]\nallowed = true\n"


def test_own_terms_allow_a_remix_of_the_song_and_none_of_a_remix() -> None:
    assert a_grant("").section(Derivatives).deepest == 1
    assert "A remix must not be remixed in turn." in told_of(a_grant(""), a_song())


@pytest.mark.parametrize("spdx_id", sorted(LICENSES))
def test_a_fixed_license_sets_no_depth(spdx_id: str) -> None:
    assert a_grant(spdx_id).section(Derivatives).deepest is None


def test_the_same_terms_are_a_duty_and_told() -> None:
    answer = judged(a_plan(), MANY + "reciprocal = true")
    assert isinstance(answer, Cleared)
    assert "derivatives.reciprocal" in {duty.code for duty in answer.duties}
    told = told_of(a_grant(MANY + "max_depth = 4\nreciprocal = true"), a_song())
    assert "A remix may be remixed in turn, up to generation 4." in told
    assert "A remix must carry the same terms as the song." in told


@pytest.mark.parametrize(
    ("section", "code", "pointer"),
    [
        ("reciprocal = true", "grant.reciprocal_without_derivatives", "/derivatives/reciprocal"),
        (
            "allowed = false\nreciprocal = true",
            "grant.reciprocal_without_derivatives",
            "/derivatives/reciprocal",
        ),
        ("max_depth = 3", "grant.conflict", "/derivatives/max_depth"),
        ("allowed = true\nmax_depth = 1", "grant.out_of_range", "/derivatives/max_depth"),
        ("allowed = 1", "grant.wrong_type", "/derivatives/allowed"),
    ],
)
def test_terms_that_contradict_themselves_are_told(section: str, code: str, pointer: str) -> None:
    with pytest.raises(BadGrant) as bad:
        parse_grant(f"{CUSTOM}[derivatives]\n{section}")
    assert (bad.value.code, bad.value.pointer) == (code, pointer)
