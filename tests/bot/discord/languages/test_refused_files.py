"""Files that cannot be used are named as their owner named them, and refused in the owner's language."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.frontends.discord_chat.bringing import FILE_STEM, FILE_SUFFIX, Brought
from tests.bot.discord.rig import rig, text_of

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        ("de", "Katze 1.wav ist ein Bild, kein Ton; nimm eine WAV-, FLAC-, Ogg-"),
        ("ja", "Katze 1.wav は画像で、音声ではありません。WAV、FLAC、Ogg"),
    ],
)
def test_a_picture_is_refused_by_its_own_name_and_removed(
    locale: str, sentence: str, workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home", own_audio=True) as bot:
            greta = bot.discord.person("Greta", locale)
            bot.server.join(greta)
            act = await greta.slash(
                bot.channel, "remix", prompt="slower", audio=("Katze 1.wav", PICTURE), license="cc-by"
            )
            await bot.discord.until(lambda: act.message and sentence in text_of(act.message))
            await bot.discord.until(lambda: not list((bot.home / "uploads").iterdir()))

    asyncio.run(flow())


@pytest.mark.parametrize(
    ("named", "kept"),
    [
        ("my song.flac", "my song.flac"),
        ("../../etc/passwd", "_.._etc_pa"),
        ("..", "sound"),
        ("a\0b\n.wav", "ab .wav"),
        ("grant.toml", "grant.toml"),
        (".hidden", "hidden"),
        ("曲" * 300 + ".opus", "曲" * FILE_STEM + ".opus"),
        ("x." + "y" * 300, "x." + "y" * (FILE_SUFFIX - 1)),
    ],
)
def test_a_file_lies_here_under_a_name_that_leads_nowhere_else(named: str, kept: str) -> None:
    assert Brought("", named, 1, "cc0", "").file_name == kept
