"""What must be done for a remix that others hear: sign it, link back, tell the owner, report."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from skills.catalog.song import SongFacts
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Section
from skills.rights.judgement import Duty, Facts
from skills.rights.said import Said, must

PLACE = 94
CODES: tuple[str, ...] = ()
MOST_DAYS = 366

_DO = {
    "sign": "Sign the file, so that where it comes from can be checked.",
    "link_back": "Link back to the song wherever the remix is shown.",
    "notify_owner": "Tell the rights holder when the remix is shared.",
    "no_content_id": "Do not register the remix with a system that finds copies, such as Content ID.",
    "watermark": "Put a watermark into the sound.",
}


class Obligations(Section):
    """`[obligations]`: what must be done for a remix that is shared; report_days: how often to report."""

    KEY: ClassVar[str] = "obligations"
    sign: bool = False
    link_back: bool = False
    notify_owner: bool = False
    no_content_id: bool = False
    watermark: bool = False
    report_days: int | None = Field(default=None, ge=1, le=MOST_DAYS)


SECTION: type[Section] = Obligations


def duties(demands: Demands, grant: Grant, facts: Facts) -> list[Duty]:
    """Each that is stated, once anybody else is to hear the remix."""
    if not facts.shared:
        return []
    return [Duty(f"obligations.{name}", "obligations", text) for name, text in _owed(grant)]


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """The same in the words of the duties."""
    owed = [text for _, text in _owed(grant)]
    return [must(f"For a remix that is shared: {text[:1].lower()}{text[1:]}") for text in owed]


def _owed(grant: Grant) -> list[tuple[str, str]]:
    terms = grant.section(Obligations)
    found = [(name, text) for name, text in _DO.items() if getattr(terms, name)]
    if terms.report_days is None:
        return found
    often = "every day" if terms.report_days == 1 else f"every {terms.report_days} days"
    return [*found, ("report", f"Report to the rights holder {often} what the remix was used for.")]
