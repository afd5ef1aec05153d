"""What no step of a plan can say: other words, another language, models that learn from a song."""

from __future__ import annotations

import pytest

from skills.rights.clearance import Cleared, Facts, Refused, Source, clear
from skills.rights.grant import Grant
from skills.rights.terms.lyrics import Lyrics
from skills.rights.terms.training import Training
from tests.skills.rights.terms.asking import stored, told
from tests.skills.rights.things import a_plan, a_song, codes, judged

BOTH = ("change-lyrics", "translate-lyrics")


def test_other_words_and_a_translation_are_two_things() -> None:
    assert codes(judged(a_plan(), "", wishes=BOTH)) == {"lyrics.not_changed", "lyrics.not_translated"}
    changed, translated = '[lyrics]\nmay = "changed"', "[lyrics]\ntranslate = true"
    assert codes(judged(a_plan(), changed, wishes=BOTH)) == {"lyrics.not_translated"}
    assert codes(judged(a_plan(), translated, wishes=BOTH)) == {"lyrics.not_changed"}
    assert isinstance(judged(a_plan(), changed + "\ntranslate = true", wishes=BOTH), Cleared)


@pytest.mark.parametrize("license", ["CC-BY-4.0", "CC-BY-NC-SA-3.0", "CC0-1.0", "MIT"])
def test_licenses_that_allow_adaptations_allow_other_words(license: str) -> None:
    assert isinstance(judged(a_plan(), license, wishes=BOTH), Cleared)


@pytest.mark.parametrize("wish", BOTH)
def test_other_words_make_another_version_which_nd_does_not_share(wish: str) -> None:
    assert isinstance(judged(a_plan(), "CC-BY-ND-4.0", wishes=(wish,)), Cleared)
    shared = judged(a_plan(), "CC-BY-ND-4.0", wishes=(wish,), purpose="noncommercial_share")
    assert codes(shared) == {"derivative.not_shared"}
    assert codes(judged(a_plan(), "CC-BY-ND-3.0", wishes=(wish,))) == {"derivative.not_made"}


def test_words_are_asked_of_the_composition_and_not_of_the_recording() -> None:
    recording = Grant(license="LicenseRef-Refrain-Label", stated_covers=("sound_recording",))
    free = Grant(license="LicenseRef-Refrain-Song", stated_covers=("musical_work",), sections=(WORDS,))
    strict = free.model_copy(update={"sections": ()})
    asked = Facts(wishes=("change-lyrics",))
    for work, allowed in ((free, True), (strict, False)):
        answer = clear(a_plan(), [Source(song=a_song(), grants=(recording, work))], asked)
        assert isinstance(answer, Cleared) is allowed


WORDS = Lyrics(may="changed")


@pytest.mark.parametrize("license", ["CC-BY-4.0", "CC-BY-NC-4.0", "CC0-1.0", "CC-PDM-1.0", "MIT", ""])
def test_no_license_lets_a_model_learn_from_a_song(license: str) -> None:
    refused = judged(a_plan(), license, wishes=("train-model",))
    assert codes(refused) == {"training.not_allowed"}
    assert isinstance(refused, Refused)
    assert refused.nearest is None


@pytest.mark.parametrize("license", ["CC-BY-4.0", "CC0-1.0", "LicenseRef-Refrain-X"])
def test_a_rights_holder_may_say_yes_to_training_beside_any_license(license: str) -> None:
    grant = Grant(license=license, sections=(Training(allowed=True),))
    stored(grant)
    assert isinstance(judged(a_plan(), grant, wishes=("train-model",)), Cleared)


def test_words_and_training_are_said() -> None:
    assert told("lyrics", "") == ["The words must stay as they are."]
    assert told("lyrics", "[lyrics]\ntranslate = true") == [
        "The words may be translated.",
        "The words must not be changed otherwise.",
    ]
    assert told("lyrics", '[lyrics]\nmay = "changed"') == [
        "The words may be changed.",
        "The words must not be translated.",
    ]
    assert told("lyrics", "CC-BY-4.0") == ["The words may be changed and translated."]
    assert told("lyrics", "CC-BY-ND-4.0") == []
    assert told("training", "") == ["No model may learn from this song."]
    assert told("training", "CC-BY-4.0") == [
        "No model learns from this song here: the license does not speak of it."
    ]
    assert told("training", "[training]\nallowed = true") == ["Models may learn from this song."]
