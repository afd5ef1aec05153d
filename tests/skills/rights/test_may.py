"""May I sell this?: the answer comes first, and says which license or whose yes it hangs on."""

from __future__ import annotations

import pytest

from audio_engine.plan import RemixPlan, Tempo
from skills.rights.judgement import Facts, Purpose, Source, Standing
from skills.rights.may import May, Verdict, may
from tests.skills.rights.things import a_grant, a_plan, a_song

SHARED = '[purpose]\nallowed = ["private_preview", "noncommercial_share"]\n'


def told(license: str, purpose: Purpose, plan: RemixPlan | None = None) -> May:
    return may(purpose, (Source(song=a_song(), grants=(a_grant(license),)),), Facts(), plan)


@pytest.mark.parametrize(
    ("license", "purpose", "verdict"),
    [
        ("CC-BY-4.0", "monetised_anywhere", "yes"),
        ("CC-BY-NC-4.0", "monetised_anywhere", "no"),
        ("CC-BY-NC-4.0", "noncommercial_share", "yes"),
        ("CC-BY-ND-4.0", "noncommercial_share", "no"),
        ("CC-BY-ND-4.0", "private_preview", "yes"),
        ("CC-BY-SA-4.0", "sync", "yes"),
        ("CC0-1.0", "advertising", "yes"),
        (SHARED, "noncommercial_share", "yes"),
        (SHARED, "sync", "no"),
        (
            SHARED + '[approval]\nrequired_for = ["noncommercial_share"]',
            "noncommercial_share",
            "after approval",
        ),
    ],
)
def test_the_answer_is_the_first_word(license: str, purpose: Purpose, verdict: Verdict) -> None:
    answer = told(license, purpose)
    assert answer.verdict == verdict
    assert answer.sentence.startswith(
        {"yes": "Yes", "no": "No", "after approval": "Only after a yes"}[verdict]
    )
    assert answer.sentence.endswith(".")
    assert verdict != "no" or answer.duties == ()


def test_a_yes_says_what_it_hangs_on() -> None:
    assert "as long as the credit travels along" in told("CC-BY-4.0", "noncommercial_share").sentence
    assert "as long as" not in told("CC0-1.0", "noncommercial_share").sentence


def test_a_no_to_money_names_the_license_that_keeps_it_out() -> None:
    sentence = told("CC-BY-NC-4.0", "monetised_anywhere").sentence
    assert sentence.startswith("No: CC BY-NC 4.0 does not allow earning money anywhere")


def test_of_several_reasons_the_one_that_no_other_plan_would_take_away_is_told() -> None:
    slower = a_plan(Tempo(ratio=0.5))
    terms = '[tempo]\nmin_percent = -5\nmax_percent = 5\n[purpose]\nallowed = ["private_preview"]\n'
    assert "sharing without money" in told(terms, "noncommercial_share", slower).sentence
    assert "tempo" in told(terms, "private_preview", slower).sentence.lower()


def test_a_song_whose_rights_are_disputed_may_not_be_used() -> None:
    source = Source(song=a_song(), grants=(a_grant("CC-BY-4.0"),), standing=Standing(state="disputed"))
    answer = may("noncommercial_share", (source,), Facts())
    assert answer.verdict == "no"
    assert "disputes the rights" in answer.sentence


def test_what_depends_on_a_fact_that_nobody_stated_is_no_yes() -> None:
    terms = SHARED + "[people]\nmin_age = 18\n"
    answer = told(terms, "noncommercial_share")
    assert answer.verdict == "no"
    assert answer.sentence.startswith("Not as far as is known: ")
