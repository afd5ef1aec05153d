"""From when until when a grant counts."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar, Self

from pydantic import ConfigDict, Field, model_validator

from skills.catalog.song import SongFacts
from skills.rights.demands import Demands
from skills.rights.faults import Fault
from skills.rights.grant import Grant, Section
from skills.rights.judgement import Facts, Reason
from skills.rights.moments import canonical, moment, moment_words, zone
from skills.rights.said import Said, where_and_when
from skills.rights.wording import license_words, missing_fact

PLACE = 9
CODES = ("validity.expired", "validity.not_yet")


class Validity(Section):
    """`[validity]`: it counts at `from` and no longer at `until`.

    Either is a time with its offset, or a local time of `timezone`, which is an IANA name. They are
    brought to UTC when they are read, so that no later change of a zone moves them; the zone stays
    to tell them in.
    """

    model_config = ConfigDict(serialize_by_alias=True)

    KEY: ClassVar[str] = "validity"
    starts: str | None = Field(default=None, alias="from")
    until: str | None = None
    timezone: str | None = None

    @model_validator(mode="after")
    def _compiled(self) -> Self:
        if self.timezone is not None:
            zone(self.timezone)
            if self.starts is None and self.until is None:
                raise ValueError("a timezone alone says nothing; add from or until")
        for name in ("starts", "until"):
            written = getattr(self, name)
            if written is not None:
                object.__setattr__(self, name, canonical(moment(written, self.timezone)))
        start, end = self.window
        if start is not None and end is not None and start >= end:
            raise Fault("grant.window_impossible", "from must be earlier than until")
        return self

    @cached_property
    def window(self) -> tuple[int | None, int | None]:
        """The first second in which it counts and the first in which it no longer does, in UTC."""
        return (
            None if self.starts is None else moment(self.starts),
            None if self.until is None else moment(self.until),
        )

    @property
    def binds(self) -> bool:
        """Whether it begins or ends."""
        return self.starts is not None or self.until is not None


SECTION: type[Section] = Validity


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused before it begins, from its end on, and where nobody said what time it is."""
    stated = grant.section(Validity)
    start, end = stated.window
    now = facts.now
    if now is None:
        return [missing_fact("validity", "now", "the date", grant)] if stated.binds else []
    if start is not None and now < start:
        text = (
            f"{license_words(grant)} counts from {moment_words(start, stated.timezone)} on; that is to come."
        )
        return [Reason("validity.not_yet", "validity", text, (), start, now, "s since 1970")]
    if end is not None and now >= end:
        text = f"{license_words(grant)} counted until {moment_words(end, stated.timezone)}; that is over."
        return [Reason("validity.expired", "validity", text, (), end, now, "s since 1970")]
    return []


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """The window, as the clocks of its zone show it."""
    stated = grant.section(Validity)
    start, end = stated.window
    told = []
    if start is not None:
        told.append(f"from {moment_words(start, stated.timezone)}")
    if end is not None:
        told.append(f"until {moment_words(end, stated.timezone)}")
    place = f", {stated.timezone} time" if stated.timezone else ""
    return [where_and_when(f"These terms count {' '.join(told)}{place}.")] if told else []
