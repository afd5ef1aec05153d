"""Wishes that no step can say: each of the seven is told from the edits that sound like it."""

from __future__ import annotations

import pytest

from skills.planning.answers import Edit, OutOfScope
from skills.planning.delta import WISHES, Delta
from skills.planning.draft import draft
from skills.planning.talk import Talk
from skills.planning.telling.wishes import not_done
from tests.skills.planning.songs import briefly, song

WISHED = {
    "change-lyrics": """
        change the lyrics
        rewrite the words of the chorus
        can you write new lyrics for the second verse?
        give the song funny lyrics
        change the word "love" to "hate"
        replace the name John with Mary in the lyrics
        make her sing about summer
        why not change the lyrics?
        muda a letra
        cambia la letra
        ändere den Songtext
        替え歌にして
    """,
    "translate-lyrics": """
        translate the lyrics into Spanish
        sing it in Spanish
        could we have the chorus in Korean?
        I want it in Spanish
        put the lyrics into German
        have her sing the hook in Italian
        why don't you translate the song
        traduis les paroles en anglais
        traduce la letra al inglés
        英語で歌って
    """,
    "train-model": """
        train a model on this song
        train an AI on it
        use it as training data
        fine-tune my network with the drums
        feed this song to an AI
        let GPT learn from this
        add it to your training set
    """,
    "export-stems": """
        give me the stems
        export the stems
        I want the vocals as a separate file
        could you export the individual tracks
        split it into stems
        send me the drum stem
        the stems as wav files
        can I have the stems please?
        gib mir die Stems
    """,
    "clone-voice": """
        clone the singer's voice
        make it sound like Adele sang it
        make it sound like Thom Yorke sang this
        imitate her voice
    """,
    "omit-credit": "leave out the credits",
    "hide-ai-label": "hide that it's AI",
}
EACH = [(line.strip(), wish) for wish, lines in WISHED.items() for line in lines.strip().splitlines()]


@pytest.mark.parametrize(("words", "wish"), EACH)
def test_a_wish_is_heard_and_nothing_of_it_goes_into_the_plan(words: str, wish: str) -> None:
    answer = draft(words, Talk(), song())
    assert isinstance(answer, Edit), answer
    assert answer.delta.wishes == (wish,)
    assert not answer.delta.ops
    assert set(answer.leftover) <= {"why"}


def test_every_wish_that_clearance_knows_is_tried_here_and_has_a_sentence_of_its_own() -> None:
    assert set(WISHED) == set(WISHES)
    assert len(set(not_done(WISHES))) == len(WISHES) == len(Delta(wishes=WISHES).wishes)


NEAR_MISSES = """
    make the words clearer
    change the key to D minor
    replace the vocals with a piano
    change the beat to house drums
    with fewer words, slower
    make it about two minutes long
    make it about 80 bpm
    make her voice about 3 db louder
    put a spanish guitar in the chorus
    make it italian disco
    switch the song to french house
    play it in Dutch style
    make it latin
    add a drum machine
    feed it through a reverb
    fine tune the vocals
    workout training mix, faster
    export as mp3
    send me the mp3
    give it to me as a wav
    only the vocals
    just the bass stem please
    solo the vocal stem
    make the stems louder
    I want the stems louder
    reverb on all stems
    give me the drums only
    give me the acapella
    make it sound like the crowd sang it
"""


@pytest.mark.parametrize("words", [line.strip() for line in NEAR_MISSES.strip().splitlines()])
def test_an_edit_that_sounds_like_a_wish_stays_an_edit(words: str) -> None:
    answer = draft(words, Talk(), song())
    assert isinstance(answer, Edit), answer
    assert answer.delta.ops
    assert not answer.delta.wishes


@pytest.mark.parametrize(
    "words",
    ["answer in Spanish", "translate this email into french", "teach me how to remix", "make it Irish"],
)
def test_what_is_no_edit_is_not_taken_for_a_wish_either(words: str) -> None:
    answer = draft(words, Talk(), song())
    assert not isinstance(answer, Edit) or answer.delta == Delta()


DECLINED = [
    ("don't change the lyrics", ""),
    ("I don't want you to change or translate the lyrics", ""),
    ("never train a model on this", ""),
    ("please do not export the stems", ""),
    ("don't clone the voice, just make it lofi", "style name=lofi"),
    ("make it lofi without changing the words", "style name=lofi"),
    ("mute the drums but don't translate the lyrics into French", "stem action=mute on drums"),
]


@pytest.mark.parametrize(("words", "wanted"), DECLINED)
def test_what_is_not_to_happen_is_no_wish_and_is_not_left_over(words: str, wanted: str) -> None:
    answer = draft(words, Talk(), song())
    assert isinstance(answer, Edit), answer
    assert not answer.delta.wishes
    assert not answer.leftover
    if wanted:
        assert briefly(answer) == wanted
    else:
        assert not answer.delta.ops
        assert answer.note.startswith("That is left alone")


BESIDE = [
    ("slow it to 80 bpm and translate the lyrics into Spanish", "tempo bpm=80 | translate-lyrics"),
    ("mute the drums and give me the stems", "stem action=mute on drums | export-stems"),
    ("make it lofi with spanish lyrics", "style name=lofi | translate-lyrics"),
    ("train a voice model on her vocals", "clone-voice | train-model"),
    ("teach the AI to sing like her", "clone-voice | train-model"),
]


@pytest.mark.parametrize(("words", "wanted"), BESIDE)
def test_what_stands_beside_a_wish_is_done_and_two_wishes_are_two(words: str, wanted: str) -> None:
    answer = draft(words, Talk(), song())
    assert isinstance(answer, Edit), answer
    assert briefly(answer) == wanted
    assert not answer.leftover


def test_new_singing_that_is_no_wish_about_the_song_is_still_an_honest_no() -> None:
    assert isinstance(draft("add a rap verse", Talk(), song()), OutOfScope)
