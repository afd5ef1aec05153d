"""The commands for whoever hosts Refrain, as they meet them: sentences, JSON, exit codes."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot import frontends, starting
from bot.config import default_config
from bot.frontends.terminal.app import app
from bot.operations.doctor import workers
from tests.bot.operations.small_discord import TOKEN


@pytest.fixture(autouse=True)
def _of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REFRAIN_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("REFRAIN_CONFIG", raising=False)
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)


def refrain(*words: str) -> Result:
    result = CliRunner().invoke(app, list(words))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_without_a_token_the_bot_says_where_to_get_one_and_ends_with_1() -> None:
    result = refrain("discord")
    assert result.exit_code == 1
    assert "There is no DISCORD_TOKEN in the environment" in result.stderr
    assert "https://discord.com/developers/applications" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_front_end_is_started_with_the_config_and_its_exit_code_is_that_of_the_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[Any] = []
    running = ModuleType("running")
    running.run = lambda config: seen.append(config["discord"]["token"]) or 10  # type: ignore[attr-defined]
    monkeypatch.setattr(frontends, "part_of", lambda name, part: running)
    monkeypatch.setattr("bot.operations.logs.set_up", lambda config: None)
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    assert refrain("discord").exit_code == 10
    assert seen == [TOKEN]


def test_the_shelf_of_front_ends_knows_what_each_has() -> None:
    assert {"discord_chat", "terminal"} <= set(frontends.front_ends())
    checks = frontends.part_of("discord_chat", "checks")
    assert checks is not None
    assert checks is sys.modules["bot.frontends.discord_chat.checks"]
    assert frontends.part_of("terminal", "running") is None
    with pytest.raises(KeyError, match="no front end 'fax': there are discord_chat, terminal"):
        frontends.part_of("fax", "running")
    with pytest.raises(KeyError, match="'terminal' is not one that is started"):
        starting.start("terminal", default_config({}))


def test_workers_are_as_many_as_the_command_says_else_as_configured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, int]] = []
    monkeypatch.setattr(
        starting,
        "work",
        lambda config: seen.append((config["jobs"]["renders"], config["jobs"]["desks"])) or 0,
    )
    (tmp_path / "config.toml").write_text("[jobs]\nrenders = 3\n", encoding="utf-8")
    assert refrain("worker").exit_code == 0
    assert refrain("worker", "--renders", "2", "--desks", "0").exit_code == 0
    assert seen == [(3, 1), (2, 0)]
    assert refrain("worker", "--renders", "65").exit_code == 2
    none = refrain("worker", "--renders", "0", "--desks", "0")
    assert (none.exit_code, "no worker at all" in none.stderr) == (1, True)


def test_the_doctor_prints_one_sentence_for_each_thing_in_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "checks", lambda config: ())
    result = refrain("doctor")
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert [line for line in lines if line and not line.startswith("  ")][:-1] == [
        "Settings", "This machine", "Music", "Discord"
    ]  # fmt: skip
    assert all(line[2] in "✓!" for line in lines if line.startswith("  "))
    assert lines[-1].startswith("Nothing that is needed is missing.")


def test_the_doctor_for_programs_is_json_and_ends_with_1_when_something_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "checks", lambda config: ())
    (tmp_path / "config.toml").write_text("[discord]\nrender_per_day = 3\n", encoding="utf-8")
    result = refrain("doctor", "--json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert told["well"] is False
    assert [check["name"] for check in told["checks"] if check["state"] == "missing"] == ["config"]
    assert told["checks"][0] == {
        "group": "Settings", "name": "config", "state": "missing",
        "sentence": "config.toml, table [discord], has an unknown key 'render_per_day'; "
        "did you mean 'renders_per_day'?",
    }  # fmt: skip
    text = refrain("doctor")
    assert text.stdout.splitlines()[-1] == "Missing: 1. Each sentence marked ✗ says what to do."


def test_a_token_that_is_no_token_makes_the_doctor_end_with_1_and_is_not_printed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "checks", lambda config: ())
    monkeypatch.setenv("DISCORD_TOKEN", f"Bot {TOKEN}")
    result = refrain("doctor")
    assert result.exit_code == 1
    assert "✗ DISCORD_TOKEN holds more than a token" in result.stdout
    assert TOKEN not in result.stdout + result.stderr
