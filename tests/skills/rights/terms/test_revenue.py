from __future__ import annotations

import pytest

from skills.rights.clearance import Cleared
from skills.rights.judgement import Duty
from skills.rights.license import BadGrant, parse_grant
from tests.skills.rights.things import CUSTOM, a_grant, a_plan, a_song, judged, told_of

EARNING = '[purpose]\nallowed = ["monetised_anywhere", "private_preview"]\n[revenue]\n'


def to_pay(revenue: str, purpose: str = "monetised_anywhere") -> list[Duty]:
    answer = judged(a_plan(), a_grant(EARNING + revenue), purpose=purpose)
    assert isinstance(answer, Cleared)
    return [duty for duty in answer.duties if duty.code == "revenue.pay"]


def test_a_share_and_a_fee_are_owed_as_numbers_and_told_in_words() -> None:
    (owed,) = to_pay('originals_percent = 30\nfee_minor = 1250\ncurrency = "EUR"')
    assert (owed.share_ppm, owed.fee_minor, owed.currency) == (300_000, 1250, "EUR")
    assert owed.text == "Pay 30 % of the revenue and 12.50 EUR to the rights holders of the song."


@pytest.mark.parametrize(
    ("minor", "currency", "told"),
    [
        (5, "EUR", "0.05 EUR"),
        (500, "JPY", "500 JPY"),
        (1500, "KWD", "1.500 KWD"),
        (10**12, "USD", "10000000000.00 USD"),
    ],
)
def test_a_fee_alone_is_told_with_the_digits_of_its_currency(minor: int, currency: str, told: str) -> None:
    (owed,) = to_pay(f'fee_minor = {minor}\ncurrency = "{currency}"')
    assert (owed.share_ppm, owed.fee_minor) == (0, minor)
    assert owed.text == f"Pay {told} to the rights holders of the song."
    grant = a_grant(EARNING + f'fee_minor = {minor}\ncurrency = "{currency}"')
    assert f"Earning money costs a fee of {told}." in told_of(grant, a_song())


def test_nothing_is_owed_where_no_money_is_earned_or_the_share_is_nothing() -> None:
    assert to_pay('originals_percent = 30\nfee_minor = 1\ncurrency = "EUR"', "private_preview") == []
    assert to_pay("originals_percent = 0") == []


@pytest.mark.parametrize(
    ("revenue", "code", "pointer"),
    [
        ("fee_minor = 5", "grant.missing_field", "/revenue/currency"),
        ('currency = "EUR"', "grant.missing_field", "/revenue/fee_minor"),
        ('fee_minor = 5\ncurrency = "eur"', "grant.bad_value", "/revenue/currency"),
        ('fee_minor = 0\ncurrency = "EUR"', "grant.out_of_range", "/revenue/fee_minor"),
        ('fee_minor = -5\ncurrency = "EUR"', "grant.out_of_range", "/revenue/fee_minor"),
        ("originals_percent = 101", "grant.out_of_range", "/revenue/originals_percent"),
        ("", "grant.money_without_share", "/revenue"),
    ],
)
def test_a_deal_that_cannot_be_is_told(revenue: str, code: str, pointer: str) -> None:
    with pytest.raises(BadGrant) as bad:
        parse_grant(CUSTOM + EARNING + revenue)
    assert (bad.value.code, bad.value.pointer) == (code, pointer)
