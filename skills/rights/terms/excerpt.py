"""How much of a song may be, or must be, in a remix."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import Field, model_validator

from audio_engine.plan import RemixPlan
from skills.catalog.song import SongFacts
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Section
from skills.rights.judgement import Facts, Reason, Repair, Source
from skills.rights.said import Said, may, must
from skills.rights.wording import license_words, replaced, without

PLACE = 82
CODES = ("excerpt.too_long", "excerpt.too_short")
LONGEST_SECONDS = 36_000


class Excerpt(Section):
    """`[excerpt]`: seconds of the song that a remix uses, each moment counted once, and per cent of it.

    A short preview of a remix is not the remix: what counts is all that the whole remix uses.
    """

    KEY: ClassVar[str] = "excerpt"
    min_seconds: int = Field(default=0, ge=0, le=LONGEST_SECONDS)
    max_seconds: int | None = Field(default=None, ge=1, le=LONGEST_SECONDS)
    max_percent: int = Field(default=100, ge=1, le=100)

    @property
    def binds(self) -> bool:
        """Whether there is any limit."""
        return self.min_seconds > 0 or self.max_seconds is not None or self.max_percent < 100

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.max_seconds is not None and self.min_seconds > self.max_seconds:
            raise ValueError("an excerpt cannot be longer than max_seconds and shorter than min_seconds")
        return self

    def most_ms(self, seconds_ms: int) -> int:
        """The longest excerpt of a song of that length, in ms."""
        share_ms = seconds_ms * self.max_percent // 100
        return share_ms if self.max_seconds is None else min(share_ms, 1000 * self.max_seconds)


SECTION: type[Section] = Excerpt


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused when more of the song is used than the grant allows, or less than it wants."""
    excerpt = grant.section(Excerpt)
    used_ms, most_ms = demands.heard_ms, excerpt.most_ms(demands.seconds_ms)
    if 1000 * excerpt.min_seconds <= used_ms <= most_ms:
        return []
    too_long = used_ms > most_ms
    limit = most_ms if too_long else 1000 * excerpt.min_seconds
    bound = "at most" if too_long else "at least"
    told = f"wants {bound} {_seconds(limit)} of the song in a remix; the plan uses {_seconds(used_ms)}"
    return [
        Reason(
            code="excerpt.too_long" if too_long else "excerpt.too_short",
            term="excerpt",
            text=f"{license_words(grant)} {told}.",
            step_ids=_making(demands, too_long),
            limit=limit,
            got=used_ms,
            unit="ms",
        )
    ]


def _making(demands: Demands, too_long: bool) -> tuple[int, ...]:
    """The steps that make it so: of a song that is too long, those that bring it to a length."""
    edits = {i for use in demands.edits for i in use.step_ids}
    lengths = {i for use in demands.operations if use.name == "length" for i in use.step_ids}
    return tuple(sorted(lengths if too_long else edits | lengths))


def _seconds(ms: int) -> str:
    return f"{ms / 1000:.1f} s".replace(".0 s", " s")


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """The limits in seconds."""
    excerpt, found = grant.section(Excerpt), []
    seconds_ms = round(song.hearing.grid.seconds * 1000)
    if excerpt.most_ms(seconds_ms) < seconds_ms:
        found.append(may(f"At most {_seconds(excerpt.most_ms(seconds_ms))} of the song may be in a remix."))
    if excerpt.min_seconds:
        found.append(must(f"At least {excerpt.min_seconds} s of the song must be in a remix."))
    return found


def repair(plan: RemixPlan, source: Source, grant: Grant, demands: Demands) -> Repair:
    """A wanted length cut down as far as is needed; edits that leave too little of the song left out."""
    excerpt = grant.section(Excerpt)
    most_ms = excerpt.most_ms(demands.seconds_ms)
    if demands.heard_ms < 1000 * excerpt.min_seconds:
        return without(plan, _making(demands, too_long=False))
    if demands.heard_ms <= most_ms:
        return Repair(plan)
    share = (most_ms - 1) / demands.heard_ms
    shorter = {s.id: s.model_copy(update={"seconds": s.seconds * share}) for s in plan.of("length")}
    shorter = {i: s for i, s in shorter.items() if s.seconds >= _SHORTEST_SECONDS}
    changes = tuple((i, f"The remix lasts {s.seconds:.1f} s.") for i, s in shorter.items())
    return Repair(replaced(plan, shorter), changes)


_SHORTEST_SECONDS = 5.0
"""What a plan can ask for."""
