from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills.provenance.names import LONGEST, UNNAMED, clean, is_web_address, link, markdown, quoted


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ana", "Ana"),
        ("  Ana \n\t Bel ", "Ana Bel"),
        ("\u202elive\u202c", "live"),
        ("A\u200bn\u2060a\ufeff", "Ana"),
        ("a\x00b\x1bc", "abc"),
        ("ﬁne", "fine"),
        ("😀", "😀"),
        ("Beyoncé", "Beyoncé"),
        ("", UNNAMED),
        ("\u200b\u202e\n", UNNAMED),
        ("\u3164\u2800", UNNAMED),
        ("a" + "\u0315" * 90, "a" + "\u0315" * 3),
    ],
)
def test_a_name_is_shown_on_one_line_and_never_dropped(name: str, shown: str) -> None:
    assert clean(name) == shown


def test_a_long_name_is_cut_with_an_ellipsis() -> None:
    assert clean("x" * 5_000) == "x" * (LONGEST - 1) + "…"
    assert clean("x" * LONGEST) == "x" * LONGEST


@given(st.text(max_size=400))
def test_no_name_breaks_the_line_or_gets_lost(name: str) -> None:
    shown = clean(name)
    assert 0 < len(shown) <= LONGEST
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") for c in shown)
    assert clean(shown) == shown
    assert quoted(name).count('"') == 2


def test_nobody_is_called_and_nothing_is_formatted_by_a_name() -> None:
    assert "@everyone" not in markdown("@everyone")
    assert markdown("**bold**") == r"\*\*bold\*\*"
    assert markdown("[a](https://b.example)") == "\\[a\\]\\(https:\u200b//b.example\\)"
    assert markdown("<@123>") == "\\<@\u200b123\\>"
    assert markdown("- list") == r"\- list"


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://a.example/x_(y)", True),
        ("http://a.example", True),
        ("javascript:alert(1)", False),
        ("https://a.example/ x", False),
        ("https://a.example/>x", False),
        ("https://a.example/\nx", False),
        ("https://a.example/\u202ex", False),
        ("", False),
    ],
)
def test_only_plain_web_addresses_become_links(url: str, good: bool) -> None:
    assert is_web_address(url) == good
    assert link(url) == (f"<{url}>" if good else "")
