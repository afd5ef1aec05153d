"""The files of all languages hold the same English frames, contradict nothing, and lose nothing."""

from __future__ import annotations

import tomllib
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills.talk.translation import LANGUAGES, translated
from skills.talk.translation.catalogue import HERE, LINE, catalogue, pairs_of
from skills.talk.translation.frames import Frame, Slot, frame
from skills.talk.translation.matching import Matching

FREE = "\ue000"
FORMS = {"number": "12.5", "clock": "1:05", "word": "zzz"}


def frames(group: str) -> tuple[Frame, ...]:
    known = catalogue("de").groups.get(group, {})
    return tuple(one for some in known.values() for one in some)


@cache
def examples() -> dict[str, str]:
    """A text of every group, FREE where any text can stand: of the first frame whose slots all have one."""
    known: dict[str, str] = {}
    for _ in range(20):
        for group in catalogue("de").groups.keys() - known.keys():
            fitting = [one for one in frames(group) if slots_of(one) <= {*known, *FORMS, "text"}]
            known |= {group: english_of(fitting[0], known)} if fitting else {}
    return known


def slots_of(one: Frame) -> set[str]:
    kinds = {piece.kind for piece in one.english if isinstance(piece, Slot)}
    return {"text" if kind.startswith("named:") else kind.rpartition(":")[2] for kind in kinds}


def english_of(one: Frame, known: dict[str, str], free: str = FREE) -> str:
    return "".join(p if isinstance(p, str) else example(p.kind, known) for p in one.english).replace(
        FREE, free
    )


def example(kind: str, known: dict[str, str]) -> str:
    of = kind.rpartition(":")[2]
    told = FREE if is_free(kind) else FORMS.get(of) or known[of]
    return told[:1].upper() + told[1:] if kind.startswith("capital:") else told


def is_free(kind: str) -> bool:
    return kind == "text" or kind.startswith("named:")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_one_language_tells_is_told_in_every_language(language: str) -> None:
    texts = {
        (group, english_of(frame(english, other), examples(), "Ωμέγα"))
        for one in LANGUAGES
        for group, pairs in pairs_of(one).items()
        for english, other in pairs.items()
    }
    known = catalogue(language)
    assert {(group, text) for group, text in texts if Matching(known).told(text, group) is None} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_frame_is_told_in_two_ways(language: str) -> None:
    found: dict[tuple[str, str], set[str]] = {}
    for path in sorted((HERE / language).glob("*.toml")):
        groups = tomllib.loads(path.read_text(encoding="utf-8")) if path.stem != "joints" else {}
        for group, pairs in groups.items():
            for english, other in pairs.items():
                found.setdefault((group, english), set()).add(other)
    assert {key: told for key, told in found.items() if len(told) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slot_leads_to_a_group_that_there_is(language: str) -> None:
    groups = catalogue(language).groups
    slots = {
        piece.kind.rpartition(":")[2]
        for words in groups.values()
        for some in words.values()
        for one in some
        for piece in (*one.english, *one.other)
        if isinstance(piece, Slot)
    }
    assert slots - groups.keys() - FORMS.keys() - {"text"} == set()


@given(st.text(alphabet="ΑΒΓδεζ漢字 0123456789“”„«»'’{}[]()|;:,.!?←→·/\n", min_size=1), st.data())
def test_what_a_person_wrote_comes_through_as_it_was(words: str, data: st.DataObject) -> None:
    holding = [f for f in frames(LINE) if any(isinstance(p, Slot) and is_free(p.kind) for p in f.english)]
    line = english_of(data.draw(st.sampled_from(holding)), examples(), words)
    assert words in translated(line, data.draw(st.sampled_from(LANGUAGES)))


NESTED = (
    "Duty: ",
    "all before ",
    "There is no reverb or ",
    "drums, bass and ",
    "Good. ",
    "new ",
    "“",
    "; ",
    " instead of ",
)


@given(st.lists(st.sampled_from(NESTED), min_size=1, max_size=8), st.sampled_from((1, 30, 400)))
def test_words_nested_without_end_are_told_or_left_in_bounded_time(parts: list[str], times: int) -> None:
    text = "".join(part * times for part in parts)
    assert translated(text, "de")


@given(st.text())
def test_english_stays_as_it_is(text: str) -> None:
    assert translated(text, "en") == text
    assert translated(text, "en-GB") == text
    assert translated(text, "tlh") == text


@pytest.mark.parametrize("tag", ["de", "de-AT", "DE", "de_CH"])
def test_a_tag_of_a_country_names_its_language(tag: str) -> None:
    assert translated("Nothing changed.", tag) == "Nichts geändert."
