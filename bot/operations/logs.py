"""Logs: lines of text or of JSON on standard error, in which no secret and nobody's words stand."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TextIO

from bot.config import Config

HIDDEN = "[hidden]"
_SECRET_NAMES = ("token", "api_key", "secret", "authorization")
_LINE_ENDS = re.compile(r"[\r\n\v\f\x1b\x85\u2028\u2029]+")
_PATTERNS = (
    # the token of a bot, whoever's it is
    (re.compile(r"[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}"), HIDDEN),
    (re.compile(r"\b(Bot|Bearer|Basic) [\w.+/=-]{8,}", re.IGNORECASE), rf"\1 {HIDDEN}"),
    # whoever knows these addresses can write in our name
    (re.compile(r"(/(?:webhooks|interactions)/\d+/)[^/\s?\"'<>\\]+"), rf"\1{HIDDEN}"),
    (re.compile(r"aW50ZXJhY3Rpb246[\w+/=-]+"), HIDDEN),
    (
        re.compile(
            rf"([\"']?\b(?:{'|'.join(_SECRET_NAMES)})\b[\"']?\s*[:=]\s*[\"']?)"
            r"(?!\[hidden\]|None\b|null\b|(?:Bot|Bearer|Basic) )[^\s\"',;&})\]]+",
            re.IGNORECASE,
        ),
        rf"\1{HIDDEN}",
    ),
    (re.compile(r"([?&](?:hm|sig|signature)=)[\w%-]+"), rf"\1{HIDDEN}"),
)
_OWN = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_TALKATIVE = ("discord", "aiohttp", "asyncio")
"""Libraries that write whole messages of people into their debug lines."""


def redacted(text: str, secrets: Iterable[str] = ()) -> str:
    """The text without these secrets, tokens of bots and interactions, and addresses of webhooks."""
    for secret in secrets:
        if secret:
            text = text.replace(secret, HIDDEN)
    for pattern, instead in _PATTERNS:
        text = pattern.sub(instead, text)
    return text


def set_up(config: Config, stream: TextIO | None = None) -> None:
    """Let every log line go to standard error (or `stream`), in the form and from the level of the config."""
    operations = config["operations"]
    secrets = (config["discord"]["token"], config["planner"]["api_key"])
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter((_Json if operations["log"] == "json" else _Text)(secrets))
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(operations["log_level"].upper())
    quietest = max(root.level, logging.INFO)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(quietest)


class _Text(logging.Formatter):
    """One line a record: time in UTC, level, who, what; a traceback beneath."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        self._secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """The line, in which a message cannot begin another one; whatever stands in it is redacted."""
        message = _LINE_ENDS.sub(" ", record.getMessage())
        line = f"{_moment(record)} {record.levelname:<7} {record.name}: {message}"
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        return redacted(line, self._secrets)


class _Json(logging.Formatter):
    """One JSON object a line, with whatever `extra` was given."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        self._secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """The object; each of its texts is redacted."""
        told: dict[str, object] = {
            "time": _moment(record), "level": record.levelname.lower(),
            "logger": record.name, "message": record.getMessage(),
        }  # fmt: skip
        told |= {name: value for name, value in vars(record).items() if name not in _OWN}
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return json.dumps({name: self._value(name, told[name]) for name in told}, ensure_ascii=False)

    def _value(self, name: str, value: object) -> object:
        if value is None or isinstance(value, bool | int | float):
            return value
        return HIDDEN if name.lower() in _SECRET_NAMES else redacted(str(value), self._secrets)


def _moment(record: logging.LogRecord) -> str:
    return (
        datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    )
