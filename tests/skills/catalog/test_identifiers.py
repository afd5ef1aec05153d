from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills.catalog.identifiers import BadIdentifier, check_ipi, check_isni, check_iswc

Check = Callable[[str], str]
KNOWN: list[tuple[Check, str, str]] = [
    (check_iswc, "T-034.524.680-1", "T-034.524.680-1"),
    (check_iswc, " t0345246801 ", "T-034.524.680-1"),
    (check_iswc, "T-000.000.000-9", "T-000.000.000-9"),
    (check_ipi, "00014107338", "00014107338"),
    (check_ipi, "000 14107338", "00014107338"),
    (check_isni, "0000 0001 2150 090X", "000000012150090X"),
    (check_isni, "0000-0001-2150-090x", "000000012150090X"),
    (check_isni, "000000012146438X", "000000012146438X"),
]


@pytest.mark.parametrize(("check", "written", "kept"), KNOWN)
def test_a_number_is_read_in_the_forms_it_is_written_in(check: Check, written: str, kept: str) -> None:
    assert check(written) == kept
    assert check(kept) == kept


@pytest.mark.parametrize(
    ("check", "code", "told"),
    [
        (check_iswc, "T-034.524.680-2", "are 2, and must be 1"),
        (check_iswc, "034.524.680-1", "must begin with T at position 1"),
        (check_iswc, "T-034.5O4.680-1", "position 8 must be a digit"),
        (check_iswc, "T-034.524.680", "10 characters"),
        (check_ipi, "00014107339", "are 39, and must be 38"),
        (check_ipi, "0001410733", "10 characters"),
        (check_ipi, "0001410733X", "position 11 must be a digit"),
        (check_ipi, "\u0663" * 11, "position 1 must be a digit"),
        (check_isni, "0000 0001 2150 0901", "are 1, and must be X"),
        (check_isni, "0000 0001 2150 09X0", "position 18 must be a digit"),
        (check_isni, "0000 0001 2150 090", "15 characters"),
        (check_isni, "0000 0001 2150 090XX", "position 20 must be a digit"),
        (check_isni, "", "0 characters"),
    ],
)
def test_a_bad_number_is_told_with_its_position_or_its_check_digits(
    check: Check, code: str, told: str
) -> None:
    with pytest.raises(BadIdentifier) as bad:
        check(code)
    assert told in str(bad.value)


@pytest.mark.parametrize(("check", "code"), [(check, kept) for check, _, kept in KNOWN[3:]])
def test_no_single_mistyped_digit_is_let_through(check: Check, code: str) -> None:
    for place, character in enumerate(code):
        for other in "0123456789":
            if character.isdigit() and other != character:
                with pytest.raises(BadIdentifier):
                    check(code[:place] + other + code[place + 1 :])


@pytest.mark.parametrize("place", [1, 3, 7, 9])
def test_a_mistyped_digit_of_a_work_is_seen_where_its_weight_shares_nothing_with_ten(place: int) -> None:
    digits = "034524680"
    for other in set("0123456789") - {digits[place - 1]}:
        with pytest.raises(BadIdentifier):
            check_iswc(f"T{digits[: place - 1]}{other}{digits[place:]}1")


@given(st.text(max_size=20) | st.from_regex(r"[tT]?[-. 0-9xX]{0,20}", fullmatch=True))
def test_no_text_breaks_a_check(text: str) -> None:
    for check in (check_iswc, check_ipi, check_isni):
        try:
            kept = check(text)
        except BadIdentifier:
            continue
        assert check(kept) == kept
