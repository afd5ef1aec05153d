"""config.toml: everything in it is understood, everything else is refused with a hint."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bot.config import KEYS, BadConfig, default_config, home_of, read_config
from bot.wiring import settings_from

ROOT = Path(__file__).parent.parent.parent


def config(tmp_path: Path, text: str) -> dict[str, dict[str, object]]:
    file = tmp_path / "own.toml"
    file.write_text(text, encoding="utf-8")
    return read_config({"REFRAIN_CONFIG": str(file)})


def test_the_file_in_the_project_holds_every_key_with_its_default() -> None:
    written = tomllib.loads((ROOT / "config.toml").read_text(encoding="utf-8"))
    assert written == {table: {key: k.default for key, k in keys.items()} for table, keys in KEYS.items()}


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_config({})["sound"]["target_lufs"] == -14.0


def test_what_is_given_wins_and_the_rest_keeps_its_default(tmp_path: Path) -> None:
    settings = config(tmp_path, "[preview]\nformat = 'mp3'\n")
    assert settings["preview"] == {"seconds": 30, "format": "mp3", "kbps": 128}


def test_the_home_in_the_environment_wins(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text("[folders]\nhome = '/elsewhere'\n", encoding="utf-8")
    read = read_config({"REFRAIN_CONFIG": str(file), "REFRAIN_HOME": "/here"})
    assert settings_from(read).home == Path("/here")


def test_the_key_of_a_language_model_comes_from_the_environment_and_is_never_shown(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text("[planner]\nkind = 'openai'\n", encoding="utf-8")
    read = read_config({"REFRAIN_CONFIG": str(file), "OPENAI_API_KEY": "sk-secret"})
    settings = settings_from(read)
    assert (settings.planner.kind, settings.planner.api_key) == ("openai", "sk-secret")
    assert "sk-secret" not in repr(settings)


def test_the_token_of_the_bot_and_the_manager_of_services_come_from_the_environment() -> None:
    environment = {"DISCORD_TOKEN": " secret\n", "NOTIFY_SOCKET": "/run/notify", "WATCHDOG_USEC": "30000000"}
    read = default_config(environment)
    assert read["discord"]["token"] == "secret"
    assert read["operations"]["notify_socket"] == "/run/notify"
    assert read["operations"]["watchdog_seconds"] == 30.0
    assert default_config({})["discord"]["token"] == ""
    assert default_config({"WATCHDOG_USEC": "often"})["operations"]["watchdog_seconds"] == 0.0


def test_the_home_is_the_folder_named_or_the_usual_place_of_this_user(tmp_path: Path) -> None:
    assert home_of(default_config({"REFRAIN_HOME": str(tmp_path)})) == tmp_path
    assert home_of(default_config({})).name == "refrain"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[preview]\nformt = 'mp3'", "unknown key 'formt'; did you mean 'format'"),
        ("[previw]\nformat = 'mp3'", "unknown key 'previw'; did you mean 'preview'"),
        ("seconds = 3", "unknown key 'seconds'"),
        ("[preview]\nformat = 'wav'", "can be opus or mp3"),
        ("[preview]\nseconds = 'long'", "must be a whole number"),
        ("[preview]\nseconds = true", "must be a whole number"),
        ("[sound]\ntarget_lufs = 3", "between -40 and -6"),
        ("[sound]\ntarget_lufs = nan", "between -40 and -6"),
        ("[preview", "not valid TOML"),
        ("[discord]\ntoken = 'secret'", "a secret: take 'token' out .* the environment as DISCORD_TOKEN"),
        ("[discord]\nrenders_per_dya = 3", "unknown key 'renders_per_dya'; did you mean 'renders_per_day'"),
        ("[discord]\napi_base = 'discord.com'", "write an address such as"),
        ("[discord]\ngateway = 'https://gateway.discord.gg'", "write an address such as “wss:"),
        ("[discord]\nproxy = 'localhost'", "or “” for none"),
        ("[jobs]\nrenders = 0", "between 1 and 64"),
        ("[operations]\nport = 70000", "between 0 and 65535"),
        ("[operations]\nlog_level = 'loud'", "can be debug or info or warning or error"),
        ("[planner]\napi_key = 'secret'", "unknown key 'api_key'"),
        ("[planner]\nkind = 'gpt'", "can be rules or openai or local"),
        ("[planner]\ntimeout_seconds = 60", "between 0.1 and 10"),
    ],
)
def test_what_is_not_understood_is_refused_with_a_hint(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(BadConfig, match=told):
        config(tmp_path, text)


def test_a_whole_number_does_for_a_level(tmp_path: Path) -> None:
    assert config(tmp_path, "[sound]\ntarget_lufs = -16\n")["sound"]["target_lufs"] == -16.0


def test_a_missing_file_that_was_named_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match="no such file"):
        read_config({"REFRAIN_CONFIG": str(tmp_path / "none.toml")})


def test_binary_rubbish_is_told(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadConfig, match="not valid TOML"):
        read_config({"REFRAIN_CONFIG": str(file)})
