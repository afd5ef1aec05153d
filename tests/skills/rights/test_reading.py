"""No bytes, no text and no change of a good file bring anything but a grant or a BadGrant."""

from __future__ import annotations

import json
from contextlib import suppress
from copy import deepcopy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from skills.rights.faults import CODES
from skills.rights.license import BadGrant, parse_grant
from tests.skills.rights.test_bad_grants import RECORDING, TOO_FEW, WORK, held
from tests.skills.rights.things import CUSTOM

RICH = parse_grant(
    held(("ana", RECORDING, 1_000_000), ("bo", WORK, 250_000), ("cy", WORK, 750_000))
    + 'ipi = "00014107338"\n'
    + '[purpose]\nallowed = ["monetised_anywhere", "private_preview"]\n'
    + '[revenue]\noriginals_percent = 30\nfee_minor = 5\ncurrency = "EUR"\n'
    + '[tempo]\nmin_percent = -5\nmax_percent = 5\n[validity]\nuntil = "2027-01-01T00:00:00Z"\n'
    + '[derivatives]\nallowed = true\nmax_depth = 3\n[effects]\nallowed = ["reverb"]\n'
)
WHOLE = json.loads(RICH.canonical_json())
JUNK: tuple[Any, ...] = (
    None, True, -1, 2**70, 1.5, float("nan"), "", "1e3", "\ud800", "any", "\x00", [], [[]], {}, {"a": {}},
    ["x"] * 3,
)  # fmt: skip

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
trees = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
)
keys = st.sampled_from((*WHOLE, "covers", "isrc", "stems", "x"))


def read(text: str | bytes) -> None:
    """Reads it: a grant, or a BadGrant that is made as it should be; anything else breaks the test."""
    error = None
    try:
        parse_grant(text)
    except BadGrant as told:
        error = told
    if error is not None:
        assert error.code in CODES
        assert error.pointer == "" or error.pointer.startswith("/")
        assert "\n" not in str(error)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    for whole in (raw, CUSTOM.encode() + raw, b"{" + raw):
        read(whole)


@given(st.text(st.characters(), max_size=200) | st.from_regex(r"(\[\[?[a-z.]+\]?\]\n[a-z_]+ = .{0,20}\n)*"))
def test_no_text_breaks_the_reader(text: str) -> None:
    for whole in (text, CUSTOM + text, "{" + text):
        read(whole)


@given(st.dictionaries(keys, trees, max_size=5))
def test_no_json_breaks_the_reader(data: dict[str, Any]) -> None:
    read(json.dumps({"license": "LicenseRef-Refrain-Test", **data}))
    read(json.dumps(data))


@given(st.data())
def test_no_change_of_a_good_grant_breaks_the_reader(data: st.DataObject) -> None:
    changed = json.loads(json.dumps(WHOLE))
    for _ in range(data.draw(st.integers(1, 3))):
        at: Any = changed
        while isinstance(at, dict | list) and at:
            choice = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
            if not isinstance(at[choice], dict | list) or not at[choice] or data.draw(st.booleans()):
                at[choice] = deepcopy(data.draw(st.sampled_from(JUNK)))
                break
            at = at[choice]
    read(json.dumps(changed))


@given(
    st.integers(0, 2_000),
    st.integers(0, 2_000),
    st.sampled_from(("", '"', "{", "[", "\\", "é", "\x00", "1e9")),
)
def test_no_cut_in_a_good_file_breaks_the_reader(start: int, length: int, put: str) -> None:
    for text in (RICH.canonical_json(), TOO_FEW, held(("a", WORK, 10**6))):
        cut = text[: start % len(text)] + put + text[start % len(text) + length % 7 :]
        with suppress(UnicodeError):
            read(cut)
            read(cut.encode())
