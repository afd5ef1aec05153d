from __future__ import annotations

import pytest

from skills.catalog.isrc import BadIsrc, check_isrc


@pytest.mark.parametrize("code", ["USRC17607839", "US-RC1-76-07839", " usrc17607839 ", "us-rc1-76-07839"])
def test_an_isrc_is_read_with_and_without_dashes(code: str) -> None:
    assert check_isrc(code) == "USRC17607839"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("U5RC17607839", "position 2 must be a letter of the country"),
        ("USR?17607839", "position 4 must be a letter or digit of the registrant"),
        ("USRC1X607839", "position 6 must be a digit of the year"),
        ("USRC1760783O", "position 12 must be a digit of the number"),
        ("US-RC1-76-0783O", "position 15 must be a digit of the number"),
        ("US-RC1-7X-07839", "position 9 must be a digit of the year"),
        ("US-RC17607839", "position 7 is wrong"),
        ("USR-C1-76-07839", "position 4 is wrong"),
        ("USRC1760783", "11 characters"),
        ("USRC176078390", "13 characters"),
        ("", "0 characters"),
        ("USRC1760783\u0663", "position 12"),
    ],
)
def test_a_bad_isrc_is_told_with_the_position(code: str, told: str) -> None:
    with pytest.raises(BadIsrc) as bad:
        check_isrc(code)
    assert told in str(bad.value)
