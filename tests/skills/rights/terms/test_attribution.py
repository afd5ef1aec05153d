from __future__ import annotations

import pytest

from skills.rights.base import CC_FAMILIES
from skills.rights.clearance import Cleared, Source, Standing, clear
from skills.rights.license import parse_grant
from tests.skills.rights.things import a_grant, a_plan, a_song, told_of


def owed(license: str, generation: int = 0) -> dict[str, str]:
    standing = Standing(generation=generation)
    source = Source(song=a_song(), grants=(parse_grant(license),), standing=standing)
    answer = clear(a_plan(), [source])
    assert isinstance(answer, Cleared)
    return {duty.code: duty.text for duty in answer.duties if duty.term == "attribution"}


def test_creative_commons_asks_for_a_link_to_the_source_where_one_is_known() -> None:
    text = owed('license = "CC-BY-4.0"\nsource_url = "https://ana.example/song"')["attribution.source_link"]
    assert "https://ana.example/song" in text
    assert "attribution.source_link" not in owed('license = "CC-BY-4.0"')


def test_a_remix_of_a_remix_names_the_authors_before_it() -> None:
    assert "attribution.chain" in owed('license = "CC-BY-4.0"', generation=1)
    assert "attribution.chain" not in owed('license = "CC-BY-4.0"')


@pytest.mark.parametrize("spdx_id", ["CC0-1.0", "CC-PDM-1.0"])
def test_the_public_domain_asks_for_nothing(spdx_id: str) -> None:
    assert owed(f'license = "{spdx_id}"', generation=3) == {}


@pytest.mark.parametrize("family", CC_FAMILIES)
def test_creative_commons_is_told_with_locks_endorsement_and_the_name_that_goes(family: str) -> None:
    told = " ".join(told_of(a_grant(f"CC-{family}-4.0"), a_song()))
    for words in ("no technical locks", "endorse", "left unnamed", "earlier authors", "cannot be taken back"):
        assert words in told
