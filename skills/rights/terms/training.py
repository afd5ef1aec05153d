"""Whether a model may learn from a song: only where the rights holder says so."""

from __future__ import annotations

from typing import ClassVar

from skills.catalog.song import SongFacts
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Section
from skills.rights.judgement import Facts, Reason
from skills.rights.said import Said, may, must_not

PLACE = 96
CODES = ("training.not_allowed",)


class Training(Section):
    """`[training]`: `allowed = true` lets models learn from the song; no license says so by itself."""

    KEY: ClassVar[str] = "training"
    BESIDE_FIXED: ClassVar[bool] = True
    allowed: bool = False

    @property
    def binds(self) -> bool:
        """Whether it is kept back."""
        return not self.allowed


SECTION: type[Section] = Training


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused when a model shall learn from the song and the rights holder did not say yes."""
    if "train-model" not in facts.wishes or grant.section(Training).allowed:
        return []
    return [
        Reason(
            code="training.not_allowed",
            term="training",
            text="The rights holder did not say that models may learn from this song.",
            limit="no training",
            got="train-model",
            unit="wish",
        )
    ]


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """Whether models may learn from it."""
    if grant.section(Training).allowed:
        return [may("Models may learn from this song.")]
    if grant.base.is_custom:
        return [must_not("No model may learn from this song.")]
    return [must_not("No model learns from this song here: the license does not speak of it.")]
