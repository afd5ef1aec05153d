"""The way from other languages into English words: where each word stood, and English left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skills.planning.languages import in_english, language_of
from skills.planning.languages.detect import Found
from skills.planning.languages.gloss import glossed
from skills.planning.languages.glossary import LANGUAGES, UNSPACED, glossary
from skills.planning.languages.order import ordered
from skills.planning.languages.pieced import said_again
from skills.planning.vocabulary.normalise import normalise

HERE = Path(__file__).parent
ROWS = HERE.parents[2] / "evaluation" / "rows" / "tuned.jsonl"
SPACED = [name for name in LANGUAGES if name not in UNSPACED]


def _english() -> list[str]:
    typed = (HERE.parent / "prompts.txt").read_text(encoding="utf-8").splitlines()
    said = [line.split(" => ")[0] for line in typed if " => " in line and line[0] != "#"]
    everyday = (HERE.parent / "everyday.jsonl").read_text(encoding="utf-8").splitlines()
    said += [json.loads(line)["text"] for line in everyday]
    rows = ROWS.read_text(encoding="utf-8").splitlines() if ROWS.exists() else []
    return said + [row["prompt"] for row in map(json.loads, rows) if row["lang"] == "en"]


def test_english_comes_out_as_the_very_text_that_went_in() -> None:
    changed = [words for words in _english() if in_english(normalise(words)) != normalise(words)]
    assert changed == []


@pytest.mark.parametrize("language", SPACED)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_every_letter_of_a_gloss_stood_somewhere_in_the_words(language: str, data: st.DataObject) -> None:
    known = sorted(glossary(language).words)
    said = data.draw(st.lists(st.sampled_from([*known[::7], ",", ".", "95", "1:20", '"Otra"']), max_size=9))
    text = normalise(" ".join(said))
    if not text.plain.strip():
        return
    out = said_again(text, ordered(glossed(text.plain, Found(language)), language))
    assert len(out.origin) == len(out.plain) + 1
    assert all(0 <= place < len(" ".join(said)) for place in out.origin[:-1])


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_text_at_all_is_put_into_english_without_harm(words: str) -> None:
    out = in_english(normalise(words))
    assert len(out.origin) == len(out.plain) + 1


@pytest.mark.parametrize(
    ("words", "english"),
    [
        ("ponla más lenta", "make it slower"),
        ("quítasela", "remove it"),
        ("no 2º refrão", "in 2nd chorus"),
        ("tira a batería", "remove the drums"),
        ("súbele la voz un poco", "raise the vocals a bit"),
        ("sube un poco la voz", "the vocals raise a bit"),
        ("mézclala con Despacito", "mash it up with despacito"),
        ("cantada por Lenta Calma", "sung by lenta calma"),
    ],
)
def test_words_are_put_where_english_has_them(words: str, english: str) -> None:
    assert in_english(normalise(words)).plain == english


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("sin batería", "es"),
        ("versão de piano", "pt"),
        ("raise hell", "en"),
        ("light compresion on the vocals", "en"),
        ("two hand claps on every choruses", "en"),
    ],
)
def test_a_language_is_known_by_words_that_only_it_has(words: str, language: str) -> None:
    assert language_of(normalise(words).plain).language == language


def test_a_verb_is_known_in_every_form_that_its_ending_gives_it() -> None:
    phrases = glossary("es").phrases
    for form in ("quita", "quites", "quitale", "quitar", "saque", "repite", "repetir", "ponganle"):
        assert phrases[(form,)] in ("remove", "loop", "add"), form
    assert phrases[("quitalo",)] == "remove it"
    assert glossary("pt").phrases[("toque",)] == "play"


def test_what_is_quoted_stays_as_it_was_written() -> None:
    assert '"la voz"' in in_english(normalise('quita la batería de "La Voz"')).plain


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("plus de reverb", "fr"),
        ("version piano", "fr"),
        ("fade out de 5 s", "fr"),
        ("double la longueur de l'intro", "fr"),
        ("die drums mute", "de"),
        ("Delay statt Hall", "de"),
        ("cover de piano", "es"),
        ("eco no 1:20", "pt"),
        ("move a intro pro final", "pt"),
        ("versão piano", "pt"),
    ],
)
def test_a_language_is_known_by_the_way_it_puts_words_that_english_has_too(words: str, language: str) -> None:
    assert language_of(normalise(words).plain).language == language


@pytest.mark.parametrize(
    "words", ["i've always wanted a mashup", "an old video tape in 1986", "no vocals please"]
)
def test_what_english_shares_with_its_neighbours_makes_it_none_of_them(words: str) -> None:
    assert in_english(normalise(words)).plain == normalise(words).plain
