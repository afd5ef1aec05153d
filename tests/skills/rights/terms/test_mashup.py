"""Which songs may meet: by their ids, by their licenses, by who holds them."""

from __future__ import annotations

import pytest

from audio_engine.plan import Loudness, Mashup, RemixPlan, Tempo
from skills.rights.clearance import Cleared, Facts, Refused, Source, clear
from skills.rights.decision import Answer
from skills.rights.grant import Grant, Holder
from skills.rights.terms.mashup import Mashup as Terms
from tests.skills.rights.terms.asking import fault, stored, told
from tests.skills.rights.things import a_grant, a_plan, a_song, codes

A, B = "a" * 12, "b" * 12


def held(*parties: str) -> tuple[Holder, ...]:
    shares = [1_000_000 // len(parties)] * len(parties) if parties else []
    return tuple(
        Holder(party=p, name=p, right="sound_recording", share_ppm=s)
        for p, s in zip(parties, shares, strict=True)
    )


def other(*licenses: str, id: str = A, holders: tuple[Holder, ...] = ()) -> Source:
    grants = tuple(Grant(license=one, holders=holders) for one in licenses or ("CC-BY-4.0",))
    return Source(song=a_song(), grants=grants, id=id)


def meeting(terms: Terms, *others: Source, holders: tuple[Holder, ...] = ()) -> Answer:
    grant = Grant(license="LicenseRef-Refrain-Own", holders=holders, sections=(terms,))
    return clear(a_plan(Mashup()), [Source(song=a_song(), grants=(grant,), id=B), *others])


def test_never_wins_over_only() -> None:
    assert codes(meeting(Terms(max_other=1, only=(A,), never=(A,)), other())) == {"mashup.never"}


def test_only_takes_ids_and_licenses_side_by_side() -> None:
    terms = Terms(max_other=1, only=(A, "CC0-1.0"))
    assert isinstance(meeting(terms, other("CC-BY-4.0", id=A)), Cleared)
    assert isinstance(meeting(terms, other("CC0-1.0", id="")), Cleared)
    assert codes(meeting(terms, other("CC-BY-4.0", id="c" * 12))) == {"mashup.not_listed"}


def test_all_licenses_of_the_other_song_must_be_listed() -> None:
    terms = Terms(max_other=1, only=("CC0-1.0",))
    layers = (
        Grant(license="CC0-1.0", stated_covers=("sound_recording",)),
        Grant(license="CC-BY-4.0", stated_covers=("musical_work",)),
    )
    assert codes(meeting(terms, Source(song=a_song(), grants=layers, id=A))) == {"mashup.not_listed"}


def test_each_other_song_is_looked_at() -> None:
    terms = Terms(max_other=2, never=(A,))
    answer = meeting(terms, other(id="c" * 12), other(id=A))
    assert codes(answer) == {"mashup.never"}
    assert isinstance(answer, Refused)
    assert answer.reasons[0].step_ids == (1,)


def test_a_party_is_ruled_out_with_all_its_songs_and_unknown_holders_may_be_that_party() -> None:
    terms = Terms(max_other=1, never=("bo",))
    assert codes(meeting(terms, other(holders=held("ada", "bo")))) == {"mashup.never"}
    assert codes(meeting(terms, other())) == {"fact.missing"}
    assert isinstance(meeting(terms, other(holders=held("ada"))), Cleared)


def test_a_song_without_an_id_may_be_the_one_that_is_ruled_out() -> None:
    assert codes(meeting(Terms(max_other=1, never=(A,)), other(id=""))) == {"fact.missing"}


def test_own_songs_share_a_holder() -> None:
    terms = Terms(max_other=1, whose="own")
    assert isinstance(meeting(terms, other(holders=held("bo", "ada")), holders=held("ada", "cy")), Cleared)
    assert codes(meeting(terms, other(holders=held("bo")), holders=held("ada"))) == {"mashup.not_own"}
    assert codes(meeting(terms, other(), holders=held("ada"))) == {"mashup.not_own"}
    assert "holders" in fault('[mashup]\nmax_other = 1\nwhose = "own"')


def test_songs_that_clash_are_kept_apart_by_leaving_the_mash_up_out() -> None:
    plan = a_plan(Mashup(), Tempo(ratio=1.0))
    song = Source(song=a_song(), grants=(a_grant('[tempo]\nallowed = "any"'),), id=B)
    refused = clear(plan, [song, other()])
    assert isinstance(refused, Refused)
    assert codes(refused) == {"mashup.too_many"}
    assert [reason.step_ids for reason in refused.reasons] == [(1,)]
    assert refused.nearest == RemixPlan(steps=plan.steps[1:])
    assert refused.nearest_changes == ("Left out the mash-up with song $1.",)
    assert refused.nearest_sources == (song,)


def test_with_the_mash_up_goes_what_only_the_other_song_forbids() -> None:
    ours = Source(song=a_song(), grants=(a_grant("CC-BY-4.0"),), id=A)
    theirs = Source(song=a_song(), grants=(a_grant("[mashup]\nmax_other = 1"),), id=B)
    plan = a_plan(Tempo(ratio=1.3), Mashup())
    facts = Facts(purpose="noncommercial_share")
    refused = clear(plan, [ours, theirs], facts)
    assert isinstance(refused, Refused)
    assert "purpose.not_allowed" in codes(refused)
    assert refused.nearest == RemixPlan(steps=plan.steps[:1])
    assert isinstance(clear(refused.nearest, refused.nearest_sources, facts), Cleared)


def test_a_song_that_no_mash_up_brought_in_binds_the_nearest_plan_too() -> None:
    ours, theirs = (
        Source(song=a_song(), grants=(a_grant(f"[mashup]\nmax_other = 1\n[tempo]\nmax_percent = {most}"),))
        for most in (20, 10)
    )
    refused = clear(a_plan(Tempo(ratio=1.3)), [ours, theirs])
    assert isinstance(refused, Refused)
    assert refused.nearest is not None
    assert (refused.nearest.steps[0].ratio, refused.nearest_sources) == (1.1, (ours, theirs))


def test_a_tempo_gives_way_to_the_mash_up_that_needs_some_of_it() -> None:
    own = a_grant(
        '[mashup]\nmax_other = 1\n[vocals]\nmay = "processed"\n[tempo]\nmax_percent = 20\n'
        '[pitch]\nallowed = "any"'
    )
    sources = [
        Source(song=a_song(100), grants=(own,)),
        Source(song=a_song(110), grants=(a_grant("CC-BY-4.0"),)),
    ]
    refused = clear(a_plan(Tempo(ratio=1.15), Mashup(follows="theirs")), sources)
    assert codes(refused) == {"tempo.out_of_range"}
    assert isinstance(refused, Refused)
    assert refused.nearest is not None
    assert [getattr(step, "ratio", None) for step in refused.nearest.steps] == [1.090909, None]
    assert refused.nearest_sources == tuple(sources)


def test_a_song_brought_too_far_to_meet_another_goes_on_without_the_mash_up() -> None:
    song = Source(
        song=a_song(100),
        grants=(a_grant('[mashup]\nmax_other = 1\n[effects]\nallowed = "any"\n[tempo]\nmax_percent = 10'),),
    )
    faster = Source(song=a_song(120), grants=(a_grant("CC-BY-4.0"),))
    plan = a_plan(Mashup(follows="theirs"), Loudness(lufs=-12))
    refused = clear(plan, [song, faster])
    assert isinstance(refused, Refused)
    assert codes(refused) == {"tempo.out_of_range"}
    assert refused.nearest is not None
    assert [step.op for step in refused.nearest.steps] == ["loudness"]
    assert isinstance(clear(refused.nearest, [song, faster]), Cleared)
    assert isinstance(clear(a_plan(Mashup(follows="ours")), [song, faster]), Cleared)


@pytest.mark.parametrize(
    ("text", "told_so"),
    [
        ('only = ["not-a-license"]', "no license"),
        ('only = ["CC0-1.0", "CC0"]', "listed twice"),
        ('never = ["UPPER"]', "never"),
    ],
)
def test_ids_that_are_none_are_refused(text: str, told_so: str) -> None:
    assert told_so in fault(f"[mashup]\nmax_other = 1\n{text}")


def test_which_songs_are_said_and_stored() -> None:
    stored(a_grant(f'[mashup]\nmax_other = 3\nonly = ["{A}", "CC-BY-4.0"]\nnever = ["bo"]'))
    assert told("mashup", '[mashup]\nmax_other = 1\nonly = ["CC0"]\nnever = ["bo"]') == [
        "Mash-ups with songs whose licenses fit, of CC0-1.0 only, never with bo."
    ]
