"""On which platforms a remix may be shown."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import ClassVar

from pydantic import Field, field_validator

from skills.catalog.song import SongFacts
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Section
from skills.rights.judgement import Facts, Reason
from skills.rights.said import Said, where_and_when
from skills.rights.spelling import did_you_mean
from skills.rights.wording import license_words, listed, missing_fact, sorted_once

PLACE = 11
CODES = ("platforms.not_allowed",)
PLATFORM_WORDS = {"terminal": "the terminal", "web": "the web", "discord": "Discord"}
_SERVER = "discord:"
_SERVER_ID = re.compile(r"discord:[0-9]{1,20}", re.ASCII)


class Platforms(Section):
    """`[platforms]`: "terminal", "web", "discord" with all its servers, or "discord:<id of a server>"."""

    KEY: ClassVar[str] = "platforms"
    allowed: tuple[str, ...] | None = Field(default=None, min_length=1, max_length=100)

    @field_validator("allowed")
    @classmethod
    def _known(cls, names: tuple[str, ...] | None) -> tuple[str, ...] | None:
        if names is None:
            return None
        for name in names:
            if name not in PLATFORM_WORDS and not _SERVER_ID.fullmatch(name):
                hint = did_you_mean(name, PLATFORM_WORDS)
                known = f"{', '.join(PLATFORM_WORDS)} or discord:<id of a server>"
                raise ValueError(f"{name[:60]!r} is no platform; write {known}{hint}")
        every_server = "discord" in names
        return tuple(n for n in sorted_once(names) if not (every_server and n.startswith(_SERVER)))

    @property
    def binds(self) -> bool:
        """Whether the platforms are listed."""
        return self.allowed is not None


SECTION: type[Section] = Platforms


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused on a platform that is not listed, and where nobody said on which it is."""
    allowed, here = grant.section(Platforms).allowed or (), facts.platform
    if here is None:
        return [missing_fact("platforms", "platform", "where the remix is shown", grant)]
    if here in allowed or ("discord" in allowed and here.startswith(_SERVER)):
        return []
    text = f"{license_words(grant)} allows {_listed(allowed)} only; this is {_words(here)}."
    return [Reason("platforms.not_allowed", "platforms", text, (), ", ".join(allowed), here, "platform")]


def _words(platform: str) -> str:
    if platform in PLATFORM_WORDS:
        return PLATFORM_WORDS[platform]
    if _SERVER_ID.fullmatch(platform):
        return f"the Discord server {platform.removeprefix(_SERVER)}"
    return "another platform"


@lru_cache(maxsize=1024)
def _listed(allowed: tuple[str, ...]) -> str:
    return listed(_words(platform) for platform in allowed)


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """The platforms by name, where they are narrowed."""
    allowed = grant.section(Platforms).allowed
    return [] if allowed is None else [where_and_when(f"On {_listed(allowed)} only.")]
