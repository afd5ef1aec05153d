"""Sound of one's own: taken in where the server allows it, by what it holds, for whom its owner wants."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path

import pytest

from bot.frontends.discord_chat.bringing import Brought, kept
from bot.frontends.discord_chat.visit import Visit
from tests.bot.discord.commands.doing import answered
from tests.bot.discord.rig import Rig, labels, rig, text_of
from tests.discord_server.acts import Act
from tests.discord_server.message_objects import attachment_link
from tests.discord_server.messages import Message


def sound(workshop_folder: Path) -> bytes:
    """The first seconds of a small song, as a file that somebody might attach."""
    import soundfile

    whole = next((workshop_folder / "sounds").rglob("mix.flac"))
    samples, rate_hz = soundfile.read(whole, frames=12 * 44_100)
    file = io.BytesIO()
    soundfile.write(file, samples, rate_hz, format="FLAC")
    return file.getvalue()


async def card_of(bot: Rig, act: Act) -> Message:
    await bot.discord.until(lambda: act.message is not None and labels(act.message), seconds=60)
    assert act.message is not None
    return act.message


def test_own_sound_is_remixed_by_its_owner_alone(workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home", own_audio=True) as bot:
            file = ("my_demo.txt", sound(workshop_folder))
            act = await bot.alice.slash(
                bot.channel, "remix", prompt="lowpass at 800 Hz", audio=file, license="only-me"
            )
            assert act.ephemeral
            card = await card_of(bot, act)
            assert "Plan for “my demo”" in text_of(card)
            assert not list((bot.home / "uploads").iterdir())
            result = await bot.result_of(card)
            assert result.ephemeral
            bob = bot.discord.person("Bob")
            bot.server.join(bob)
            await bot.discord.until(lambda: bot.service.songs.find("my demo"))
            mine = await bot.alice.autocomplete(bot.channel, "remix", focused="song", song="my demo")
            theirs = await bot.alice.autocomplete(bot.channel, "remix", focused="song", song="")
            assert len(mine) == 1
            assert len(theirs) == 6
            assert await bob.autocomplete(bot.channel, "remix", focused="song", song="my demo") == []
            listed = await answered(bot, await bob.slash(bot.channel, "songs"))
            assert "my demo" not in text_of(listed)
            for named in ("my demo", str(mine[0].value), "demo"):
                for command, more in (("remix", {"prompt": "slower"}), ("rights", {}), ("remixes", {}),
                                      ("plan", {"prompt": "slower"})):  # fmt: skip
                    found = text_of(
                        await answered(bot, await bob.slash(bot.channel, command, song=named, **more))
                    )
                    assert f"There is no song called “{named}”." in found, command
                    assert "my demo" not in found.replace(named, "")
            for words in ("my demo", "zzqqxx"):
                found = text_of(await answered(bot, await bob.slash(bot.channel, "songs", search=words)))
                assert found.splitlines()[0] == "Nothing found"
                assert "my demo" not in found
            found = text_of(
                await answered(bot, await bot.alice.slash(bot.channel, "songs", search="my demo"))
            )
            assert "my demo" in found

    asyncio.run(flow())


def test_sound_that_is_somebody_elses_own_is_not_taken_in_and_nothing_is_told_of_it(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home", own_audio=True) as bot:
            whole = sound(workshop_folder)
            first = {"prompt": "lowpass at 800 Hz", "audio": ("my_demo.flac", whole), "license": "only-me"}
            await card_of(bot, await bot.alice.slash(bot.channel, "remix", **first))
            other = bot.discord.person("Alice", locale="de")
            bot.server.join(other)
            for license_ in ("only-me", "cc0"):
                file = ("found.flac", whole)
                act = await other.slash(bot.channel, "remix", prompt="slower", audio=file, license=license_)
                await bot.discord.until(lambda act=act: act.message and "lässt sich" in text_of(act.message))
                assert text_of(act.message) == (
                    "Dieser Ton lässt sich hier nicht aufnehmen; frag die Person, die diesen Bot betreibt."
                )
            await bot.discord.until(lambda: not list((bot.home / "uploads").iterdir()))
            again = {"prompt": "slower", "audio": ("renamed.flac", whole), "license": "cc0"}
            card = await card_of(bot, await bot.alice.slash(bot.channel, "remix", **again))
            assert "Plan for “my demo”" in text_of(card)
            assert [one["only_me"] for one in bot.service.uploads.of_person(bot.alice.id)] == [True]

    asyncio.run(flow())


@pytest.mark.parametrize(
    ("told", "size", "license_", "sentence"),
    [
        ({"own_audio": False}, 10, "cc0", "Sound of your own is not taken in here"),
        ({"own_audio": True, "largest_upload_mb": 1}, 1_000_001, "cc0", "larger than the 1 MB"),
        ({"own_audio": True, "renders_per_day": 0}, 10, "cc0", "as many files in 24 hours"),
        ({"own_audio": True}, 10, None, "Say with the option “license”"),
    ],
)
def test_what_is_not_taken_in_is_said_in_a_sentence(
    workshop_folder: Path,
    tmp_path: Path,
    told: dict[str, object],
    size: int,
    license_: str | None,
    sentence: str,
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home", **told) as bot:
            more = {"license": license_} if license_ else {}
            file = ("song.mp3", b"x" * size)
            act = await bot.alice.slash(bot.channel, "remix", prompt="slower", audio=file, **more)
            assert act.ephemeral
            assert sentence in text_of(await answered(bot, act))

    asyncio.run(flow())


def test_what_is_no_sound_is_found_out_and_removed_whatever_it_is_called(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home", own_audio=True) as bot:
            file = ("song.mp3", b"#!/bin/sh\necho no sound at all\n" * 50)
            act = await bot.alice.slash(bot.channel, "remix", prompt="slower", audio=file, license="cc-by")
            await bot.discord.until(lambda: act.message and "That did not work" in text_of(act.message))
            assert str(bot.home) not in text_of(act.message)
            await bot.discord.until(lambda: not list((bot.home / "uploads").iterdir()))
            assert len(bot.service.songs) == 5

    asyncio.run(flow())


def test_the_menu_of_a_message_takes_in_what_its_author_posted(workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home", own_audio=True) as bot:
            said = await bot.alice.say(
                bot.channel, "my song", attachments=[("mine.flac", sound(workshop_folder))]
            )
            bob = bot.discord.person("Bob")
            bot.server.join(bob)
            act = await bob.context_menu(bot.channel, "Remix this", said)
            assert "Only whoever posted that" in text_of(await answered(bot, act))
            silent = await bot.alice.say(bot.channel, "nothing to hear")
            act = await bot.alice.context_menu(bot.channel, "Remix this", silent)
            assert "nothing to be heard" in text_of(await answered(bot, act))
            form = await bot.alice.context_menu(bot.channel, "Remix this", said)
            act = await bot.alice.submit(form, words="lowpass at 800 Hz", license="cc-by")
            card = await card_of(bot, act)
            assert "Plan for “mine”" in text_of(card)
            assert "CC BY 4.0" in text_of(card)

    asyncio.run(flow())


def test_a_file_that_was_under_way_when_the_bot_stopped_is_fetched_at_its_next_start(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home", own_audio=True) as bot:
            said = await bot.alice.say(bot.channel, "", attachments=[("a.flac", sound(workshop_folder))])
            service, file = bot.service, said.attachments[0]
            visit = Visit(
                bot.alice.id, "Alice", bot.server.id, bot.channel.id, "en-US", "en-US", 10_000_000, True
            )
            link = attachment_link(bot.discord.world, file)
            for key, url in ((1, link), (2, link.partition("?")[0])):
                brought = Brought(url, "a.flac", file.size, "cc0", "lowpass at 800 Hz")
                slot_id = service.slots.open(channel_id=bot.channel.id, person_id=bot.alice.id)
                service.uploads.expect(key, bot.alice.id, kept(slot_id, visit, brought))
            await bot.restart()
            await bot.discord.until(
                lambda: any("Plan for “a”" in text_of(message) for message in bot.channel.messages),
                seconds=60,
            )
            await bot.discord.until(
                lambda: any("no longer has that file" in message.content for message in bot.channel.messages)
            )
            assert bot.service.uploads.all_expected("fetch") == ()

    asyncio.run(flow())
