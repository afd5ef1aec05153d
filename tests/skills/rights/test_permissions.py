from __future__ import annotations

from pathlib import Path

import pytest

import skills.catalog
from skills.rights.base import LICENSES
from skills.rights.clearance import Cleared
from skills.rights.license import Grant, parse_grant
from skills.rights.permissions import permissions
from skills.rights.said import KIND_WORDS, KINDS, by_kind
from tests.skills.rights.things import a_grant, a_plan, a_song, judged, told_of

DEMO = Path(skills.catalog.__path__[0]) / "demo_grants"
FULLEST = Path(__file__).parents[3] / "skills" / "rights" / "examples" / "grants" / "label.toml"
UNDER_ITS_HEADING = Path(__file__).parent / "under_its_heading.txt"
"""Every sentence of every license as a person reads it; a sentence that changes is changed there too."""


def demo(name: str) -> Grant:
    return parse_grant((DEMO / f"{name}.toml").read_text(encoding="utf-8"), name)


@pytest.mark.parametrize("name", ["CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-ND-4.0", "custom"])
def test_the_demo_grants_can_be_read_and_used(name: str) -> None:
    grant = demo(name)
    assert name == "custom" or grant.license == name
    assert isinstance(judged(a_plan(), grant), Cleared)


def test_a_musicians_own_terms_are_told_in_plain_sentences() -> None:
    told = told_of(demo("custom"), a_song(tempo_bpm=104))
    assert "Tempo from -10 % to +10 % (93.6 to 114.4 BPM)." in told
    assert "The vocals must stay untouched." in told
    assert "60 % of the revenue goes to the originals." in told
    assert "No mash-ups." in told
    assert "New instruments played along: bass and drums." in told


def test_a_range_of_pitch_is_told_in_cents() -> None:
    told = told_of(a_grant("[pitch]\nmin_cents = -50\nmax_cents = 200"), a_song())
    assert "Pitch from -50 cents to +200 cents (100 cents are a semitone)." in told


def test_the_same_question_has_another_answer_under_every_license() -> None:
    told = {one: told_of(a_grant(one), a_song()) for one in ("CC0-1.0", "CC-BY-SA-4.0", "CC-BY-ND-3.0")}
    assert any("No credit is needed" in s for s in told["CC0-1.0"])
    assert any("same license" in s for s in told["CC-BY-SA-4.0"])
    assert "No changed version may be made." in told["CC-BY-ND-3.0"]
    assert all(s.endswith(".") for sentences in told.values() for s in sentences)


def test_the_notice_of_the_mit_license_travels_and_its_music_may_take_any_pitch() -> None:
    told = told_of(a_grant("MIT"), a_song())
    assert "The credit and the license notice always travel with the remix." in told
    assert "Any pitch and key." in told


def test_terms_that_say_nothing_are_told_as_what_must_not_be_done() -> None:
    told = told_of(a_grant(""), a_song())
    assert "A remix may be used for a private preview." in told
    assert "The tempo must stay as it is." in told
    assert "No effects." in told


@pytest.mark.parametrize("family", ["BY-ND", "BY-NC-ND"])
def test_no_derivatives_says_what_is_left_and_that_pictures_change_a_song(family: str) -> None:
    newest, older = (told_of(a_grant(f"CC-{family}-{v}"), a_song()) for v in ("4.0", "3.0"))
    assert "You may change the song in any way for yourself." in newest
    assert "A changed version must not be shared." in newest
    assert "No changed version may be made." in older
    for told in (newest, older):
        assert "Set to moving pictures, even the song as it is counts as a changed version." in told
        assert not any("remixed in turn" in sentence for sentence in told)


def page(grant: Grant) -> str:
    """All sentences on a grant under their headings, of a song of 100 BPM and 76.8 seconds."""
    told = by_kind(permissions(grant, a_song(stems=("drums", "bass", "vocals"))))
    return "".join(f"  {KIND_WORDS[kind]}\n" + "".join(f"    {s}\n" for s in told[kind]) for kind in told)


def every_page() -> str:
    """The pages of all fixed licenses, those alike together, and of the fullest example."""
    pages: dict[str, list[str]] = {}
    for spdx_id in LICENSES:
        alike = page(a_grant(spdx_id)).replace(LICENSES[spdx_id].name, "this license")
        pages.setdefault(alike, []).append(spdx_id)
    pages[page(parse_grant(FULLEST.read_bytes()))] = [FULLEST.name]
    return "\n".join(f"{', '.join(names)}\n{told}" for told, names in pages.items())


def test_every_sentence_of_every_license_stands_under_its_heading() -> None:
    assert every_page() == UNDER_ITS_HEADING.read_text(encoding="utf-8")


def test_the_fullest_grant_has_something_to_say_under_every_heading_but_what_is_good_to_know() -> None:
    told = by_kind(permissions(parse_grant(FULLEST.read_bytes()), a_song()))
    assert tuple(told) == KINDS[:-1]


@pytest.mark.parametrize("grant", [*(a_grant(one) for one in LICENSES), parse_grant(FULLEST.read_bytes())])
def test_no_sentence_contradicts_its_heading(grant: Grant) -> None:
    for kind, text in permissions(grant, a_song()):
        forbids = " must not " in text or text.startswith(("No ", "Nothing "))
        assert not (forbids and kind in ("may", "must")), text
        assert not (" may be " in text and kind == "must_not" and not forbids), text
        assert not (" must " in text and kind == "may"), text


def test_a_grant_of_the_recording_says_nothing_of_the_words_and_who_else_must_grant() -> None:
    told = told_of(a_grant('covers = ["sound_recording"]\n[tempo]\nallowed = "any"'), a_song())
    assert not any("words" in text or "played anew" in text for text in told)
    assert "The voice must not be imitated." in told
    assert told[-1] == "Whoever holds the composition must grant it too; this grant does not."
