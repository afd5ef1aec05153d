"""Looking around: songs, their terms, and going on with a remix."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.bot.discord.commands.doing import answered
from tests.bot.discord.rig import labels, rig, text_of


def test_songs_are_listed_with_their_terms_and_one_is_shown_and_remixed(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            listed = await answered(bot, await bot.alice.slash(bot.channel, "songs"))
            assert listed.ephemeral
            assert "Songs (5)" in text_of(listed)
            assert "No Change, by Ada Example" in text_of(listed)
            await bot.restart()
            act = await bot.alice.select(listed, "See one of them", "Open Water")
            shown = await answered(bot, act)
            assert "What you may do with it" in text_of(shown)
            assert shown.embeds[0]["image"]["url"].partition("?")[0].endswith("song.png")
            assert str(bot.home) not in text_of(shown)
            form = await bot.alice.click(shown, "Remix this song")
            card = await answered(bot, await bot.alice.submit(form, words="slow this to 100 bpm"))
            assert "tempo 120 → 100 BPM" in text_of(card)
            found = await answered(bot, await bot.alice.slash(bot.channel, "songs", search="money"))
            assert "Songs (1)" in text_of(found)
            none = await answered(bot, await bot.alice.slash(bot.channel, "songs", search="xyzzy"))
            assert "Nothing found" in text_of(none)

    asyncio.run(flow())


def test_rights_are_told_page_by_page_and_questions_answered(workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            offered = await bot.alice.autocomplete(bot.channel, "rights", focused="song", song="own")
            assert [choice.name.partition(" – ")[0] for choice in offered] == ["Own Terms"]
            act = await bot.alice.slash(bot.channel, "rights", song=str(offered[0].value))
            told = await answered(bot, act)
            assert "What you may do with “Own Terms”" in text_of(told)
            act = await bot.alice.slash(bot.channel, "rights", song="No Money", question="may I sell this?")
            told = await answered(bot, act)
            assert "does not allow" in text_of(told)

    asyncio.run(flow())


def test_a_remix_is_gone_on_with_and_its_last_change_taken_back(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            act = await bot.alice.slash(bot.channel, "refine", prompt="a bit slower")
            assert act.message is not None
            assert act.message.content == "Nothing was remixed here yet; start with /remix."
            await bot.result_of(await bot.card("slow this to 100 bpm"))
            act = await bot.alice.slash(bot.channel, "refine", prompt="mute the drums")
            card = await answered(bot, act)
            assert "tempo 120 → 100 BPM" in text_of(card)
            assert "drums" in text_of(card)
            await bot.result_of(card)
            undone = await answered(bot, await bot.alice.slash(bot.channel, "undo"))
            assert labels(undone) == ["Render", "Tweak", "Why", "Cancel"]
            assert "drums" not in text_of(undone).partition("What the license says")[0]

    asyncio.run(flow())


def test_words_without_a_song_are_asked_about_or_name_it_themselves(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            room = bot.alice.dm()
            asked = await answered(bot, await bot.alice.slash(room, "remix", prompt="slow this to 100 bpm"))
            assert "Which song do you mean?" in text_of(asked)
            await bot.alice.select(asked, "Choose a song", "Open Water")
            await bot.discord.until(lambda: labels(asked) == ["Render", "Tweak", "Why", "Cancel"])
            act = await bot.alice.slash(room, "remix", prompt="slow Open Water to 90 bpm")
            assert "tempo 120 → 90 BPM" in text_of(await answered(bot, act))

    asyncio.run(flow())
