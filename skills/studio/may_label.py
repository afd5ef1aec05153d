"""A label of a few words on what the license of a song permits, to tell songs apart in a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from skills.catalog.song import Song
from skills.rights.grant import Grant
from skills.rights.judgement import Duty, Facts, Purpose, Source, Standing
from skills.rights.may import May, may
from skills.rights.terms.validity import Validity
from skills.studio.circumstances import read_time
from skills.studio.rehearsal import ordinary_song
from skills.studio.studio import Studio

LONGEST = 60
_PURPOSES: dict[Purpose, str] = {
    "private_preview": "remix", "noncommercial_share": "share", "monetised_anywhere": "sell",
}  # fmt: skip
_DUTIES = {
    "attribution.credit": "credit",
    "share_alike.license": "same license",
    "revenue.pay": "pay a share",
}
_UNKNOWN = {"person.age": "your age", "person.territory": "your country", "person.roles": "your role",
            "person.verified": "who you are", "platform": "the place", "rating": "its content"}  # fmt: skip


@dataclass(frozen=True)
class _Work:
    """A song of which only the grants are known, and how it stands; equal grants are known by their hash."""

    hashes: tuple[str, ...]
    standing: Standing
    grants: tuple[Grant, ...] = field(compare=False, repr=False)


def may_label(song: Song, studio: Studio, platform: str | None) -> str:
    """What the grants in force let anybody do with a remix of the song, in at most 60 characters.

    It is asked of clearance about the least change there is; a larger one may still be refused.
    """
    sources = studio.register.sources(song, "", studio.now())
    works = tuple(
        _Work(
            tuple(grant.hash for grant in source.grants),
            source.standing.model_copy(update={"published_today": 0, "published_in_all": 0}),
            source.grants,
        )
        for source in sources
    )
    timed = any(grant.section(Validity).binds for work in works for grant in work.grants)
    return _label(works, platform or None, read_time(studio.now()) if timed else 0)


@lru_cache(maxsize=4096)
def _label(works: tuple[_Work, ...], platform: str | None, now: int) -> str:
    for work in works:
        if work.standing.state != "in force":
            return f"nothing now: {work.standing.state}"
        if not work.grants:
            return "nothing: no license"
    ordinary = ordinary_song().song
    sources = tuple(Source(song=ordinary, grants=work.grants, standing=work.standing) for work in works)
    facts = Facts(platform=platform, now=now)
    return _told({word: may(purpose, sources, facts) for purpose, word in _PURPOSES.items()}, works)


def _told(answers: dict[str, May], works: Sequence[_Work]) -> str:
    allowed = [word for word, answer in answers.items() if answer.verdict == "yes"]
    asked = [word for word, answer in answers.items() if answer.verdict == "after approval"]
    open_ones = [(word, _UNKNOWN[one.unknown]) for word, one in answers.items() if one.unknown in _UNKNOWN]
    unknown = [f"{open_ones[0][0]} depends on {open_ones[0][1]}"] if open_ones else []
    if not (allowed or asked or unknown):
        fixed = any(grant.base.no_derivatives for work in works for grant in work.grants)
        return "no changes" if fixed else "nothing"
    head = "private only" if allowed == ["remix"] and not (asked or unknown) else ", ".join(allowed)
    later = [f"{', '.join(asked)} after a yes"] if asked else []
    owed = ", ".join(_owed([duty for word in allowed for duty in answers[word].duties]))
    label = "; ".join(part for part in (head, *later, *unknown, owed) if part)
    return label if len(label) <= LONGEST else label[: LONGEST - 1].rsplit(";", 1)[0].rstrip(" ,;") + "…"


def _owed(duties: Sequence[Duty]) -> list[str]:
    return list(dict.fromkeys(_DUTIES[duty.code] for duty in duties if duty.code in _DUTIES))
