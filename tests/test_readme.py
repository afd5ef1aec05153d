"""Every command in the README runs as it stands there, in order, and what the README says of it is so."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import numpy as np
import pytest
import soundfile
from typer.testing import CliRunner

from bot.config import KEYS
from bot.frontends.terminal.app import app
from skills.rights.judgement import PURPOSES
from skills.talk.reply import EXIT_CODES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, flags=re.S)
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line.startswith("refrain ")]
SETUP = re.findall(r"<!-- command: (\w+) -->\n```sh\n(.*?)\n```", README, flags=re.S)


def beat(path: Path, seconds: float) -> None:
    t = np.arange(round(seconds * 44_100)) / 44_100
    sound = 0.3 * np.exp(-((t % 0.5) * 20)) * np.sin(2 * np.pi * 90 * t) + 0.05 * np.sin(2 * np.pi * 440 * t)
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, np.stack([sound, sound], axis=1), 44_100)


def test_the_two_commands_are_there_and_set_everything_up() -> None:
    assert [name for name, _ in SETUP] == ["run", "test"]
    for _, command in SETUP:
        assert command.startswith("python3 -m venv .venv && .venv/bin/pip install")
    assert SETUP[1][1].endswith(".venv/bin/pytest")


def test_the_integration_script_runs_the_test_command_as_it_stands() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "<!-- command: test -->" in script


@pytest.mark.slow
def test_every_command_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REFRAIN_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("REFRAIN_CONFIG", raising=False)
    beat(tmp_path / "song.wav", 6.0)
    beat(tmp_path / "stems" / "vocals.wav", 5.0)
    beat(tmp_path / "stems" / "drums.wav", 5.0)
    beat(tmp_path / "album" / "one.flac", 5.5)
    grant = re.findall(r"```toml\n(.*?)```", README, flags=re.S)
    (tmp_path / "grant.toml").write_text(grant[0], encoding="utf-8")
    assert len(COMMANDS) >= 12
    for command in COMMANDS:
        words = shlex.split(command, comments=True)[1:]
        said = re.search(r"# exit code (\d)", command)
        result = CliRunner().invoke(app, words, input="a bit slower\n/quit\n")
        code = int(said.group(1)) if said else 0
        assert result.exit_code == code, (command, result.stdout, result.stderr, result.exception)


def test_the_readme_names_all_purposes_keys_and_exit_codes() -> None:
    assert all(f"`{purpose}`" in README for purpose in PURPOSES)
    assert set(EXIT_CODES.values()) == {int(code) for code in re.findall(r"^\| (\d) \|", README, flags=re.M)}
    for table, keys in KEYS.items():
        assert table in (ROOT / "config.toml").read_text(encoding="utf-8"), (table, keys)


def test_every_file_that_the_readme_links_to_is_there() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", README):
        assert target.startswith("https://") or (ROOT / target).exists(), target
