from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skills.rights.base import LICENSES
from skills.rights.license import MAX_BYTES, BadGrant, Grant, Section, parse_grant
from skills.rights.terms import section_kinds
from skills.rights.terms.effects import Effects
from skills.rights.terms.revenue import Revenue
from skills.rights.terms.stems import Stems
from skills.rights.terms.tempo import TempoRange
from tests.skills.rights.any_grant import grants, sections
from tests.skills.rights.things import CUSTOM

BAD = [
    ('license = "CC-BY-5.0"', "'CC-BY-5.0'", "did you mean"),
    ('license = "GPL-3.0-only"', "does not know", "LicenseRef-Refrain-"),
    ("", "must name its license", 'license = "CC-BY-4.0"'),
    ("license = 4", "must name its license", "CC-BY-4.0"),
    ('license = "CC-BY-4.0"\n[tempo]\nmax_percent = 5', "[tempo] cannot stand beside CC-BY-4.0", "fixed"),
    (CUSTOM + "[tempoo]\nmax_percent = 5", "unknown key 'tempoo'", "'tempo'"),
    (CUSTOM + "[tempo]\nmax_percnt = 5", "unknown key 'tempo.max_percnt'", "'max_percent'"),
    (CUSTOM + "[tempo]\nmax_percent = 7.5", "'tempo.max_percent' is 7.5", "whole number"),
    (CUSTOM + "[tempo]\nmax_percent = 5.0", "'tempo.max_percent' is 5.0", "whole number"),
    (CUSTOM + "[tempo]\nmax_percent = nan", "'tempo.max_percent' is nan", "whole number"),
    (CUSTOM + "[tempo]\nmax_percent = inf", "'tempo.max_percent' is inf", "whole number"),
    (CUSTOM + "[tempo]\nmax_percent = true", "'tempo.max_percent' is true", "whole number"),
    (CUSTOM + '[tempo]\nmax_percent = "5"', "'tempo.max_percent'", "whole number"),
    (CUSTOM + "[tempo]\nmax_percent = 999", "'tempo.max_percent'", "300"),
    (CUSTOM + "[tempo]\nmin_percent = 5\nmax_percent = 1", "'tempo'", "lowest value is above the highest"),
    (CUSTOM + "[tempo]\nmin_percent = 5\nmax_percent = 9", "'tempo'", "song as it is"),
    (CUSTOM + '[tempo]\nallowed = "any"\nmax_percent = 9', "'tempo'", "either"),
    (CUSTOM + "[pitch]\nmin_cents = 200\nmax_cents = 100", "'pitch'", "lowest value is above the highest"),
    (CUSTOM + '[stems]\nallowed = "drums"', "'stems.allowed'", "list"),
    (CUSTOM + '[stems]\nallowed = ["drum"]', "'drum'", "did you mean 'drums'"),
    (CUSTOM + '[stems]\nallowed = ["drums", "drums"]', "'stems.allowed'", "twice"),
    (CUSTOM + '[stems]\nseparate = "yes"', "'stems.separate'", "true or false"),
    (CUSTOM + '[vocals]\nmay = "procesed"', "'vocals.may'", "did you mean 'processed'"),
    (CUSTOM + '[effects]\nallowed = ["reverbb"]', "'reverbb'", "did you mean 'reverb'"),
    (CUSTOM + "[purpose]\nallowed = []", "'purpose.allowed'", "at least 1"),
    (CUSTOM + '[purpose]\nallowed = ["monetised_anywhere"]', "[purpose]", "originals_percent"),
    (CUSTOM + "[revenue]\noriginals_percent = 60", "[revenue]", "no purpose"),
    (CUSTOM + "[mashup]\nmax_other = -1", "'mashup.max_other'", "0"),
    (CUSTOM + "credit = 'me'", "'credit'", "[credit]"),
    (CUSTOM + "[credit]\nname = 1979-05-27", "'credit.name'", "text"),
    (CUSTOM + "source_url = 'javascript:alert(1)'", "'source_url'", "https://"),
    (CUSTOM + CUSTOM, "same key twice", ""),
    (CUSTOM + "[tempo]\n[tempo]", "same key twice", ""),
    ('{"license": "MIT", "license": "CC0-1.0"}', "same key twice", "'license'"),
    ('{"license": "LicenseRef-Refrain-A", "tempo": {"max_percent": NaN}}', "NaN", ""),
    ('{"license": "LicenseRef-Refrain-A", "tempo": {"max_percent": 1e400}}', "inf", "whole number"),
    ('{"license": null}', "'license'", "text"),
    ('\ufefflicense = "MIT"', "byte order mark", "UTF-8"),
    ("x" * (MAX_BYTES + 1), "larger than 256 kB", ""),
    ("license = ", "cannot be read", ""),
    ('{"license": ', "cannot be read", ""),
    ('{"a":' * 20_000, "nested too deeply", ""),
    ('{"license":' + '{"a":' * 40 + "1" + "}" * 41, "nested too deeply", ""),
    ("a = " + "[" * 3_000, "nested too deeply", ""),
    ("a = " + "[" * 100_000, "more than 4000 lines", "JSON"),
    (".".join("a" * 100_000) + " = 1", "dots", ""),
    (CUSTOM + "[tempo]\nmax_percent = " + "9" * 5_000, "digits", ""),
    (CUSTOM + "[tempo]\nmax_percent = " + "9" * 400, "'tempo.max_percent'", ""),
]


@pytest.mark.parametrize(("text", "fault", "way_out"), BAD, ids=range(len(BAD)))
def test_a_bad_file_gets_one_sentence_with_the_fault_and_the_way_out(
    text: str, fault: str, way_out: str
) -> None:
    with pytest.raises(BadGrant) as refused:
        parse_grant(text, "song.toml")
    sentence = str(refused.value)
    assert sentence.startswith("song.toml: ")
    assert fault in sentence
    assert way_out in sentence
    assert sentence[-1] in ".?"
    assert "?." not in sentence
    assert "\n" not in sentence
    assert len(sentence) < 400


@given(st.text(max_size=300) | st.from_regex(r"[a-z]+ = [\"\[\{\d].{0,40}\n(\[[a-z]+\]\n)?", fullmatch=True))
def test_no_text_at_all_breaks_the_reader(text: str) -> None:
    for whole in (text, CUSTOM + text, "{" + text):
        with suppress(BadGrant):
            assert isinstance(parse_grant(whole), Grant)


@pytest.mark.parametrize("spdx_id", sorted(LICENSES))
def test_one_line_is_enough_for_a_known_license(spdx_id: str) -> None:
    grant = parse_grant(f'license = "{spdx_id}"')
    assert grant.license == spdx_id
    assert grant.section(TempoRange).bounds() is None


def test_all_the_promised_licenses_are_known() -> None:
    families = ("BY", "BY-SA", "BY-NC", "BY-ND", "BY-NC-SA", "BY-NC-ND")
    promised = {f"CC-{f}-{v}" for f in families for v in ("2.0", "2.5", "3.0", "4.0")}
    assert promised | {"CC0-1.0", "CC-PDM-1.0", "MIT"} == set(LICENSES)
    assert parse_grant('license = "PDM"').license == "CC-PDM-1.0"


def test_a_musicians_own_terms_are_read_as_written() -> None:
    grant = parse_grant(
        CUSTOM + "[tempo]\nmin_percent = -10\nmax_percent = 10\n"
        '[stems]\nallowed = ["vocals", "drums"]\nseparate = true\n'
        '[effects]\nallowed = "any"\n'
        '[purpose]\nallowed = ["monetised_on_platform"]\n'
        "[revenue]\noriginals_percent = 60\n"
        '[credit]\nname = "Ana"\nurl = "https://ana.example"\n'
    )
    assert grant.section(TempoRange).bounds() == (-100_000, 100_000)
    assert grant.section(Stems) == Stems(allowed=("drums", "vocals"), separate=True)
    assert grant.section(Effects).allowed == ("any",)
    assert grant.section(Revenue).originals_ppm == 600_000
    assert (grant.credit.name, grant.credit.url) == ("Ana", "https://ana.example")


def test_a_grant_comes_back_from_its_canonical_json_with_the_same_hash() -> None:
    grant = parse_grant(CUSTOM + '[effects]\nallowed = ["reverb", "fade"]\n[credit]\nname = "Zoë"')
    again = parse_grant(grant.canonical_json())
    assert again == grant
    assert again.hash == grant.hash
    assert len(grant.hash) == 64


def test_what_means_the_same_has_the_same_hash() -> None:
    plain = parse_grant(CUSTOM)
    assert parse_grant(CUSTOM + "[tempo]\n[mashup]\nmax_other = 0").hash == plain.hash
    one = parse_grant(CUSTOM + '[stems]\nallowed = ["drums", "bass"]')
    assert parse_grant(CUSTOM + '[stems]\nallowed = ["bass", "drums"]').hash == one.hash
    assert one.hash != plain.hash


def test_the_order_of_sections_is_no_difference() -> None:
    sections = (Stems(allowed=("drums",)), TempoRange(max_percent=5))
    one, other = (Grant(license="LicenseRef-Refrain-T", sections=s) for s in (sections, sections[::-1]))
    assert one == other


def test_the_consent_to_a_clone_may_stand_beside_a_fixed_license() -> None:
    grant = parse_grant('license = "CC-BY-4.0"\n[voice]\nclone = true')
    assert grant.hash != parse_grant('license = "CC-BY-4.0"').hash


@pytest.mark.parametrize("key", sorted(section_kinds()))
def test_every_kind_of_section_comes_back_from_the_file_it_was_written_to(key: str) -> None:
    kind, seen = section_kinds()[key], set()

    @settings(max_examples=40, database=None, derandomize=True)
    @given(sections(kind))
    def read_back(section: Section) -> None:
        told = json.dumps(section.model_dump(mode="json", exclude_defaults=True, by_alias=True))
        assert kind.model_validate_json(told) == section
        seen.add(told)

    read_back()
    assert len(seen) > 1


@settings(max_examples=150)
@given(grants)
def test_any_grant_comes_back_from_its_canonical_json(grant: Grant) -> None:
    written = grant.canonical_json()
    again = parse_grant(written)
    assert again == grant
    assert again.hash == grant.hash
    assert again.canonical_json() == written
    assert parse_grant(written.encode()) == grant


def test_holders_layers_and_numbers_are_read_and_brought_into_one_form() -> None:
    grant = parse_grant(
        'license = "CC-BY-4.0"\nversion = 3\nisrc = "us-rc1-76-07839"\niswc = "T0345246801"\n'
        'covers = ["musical_work", "sound_recording"]\n'
        '[[holders]]\nparty = "label-a"\nname = "Label A"\nright = "sound_recording"\nshare_ppm = 1_000_000\n'
        'isni = "0000 0001 2150 090x"\n'
        '[[holders]]\nparty = "ana"\nname = "Ana"\nright = "musical_work"\nshare_ppm = 600_000\n'
        'ipi = "00014107338"\n'
        '[[holders]]\nparty = "bo"\nname = "Bo"\nright = "musical_work"\nshare_ppm = 400_000\n'
    )
    assert (grant.version, grant.isrc, grant.iswc) == (3, "USRC17607839", "T-034.524.680-1")
    assert grant.covers == ("sound_recording", "musical_work")
    assert [(h.party, h.share_ppm) for h in grant.holders] == [
        ("ana", 600_000), ("bo", 400_000), ("label-a", 1_000_000),
    ]  # fmt: skip
    assert grant.holders[2].isni == "000000012150090X"


def test_stating_the_usual_layers_says_nothing_new() -> None:
    usual = parse_grant(CUSTOM + 'covers = ["musical_work", "sound_recording"]')
    assert usual.hash == parse_grant(CUSTOM).hash
    one = parse_grant(CUSTOM + 'covers = ["sound_recording"]')
    assert one.covers == ("sound_recording",)
    assert one.hash != usual.hash
