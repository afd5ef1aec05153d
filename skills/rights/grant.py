"""Grant: what one rights holder allows, as data; anything it does not say is not allowed."""

from __future__ import annotations

import hashlib
import json
from typing import Any, ClassVar, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, SerializeAsAny, field_validator, model_validator

from skills.catalog.song import Song
from skills.rights.base import License, find_license


class Closed(BaseModel):
    """Strict, closed and frozen: no unknown field, no float for an integer, no change afterwards."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Section(Closed):
    """One part of a grant, such as `[tempo]`; made without arguments it allows nothing."""

    KEY: ClassVar[str]
    BESIDE_FIXED: ClassVar[bool] = False
    """Whether it may stand beside a fixed license, because it only adds to what that one allows."""

    @classmethod
    def under(cls, license: License) -> Self:
        """What a license means for this section when a grant does not state it."""
        return cls()

    def conflict(self, grant: Grant) -> str | None:
        """A sentence when this section contradicts another one of the same grant."""
        return None


SomeSection = TypeVar("SomeSection", bound=Section)


class Credit(Closed):
    """How the rights holder wants to be named.

    line: a whole credit line of their own. notice: where the license text that must travel along is
    found; notice_text: that text itself.
    """

    name: str = Field(default="", max_length=5_000)
    title: str = Field(default="", max_length=5_000)
    url: str = Field(default="", max_length=2_000)
    line: str = Field(default="", max_length=5_000)
    notice: str = Field(default="", max_length=2_000)
    notice_text: str = Field(default="", max_length=20_000)

    @field_validator("url")
    @classmethod
    def _web_address(cls, url: str) -> str:
        return web_address(url)


class Grant(Closed):
    """What may be done with a song, by its license and the sections its rights holder stated.

    Sections that say no more than the license says anyway are left out, so that equal grants are
    equal and have the same hash.
    """

    license: str
    source_url: str = Field(default="", max_length=2_000)
    credit: Credit = Credit()
    sections: tuple[SerializeAsAny[Section], ...] = ()

    @field_validator("source_url")
    @classmethod
    def _web_address(cls, url: str) -> str:
        return web_address(url)

    @field_validator("license")
    @classmethod
    def _known(cls, spdx_id: str) -> str:
        found = find_license(spdx_id)
        if found is None:
            raise ValueError(f"{spdx_id!r} is no license that Refrain knows")
        return found.id

    @model_validator(mode="after")
    def _shortest(self) -> Self:
        stated = {s.KEY: s for s in self.sections if s != s.under(self.base)}
        if len({s.KEY for s in self.sections}) != len(self.sections):
            raise ValueError("a section is stated twice")
        object.__setattr__(self, "sections", tuple(stated[key] for key in sorted(stated)))
        return self

    @property
    def base(self) -> License:
        """The license by its elements."""
        found = find_license(self.license)
        assert found is not None
        return found

    def section(self, kind: type[SomeSection]) -> SomeSection:
        """That part of the grant: as stated, or what the license means for it."""
        for section in self.sections:
            if isinstance(section, kind):
                return section
        return kind.under(self.base)

    def canonical_json(self) -> str:
        """The grant in its shortest form, keys sorted; `parse_grant` reads it back."""
        data: dict[str, Any] = {"license": self.license}
        if self.source_url:
            data["source_url"] = self.source_url
        if self.credit != Credit():
            data["credit"] = self.credit.model_dump(exclude_defaults=True)
        for section in self.sections:
            data[section.KEY] = section.model_dump(mode="json", exclude_defaults=True)
        return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    @property
    def hash(self) -> str:
        """SHA-256 of the canonical JSON in hex: the id of the grant."""
        return hashlib.sha256(self.canonical_json().encode()).hexdigest()

    def credit_fields(self, song: Song) -> dict[str, str]:
        """The fields of a `CreditSource`: as the grant states them, else as the catalogue knows them."""
        return {
            "title": self.credit.title or song.title,
            "author": self.credit.name or song.artist,
            "url": self.credit.url or self.source_url or song.source_url or "",
            "license_name": self.base.name,
            "license_url": self.base.url,
            "line": self.credit.line,
            "notice": self.credit.notice,
            "notice_text": self.credit.notice_text,
        }


def web_address(url: str) -> str:
    """The address itself; ValueError unless it is empty or plain http(s) without blanks."""
    if url and not (url.startswith(("https://", "http://")) and url.isprintable() and " " not in url):
        raise ValueError(f"{url[:80]!r} is no web address; it must begin with https://")
    return url
