"""Japanese: what people type in it, and what comes of it; the lines are in ja.txt."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skills.planning.languages import in_english
from skills.planning.languages.glossary import glossary
from skills.planning.vocabulary.normalise import normalise
from tests.skills.planning.languages.lines import comes_of, single

SINGLE = single("ja")
PHRASES = sorted("".join(phrase) for phrase in glossary("ja").phrases)[::29]


@pytest.mark.parametrize("words", SINGLE[::5])
def test_the_width_of_letters_and_polite_words_change_nothing(words: str) -> None:
    assert comes_of((unicodedata.normalize("NFKC", words),)) == comes_of((words,))
    assert comes_of((unicodedata.normalize("NFD", words),)) == comes_of((words,))
    assert comes_of((f"すみません、{words}",)) == comes_of((words,))


@settings(max_examples=100, deadline=None)
@given(
    said=st.lists(st.sampled_from([*PHRASES, "、", "。", "95", "1:20", "リミナル", "「夜に」"]), max_size=9)
)
def test_every_letter_of_a_gloss_stood_somewhere_in_the_words(said: list[str]) -> None:
    words = "".join(said)
    out = in_english(normalise(words))
    assert len(out.origin) == len(out.plain) + 1
    assert all(0 <= place < len(words) for place in out.origin[:-1])


@pytest.mark.parametrize(
    ("words", "english"),
    [
        ("最後のサビにストリングスを足して", "add strings in last hook"),
        ("ボーカルを3dB下げて", "make vocals down by 3db"),
        ("ドラム以外にリバーブをかけて", "add reverb on everything except drums"),
        ("ｷﾞﾀｰをﾐｭｰﾄして", "mute guitar"),
        ("1分20秒から2分まで消して", "remove from 1 minutes 20 seconds to 2 minutes"),
        ("遅いから速くして", "faster"),
        ("ドラムじゃなくてベースを消して", "i mean remove bass"),
        ("データベース", "データベース"),
    ],
)
def test_words_are_put_where_english_has_them(words: str, english: str) -> None:
    assert in_english(normalise(words)).plain == english


def test_a_slip_in_a_loan_word_is_forgiven() -> None:
    assert comes_of(("リバーヴをかけて",)) == comes_of(("リバーブをかけて",))
    assert comes_of(("ディストーショをかけて",)) == comes_of(("ディストーションをかけて",))
