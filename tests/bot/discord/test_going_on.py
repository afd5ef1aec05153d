"""What goes on in a talk: questions in between, follow-ups during a render, other songs, attached sound."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

import skills
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.watch import Watch
from tests.bot.discord.rig import Answer, Rig, labels, open_studio, rig, text_of
from tests.bot.discord.test_talking import plan, said
from tests.discord_server.messages import Message
from tests.discord_server.world import Channel

SLOW, REVERB = "slow Open Water to 100 bpm", "add reverb on the vocals"
SLOWER = "tempo 120 → 100 BPM"


def held(home: Path, gate: threading.Event) -> Answer:
    """A worker that renders once the gate is open, or it is told to stop."""

    def answer(request: Request, watch: Watch) -> Reply:
        while "proposal" in request.options and not gate.wait(0.02):
            watch.stage("stems", 0.3)
        studio = open_studio(home)
        try:
            return skills.answer(request, studio, watch)
        finally:
            studio.store.close()

    return answer


async def settled(bot: Rig, words: str, where: Channel | None = None) -> Message:
    """The answer to something said, once it is there."""
    there = where or bot.alice.dm()
    before = len(there.messages)
    await bot.alice.say(there, words)
    await bot.discord.until(lambda: len(there.messages) > before + 1)
    told = there.messages[-1]
    await bot.discord.until(lambda: text_of(told) not in ("", "Reading your words …"))
    return told


def run(flow: Callable[[], object]) -> None:
    asyncio.run(flow())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "question",
    ["how many sections does it have?", "what may I do with this song?", "asdf qwer", "list songs"],
)
def test_a_question_in_between_leaves_the_plan_waiting(
    question: str, workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            first = await plan(bot, SLOW)
            await settled(bot, question)
            assert "Render" in labels(first)
            second = await plan(bot, REVERB)
            assert SLOWER in text_of(second)
            await bot.discord.until(lambda: "Render" not in labels(first))
            await settled(bot, question)
            made = await said(bot, "ja")
            await bot.discord.until(lambda: "Credits" in labels(made))
            assert SLOWER in text_of(made)
            assert "reverb" in text_of(made)

    run(flow)


@pytest.mark.parametrize(
    ("question", "told"),
    [("what changed?", "120"), ("why is it slower?", "slow Open Water to 100 bpm"), ("what is it now?", "")],
)
def test_questions_are_answered_about_the_plan_that_waits(
    question: str, told: str, workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            card = await plan(bot, SLOW)
            answer = await settled(bot, question)
            assert "Nothing has been changed" not in text_of(answer)
            assert told in text_of(answer)
            back = await settled(bot, "undo")
            assert SLOWER not in text_of(back)
            assert "Render" in labels(back)
            await bot.discord.until(lambda: "Render" not in labels(card))

    run(flow)


def test_a_refused_change_leaves_the_plan_waiting(workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            first = await plan(bot, "slow Own Terms to 115 bpm")
            refused = await settled(bot, "slow it to 40 bpm")
            assert "Render" not in labels(refused)
            assert "Render" in labels(first)

    run(flow)


@pytest.mark.parametrize("ends_first", [True, False])
def test_a_follow_up_while_a_remix_is_made_is_built_on_it(
    ends_first: bool, workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        gate = threading.Event()
        answers = {"render": held(tmp_path / "home", gate)}
        async with rig(workshop_folder, tmp_path / "home", answers=answers) as bot:
            first = await said(bot, SLOW)
            await bot.discord.until(lambda: "Render" in labels(first))
            await bot.alice.click(first, "Render")
            await bot.discord.until(lambda: "Render" not in labels(first))
            second = await plan(bot, REVERB)
            assert SLOWER in text_of(second)
            if ends_first:
                gate.set()
                await bot.discord.until(lambda: "Credits" in labels(first))
            await bot.alice.click(second, "Render")
            gate.set()
            await bot.discord.until(lambda: "Credits" in labels(first) and "Credits" in labels(second))
            assert SLOWER in text_of(second)
            assert "reverb" in text_of(second)
            assert "reverb" not in text_of(first)
            third = await plan(bot, "up two semitones")
            assert SLOWER in text_of(third)
            assert "reverb" in text_of(third)

    run(flow)


def test_refine_goes_on_with_the_plan_that_waits_and_with_the_one_that_is_made(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        gate = threading.Event()
        answers = {"render": held(tmp_path / "home", gate)}
        async with rig(workshop_folder, tmp_path / "home", answers=answers) as bot:
            card = await bot.card("slow it to 100 bpm")
            act = await bot.alice.slash(bot.channel, "refine", prompt=REVERB)
            await bot.discord.until(lambda: act.message is not None and "Render" in labels(act.message))
            assert act.message is not None
            assert SLOWER in text_of(act.message)
            await bot.discord.until(lambda: "Render" not in labels(card))
            await bot.alice.click(act.message, "Render")
            more = await bot.alice.slash(bot.channel, "refine", prompt="up two semitones")
            await bot.discord.until(lambda: more.message is not None and "Render" in labels(more.message))
            assert more.message is not None
            assert SLOWER in text_of(more.message)
            assert "reverb" in text_of(more.message)
            gate.set()

    run(flow)


def test_a_song_that_is_named_wins_and_each_song_keeps_its_own_plan(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            water = await plan(bot, SLOW)
            money = await plan(bot, "Mach No Money 90 bpm")
            assert "Plan for “No Money”" in text_of(money)
            assert "tempo 120 → 90 BPM" in text_of(money)
            assert "“Mach No Money 90 bpm”" in text_of(money)
            assert "Render" in labels(water)
            more = await plan(bot, REVERB)
            assert "Plan for “No Money”" in text_of(more)
            assert "tempo 120 → 90 BPM" in text_of(more)
            again = await plan(bot, "transpose Open Water up two semitones")
            assert "Plan for “Open Water”" in text_of(again)
            assert SLOWER in text_of(again)
            assert "reverb" not in text_of(again)
            await bot.discord.until(lambda: "Render" not in labels(water))
            assert "Render" in labels(more)

    run(flow)


def test_the_title_of_the_song_may_stand_in_the_words(workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            card = await bot.card("make Open Water 95 bpm")
            assert "tempo 120 → 95 BPM, pitch kept ← “make Open Water 95 bpm”" in text_of(card)
            await plan(bot, SLOW)
            newer = await plan(bot, "make Open Water 95 bpm")
            assert "tempo 120 → 95 BPM" in text_of(newer)

    run(flow)


def test_a_mention_in_the_words_is_no_number(workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            card = await bot.card(f"slow this to 100 bpm for <@{bot.alice.id}> <:fire:12345678901234567>")
            assert SLOWER in text_of(card)
            assert str(bot.alice.id) not in text_of(card)
            told = await plan(bot, f"slow Open Water to 100 bpm for <@{bot.alice.id}>")
            assert SLOWER in text_of(told)
            assert str(bot.alice.id) not in text_of(told)

    run(flow)


@pytest.mark.parametrize("stop", ["cancel", "stop it", "abbrechen"])
def test_a_remix_that_is_made_is_asked_after_and_stopped_in_words(
    stop: str, workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        answers = {"render": held(tmp_path / "home", threading.Event())}
        async with rig(workshop_folder, tmp_path / "home", answers=answers) as bot:
            card = await plan(bot, SLOW)
            await bot.alice.click(card, "Render")
            for question in ("is it done?", "how long?", "wie lange noch?"):
                told = await settled(bot, question)
                assert told.content.startswith("**Open Water**: ")
                link = f"https://discord.com/channels/@me/{card.channel.id}/{card.id}"
                assert told.content.endswith(link)
            await settled(bot, stop)
            await bot.discord.until(lambda: "cancelled" in card.content)
            assert bot.service.queue.jobs(open_only=True) == ()
            nothing = await settled(bot, "ist es fertig?")
            assert nothing.content.startswith("Nothing is being made for you in this talk right now")

    run(flow)


def test_stopping_puts_a_plan_away_where_nothing_is_made(workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            card = await plan(bot, SLOW)
            told = await settled(bot, "abbrechen")
            assert "Put away" in told.content
            await bot.discord.until(lambda: labels(card) == [])

    run(flow)


@pytest.mark.parametrize("words", ["what songs are there?", "Welche Songs gibt es?", "曲の一覧"])
def test_the_songs_are_listed_when_they_are_asked_for(
    words: str, workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            await plan(bot, SLOW)
            bot.service.uploads.own("000000000002", 1, True)
            told = await settled(bot, words)
            assert "Own Terms" in text_of(told)
            assert "No Money" not in text_of(told)
            assert len(told.selects) == 1

    run(flow)


def test_words_that_come_to_no_plan_leave_the_card_they_should_change(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            card = await bot.card("slow it to 100 bpm")
            form = await bot.alice.click(card, "Tweak")
            act = await bot.alice.submit(form, **{"What shall be done": "asdf qwer"})
            await bot.discord.until(lambda: act.message is not None and text_of(act.message) != "")
            await bot.discord.until(lambda: bot.service.queue.jobs(open_only=True) == ())
            assert "Render" in labels(card)
            form = await bot.alice.click(card, "Tweak")
            act = await bot.alice.submit(form, **{"What shall be done": "slow it to 90 bpm"})
            await bot.discord.until(lambda: act.message is not None and "Render" in labels(act.message))
            assert act.message is not None
            assert "tempo 120 → 90 BPM" in text_of(act.message)
            await bot.discord.until(lambda: "Render" not in labels(card))

    run(flow)


def test_a_tweaked_plan_keeps_what_it_was_built_on(workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            await plan(bot, SLOW)
            second = await plan(bot, REVERB)
            form = await bot.alice.click(second, "Tweak")
            act = await bot.alice.submit(form, **{"What shall be done": "up two semitones"})
            await bot.discord.until(lambda: act.message is not None and "Render" in labels(act.message))
            assert act.message is not None
            assert SLOWER in text_of(act.message)
            assert "reverb" not in text_of(act.message)

    run(flow)


@pytest.mark.parametrize("own_audio", [True, False])
def test_attached_sound_is_offered_to_be_taken_in_or_declined_in_a_sentence(
    own_audio: bool, workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home", own_audio=own_audio) as bot:
            await plan(bot, SLOW)
            there = bot.alice.dm()
            before = len(there.messages)
            await bot.alice.say(there, "make it slower", attachments=[("my_demo.mp3", b"ID3")])
            await bot.discord.until(lambda: len(there.messages) > before + 1)
            told = there.messages[-1]
            await bot.discord.until(lambda: told.content != "")
            if not own_audio:
                assert told.content.startswith("Sound of your own is not taken in here")
                return
            assert "my demo" in told.content
            form = await bot.alice.click(told, "Say its license")
            assert form.modal is not None
            act = await bot.alice.submit(form, **{"What shall be done": "make it slower"})
            await bot.discord.until(lambda: act.message is not None and act.message.content != "")

    run(flow)
