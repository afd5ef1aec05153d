"""The words of the commands: each that is said is there, in one place only."""

from __future__ import annotations

import ast
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bot.frontends import discord_chat
from bot.frontends.discord_chat.bringing import LICENSES
from bot.frontends.discord_chat.commands.privacy import TOPICS
from bot.frontends.discord_chat.diagnosis import PERMISSIONS
from bot.frontends.discord_chat.looks.helping import MENUS
from bot.frontends.discord_chat.wording import FOLDER, wording

ROOT = Path(discord_chat.__path__[0])


def said() -> Iterator[tuple[str, str]]:
    """Every key that the code names as it is."""
    for file in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("say", "named") and isinstance(node.args[0].value, str):
                yield node.args[0].value, file.name


def keys(table: dict[str, object], before: str = "") -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from keys(value, f"{before}{key}.")
        else:
            yield f"{before}{key}"


def test_every_word_that_is_said_is_there() -> None:
    say = wording("en")
    assert [(key, file) for key, file in said() if key not in say] == []


def test_every_word_that_is_put_together_is_there() -> None:
    put_together = [
        *(f"license.{key}" for key in LICENSES),
        *(f"privacy.{topic}" for topic in TOPICS),
        *(f"privacy.{topic}_title" for topic in TOPICS),
        *(f"permission.{name}" for name in PERMISSIONS),
        *(f"permission.{name}_for" for name in PERMISSIONS),
        *(f"help.menu_{menu}" for menu in MENUS),
        *(f"menu.{menu}.name" for menu in MENUS),
    ]
    say = wording("en")
    assert [key for key in put_together if key not in say] == []


def test_no_word_stands_in_two_files() -> None:
    files = (FOLDER / "en").glob("*.toml")
    counted = Counter(key for file in files for key in keys(tomllib.loads(file.read_text(encoding="utf-8"))))
    assert [key for key, count in counted.items() if count > 1] == []
