"""Everything that is said of rights is told in each language, to the last denial code."""

from __future__ import annotations

import pytest

from skills.rights.codes import all_codes
from skills.rights.countries import COUNTRIES
from skills.rights.judgement import Reason
from skills.talk.translation import LANGUAGES, translated, translation_of
from tests.evaluation.rights_sentences import CORPORA, at_random, main, share
from tests.skills.rights.both_ways import cases
from tests.skills.rights.things import a_grant, a_song, told_of


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("corpus", CORPORA)
def test_every_sentence_on_rights_is_told_in_the_language(corpus: str, language: str) -> None:
    assert share(CORPORA[corpus](), language) == (1.0, ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_of_questions_at_random_is_told_in_the_language(language: str) -> None:
    assert share(at_random(200, 3), language) == (1.0, ())


def test_a_sentence_with_english_left_in_it_is_counted_as_english() -> None:
    line = "the recording: Ada of the Hills 100 %"
    assert translated(line, "de") == "die Aufnahme: Ada of the Hills 100 %"
    assert share((line,), "de") == (0.0, (line,))


def test_a_denial_without_frames_is_found_by_its_code() -> None:
    said = {case.code: [r for r in case.refused.answer().reasons if r.code == case.code] for case in cases()}
    assert set(said) == set(all_codes())
    for language in LANGUAGES:
        silent = {code for code, reasons in said.items() if any(_is_untold(r, language) for r in reasons)}
        assert silent == set(), language


def _is_untold(reason: Reason, language: str) -> bool:
    return translation_of(reason.text, language) is None


def test_a_sentence_that_nobody_put_into_words_is_counted_as_english() -> None:
    found, left = share(("The tempo must stay as it is.", "The moon must stay as it is."), "de")
    assert (found, left) == (0.5, ("The moon must stay as it is.",))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_has_a_name_in_the_language(language: str) -> None:
    sentences = {f"Remixes may be made in {name} only." for name in COUNTRIES.values()}
    assert share(sentences, language) == (1.0, ())


def test_numbers_have_the_comma_of_their_language() -> None:
    sentence = "The license allows tempo changes of -10 % to +20 %; the plan is +25.4 %."
    assert {language: translated(sentence, language) for language in LANGUAGES} == {
        "de": "Die Lizenz erlaubt Tempoänderungen von -10 % bis +20 %; der Plan liegt bei +25,4 %.",
        "es": "La licencia permite cambios de tempo de -10 % a +20 %; el plan está en +25,4 %.",
        "pt": "A licença permite mudanças de tempo de -10 % a +20 %; o plano está em +25,4 %.",
        "fr": "La licence autorise des changements de tempo de -10 % à +20 % ; le plan est à +25,4 %.",
        "ja": "ライセンスが認めるテンポの変更は-10%から+20%までです。プランは+25.4%です。",
    }


def test_the_names_of_licenses_stay_and_their_lists_are_joined_as_the_language_joins_them() -> None:
    sentence = (
        "Yes: CC BY-SA 4.0 and the rights holder allow advertising, as long as the credit travels along."
    )
    assert translated(sentence, "es") == (
        "Sí: CC BY-SA 4.0 y el titular de los derechos permiten publicidad, "
        "siempre que se incluyan los créditos."
    )
    assert (
        translated("This song stands under CC BY-NC-SA 2.5.", "ja")
        == "この曲には CC BY-NC-SA 2.5 が適用されます。"
    )


def test_what_a_rights_holder_named_stays_as_it_was_named() -> None:
    told = told_of(a_grant('[people]\nroles = ["Sound and Vision", "DJ"]'), a_song())
    assert [translated(text, "fr") for text in told if "role" in text] == [
        "Pour les personnes ayant le rôle DJ ou Sound and Vision."
    ]


def test_shares_are_told_apart_even_where_a_name_looks_like_a_list() -> None:
    line = "the recording: Sound and Vision 62.5 % and Mira Sample 37.5 %"
    assert translated(line, "pt") == "a gravação: Sound and Vision 62,5 % e Mira Sample 37,5 %"
    assert translated(line, "es") == "la grabación: Sound and Vision 62,5 % y Mira Sample 37,5 %"


def test_a_refusal_with_its_steps_and_figures_is_told_as_one_line() -> None:
    line = (
        "The license allows delay and reverb for effects; the plan uses distortion.  "
        "(effects; step 2; limit delay, reverb, got distortion)"
    )
    assert translated(line, "de") == (
        "Die Lizenz erlaubt als Effekte: Delay und Hall; der Plan verwendet: Verzerrung.  "
        "(Effekte; Schritt 2; Grenze: Delay, Hall, hier: Verzerrung)"
    )


def test_the_shares_are_printed_for_every_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--cases", "200", "--seed", "3", "--left", "0"]) == 0
    printed = capsys.readouterr().out
    assert [language for language in LANGUAGES if f"\n  {language}  " in printed] == list(LANGUAGES)
    assert "both ways (" in printed
