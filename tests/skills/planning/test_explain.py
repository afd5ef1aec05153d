"""A plan in plain words."""

from __future__ import annotations

import pytest

from audio_engine.plan import RemixPlan, Tempo, Where
from skills.planning.draft import Edit
from skills.planning.talk import Talk, fold
from skills.planning.telling.explain import Line, changed, explain
from tests.skills.planning.songs import song, talked


def _lines(*turns: str) -> tuple[Line, ...]:
    talk, answer = talked(*turns)
    assert isinstance(answer, Edit)
    talk = talk.then(turns[-1], answer.delta)
    return explain(fold(talk), talk, song())


def _changed(*turns: str) -> str:
    talk, answer = talked(*turns)
    assert isinstance(answer, Edit)
    return changed(fold(talk), fold(talk.then(turns[-1], answer.delta)), song())


SAID = [
    ("slow this to 80 bpm", "tempo 120 → 80 BPM, pitch kept"),
    ("slow to 90 bpm like a record", "tempo 120 → 90 BPM, pitch goes along"),
    ("up a semitone", "pitch up 1 semitone"),
    ("vocals down 3 semitones", "pitch down 3 semitones on vocals"),
    ("change the key to C minor", "key A minor → C minor"),
    ("mute the drums and the bass", "drums and bass muted"),
    ("only the piano", "only piano"),
    ("vocals up 2.5 dB in the last chorus", "vocals 2.5 dB louder, the last chorus"),
    ("heavy reverb on the vocals", "heavy reverb on vocals"),
    ("lowpass at 800 Hz", "lowpass (cutoff in Hz 800)"),
    ("make it lofi", "lofi style"),
    ("add trap drums", "new trap drums"),
    ("drop the second verse", "the second verse left out"),
    ("loop bars 5 to 8 three times", "bars 5 to 8 played 3 times"),
    ("keep only 0:30 to 1:00", "only 0:30 to 1:00"),
    ("make it 90 seconds long", "about 1:30 long"),
    ("fade out over 5 seconds", "fade out over 5 s"),
    ("-9 LUFS", "loudness -9 LUFS"),
    ("keep the vocals", "vocals stay audible"),
]


@pytest.mark.parametrize(("words", "text"), SAID)
def test_a_step_is_told_in_plain_words(words: str, text: str) -> None:
    assert _lines(words)[-1].text == text


def test_a_line_quotes_the_words_that_caused_it() -> None:
    lines = _lines("Slow this to 80 BPM, then add some reverb to the vocals!")
    assert [line.caused_by for line in lines] == ["Slow this to 80 BPM", "add some reverb to the vocals"]


def test_a_line_says_what_nobody_asked_for() -> None:
    assert _lines("add reverb")[0].assumed == "medium is my choice"
    assert _lines("a bit slower")[0].assumed == "6 % is my choice"
    assert _lines("vocals louder")[0].assumed == "4 dB is my choice"
    assert _lines("heavy reverb")[0].assumed == ""
    assert _lines("80 bpm")[0].assumed == ""


def test_a_second_tempo_is_told_from_where_the_first_took_it() -> None:
    steps = (
        Tempo(ratio=1.12),
        Tempo(ratio=1.12),
        Tempo(ratio=0.5, where=Where(part="chorus")),
        Tempo(bpm=90),
    )
    assert [line.text for line in explain(RemixPlan(steps=steps), Talk(), song())] == [
        "tempo 120 → 134.4 BPM, pitch kept",
        "tempo 134.4 → 150.53 BPM, pitch kept",
        "tempo 150.53 → 75.26 BPM, pitch kept, every chorus",
        "tempo 150.53 → 90 BPM, pitch kept",
    ]


def test_a_replaced_step_quotes_the_words_that_changed_it_last() -> None:
    assert _lines("80 bpm", "same but 75")[0].caused_by == "same but 75"


def test_what_changed_is_one_sentence() -> None:
    assert _changed("80 bpm", "same but 75") == "Tempo is now 75 BPM instead of 80."
    assert _changed("add reverb", "drop the reverb") == "The reverb is gone."
    assert _changed("add reverb") == "New: medium reverb."
    assert _changed("add reverb", "more reverb") == "Heavy reverb instead of medium reverb."
    assert (
        _changed("80 bpm and reverb", "75 bpm, no reverb")
        == "Tempo is now 75 BPM instead of 80; the reverb is gone."
    )
    assert _changed("no reverb") == "New: no reverb."
    assert _changed("bring the drums back") == "Nothing changed."


def test_an_untouched_plan_has_no_lines() -> None:
    talk, _ = talked("hello")
    assert explain(RemixPlan(), talk, song()) == ()
