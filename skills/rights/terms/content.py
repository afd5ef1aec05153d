"""What a remix that others hear may contain: up to which rating, and by which standards."""

from __future__ import annotations

from typing import ClassVar

from pydantic import field_validator

from skills.catalog.song import SongFacts
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Section
from skills.rights.judgement import RATINGS, Facts, Rating, Reason, Standard
from skills.rights.said import Said, must
from skills.rights.wording import license_words, listed, missing_fact, sorted_once

PLACE = 14
CODES = ("content.rating_too_high", "content.standard_not_met")
RATING_WORDS: dict[Rating, str] = {
    "everyone": "everyone",
    "teen": "teenagers",
    "mature": "mature listeners",
    "explicit": "adults only",
}
STANDARD_WORDS: dict[Standard, str] = {
    "no-hate": "no hate",
    "suitable-for-all-ages": "suitable for all ages",
    "no-drugs-or-weapons": "no drugs or weapons",
    "no-pornography": "no pornography",
}


class Content(Section):
    """`[content]`: the `highest` rating, and `standards` that must be met; for what others hear."""

    KEY: ClassVar[str] = "content"
    highest: Rating = "explicit"
    standards: tuple[Standard, ...] = ()

    _sorted = field_validator("standards")(sorted_once)

    @property
    def binds(self) -> bool:
        """Whether any content is ruled out."""
        return self.highest != "explicit" or bool(self.standards)


SECTION: type[Section] = Content


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused, once it is shared, above the rating, without one, and for a standard not said to be met."""
    if not facts.shared:
        return []
    stated = grant.section(Content)
    found = []
    if stated.highest != "explicit":
        if facts.rating is None:
            found.append(missing_fact("content", "rating", "for whom the remix is suitable", grant))
        elif RATINGS.index(facts.rating) > RATINGS.index(stated.highest):
            found.append(_too_high(stated.highest, facts.rating, grant))
    for name in stated.standards:
        if name not in facts.standards:
            found.append(_not_met(name, grant))
    return found


def _too_high(highest: Rating, got: Rating, grant: Grant) -> Reason:
    allowed = f"{license_words(grant)} allows content for {RATING_WORDS[highest]}"
    text = f"{allowed}; this remix is for {RATING_WORDS[got]}."
    return Reason("content.rating_too_high", "content", text, (), highest, got, "rating")


def _not_met(standard: Standard, grant: Grant) -> Reason:
    wanted = f"{license_words(grant)} wants this of a shared remix: {STANDARD_WORDS[standard]}"
    text = f"{wanted}; nobody said that of yours."
    return Reason("content.standard_not_met", "content", text, (), standard, "not stated", "standard")


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """The rating and the standards, where there are any."""
    stated = grant.section(Content)
    told = []
    if stated.highest != "explicit":
        told.append(must(f"A shared remix must be suitable for {RATING_WORDS[stated.highest]}."))
    if stated.standards:
        held = listed(STANDARD_WORDS[one] for one in stated.standards)
        told.append(must(f"A shared remix must hold to this: {held}."))
    return told
