"""A language of nothing but brackets: whatever people read is from the words files, or from the skills."""

from __future__ import annotations

import asyncio
import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.frontends.discord_chat import wording
from tests.bot.discord.languages.reading import bare
from tests.bot.discord.languages.test_words import flat
from tests.bot.discord.languages.touring import Tour, tour

OPEN, CLOSE = "⟦", "⟧"
IN_BRACKETS = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
JOINTS = re.compile(r" [·–→] |: |\*\*|[()]")
ITS_OWN = {"Greta", "BPM", "Deutsch", "English", "Español", "Français", "Português", "Open Water"}
"""Names of people and songs, of languages as their own speakers call them, and a unit."""


@pytest.fixture
def bracketed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """English with brackets around every sentence, but for the names of commands."""
    folder = tmp_path / "words"
    shutil.copytree(wording.FOLDER, folder)
    for file in (folder / "en").glob("*.toml"):
        told = flat(tomllib.loads(file.read_text(encoding="utf-8")))
        lines = (f"'{key}' = '''{_in_brackets(key, said)}'''" for key, said in told)
        file.write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(wording, "FOLDER", folder)
    _forget()
    yield
    _forget()


def _in_brackets(key: str, said: str) -> str:
    if key.endswith(".name") or key.startswith("option_name."):
        return said
    return "\n".join(f"{OPEN}{line}{CLOSE}" for line in said.strip().split("\n"))


def _forget() -> None:
    wording.wording.cache_clear()
    wording._words.cache_clear()


def strangers(tour: Tour) -> list[str]:
    """The lines that were seen and are neither from the words files nor from a skill nor from a person."""
    said = {*tour.heard.lines, *tour.heard.credits, *map(bare, tour.prompts.values()), *ITS_OWN}
    known = {part for line in said for part in (line, *_parts(line))}
    found = set()
    for line in map(bare, tour.seen()):
        rest = line
        while IN_BRACKETS.search(rest):
            rest = IN_BRACKETS.sub("", rest)
        if rest.strip() not in known and not set(_parts(rest)) <= known:
            found.add(line)
    return sorted(found)


def _parts(line: str) -> list[str]:
    """The texts that a line is made of, without numbers and names of commands."""
    parts = (re.sub(r"`[^`]*`|\d\S*", "", part).strip(" .…,;") for part in JOINTS.split(line))
    return [part for part in parts if re.search(r"[^\W\d_]", part)]


def test_all_that_is_read_comes_from_the_words_files_or_the_skills(
    bracketed: None, workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with tour(workshop_folder, tmp_path / "home", "en-GB") as seen:
            await seen.everything()
            await seen.bot.discord.until(lambda: not seen.bot.service.slots.depth())
            assert strangers(seen) == []
            assert sum(OPEN in line for line in seen.seen()) > 100

    asyncio.run(flow())
