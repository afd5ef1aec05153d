"""What becomes of remixes when the rights holder takes a grant back."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from skills.catalog.song import SongFacts
from skills.rights.base import CC_FAMILIES, License
from skills.rights.grant import Grant, Section
from skills.rights.said import Said, lasts

PLACE = 93
CODES: tuple[str, ...] = ()
Fate = Literal["keep", "unlist", "takedown", "freeze"]
"""keep: as it is. unlist: no longer offered. takedown: removed. freeze: its money waits."""

MOST_DAYS = 3_650
CC_CURE_DAYS = 30
"""Creative Commons 4.0, section 6(b)(1): a breach that is put right within 30 days is forgiven."""

_FATES = ("drafts", "published", "earning")
_BECOMES: dict[Fate, str] = {
    "keep": "stay as they are",
    "unlist": "are no longer listed",
    "takedown": "are taken down",
    "freeze": "are frozen with their money",
}


class Revocation(Section):
    """`[revocation]`: whether the grant can be taken back, and the fate of what was made under it.

    notice_days: from the word to its effect. cure_days: to put a breach right. drafts: not yet
    published; published: without money; earning: published and earning. A grant that cannot be taken
    back keeps all of them.
    """

    KEY: ClassVar[str] = "revocation"
    revocable: bool = True
    notice_days: int = Field(default=0, ge=0, le=MOST_DAYS)
    cure_days: int = Field(default=0, ge=0, le=MOST_DAYS)
    drafts: Fate = "takedown"
    published: Fate = "unlist"
    earning: Fate = "freeze"

    @classmethod
    def under(cls, license: License) -> Self:
        """A fixed license is irrevocable, and forgives a breach where its version says so."""
        if license.is_custom:
            return cls()
        forgives = license.family in CC_FAMILIES and license.version == "4.0"
        return cls(revocable=False, cure_days=CC_CURE_DAYS if forgives else 0)

    @model_validator(mode="after")
    def _kept_for_good(self) -> Self:
        if self.revocable:
            return self
        if any(name in self.model_fields_set and getattr(self, name) != "keep" for name in _FATES):
            raise ValueError('what cannot be taken back says "keep" for drafts, published and earning')
        if self.notice_days:
            raise ValueError("what cannot be taken back needs no notice_days")
        for name in _FATES:
            object.__setattr__(self, name, "keep")
        return self


SECTION: type[Section] = Revocation


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """Whether it can be taken back, when, and what happens then."""
    terms = grant.section(Revocation)
    if not terms.revocable:
        return [lasts(text) for text in _for_good(grant, terms.cure_days)]
    when = f"with {terms.notice_days} days' notice" if terms.notice_days else "at any time"
    by_fate: dict[Fate, list[str]] = {}
    for name, words in zip(_FATES, ("drafts", "published remixes", "earning ones"), strict=True):
        by_fate.setdefault(getattr(terms, name), []).append(words)
    told = ", ".join(f"{' and '.join(words)} {_BECOMES[fate]}" for fate, words in by_fate.items())
    cure = f"A breach is forgiven when it is put right within {terms.cure_days} days."
    taken_back = f"The rights holder may take this permission back {when}; then {told}."
    return [lasts(taken_back), *([lasts(cure)] if terms.cure_days else [])]


def _for_good(grant: Grant, cure_days: int) -> list[str]:
    if not grant.base.wants_credit:
        return ["This permission cannot be taken back."] if grant.base.family == "CC0" else []
    kept = "This permission cannot be taken back"
    if cure_days:
        return [
            f"{kept}; it ends with a breach, and comes back when that is put right within {cure_days} days."
        ]
    ends = "; it ends with a breach, and only the rights holder can give it again"
    return [f"{kept}{ends if grant.base.family in CC_FAMILIES else ''}."]
