"""Config: the one reader of config.toml and of the environment."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Config = Mapping[str, Mapping[str, Any]]
"""All settings: table, key, value."""


class BadConfig(Exception):
    """The configuration cannot be used; the text says which key, why, and what to write instead."""


@dataclass(frozen=True)
class Key:
    """One setting: its default, and the choices, the range or the form it may have.

    form: a pattern for the whole text, and how it is told, with an example.
    """

    default: Any
    choices: tuple[str, ...] = ()
    lowest: float | None = None
    highest: float | None = None
    form: tuple[str, str] | None = None


_WEB = (r"https?://[^\s/]+(/\S*)?", "an address such as “https://example.org/api”")
_SOCKET = (r"wss?://[^\s/]+(/\S*)?", "an address such as “wss://example.org/”")
_PROXY = (r"(https?://\S+)?", "an address such as “http://127.0.0.1:3128”, or “” for none")

KEYS: Mapping[str, Mapping[str, Key]] = {
    "folders": {
        "home": Key(""),
        "out": Key("out"),
        "cache_gigabytes": Key(4.0, lowest=0.1, highest=10_000),
    },
    "person": {
        "name": Key("you"),
        "territory": Key("", form=("([A-Z]{2})?", "two capital letters of ISO 3166-1, such as “DE”")),
        "age": Key(0, lowest=0, highest=150),
    },
    "sound": {
        "target_lufs": Key(-14.0, lowest=-40, highest=-6),
        "longest_song_minutes": Key(60, lowest=1, highest=60),
    },
    "preview": {
        "seconds": Key(30, lowest=5, highest=120),
        "format": Key("opus", choices=("opus", "mp3")),
        "kbps": Key(128, lowest=48, highest=256),
    },
    "separation": {
        "separator": Key("auto", choices=("auto", "demucs", "approximate")),
        "demucs_model": Key("htdemucs"),
        "demucs_folder": Key(""),
        "device": Key("auto", choices=("auto", "cpu", "cuda", "mps")),
    },
    "catalogue": {"demo_songs": Key(True)},
    "planner": {
        "kind": Key("rules", choices=("rules", "openai", "local")),
        "base_url": Key("https://api.openai.com/v1"),
        "model": Key("gpt-4o-mini"),
        "always": Key(False),
        "timeout_seconds": Key(10.0, lowest=0.1, highest=10),
        "calls_per_day": Key(200, lowest=0, highest=1_000_000),
        "tokens_per_day": Key(1_000_000, lowest=0, highest=1_000_000_000),
        "local_model": Key("Qwen/Qwen2.5-1.5B-Instruct"),
        "local_folder": Key(""),
        "meaning_model": Key("sentence-transformers/all-MiniLM-L6-v2"),
        "device": Key("auto", choices=("auto", "cpu", "cuda", "mps")),
    },
    "discord": {
        "renders_per_day": Key(20, lowest=0, highest=10_000),
        "own_audio": Key(False),
        "largest_upload_mb": Key(25, lowest=1, highest=500),
        "api_base": Key("https://discord.com/api/v10", form=_WEB),
        "gateway": Key("wss://gateway.discord.gg/", form=_SOCKET),
        "cdn": Key("https://cdn.discordapp.com", form=_WEB),
        "proxy": Key("", form=_PROXY),
    },
    "jobs": {
        "renders": Key(1, lowest=1, highest=64),
        "desks": Key(1, lowest=1, highest=16),
        "keep_days": Key(30, lowest=1, highest=3650),
    },
    "operations": {
        "port": Key(8321, lowest=0, highest=65_535),
        "log": Key("text", choices=("text", "json")),
        "log_level": Key("info", choices=("debug", "info", "warning", "error")),
    },
}

SECRETS: Mapping[tuple[str, str], str] = {("discord", "token"): "DISCORD_TOKEN"}
"""What is never written in a file, and the variable of the environment that holds it."""


def read_config(environment: Mapping[str, str] | None = None) -> dict[str, dict[str, Any]]:
    """All settings, defaults filled in; BadConfig for anything that is not understood."""
    environment = os.environ if environment is None else environment
    path = config_file(environment)
    if environment.get("REFRAIN_CONFIG") and not path.is_file():
        raise BadConfig(f"REFRAIN_CONFIG names {path}, and there is no such file.")
    given = _parsed(path) if path.is_file() else {}
    settings = default_config(environment)
    for table, keys in given.items():
        if table not in KEYS or not isinstance(keys, dict):
            raise BadConfig(f"{path} has {_unknown(table, KEYS)}")
        for key, value in keys.items():
            if key not in KEYS[table]:
                raise BadConfig(f"{path}, table [{table}], has {_not_here(table, key)}")
            settings[table][key] = _checked(value, KEYS[table][key], f"{path}: {table}.{key}")
    if environment.get("REFRAIN_HOME"):
        settings["folders"]["home"] = environment["REFRAIN_HOME"]
    return settings


def default_config(environment: Mapping[str, str] | None = None) -> dict[str, dict[str, Any]]:
    """The defaults, with what only the environment says: the home, secrets, the manager of services."""
    environment = os.environ if environment is None else environment
    settings = {table: {key: k.default for key, k in keys.items()} for table, keys in KEYS.items()}
    settings["folders"]["home"] = environment.get("REFRAIN_HOME", "")
    settings["planner"]["api_key"] = environment.get("OPENAI_API_KEY", "")
    settings["discord"]["token"] = environment.get("DISCORD_TOKEN", "").strip()
    settings["operations"]["notify_socket"] = environment.get("NOTIFY_SOCKET", "")
    watched = environment.get("WATCHDOG_USEC", "")
    settings["operations"]["watchdog_seconds"] = int(watched) / 1e6 if watched.isdecimal() else 0.0
    return settings


def config_file(environment: Mapping[str, str] | None = None) -> Path:
    """The file that settings are read from, whether it is there or not."""
    environment = os.environ if environment is None else environment
    return Path(environment.get("REFRAIN_CONFIG") or "config.toml")


def home_of(config: Config) -> Path:
    """The folder with the catalogue, the store, the jobs and the caches."""
    named = config["folders"]["home"]
    if named:
        return Path(named).expanduser().absolute()
    import platformdirs

    return Path(platformdirs.user_data_dir("refrain", appauthor=False))


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadConfig(f"{path} is not valid TOML: {error}.") from error
    except OSError as error:
        raise BadConfig(f"{path} cannot be read: {error.strerror}.") from error


def _not_here(table: str, key: str) -> str:
    if (table, key) in SECRETS:
        variable = SECRETS[table, key]
        return f"a secret: take {key!r} out of the file and put it into the environment as {variable}."
    return _unknown(key, KEYS[table])


def _unknown(name: str, known: Mapping[str, Any]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]!r}?" if near else f"known here are {', '.join(known)}."
    return f"an unknown key {name!r}; {hint}"


def _checked(value: Any, key: Key, what: str) -> Any:
    wanted = type(key.default)
    if wanted is float and type(value) is int:
        value = float(value)
    if type(value) is not wanted:
        kinds = {str: "a text in quotes", int: "a whole number", float: "a number", bool: "true or false"}
        raise BadConfig(f"{what} must be {kinds[wanted]}, not {value!r}.")
    if key.choices and value not in key.choices:
        raise BadConfig(f"{what} is {value!r}; it can be {' or '.join(key.choices)}.")
    if key.lowest is not None and key.highest is not None and not key.lowest <= value <= key.highest:
        raise BadConfig(f"{what} is {value}; it must lie between {key.lowest:g} and {key.highest:g}.")
    if key.form is not None and not re.fullmatch(key.form[0], value):
        raise BadConfig(f"{what} is {value!r}; write {key.form[1]}.")
    return value
