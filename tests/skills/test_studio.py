"""The studio keeps its word: nothing uncleared is rendered, nothing half-written stays."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

import skills
from audio_engine.errors import Cancelled
from audio_engine.facts import Facts
from audio_engine.plan import RemixPlan, StemLevel, Where
from audio_engine.progress import Progress
from audio_engine.render import Remix, Window
from audio_engine.source import Source
from skills.planning.delta import Delta
from skills.planning.talk import Talk, Turn, fold
from skills.rights.clearance import Cleared
from skills.studio.commission import Commission, fulfil
from skills.studio.finding import find_song
from skills.studio.store import Store
from skills.studio.studio import Studio
from skills.studio.talks import turns_to
from skills.talk.errors import BadInput, NoSuchSong, NoSuchWord, Stopped
from skills.talk.reply import Preview, Reply
from skills.talk.request import Request
from skills.talk.watch import Unwatched
from tests.skills.studio_for_tests import NOON, PretendingWorkshop


def remix(studio: Studio, words: str, song: str = "Open Water", watch: Unwatched | None = None) -> Reply:
    return skills.answer(Request(word="remix", words=words, song=song), studio, watch or Unwatched())


def files_under(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file()) if folder.exists() else []


def test_only_clearance_makes_what_can_be_rendered() -> None:
    with pytest.raises(TypeError, match="only clear"):
        Cleared(RemixPlan(), (), "CC0-1.0", ())


def test_a_preview_cannot_exist_without_credits_disclosure_and_lineage() -> None:
    for missing in ({"credits": " "}, {"disclosure": ""}, {"lineage": ()}):
        with pytest.raises(ValueError, match="needs credits"):
            Preview(**{"sound": Path("x"), "credits": "c", "disclosure": "d", "lineage": ("l",)} | missing)  # type: ignore[arg-type]


class OffTempo(PretendingWorkshop):
    """Renders at another tempo than the plan says."""

    def render(
        self,
        cleared: Cleared,
        source: Source,
        target_lufs: float,
        progress: Progress,
        window: Window | None = None,
    ) -> Remix:
        right = super().render(cleared, source, target_lufs, progress, window)
        wrong: Facts = replace(right.facts, tempo_ratio=0.70)
        return replace(right, facts=wrong)


def test_a_render_that_is_not_what_was_cleared_is_refused_and_leaves_nothing(studio: Studio) -> None:
    broken = replace(studio, workshop=OffTempo(studio.library, studio.settings))
    reply = remix(broken, "10% slower")
    assert reply.outcome == "refused"
    assert "render.mismatch" in {reason["code"] for reason in reply.data["reasons"]}
    assert files_under(studio.settings.out) == []
    assert studio.store.remixes("000000000001") == ()


class StopAt(Unwatched):
    """Somebody who stops the work at a stage."""

    def __init__(self, name: str) -> None:
        self.name = name

    def stage(self, name: str, done: float) -> None:
        if name == self.name and done > 0:
            raise Cancelled


@pytest.mark.parametrize("stage", ["preview", "whole remix", "files"])
def test_a_remix_that_is_stopped_leaves_nothing(stage: str, studio: Studio) -> None:
    with pytest.raises(Stopped):
        remix(studio, "10% slower", watch=StopAt(stage))
    assert files_under(studio.settings.out) == []
    assert studio.store.remixes("000000000001") == ()


def test_stopping_leaves_what_was_there_before(studio: Studio, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("keep me")
    request = Request(word="remix", words="10% slower", song="Open Water", options={"out": tmp_path / "mine"})
    with pytest.raises(Stopped):
        skills.answer(request, studio, StopAt("whole remix"))
    assert [p.name for p in files_under(tmp_path / "mine")] == ["notes.txt"]


def test_a_refused_turn_is_not_part_of_the_talk(studio: Studio) -> None:
    def say(words: str) -> Reply:
        return skills.answer(Request(words=words, song="Own Terms", talk_id="t"), studio, Unwatched())

    assert say("5% slower").outcome == "done"
    assert say("40% slower").outcome == "refused"
    turns = [Turn.model_validate_json(body) for body in studio.store.turns("t", "000000000005")]
    assert [turn.words for turn in turns] == ["5% slower"]


def test_the_talks_of_two_songs_do_not_mix(studio: Studio) -> None:
    for song in ("Open Water", "Share Alike"):
        skills.answer(
            Request(words=f"make it {90 + len(song)} bpm", song=song, talk_id="t"), studio, Unwatched()
        )
    assert len(studio.store.turns("t", "000000000001")) == 1
    assert len(studio.store.turns("t", "000000000004")) == 1


def test_turns_that_lead_to_a_plan_lead_there_from_anywhere() -> None:
    from audio_engine.plan import Effect, Keep, Tempo

    steps = (Tempo(bpm=90), *(Effect(name="reverb") for _ in range(20)))
    plan = RemixPlan(steps=steps, keep=(Keep(what="audible", stems=("vocals",)),))
    before = Talk(turns=(Turn(words="faster", delta=Delta(ops=(Tempo(ratio=1.1),))),))
    after = Talk(turns=(*before.turns, *turns_to(plan, "that")))
    assert fold(after).canonical_json() == plan.canonical_json()


def test_turns_and_grants_are_never_changed(studio: Studio, tmp_path: Path) -> None:
    studio.store.add_turn("t", "000000000001", "{}", NOON)
    connection = sqlite3.connect(studio.settings.home / "refrain.db")
    for statement in ("update turn set body = 'x'", "update grant_text set body = 'x'"):
        with pytest.raises(sqlite3.IntegrityError, match="never changed"):
            connection.execute(statement)


def test_a_store_of_a_newer_refrain_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "refrain.db"
    Store(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("pragma user_version = 99")
    with pytest.raises(BadInput, match="newer Refrain"):
        Store(path)


def test_a_store_opens_again_with_all_it_held(studio: Studio) -> None:
    before = studio.store.songs()
    studio.store.close()
    assert Store(studio.settings.home / "refrain.db").songs() == before


@pytest.mark.parametrize(
    "name", ["open water", "OPEN WATER", "Öpen-Water!", "000000000001", "open water ada example", "pen wat"]
)
def test_a_song_is_found_however_it_is_written(name: str, studio: Studio) -> None:
    assert skills.answer(Request(word="rights", song=name), studio, Unwatched()).outcome == "done"


def test_a_name_that_fits_several_songs_names_them(studio: Studio) -> None:
    with pytest.raises(NoSuchSong) as told:
        skills.answer(Request(word="rights", song="no"), studio, Unwatched())
    assert set(told.value.nearest) >= {"No Money", "No Change"}


@pytest.mark.parametrize("word", ["rm", "../songs", "__init__", "_remix_told"])
def test_a_word_that_is_none_is_told(word: str, studio: Studio) -> None:
    with pytest.raises(NoSuchWord, match="I know no"):
        skills.answer(Request(word=word, song="Open Water"), studio, Unwatched())


def test_a_remix_in_which_nothing_is_heard_is_not_made(studio: Studio) -> None:
    everything = Where(stems=("vocals", "drums", "bass", "other"))
    plan = RemixPlan(steps=(StemLevel(action="mute", where=everything),))
    commission = Commission(find_song("Open Water", studio), plan, Talk(), "Bo")
    with pytest.raises(BadInput, match="Nothing of this remix could be heard"):
        fulfil(commission, studio, Unwatched())
    assert files_under(studio.settings.out) == []


def test_stopping_brings_an_earlier_remix_back_whole(studio: Studio, tmp_path: Path) -> None:
    options = {"out": tmp_path / "mine"}
    first = Request(word="remix", words="10% slower", song="Open Water", options=options)
    skills.answer(first, studio, Unwatched())
    before = {p.name: p.read_bytes() for p in files_under(tmp_path / "mine")}
    second = Request(word="remix", words="20% faster", song="Open Water", options=options)
    with pytest.raises(Stopped):
        skills.answer(second, studio, StopAt("files"))
    assert {p.name: p.read_bytes() for p in files_under(tmp_path / "mine")} == before


def test_a_damaged_store_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "refrain.db").write_bytes(b"this is no database at all" * 100)
    with pytest.raises(BadInput, match="cannot be used"):
        Store(tmp_path / "refrain.db")


def test_what_was_made_instead_of_a_refused_plan_is_said(studio: Studio) -> None:
    request = Request(word="remix", words="40% slower", song="Own Terms", options={"nearest": True})
    reply = skills.answer(request, studio, Unwatched())
    assert reply.outcome == "done"
    assert reply.data["instead_of"][0]["term"] == "tempo"
    assert reply.blocks[0].title.startswith("Not allowed as it was asked")


def test_a_recipe_is_cleared_for_the_purpose_it_is_made_for(studio: Studio) -> None:
    made = remix(studio, "10% slower", "No Money")
    options = {"recipe": made.files["recipe"], "purpose": "advertising"}
    assert skills.answer(Request(word="remix", options=options), studio, Unwatched()).outcome == "refused"
    with pytest.raises(BadInput, match="leave out the words"):
        skills.answer(Request(word="remix", words="faster", options=options), studio, Unwatched())
