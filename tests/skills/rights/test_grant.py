"""Grants made by hand, and the licenses that they name."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from skills.catalog.song import Song
from skills.rights.base import CC_FAMILIES, LICENSES, find_license, spdx_id_of
from skills.rights.grant import Credit, Grant
from skills.rights.license import parse_grant
from skills.rights.terms.tempo import TempoRange
from skills.studio.written import read_grant
from tests.skills.rights.things import a_grant, a_song

SONG = Song(
    id="0" * 12,
    title="Paper Lanterns",
    artist="Mira",
    source_url="https://example.org/song",
    content_sha256="0" * 64,
    grant_hash="0" * 64,
    facts=a_song(),
)


def test_a_license_that_is_not_known_makes_no_grant() -> None:
    with pytest.raises(ValidationError, match="no license that Refrain knows"):
        Grant(license="CC-BY-9.0")


def test_a_section_stated_twice_makes_no_grant() -> None:
    twice = (TempoRange(max_percent=5), TempoRange(max_percent=6))
    with pytest.raises(ValidationError, match="stated twice"):
        Grant(license="LicenseRef-Refrain-Test", sections=twice)


def test_the_codes_of_recording_and_work_are_written_and_read_back() -> None:
    codes = 'license = "CC-BY-4.0"\nisrc = "USRC17607839"\niswc = "T-034.524.680-1"\n'
    grant = parse_grant(codes)
    written = grant.canonical_json()
    assert (grant.isrc in written, grant.iswc in written, bool(grant.isrc), bool(grant.iswc)) == (True,) * 4
    assert parse_grant(written) == grant != a_grant("CC-BY-4.0")


def test_the_credit_is_as_the_grant_states_it_and_else_as_the_catalogue_knows_it() -> None:
    plain = a_grant("CC-BY-4.0").credit_fields(SONG)
    assert (plain["title"], plain["author"], plain["url"]) == ("Paper Lanterns", "Mira", SONG.source_url)
    assert plain["license_url"] == "https://creativecommons.org/licenses/by/4.0/"
    stated = Credit(name="Mira Holm", title="Lanterns", url="https://example.org/mira", line="by Mira Holm")
    told = a_grant("CC-BY-4.0").model_copy(update={"credit": stated}).credit_fields(SONG)
    assert (told["title"], told["author"], told["url"]) == ("Lanterns", "Mira Holm", stated.url)
    assert told["line"] == "by Mira Holm"


@pytest.mark.parametrize("spdx_id", LICENSES)
def test_a_license_is_found_by_its_id_in_any_case(spdx_id: str) -> None:
    assert spdx_id_of(f" {spdx_id.lower()} ") == spdx_id_of(spdx_id.upper()) == spdx_id
    found = find_license(spdx_id)
    assert found is not None
    assert found.url.startswith("https://")
    assert found.share_alike == ("-SA" in spdx_id)
    assert (found.family in CC_FAMILIES) == spdx_id.startswith("CC-BY")


@pytest.mark.parametrize(
    ("typed", "spdx_id"),
    [
        ("PDM", "CC-PDM-1.0"), ("pdm-1.0", "CC-PDM-1.0"), ("public domain mark", "CC-PDM-1.0"),
        ("CC0", "CC0-1.0"), ("cc0", "CC0-1.0"), ("cc-by", "CC-BY-4.0"), ("CC BY-SA", "CC-BY-SA-4.0"),
        ("cc by 3.0", "CC-BY-3.0"), ("expat", "MIT"), ("Cc-By-Nc-Nd", "CC-BY-NC-ND-4.0"),
    ],
)  # fmt: skip
def test_a_license_is_found_by_its_usual_names_everywhere(typed: str, spdx_id: str, tmp_path: Path) -> None:
    assert spdx_id_of(typed) == spdx_id
    assert a_grant(typed).license == parse_grant(f'license = "{typed}"').license == spdx_id
    if spdx_id != "MIT":  # whose notice must be given with it
        assert read_grant(typed, tmp_path) == a_grant(spdx_id)


@pytest.mark.parametrize("typed", ["", "CC", "BY 4.0", "LicenseRef-Refrain-Test", "GPL-3.0"])
def test_what_is_no_known_license_has_no_id(typed: str) -> None:
    assert spdx_id_of(typed) is None
