"""Whether the singer's voice may be imitated: only where that is allowed by its own word."""

from __future__ import annotations

from typing import ClassVar

from skills.catalog.song import SongFacts
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Layer, Section
from skills.rights.judgement import Facts, Reason
from skills.rights.said import Said, may, must_not
from skills.rights.wording import license_words

PLACE = 55
CODES = ("voice.not_allowed",)
LAYERS: tuple[Layer, ...] = ("performer_voice",)


class Voice(Section):
    """`[voice]`: `clone = true` lets the voice be imitated; no license gives that by itself."""

    KEY: ClassVar[str] = "voice"
    BESIDE_FIXED: ClassVar[bool] = True
    clone: bool = False


SECTION: type[Section] = Voice


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused when a clone is wished for and not allowed."""
    if "clone-voice" not in facts.wishes or grant.section(Voice).clone:
        return []
    return [
        Reason(
            code="voice.not_allowed",
            term="voice",
            text=f"{license_words(grant)} does not give the singer's consent to imitate the voice.",
            limit="no clone",
            got="clone-voice",
            unit="wish",
        )
    ]


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """Whether the voice may be imitated."""
    clone = grant.section(Voice).clone
    return [may("The voice may be imitated.") if clone else must_not("The voice must not be imitated.")]
