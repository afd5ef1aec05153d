from __future__ import annotations

import pytest

from skills.rights.base import LICENSES
from skills.rights.license import BadGrant, parse_grant
from skills.rights.terms.revocation import Revocation
from tests.skills.rights.things import CUSTOM, a_grant, a_song, told_of


def test_own_terms_can_be_taken_back_at_once_unless_they_say_otherwise() -> None:
    terms = a_grant("").section(Revocation)
    assert (terms.revocable, terms.notice_days, terms.cure_days) == (True, 0, 0)
    assert (terms.drafts, terms.published, terms.earning) == ("takedown", "unlist", "freeze")
    assert (
        "The rights holder may take this permission back at any time; then drafts are taken down, "
        "published remixes are no longer listed, earning ones are frozen with their money."
    ) in told_of(a_grant(""), a_song())


@pytest.mark.parametrize("spdx_id", sorted(LICENSES))
def test_a_fixed_license_is_irrevocable_and_keeps_all_that_was_made(spdx_id: str) -> None:
    terms = a_grant(spdx_id).section(Revocation)
    assert not terms.revocable
    assert {terms.drafts, terms.published, terms.earning} == {"keep"}
    with pytest.raises(BadGrant) as bad:
        parse_grant(f'license = "{spdx_id}"\n[revocation]\nrevocable = true')
    assert bad.value.code == "grant.fixed_license"


def test_creative_commons_4_forgives_a_breach_within_30_days_and_older_versions_do_not() -> None:
    assert a_grant("CC-BY-4.0").section(Revocation).cure_days == 30
    assert a_grant("CC-BY-3.0").section(Revocation).cure_days == 0
    newer, older = (" ".join(told_of(a_grant(f"CC-BY-{v}"), a_song())) for v in ("4.0", "3.0"))
    assert "comes back when that is put right within 30 days" in newer
    assert "only the rights holder can give it again" in older


def test_what_cannot_be_taken_back_keeps_everything() -> None:
    terms = a_grant("[revocation]\nrevocable = false").section(Revocation)
    assert {terms.drafts, terms.published, terms.earning} == {"keep"}
    same = a_grant('[revocation]\nrevocable = false\ndrafts = "keep"\nearning = "keep"\npublished = "keep"')
    assert same.hash == a_grant("[revocation]\nrevocable = false").hash


def test_a_notice_and_one_fate_for_all_are_told_in_one_sentence() -> None:
    grant = a_grant('[revocation]\nnotice_days = 30\ndrafts = "keep"\npublished = "keep"\nearning = "keep"')
    told = "with 30 days' notice; then drafts and published remixes and earning ones stay as they are."
    assert any(told in sentence for sentence in told_of(grant, a_song()))


@pytest.mark.parametrize(
    "section",
    ['revocable = false\nearning = "freeze"', "revocable = false\nnotice_days = 3", "notice_days = -1"],
)
def test_a_revocation_that_contradicts_itself_is_told(section: str) -> None:
    with pytest.raises(BadGrant) as bad:
        parse_grant(f"{CUSTOM}[revocation]\n{section}")
    assert bad.value.pointer.startswith("/revocation")
