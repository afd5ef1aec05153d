"""Each term both ways: what it allows, and what it refuses with which sentence."""

from __future__ import annotations

from typing import Any

import pytest

from audio_engine.plan import (
    Effect,
    Fade,
    KeyChange,
    Layer,
    Loudness,
    Pitch,
    Sections,
    StemLevel,
    Tempo,
    Where,
)
from skills.rights.clearance import Cleared, Facts, Refused, Source, clear
from skills.rights.terms import SHELF, section_kinds
from tests.skills.rights.things import a_grant, a_plan, a_song, codes, judged

DRUMS = Where(stems=("drums",))
VOCALS = Where(stems=("vocals",))
STEMS = '[stems]\nallowed = ["drums", "vocals"]\nseparate = true\n'

BOTH_WAYS: list[tuple[str, Any, str, str, str]] = [
    (
        "slower within",
        Tempo(ratio=0.9),
        "[tempo]\nmin_percent = -10",
        "[tempo]\nmin_percent = -9",
        "tempo.out_of_range",
    ),
    (
        "faster within",
        Tempo(ratio=1.1),
        "[tempo]\nmax_percent = 10",
        "[tempo]\nmax_percent = 9",
        "tempo.out_of_range",
    ),
    (
        "any tempo",
        Tempo(ratio=4),
        '[tempo]\nallowed = "any"',
        "[tempo]\nmax_percent = 299",
        "tempo.out_of_range",
    ),
    (
        "pitch",
        Pitch(semitones=2, where=DRUMS),
        STEMS + "[pitch]\nmax_cents = 200",
        STEMS + "[pitch]\nmax_cents = 199",
        "pitch.out_of_range",
    ),
    (
        "key",
        KeyChange(tonic="B"),
        '[vocals]\nmay = "processed"\n[pitch]\nmax_cents = 200',
        '[vocals]\nmay = "processed"\n[pitch]\nmin_cents = -900',
        "pitch.out_of_range",
    ),
    (
        "linked",
        Tempo(ratio=0.5, pitch="linked"),
        '[vocals]\nmay = "processed"\n[tempo]\nallowed = "any"\n[pitch]\nmin_cents = -1200',
        '[vocals]\nmay = "processed"\n[tempo]\nallowed = "any"\n[pitch]\nmin_cents = -1199',
        "pitch.out_of_range",
    ),
    (
        "stem",
        StemLevel(action="mute", where=DRUMS),
        STEMS,
        '[stems]\nallowed = ["bass"]\nseparate = true',
        "stems.not_allowed",
    ),
    (
        "separation",
        StemLevel(action="mute", where=DRUMS),
        STEMS,
        '[stems]\nallowed = ["drums"]',
        "stems.separation_not_allowed",
    ),
    (
        "vocals out",
        StemLevel(action="mute", where=VOCALS),
        STEMS + '[vocals]\nmay = "removed"',
        STEMS + '[vocals]\nmay = "processed"',
        "vocals.not_allowed",
    ),
    (
        "vocals wet",
        Effect(name="reverb"),
        '[effects]\nallowed = "any"\n[vocals]\nmay = "processed"',
        '[effects]\nallowed = "any"',
        "vocals.not_allowed",
    ),
    (
        "effect",
        Effect(name="reverb", where=DRUMS),
        STEMS + '[effects]\nallowed = ["reverb"]',
        STEMS + '[effects]\nallowed = ["delay"]',
        "effects.not_allowed",
    ),
    (
        "fade",
        Fade(side="out", seconds=3),
        '[effects]\nallowed = ["fade"]',
        '[effects]\nallowed = ["loudness"]',
        "effects.not_allowed",
    ),
    (
        "loudness",
        Loudness(lufs=-12),
        '[effects]\nallowed = "any"',
        '[effects]\nallowed = ["fade"]',
        "effects.not_allowed",
    ),
    (
        "layer",
        Layer(instrument="bass", style="house"),
        '[layers]\nallowed = ["bass"]',
        '[layers]\nallowed = ["drums"]',
        "layers.not_allowed",
    ),
    (
        "loop",
        Sections(action="loop", where=Where(part="chorus")),
        '[sections]\nallowed = ["loop"]',
        '[sections]\nallowed = ["keep", "drop"]',
        "sections.not_allowed",
    ),
]


@pytest.mark.parametrize(
    ("step", "allowing", "refusing", "code"),
    [row[1:] for row in BOTH_WAYS],
    ids=[row[0] for row in BOTH_WAYS],
)
def test_a_term_allows_up_to_its_limit_and_not_beyond(
    step: Any, allowing: str, refusing: str, code: str
) -> None:
    assert isinstance(judged(a_plan(step), allowing), Cleared)
    refused = judged(a_plan(step), refusing)
    assert codes(refused) == {code}
    assert isinstance(refused, Refused)
    assert refused.reasons[0].step_ids == (1,)
    assert refused.reasons[0].text.endswith(".")


@pytest.mark.parametrize("step", [row[1] for row in BOTH_WAYS], ids=[row[0] for row in BOTH_WAYS])
def test_a_grant_that_lists_nothing_allows_no_step(step: Any) -> None:
    assert isinstance(judged(a_plan(step), ""), Refused)


def test_a_grant_that_lists_nothing_allows_the_song_as_it_is_for_oneself() -> None:
    assert isinstance(judged(a_plan(), ""), Cleared)
    assert codes(judged(a_plan(), "", purpose="noncommercial_share")) == {"purpose.not_allowed"}


def test_the_sentence_says_limit_and_value_in_the_musicians_units() -> None:
    refused = judged(
        a_plan(Tempo(bpm=80)), "[tempo]\nmin_percent = -10\nmax_percent = 10", a_song(tempo_bpm=104)
    )
    assert isinstance(refused, Refused)
    (reason,) = refused.reasons
    assert reason.text == "The license allows tempo changes of -10 % to +10 %; 80 BPM is -23.1 %."
    assert (reason.limit, reason.got, reason.unit) == (-100_000, -230_769, "ppm")


def test_two_small_steps_are_judged_as_the_big_one_they_make() -> None:
    plan = a_plan(Tempo(ratio=1.12), Tempo(ratio=1.12))
    assert codes(judged(plan, "[tempo]\nmax_percent = 25")) == {"tempo.out_of_range"}
    assert isinstance(judged(plan, "[tempo]\nmax_percent = 26"), Cleared)


def test_own_stems_need_no_separation() -> None:
    plan = a_plan(StemLevel(action="mute", where=DRUMS))
    grant = a_grant('[stems]\nallowed = ["drums"]')
    assert isinstance(judged(plan, grant, a_song(stems=("drums", "vocals", "other"))), Cleared)
    assert codes(judged(plan, grant, a_song(stems=("vocals", "other")))) == {"stems.separation_not_allowed"}


MONEY = ("monetised_on_platform", "monetised_anywhere", "advertising", "sync")
FREE = ("private_preview", "noncommercial_share", "contest_entry", "political")


@pytest.mark.parametrize("license", ["CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "PDM", "MIT", "CC-BY-2.0"])
@pytest.mark.parametrize("purpose", [*MONEY, *FREE])
def test_free_licenses_allow_every_purpose(license: str, purpose: str) -> None:
    assert isinstance(judged(a_plan(Tempo(ratio=0.7)), license, purpose=purpose), Cleared)


@pytest.mark.parametrize("license", ["CC-BY-NC-4.0", "CC-BY-NC-SA-3.0"])
def test_nc_keeps_money_out_and_nothing_else(license: str) -> None:
    for purpose in MONEY:
        refused = judged(a_plan(Tempo(ratio=0.7)), license, purpose=purpose)
        assert codes(refused) == {"purpose.not_allowed"}
        assert isinstance(refused, Refused)
        assert refused.nearest is None
        assert "sharing without money" in refused.text
    for purpose in FREE:
        assert isinstance(judged(a_plan(Tempo(ratio=0.7)), license, purpose=purpose), Cleared)


def test_nd_4_may_be_made_for_oneself_and_not_shared() -> None:
    plan = a_plan(Tempo(ratio=0.9))
    for license in ("CC-BY-ND-4.0", "CC-BY-NC-ND-4.0"):
        assert isinstance(judged(plan, license), Cleared)
        refused = judged(plan, license, purpose="noncommercial_share")
        assert isinstance(refused, Refused)
        assert codes(refused) == {"derivative.not_shared"}
        assert refused.nearest is None
        assert "a private preview would be allowed" in refused.text


@pytest.mark.parametrize("version", ["2.0", "2.5", "3.0"])
def test_nd_before_4_may_not_even_be_made(version: str) -> None:
    assert codes(judged(a_plan(Tempo(ratio=0.9)), f"CC-BY-ND-{version}")) == {"derivative.not_made"}


def test_a_mash_up_is_a_changed_version_of_each_of_its_songs() -> None:
    sources = [Source(song=a_song(), grants=(a_grant(one),)) for one in ("CC-BY-ND-4.0", "CC0-1.0")]
    answer = clear(a_plan(), sources, Facts(purpose="noncommercial_share"))
    assert codes(answer) == {"derivative.not_shared", "mashup.licenses_clash"}


def test_an_unchanged_nd_song_may_be_shared_but_not_set_to_pictures() -> None:
    assert isinstance(
        judged(a_plan(Loudness(lufs=-14)), "CC-BY-ND-4.0", purpose="noncommercial_share"), Cleared
    )
    assert codes(judged(a_plan(), "CC-BY-ND-4.0", purpose="sync")) == {"derivative.not_shared"}


@pytest.mark.parametrize("license", ["CC-BY-4.0", "CC-BY-NC-3.0", "MIT", "LicenseRef-Refrain-X"])
def test_the_credit_cannot_be_left_out(license: str) -> None:
    refused = judged(a_plan(), license, wishes=("omit-credit",))
    assert codes(refused) == {"attribution.required"}
    assert isinstance(refused, Refused)
    assert refused.nearest is None


@pytest.mark.parametrize("license", ["CC0-1.0", "PDM"])
def test_only_the_public_domain_lets_the_credit_be_left_out(license: str) -> None:
    assert isinstance(judged(a_plan(), license, wishes=("omit-credit",)), Cleared)


@pytest.mark.parametrize("license", ["CC0-1.0", "CC-BY-4.0", "MIT", "LicenseRef-Refrain-X"])
def test_the_label_of_machines_is_never_hidden(license: str) -> None:
    assert codes(judged(a_plan(), license, wishes=("hide-ai-label",))) == {"disclosure.required"}


def test_a_voice_is_cloned_only_with_its_own_consent() -> None:
    assert codes(judged(a_plan(), "CC0-1.0", wishes=("clone-voice",))) == {"voice.consent_required"}
    assert isinstance(judged(a_plan(), "[voice]\nclone = true", wishes=("clone-voice",)), Cleared)


def test_money_goes_where_the_grant_says() -> None:
    grant = a_grant('[purpose]\nallowed = ["monetised_on_platform"]\n[revenue]\noriginals_percent = 60')
    cleared = judged(a_plan(), grant, purpose="monetised_on_platform")
    assert isinstance(cleared, Cleared)
    assert [d.share_ppm for d in cleared.duties if d.code == "revenue.pay"] == [600_000]


@pytest.mark.parametrize(
    ("license", "wanted", "allowed"),
    [
        ("CC-BY-SA-3.0", "CC-BY-SA-4.0", True),
        ("CC-BY-SA-4.0", "CC-BY-SA-3.0", False),
        ("CC-BY-SA-4.0", "CC-BY-4.0", False),
        ("CC-BY-SA-4.0", "CC-BY-NC-SA-4.0", False),
        ("CC-BY-4.0", "CC-BY-SA-4.0", True),
        ("CC-BY-4.0", "CC0-1.0", False),
        ("CC-BY-NC-4.0", "CC-BY-4.0", False),
        ("CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", True),
        ("CC0-1.0", "CC0-1.0", True),
        ("CC0-1.0", "CC-BY-NC-ND-4.0", True),
        ("MIT", "MIT", True),
        ("CC-BY-4.0", "my own", False),
    ],
)
def test_a_remix_carries_only_a_license_that_fits(license: str, wanted: str, allowed: bool) -> None:
    answer = judged(a_plan(Tempo(ratio=0.9)), license, output_license=wanted)
    assert isinstance(answer, Cleared) == allowed
    if isinstance(answer, Cleared):
        assert answer.output_license == wanted


def test_duties_follow_the_license() -> None:
    plan = a_plan(Tempo(ratio=0.9))

    def of(license: str) -> set[str]:
        answer = judged(plan, license)
        assert isinstance(answer, Cleared)
        return {duty.code for duty in answer.duties}

    credit = {"attribution.credit", "attribution.changes", "disclosure.show"}
    assert of("CC0-1.0") == {"disclosure.show"}
    assert of("MIT") == credit | {"attribution.notice"}
    commons = ("no_endorsement", "notices", "license_link", "no_locks", "remove_on_request")
    credit |= {f"attribution.{name}" for name in commons}
    assert of("CC-BY-4.0") == credit
    assert of("CC-BY-SA-4.0") == credit | {"share_alike.license"}
    assert of("CC-BY-ND-4.0") == credit | {"derivative.keep_private"}


def test_a_song_that_wants_to_be_alone_is_not_mixed() -> None:
    alone, open_ = a_grant(""), a_grant("CC-BY-4.0")
    sources = [Source(song=a_song(), grants=(alone,)), Source(song=a_song(90), grants=(open_,))]
    assert codes(clear(a_plan(), sources)) == {"mashup.too_many"}
    two = a_grant("[mashup]\nmax_other = 1")
    sources[0] = Source(song=a_song(), grants=(two,))
    answer = clear(a_plan(), sources)
    assert isinstance(answer, Cleared)
    assert answer.output_license == "CC-BY-4.0 AND LicenseRef-Refrain-Test"


def test_every_file_on_the_shelf_is_a_whole_term() -> None:
    asked = Facts()
    assert len(SHELF.names()) >= 13
    for name in SHELF:
        term = SHELF.take(name)
        assert isinstance(term.PLACE, int)
        assert callable(getattr(term, "judge", None)) or not term.CODES
        assert term.sentences(a_grant("CC-BY-4.0"), a_song()) is not None
    assert {"tempo", "pitch", "stems", "vocals"} < set(section_kinds())
    assert asked.purpose == "private_preview"
