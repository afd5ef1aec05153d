"""Every bad license file is refused as a whole: one sentence, one code, one place, little work."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import pytest

from skills.rights.faults import CODES, pointer_to
from skills.rights.license import MAX_BYTES, BadGrant, parse_grant
from tests.skills.rights.things import CUSTOM

LIBRARY_WORDS = (
    "pattern", "input should", "should be", "should have", "validation", "sys.", "declare", "not permitted",
    "expecting",
)  # fmt: skip
"""Of the libraries that read files and check values; they mean nothing to a person."""
MOST_CALLS = 60_000
"""Of functions while one file is refused; on a machine with nothing else to do, far less than 50 ms."""

HALF = '[[holders]]\nparty = "{party}"\nname = "N"\nright = "{right}"\nshare_ppm = {share}\n'


def held(*shares: tuple[str, str, int]) -> str:
    """A grant with those holders: party, layer, share in ppm."""
    return CUSTOM + "".join(HALF.format(party=p, right=r, share=s) for p, r, s in shares)


def own(section: str) -> str:
    return CUSTOM + section


def as_json(**keys: Any) -> str:
    return json.dumps({"license": "LicenseRef-Refrain-Test", **keys})


RECORDING, WORK, VOICE = "sound_recording", "musical_work", "performer_voice"
TOO_FEW = held(("a", RECORDING, 500_000), ("b", RECORDING, 499_999))
TOO_MANY = held(("a", WORK, 500_000), ("b", WORK, 500_001))
TWICE = held(("a", WORK, 500_000), ("a", WORK, 500_000))

BAD: list[tuple[str | bytes, str, str, str]] = [
    # the license, and what does not belong beside it
    ("", "grant.missing_field", "/license", 'license = "CC-BY-4.0"'),
    ("license = 4", "grant.wrong_type", "/license", "must name its license"),
    ('license = "GPL-3.0-only"', "grant.unknown_license", "/license", "CC-BY-SA-4.0"),
    ('license = "CC-BY-5.0"', "grant.unknown_license", "/license", "did you mean"),
    (
        'license = "CC-BY-4.0"\n[tempo]\nmax_percent = 5',
        "grant.fixed_license",
        "/tempo",
        "LicenseRef-Refrain-",
    ),
    ('license = "CC0-1.0"\n[revocation]', "grant.fixed_license", "/revocation", "fixed"),
    # keys and values
    (own("[tempoo]\nmax_percent = 5"), "grant.unknown_field", "/tempoo", "'tempo'"),
    (own("[tempo]\nmax_percnt = 5"), "grant.unknown_field", "/tempo/max_percnt", "'max_percent'"),
    (own('"a/b~c" = 1'), "grant.unknown_field", "/a~1b~0c", "unknown key"),
    (own('[stems]\nallowed = ["drums", "drum"]'), "grant.unknown_value", "/stems/allowed/1", "'drums'"),
    (own('[purpose]\nallowed = ["fun"]'), "grant.unknown_value", "/purpose/allowed/0", "not one of"),
    (own("[tempo]\nmax_percent = 7.5"), "grant.wrong_type", "/tempo/max_percent", "whole number"),
    (own("[tempo]\nmax_percent = nan"), "grant.wrong_type", "/tempo/max_percent", "whole number"),
    (own("[tempo]\nmax_percent = -inf"), "grant.wrong_type", "/tempo/max_percent", "whole number"),
    (own("[tempo]\nmax_percent = true"), "grant.wrong_type", "/tempo/max_percent", "whole number"),
    (own('[tempo]\nmax_percent = "5"'), "grant.wrong_type", "/tempo/max_percent", "whole number"),
    (own('[tempo]\nmax_percent = "1e3"'), "grant.wrong_type", "/tempo/max_percent", "whole number"),
    (own("[tempo]\nmax_percent = 1e3"), "grant.wrong_type", "/tempo/max_percent", "whole number"),
    (own("[tempo]\nmax_percent = 999"), "grant.out_of_range", "/tempo/max_percent", "300"),
    (own("[tempo]\nmax_percent = " + "9" * 400), "grant.out_of_range", "/tempo/max_percent", "large"),
    (own("[tempo]\nmax_percent = 0x" + "f" * 99_999), "grant.out_of_range", "/tempo/max_percent", "large"),
    (own("[tempo]\nmax_percent = " + "9" * 5_000), "grant.malformed", "", "digits"),
    (as_json(tempo=None), "grant.wrong_type", "/tempo", "text"),
    (as_json(tempo=[1]), "grant.wrong_type", "/tempo", "section"),
    (own("version = 0"), "grant.out_of_range", "/version", "1"),
    (own("version = true"), "grant.wrong_type", "/version", "whole number"),
    (own("covers = []"), "grant.wrong_type", "/covers", "sound_recording"),
    (own('covers = "musical_work"'), "grant.wrong_type", "/covers", "list"),
    (own('covers = ["music"]'), "grant.unknown_value", "/covers/0", "musical_work"),
    (own("credit = 'me'"), "grant.wrong_type", "/credit", "[credit]"),
    (own("source_url = 'javascript:alert(1)'"), "grant.bad_value", "/source_url", "https://"),
    (
        own('[revenue]\nfee_minor = 5\ncurrency = "EURO"'),
        "grant.bad_value",
        "/revenue/currency",
        "three capital",
    ),
    (
        own("[revenue]\noriginals_percent = 140"),
        "grant.out_of_range",
        "/revenue/originals_percent",
        "100 or less",
    ),
    (
        own("[excerpt]\nmin_seconds = -1"),
        "grant.out_of_range",
        "/excerpt/min_seconds",
        "it is -1; write 0 or more",
    ),
    (
        own(f"[mashup]\nnever = {['a'] * 1_001}"),
        "grant.out_of_range",
        "/mashup/never",
        "at most 1000 of them",
    ),
    # what contradicts itself
    (
        own('[approval]\nrequired_for = ["sync"]'),
        "grant.conflict",
        "/approval/required_for",
        "sync, which [purpose] does not allow",
    ),
    (own("[tempo]\nmin_percent = 5\nmax_percent = 1"), "grant.range_impossible", "/tempo", "above"),
    (own("[pitch]\nmin_cents = 200\nmax_cents = 300"), "grant.range_impossible", "/pitch", "as it is"),
    (
        own('[validity]\nfrom = "2027-01-01T00:00:00Z"\nuntil = "2026-01-01T00:00:00Z"'),
        "grant.window_impossible",
        "/validity",
        "earlier",
    ),
    (
        own("[validity]\nfrom = 2026-01-01T00:00:00Z\nuntil = 2026-01-01T00:00:00Z"),
        "grant.window_impossible",
        "/validity",
        "earlier",
    ),
    (own("[purpose]\nallowed = []"), "grant.purpose_empty", "/purpose/allowed", "at least 1"),
    (
        own("[derivatives]\nallowed = false\nreciprocal = true"),
        "grant.reciprocal_without_derivatives",
        "/derivatives/reciprocal",
        "allowed = true",
    ),
    (own("[derivatives]\nmax_depth = 3"), "grant.conflict", "/derivatives/max_depth", "allowed = true"),
    (own("[revenue]\noriginals_percent = 60"), "grant.revenue_without_money", "/revenue", "no purpose"),
    (
        own('[purpose]\nallowed = ["advertising"]'),
        "grant.money_without_share",
        "/revenue",
        "originals_percent",
    ),
    # holders
    (TOO_FEW, "grant.shares_sum", "/holders", "999999"),
    (TOO_MANY, "grant.shares_sum", "/holders", "1000001"),
    (held(("a", WORK, -1)), "grant.share_negative", "/holders/0/share_ppm", "-1"),
    (held(("a", WORK, 1_000_001)), "grant.out_of_range", "/holders/0/share_ppm", "1000000"),
    (TWICE, "grant.holder_twice", "/holders", "'a'"),
    (held(("a", VOICE, 1_000_000)), "grant.holder_not_covered", "/holders", "covers"),
    (held(("A b", WORK, 1_000_000)), "grant.bad_value", "/holders/0/party", "small letters"),
    (own('[[holders]]\nparty = "a"'), "grant.missing_field", "/holders/0/name", "missing"),
    (own("[holders]\nparty = 'a'"), "grant.wrong_type", "/holders", "[[holders]]"),
    (own("holders = [1]"), "grant.wrong_type", "/holders/0", "[[holders]]"),
    # identifiers
    (own('isrc = "USRC1760783O"'), "grant.bad_identifier", "/isrc", "position 12"),
    (own('iswc = "T-034.524.680-2"'), "grant.bad_identifier", "/iswc", "must be 1"),
    (own('iswc = "T-034.5x4.680-1"'), "grant.bad_identifier", "/iswc", "position 8"),
    (
        held(("a", WORK, 10**6)) + 'ipi = "00014107339"',
        "grant.bad_identifier",
        "/holders/0/ipi",
        "must be 38",
    ),
    (held(("a", WORK, 10**6)) + 'isni = "0000000121500901"', "grant.bad_identifier", "/holders/0/isni", "X"),
    # the file itself
    (CUSTOM + CUSTOM, "grant.duplicate_key", "", "twice"),
    (own("[tempo]\n[tempo]"), "grant.duplicate_key", "", "[tempo] is there twice, the second time at line 3"),
    (own("version = 1\nversion = 2\n# end"), "grant.duplicate_key", "", "the second time at line 3"),
    ('{"license": "MIT", "license": "CC0-1.0"}', "grant.duplicate_key", "", "'license'"),
    ('{"license": "MIT", "credit": {"name": "a", "name": "b"}}', "grant.duplicate_key", "", "'name'"),
    ('{"license": "MIT", "version": NaN}', "grant.malformed", "", "NaN"),
    ('{"license": "MIT", "version": -Infinity}', "grant.malformed", "", "Infinity"),
    ('{"license": "MIT", "version": 1e400}', "grant.wrong_type", "/version", "whole number"),
    ('{"license": "MIT", "version": 1e3}', "grant.wrong_type", "/version", "whole number"),
    ("[1, 2]", "grant.malformed", "", "cannot be read"),
    ("license = ", "grant.malformed", "", "cannot be read"),
    ('{"license": ', "grant.malformed", "", "at line 1, column 13 a value is missing"),
    ('{"license": "MIT",}', "grant.malformed", "", "comma"),
    ('{"a": ' + "9" * 5_000 + "}", "grant.malformed", "", "more than 4300 digits;"),
    ('\ufefflicense = "MIT"', "grant.malformed", "", "byte order mark"),
    (b'\xef\xbb\xbflicense = "MIT"', "grant.malformed", "", "byte order mark"),
    (b'license = "\xff"', "grant.malformed", "", "position 12"),
    ('license = "MIT\ud800"', "grant.malformed", "", "UTF-8"),
    ('{"license": "MIT", "source_url": "\\ud800"}', "grant.malformed", "/source_url", "half a character"),
    ('{"license": "MIT", "\\udfff": 1}', "grant.malformed", "", "half a character"),
    # far too much of anything
    (" " * (MAX_BYTES + 1), "grant.malformed", "", "256 kB"),
    (b"\xc3\xa4" * (MAX_BYTES // 2 + 1), "grant.malformed", "", "256 kB"),
    ("ä" * (MAX_BYTES // 2 + 1), "grant.malformed", "", "256 kB"),
    ('{"a":' * 40_000, "grant.malformed", "", "too deeply"),
    ('{"license":' + '{"a":' * 33 + "1" + "}" * 34, "grant.malformed", "/license" + "/a" * 8, "too deeply"),
    (own("[" + ".".join("a" * 33) + "]"), "grant.malformed", "/a" * 9, "too deeply"),
    ("a = " + "[" * 3_000, "grant.malformed", "", "too deeply"),
    ("a = " + "[" * 200_000, "grant.malformed", "", "lines, keys, items"),
    (".".join("a" * 100_000) + " = 1", "grant.malformed", "", "dots"),
    ("".join(f"[k{n}{'.a' * 60}]\n" for n in range(1_900)), "grant.malformed", "", "lines, keys, items"),
    ("".join(f"k{n} = 1\n" for n in range(20_000)), "grant.malformed", "", "lines, keys, items"),
    (own("a = [" + "{a=1}," * 40_000 + "]"), "grant.malformed", "", "lines, keys, items"),
    (as_json(a=[1] * 80_000), "grant.malformed", "", "4000 values"),
    (as_json(tempo={f"k{n}": 1 for n in range(20_000)}), "grant.malformed", "", "4000 values"),
    (as_json(stems={"allowed": ["x"] * 3_900}), "grant.unknown_value", "/stems/allowed/0", "not one of"),
    (own('source_url = "' + "\\n" * 120_000 + '"'), "grant.malformed", "", "escapes"),
    (own('source_url = "' + "n" * 250_000 + '"'), "grant.out_of_range", "/source_url", "2000"),
    (own('a = "' + "\\" * 200_000), "grant.malformed", "", "escapes"),
    (own("# " + "ä" * 100_000 + "\n[tempo]\nx = 1"), "grant.unknown_field", "/tempo/x", "unknown key"),
]


def refusal(text: str | bytes) -> BadGrant:
    with pytest.raises(BadGrant) as refused:
        parse_grant(text, "song.toml")
    return refused.value


@pytest.mark.parametrize(
    ("text", "code", "pointer", "words"), BAD, ids=[f"{n}-{b[1]}" for n, b in enumerate(BAD)]
)
def test_a_bad_file_is_refused_with_its_code_its_place_and_one_sentence(
    text: str | bytes, code: str, pointer: str, words: str
) -> None:
    error = refusal(text)
    assert (error.code, error.pointer) == (code, pointer)
    sentence = str(error)
    assert sentence.startswith("song.toml: ")
    assert words in sentence
    assert sentence[-1] in ".?"
    assert sentence.isprintable()
    assert not any(raw in sentence.lower() for raw in LIBRARY_WORDS), sentence
    assert len(sentence) < 400


def test_every_code_of_a_bad_grant_is_raised_by_some_file() -> None:
    assert {code for _, code, _, _ in BAD} == set(CODES)


def calls_made(work: Callable[[], object]) -> int:
    """How many functions were called, those of C included: work that is the same on every machine."""
    made = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return made


@pytest.mark.parametrize("text", [text for text, *_ in BAD], ids=[f"{n}-{b[1]}" for n, b in enumerate(BAD)])
def test_no_file_takes_much_work_to_refuse(text: str | bytes) -> None:
    parse_grant(CUSTOM)
    assert calls_made(lambda: refusal(text)) < MOST_CALLS


def test_a_pointer_stays_short_and_escapes_what_it_must() -> None:
    assert pointer_to(()) == ""
    assert pointer_to(("tempo", "a/b~", 3)) == "/tempo/a~1b~0/3"
    assert len(pointer_to(["x" * 10_000] * 1_000)) < 1_000
