"""Commands as Discord is told of them: in every language, within its rules, each option by its own name."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.frontends.discord_chat.wording import DISCORD_LOCALES, LANGUAGES
from tests.bot.discord.rig import rig
from tests.discord_server.judge import Judge

NAME = re.compile(r"[-_'\w]{1,32}")
OTHERS = [locale for language in LANGUAGES[1:] for locale in DISCORD_LOCALES[language]]


@pytest.fixture(scope="module")
def told(workshop_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The commands as the bot told Discord of them; the stand-in has held them to the rules."""

    async def flow() -> list[dict[str, Any]]:
        async with rig(workshop_folder, tmp_path_factory.mktemp("told") / "home") as bot:
            return next(entry.body for entry in bot.discord.journal if entry.method == "PUT")

    return asyncio.run(flow())


def everything(commands: list[dict[str, Any]], of: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every command, subcommand, option and choice, with where it stands."""
    for one in commands:
        where = f"{of} {one['name']}".strip()
        yield where, one
        yield from everything([*one.get("options", ()), *one.get("choices", ())], where)


def test_discord_takes_all_of_it(told: list[dict[str, Any]]) -> None:
    path = f"/applications/{10**17}/commands"
    assert [str(fault) for fault in Judge(None).request("PUT", path, {}, told)] == []
    assert len(told) > 14


def test_every_description_is_told_in_every_language(told: list[dict[str, Any]]) -> None:
    lacking = {
        f"{where}: {locale}"
        for where, one in everything(told)
        if one.get("description")
        for locale in set(OTHERS) - set(one.get("description_localizations") or ())
    }
    assert lacking == set()


def test_what_is_not_told_in_a_language_reads_there_as_in_english(told: list[dict[str, Any]]) -> None:
    known = {locale.value for locale in discord.Locale}
    for _, one in everything(told):
        for field in ("name", "description"):
            localised = one.get(f"{field}_localizations") or {}
            assert set(localised) <= set(OTHERS) <= known
            assert one.get(field, "") not in localised.values()


def test_every_name_is_one_that_discord_lets_be_typed(told: list[dict[str, Any]]) -> None:
    slash = [command for command in told if command.get("type", 1) == 1]
    names = {
        f"{where}: {name}": name
        for where, one in everything(slash)
        if "value" not in one
        for name in (one["name"], *(one.get("name_localizations") or {}).values())
    }
    assert [w for w, name in names.items() if not NAME.fullmatch(name) or name != name.lower()] == []
    assert len(names) > 100


@pytest.mark.parametrize("locale", OTHERS)
def test_no_two_things_beside_each_other_have_one_name_in_a_language(
    told: list[dict[str, Any]], locale: str
) -> None:
    def here(one: dict[str, Any]) -> str:
        return str((one.get("name_localizations") or {}).get(locale, one["name"]))

    beside = [
        told,
        *(one[inner] for _, one in everything(told) for inner in ("options", "choices") if inner in one),
    ]
    for things in beside:
        names = [(one.get("type", 1) if things is told else 0, here(one)) for one in things]
        assert len(names) == len(set(names)), names


def test_options_and_choices_have_names_of_their_own_in_a_language(told: list[dict[str, Any]]) -> None:
    remix = next(one for one in told if one["name"] == "remix")
    german = {
        one["name"]: (one.get("name_localizations") or {}).get("de", one["name"]) for one in remix["options"]
    }
    assert german == {
        "prompt": "wunsch",
        "song": "song",
        "private": "privat",
        "audio": "audio",
        "license": "lizenz",
    }
    licenses = next(one for one in remix["options"] if one["name"] == "license")["choices"]
    assert licenses[0]["name_localizations"]["fr"] == "C’est de moi : pour moi seulement"
    assert licenses[0]["name_localizations"]["es-419"] == licenses[0]["name_localizations"]["es-ES"]
    setup = next(one for one in told if one["name"] == "setup")
    assert [one["name_localizations"]["ja"] for one in setup["options"]] == [
        "サーバー",
        "ブロック",
        "ブロック解除",
        "記録",
    ]
    menu = next(one for one in told if one["name"] == "Remix this")
    assert menu["name_localizations"]["pt-BR"] == "Remixar isto"
