"""What people of other languages see: every answer in their words, and each thing said once."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from bot.frontends.discord_chat.songs import SongIndex
from bot.frontends.discord_chat.wording import wording
from skills.talk.translation import translated
from tests.bot.discord.languages.touring import NOT_WORDS, tour
from tests.bot.discord.rig import labels, text_of


@pytest.mark.parametrize(
    ("locale", "reason", "step", "offered"),
    [
        (
            "de",
            "Die Lizenz erlaubt Tempoänderungen von -10 % bis +10 %; 100 BPM sind -16,7 %.",
            "Tempo 120 → 100 BPM, Tonhöhe bleibt",
            "Tempo bei -10 % (108,0 BPM).",
        ),
        ("ja", "ライセンスが認めるテンポの変更は-10%から+10%までです。", "テンポ 120 → 100 BPM", "108.0 BPM"),
    ],
)
def test_why_not_tells_reasons_steps_and_the_nearest_plan_in_the_language(
    locale: str, reason: str, step: str, offered: str, workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with tour(workshop_folder, tmp_path / "home", locale) as seen:
            refused = await seen.asks("remix", song="Own Terms", prompt=seen.prompts["reverb"])
            told = text_of(await seen.presses(refused, "button.why_not"))
            for line in (reason, step, offered):
                assert line in told

    asyncio.run(flow())


OFFERED = {
    "de": "etwas langsamer, Hall auf den Gesang, mach es lofi, Schlagzeug in der Bridge stumm",
    "ja": "少し遅く, ボーカルにリバーブをかけて, lofiにして, ブリッジのドラムをミュートして",
}


@pytest.mark.parametrize("locale", ["de", "ja"])
def test_answers_that_are_offered_stand_on_buttons_once_in_the_language_and_are_understood(
    locale: str, workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with tour(workshop_folder, tmp_path / "home", locale) as seen:
            asked = await seen.asks("remix", song="Open Water", prompt=NOT_WORDS)
            assert ", ".join(filter(None, labels(asked))) == OFFERED[locale]
            assert "a bit slower" not in text_of(asked)
            act = await seen.greta.click(asked, OFFERED[locale].split(", ")[0])
            card = await seen.answer(act)
            assert seen.say("button.render") in labels(card)
            assert "a bit slower" in text_of(card)  # what is taken is what was offered, word for word

    asyncio.run(flow())


def test_a_card_that_all_can_read_counts_the_duties_and_why_tells_them(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with tour(workshop_folder, tmp_path / "home", "de") as seen:
            alone = await seen.asks("remix", song="Open Water", prompt=seen.prompts["slower"])
            duties = re.findall(r"^Pflicht: .*", text_of(alone), re.MULTILINE)
            assert len(duties) == 8
            me = seen.bot.discord.bot
            words = f"<@{me.id}> Open Water {seen.prompts['more']}"
            await seen.greta.say(seen.bot.channel, words)
            render = seen.say("button.render")

            def public() -> list:
                return [m for m in seen.bot.channel.messages if render in labels(m) and not m.ephemeral]

            await seen.bot.discord.until(public)
            (card,) = public()
            assert "Pflicht:" not in text_of(card)
            assert "8 Pflichten, zu lesen unter „Warum“" in text_of(card)
            assert "Erlaubt für Teilen ohne Geld unter CC BY 4.0." in text_of(card)
            told = text_of(await seen.presses(card, "button.why"))
            assert re.findall(r"^Pflicht: .*", told, re.MULTILINE) == duties

    asyncio.run(flow())


@pytest.mark.parametrize("locale", ["de", "ja"])
def test_help_shows_each_example_once_and_commands_as_they_are_called(
    locale: str, workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with tour(workshop_folder, tmp_path / "home", locale) as seen:
            page = await seen.asks("help")
            lines = text_of(page).split("\n")
            while seen.say("page.on") in labels(page) and not page.parts[-1].get("disabled"):
                before = text_of(page)
                await seen.greta.click(page, seen.say("page.on"))
                await seen.bot.discord.until(lambda before=before: text_of(page) != before)
                lines += text_of(page).split("\n")
            slow = translated("slow this to 80 bpm, keep the vocals, add lo-fi drums", locale)
            assert sum(slow in line for line in lines) == 1
            names = re.findall(r"`/([^`]+)`", "\n".join(lines))
            assert len(names) == len(set(names)) > 12
            assert seen.say.command("mydata export") in names
            assert not {"jobs", "mydata export", "undo"} & set(names)
            privacy = text_of(await seen.asks("privacy"))
            assert f"/{seen.say.command('mydata export')}" in privacy

    asyncio.run(flow())


def test_jobs_names_what_was_taken_back_as_its_command_is_called(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with tour(workshop_folder, tmp_path / "home", "de") as seen:
            await seen.remix()
            card = await seen.asks("undo")
            act = await seen.greta.click(card, seen.say("button.render"))
            await seen.bot.discord.until(lambda: act.message is not None and act.message.attachments)
            jobs = await seen.asks("jobs")
            told = [(field["name"], field["value"].split("\n")[-1]) for field in jobs.embeds[0]["fields"]]
            assert told == [
                ("Open Water (remix)", "/rückgängig"),
                ("Open Water (remix)", seen.prompts["slower"]),
            ]
            options = [(option["label"], option["description"]) for option in jobs.selects[0]["options"]]
            assert options == told

    asyncio.run(flow())


def test_what_songs_permit_reads_the_same_in_the_list_and_while_one_types(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with tour(workshop_folder, tmp_path / "home", "de") as seen:
            listed = await seen.asks("songs")
            told = {f["name"].split(",")[0]: f["value"].split("\n")[0] for f in listed.embeds[0]["fields"]}
            offered = await seen.greta.autocomplete(
                seen.bot.channel, "remix", focused="song", song="", prompt="…"
            )
            assert {c.name.split(" – ")[0]: c.name.split(" · ")[1] for c in offered} == told
            assert told["Open Water"] == "remixen, teilen, verkaufen; Nennung"
            nearly = await seen.greta.autocomplete(
                seen.bot.channel, "remix", focused="song", song="Opn Watr", prompt="…"
            )
            assert [choice.name.split(" – ")[0] for choice in nearly] == ["Open Water"]

    asyncio.run(flow())


TITLES = ("Paper Lanterns", "Open Water", "Slow Honey", "Glass Rain", "静かな夜")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Papper Lanten", ["Paper Lanterns"]),
        ("slwo hony", ["Slow Honey"]),
        ("glas rian", ["Glass Rain"]),
        ("静かな", ["静かな夜"]),
        ("open", ["Open Water"]),
        ("opm", []),
        ("hello world", []),
        ("zzyzx qwfp", []),
    ],
)
def test_typing_errors_are_forgiven_where_no_title_has_the_words(typed: str, found: list[str]) -> None:
    songs = SongIndex()
    songs.fill(({"id": title, "title": title, "artist": "Ada Example"} for title in TITLES), 1.0)
    assert [song.title for song in songs.like(typed)] == found


def test_the_words_for_a_prompt_are_those_of_the_language() -> None:
    assert wording("de").asked("make it salsa") == "mach es salsa"
    assert wording("en").asked("make it salsa") == "make it salsa"
