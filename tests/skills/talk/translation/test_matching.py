"""A text follows a frame slot by slot: the most literal frame wins, and free text comes through as it was."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills.talk.translation.catalogue import Catalogue, Joints
from skills.talk.translation.frames import Frame, frame
from skills.talk.translation.matching import Matching

JOINTS = Joints(comma=", ", last=" und ", semicolon="; ", space=" ", decimal=",")
PAIRS = {
    "line": {
        "{step:step}": "{step}",
        "{step:step}  ← “{words}”": "{step}  ← „{words}“",
        "{step:step}  ← “{words}”  ({choice:choice})": "{step}  ← „{words}“  ({choice})",
        "tempo stays": "Tempo bleibt",
        "{all:capital:series:step}.": "{all}.",
        "Nothing changed.": "Nichts geändert.",
        "Nearest: {all:commas:title}.": "Am nächsten: {all}.",
        "No {what:named:stem} was added.": "Nicht da: {what}.",
        "on the {stem:stem}": "auf {stem:dative}",
        "{title}, by {artist}": "{title}, von {artist}",
    },
    "step": {
        "tempo {a:number} → {b:number} BPM": "Tempo {a} → {b} BPM",
        "{all:list:stem} muted": "{all} stumm",
        "{name} style": "Stil {name}",
    },
    "stem": {"drums": "Schlagzeug", "bass": "Bass", "drum and bass": "Drum and Bass"},
    "dative": {"drums": "dem Schlagzeug"},
    "title": {"“{title}”": "„{title}“"},
    "choice": {"{n:number} dB is my choice": "{n} dB ist meine Wahl"},
}


def told(text: str) -> str | None:
    grouped: dict[str, dict[str, list[Frame]]] = defaultdict(lambda: defaultdict(list))
    for group, pairs in PAIRS.items():
        for english, other in pairs.items():
            grouped[group][frame(english, other).first_word].append(frame(english, other))
    known = {g: {w: tuple(f) for w, f in words.items()} for g, words in grouped.items()}
    return Matching(Catalogue(JOINTS, known)).told(text, "sentences:line")


@pytest.mark.parametrize(
    ("text", "german"),
    [
        ("tempo 104.5 → 80 BPM", "Tempo 104,5 → 80 BPM"),
        ("tempo stays", "Tempo bleibt"),
        ("drums, bass and drum and bass muted", "Schlagzeug, Bass und Drum and Bass stumm"),
        ("Drums muted; tempo 1 → 2 BPM.", "Schlagzeug stumm; Tempo 1 → 2 BPM."),
        ("Nothing changed. Bass muted.", "Nichts geändert. Bass stumm."),
        (
            "bass muted  ← “mute it”  (3.5 dB is my choice)",
            "Bass stumm  ← „mute it“  (3,5 dB ist meine Wahl)",
        ),
        ("bass muted  ← “say “no” now”", "Bass stumm  ← „say “no” now“"),
        ("on the drums", "auf dem Schlagzeug"),
        ("Nearest: “Rain, Rain”, “Sun”.", "Am nächsten: „Rain, Rain“, „Sun“."),
        ("No drums was added. No flute was added.", "Nicht da: Schlagzeug. Nicht da: flute."),
        ("on the bass", None),
        ("flute muted", None),
        ("tempo fast → 80 BPM", None),
    ],
)
def test_a_text_is_told_by_the_frame_it_follows(text: str, german: str | None) -> None:
    assert told(text) == german


@given(st.text(min_size=1))
def test_the_words_of_a_person_come_through_as_they_were(words: str) -> None:
    assert told(f"bass muted  ← “{words}”") == f"Bass stumm  ← „{words}“"


@pytest.mark.parametrize("text", ["; " * 1500, ", by " * 700 + "!", "a. " * 1300, "drums, " * 500 + "muted"])
def test_a_text_made_to_fit_in_countless_ways_is_given_up_on(text: str) -> None:
    assert told(text) is None or text.startswith(", by")


@pytest.mark.parametrize(
    ("english", "other"),
    [
        ("{x}", "{x}"),
        ("{x:named:stem}", "{x}"),
        ("a {x} b", "a"),
        ("a {x:stem}", "a {y}"),
        ("a {x:or:stem}", "a {x}"),
    ],
)
def test_a_frame_that_loses_words_or_fits_all_is_no_frame(english: str, other: str) -> None:
    with pytest.raises(ValueError, match="“"):
        frame(english, other)
