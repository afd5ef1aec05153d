"""Grant: what one rights holder allows, as data; anything it does not say is not allowed."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar, Literal, Self, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, SerializeAsAny, field_validator, model_validator

from skills.catalog.identifiers import check_ipi, check_isni, check_iswc
from skills.catalog.isrc import check_isrc
from skills.catalog.song import Song
from skills.rights.base import License, find_license
from skills.rights.faults import Fault, checked

Layer = Literal["sound_recording", "musical_work", "performer_voice"]
"""What rights in a song are about: its recording (the master), its composition, its singer's voice."""

LAYERS: tuple[Layer, ...] = get_args(Layer)
LAYER_WORDS: dict[Layer, str] = {
    "sound_recording": "the recording",
    "musical_work": "the composition",
    "performer_voice": "the singer's voice",
}
WHOLE_PPM = 1_000_000


class Closed(BaseModel):
    """Strict, closed and frozen: no unknown field, no float for an integer, no change afterwards."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Section(Closed):
    """One part of a grant, such as `[tempo]`; made without arguments it allows nothing."""

    KEY: ClassVar[str]
    BESIDE_FIXED: ClassVar[bool] = False
    """Whether it may stand beside a fixed license, because it only adds to what that one allows."""

    @property
    def binds(self) -> bool:
        """Whether it can refuse anything; clearance does not ask a section that cannot."""
        return True

    @classmethod
    def under(cls, license: License) -> Self:
        """What a license means for this section when a grant does not state it."""
        return cls()

    def conflict(self, grant: Grant) -> str | Fault | None:
        """A sentence when this section contradicts another one of the same grant; a Fault has a code."""
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


class Holder(Closed):
    """Somebody who holds a share of one layer of the song.

    party: a short id by which the same holder is known in other grants. share_ppm: 1_000_000 is all.
    isni, ipi: the holder's own numbers, where they have any.
    """

    party: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")
    name: str = Field(min_length=1, max_length=200)
    right: Layer
    share_ppm: int = Field(le=WHOLE_PPM)
    isni: str = ""
    ipi: str = ""

    _isni = field_validator("isni")(checked(check_isni))
    _ipi = field_validator("ipi")(checked(check_ipi))

    @field_validator("share_ppm")
    @classmethod
    def _no_debt(cls, share_ppm: int) -> int:
        if share_ppm < 0:
            raise Fault(
                "grant.share_negative", f"a share of {share_ppm} ppm is below nothing; write 0 or more"
            )
        return share_ppm


class Grant(Closed):
    """What may be done with a song, by its license and the sections its rights holder stated.

    version: 1 first; new terms are a new version, and never change an old one. covers: the layers that
    its giver controls. isrc, iswc: the recording and the work it is about. holders: who holds which
    share; those of one layer are the whole of it together. Sections that say no more than the license
    says anyway are left out, so that equal grants are equal and have the same hash.
    """

    license: str
    version: int = Field(default=1, ge=1, le=1_000_000)
    source_url: str = Field(default="", max_length=2_000)
    isrc: str = ""
    iswc: str = ""
    stated_covers: tuple[Layer, ...] = Field(default=(), max_length=3)
    holders: tuple[Holder, ...] = Field(default=(), max_length=100)
    credit: Credit = Credit()
    sections: tuple[SerializeAsAny[Section], ...] = ()

    _isrc = field_validator("isrc")(checked(check_isrc))
    _iswc = field_validator("iswc")(checked(check_iswc))

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
        covers = tuple(layer for layer in LAYERS if layer in self.stated_covers)
        object.__setattr__(self, "stated_covers", () if covers == self._usual_covers() else covers)
        in_order = sorted(self.holders, key=lambda holder: (holder.right, holder.party))
        object.__setattr__(self, "holders", tuple(in_order))
        return self

    @model_validator(mode="after")
    def _wholly_held(self) -> Self:
        """Each layer that has holders is held by them wholly, once each, and is spoken for."""
        if self.holders:
            check_holders(self.holders, self.covers)
        return self

    def _usual_covers(self) -> tuple[Layer, ...]:
        """Recording and composition; the voice only with the singer's own word for it."""
        voice = any(getattr(section, "clone", False) for section in self.sections)
        return LAYERS if voice else LAYERS[:2]

    def model_copy(self, *, update: Any = None, deep: bool = False) -> Self:
        """A grant that differs in those fields, checked like any other."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self)(**{**fields, **(update or {})})

    @cached_property
    def base(self) -> License:
        """The license by its elements."""
        found = find_license(self.license)
        assert found is not None
        return found

    @cached_property
    def covers(self) -> tuple[Layer, ...]:
        """The layers it speaks for: as stated, else recording and composition."""
        return self.stated_covers or self._usual_covers()

    @cached_property
    def _by_kind(self) -> dict[type[Section], Section]:
        return {type(section): section for section in self.sections}

    def section(self, kind: type[SomeSection]) -> SomeSection:
        """That part of the grant: as stated, or what the license means for it."""
        known = self._by_kind
        try:
            return known[kind]  # type: ignore[return-value]  # each kind is kept under itself
        except KeyError:
            known[kind] = kind.under(self.base)
            return known[kind]  # type: ignore[return-value]

    def canonical_json(self) -> str:
        """The grant in its shortest form, keys sorted; `parse_grant` reads it back."""
        data: dict[str, Any] = {"license": self.license}
        for key in ("source_url", "isrc", "iswc"):
            if getattr(self, key):
                data[key] = getattr(self, key)
        if self.version != 1:
            data["version"] = self.version
        if self.stated_covers:
            data["covers"] = list(self.covers)
        if self.holders:
            data["holders"] = [holder.model_dump(exclude_defaults=True) for holder in self.holders]
        if self.credit != Credit():
            data["credit"] = self.credit.model_dump(exclude_defaults=True)
        for section in self.sections:
            data[section.KEY] = section.model_dump(mode="json", exclude_defaults=True)
        return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    @cached_property
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


def check_holders(holders: Sequence[Holder], covers: Sequence[Layer]) -> None:
    """Fault unless the shares of every layer make the whole of it, and the grant covers that layer."""
    names = Counter((holder.party, holder.right) for holder in holders)
    for (party, right), times in names.items():
        if times > 1:
            told = f"{party!r} holds {LAYER_WORDS[right]} {times} times; write one share for it"
            raise Fault("grant.holder_twice", told, "holders")
        if right not in covers:
            told = f"{party!r} holds {LAYER_WORDS[right]}, which the grant does not cover; add it to covers"
            raise Fault("grant.holder_not_covered", told, "holders")
    for right in dict.fromkeys(holder.right for holder in holders):
        held_ppm = sum(holder.share_ppm for holder in holders if holder.right == right)
        if held_ppm != WHOLE_PPM:
            told = f"the shares of {LAYER_WORDS[right]} come to {held_ppm} ppm; write {WHOLE_PPM} altogether"
            raise Fault("grant.shares_sum", told, "holders")


def web_address(url: str) -> str:
    """The address itself; ValueError unless it is empty or plain http(s) without blanks."""
    if url and not (url.startswith(("https://", "http://")) and url.isprintable() and " " not in url):
        raise ValueError(f"{url[:80]!r} is no web address; it must begin with https://")
    return url
