"""A recipe: the few kilobytes from which the same remix comes again."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from audio_engine.plan import RemixPlan

Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Ingredient(_Frozen):
    """A song that goes in, by the hash of its content, under the grants it was cleared by.

    grant_hash: of the first of them. grant_hashes: of all; () in recipes of before there could be several.
    hearing_sha256: of what was known of its beats and form; a correction made later changes nothing here.
    """

    song_id: str = Field(pattern="^[0-9a-f]{12}$")
    title: str = Field(max_length=200)
    artist: str = Field(max_length=200)
    content_sha256: str = Field(pattern="^[0-9a-f]{64}$")
    grant_hash: str = Field(pattern="^[0-9a-f]{64}$")
    grant_hashes: tuple[Sha256, ...] = Field(default=(), max_length=16)
    hearing_sha256: str = Field(default="", pattern="^([0-9a-f]{64})?$")
    separation: str = Field(default="", max_length=500)


class Decision(_Frozen):
    """What clearance said last, and what it was decided on: asked the same again, it says the same.

    plan_hash: of the plan with its styles spelled out. facts_hash: of who asked, when, what for, and what
    was measured. rules_version: of the rules. decided_at: seconds since 1970 in UTC.
    """

    outcome: Literal["cleared", "needs approval"]
    plan_hash: Sha256
    facts_hash: Sha256
    rules_version: str = Field(max_length=40)
    decided_at: int = Field(ge=0)


class Recipe(_Frozen):
    """Plan, sources, licenses, engine and seed of one remix, and what came out.

    requests: what was said, turn by turn; the plan's `because` spans count in them.
    pcm_sha256: hash of the 24-bit samples (`audio_engine.audio.pcm_hash`). measured: on the sound.
    decision: None in recipes of before decisions were kept.
    """

    format: Literal[1] = 1
    refrain_version: str = Field(max_length=40)
    engine_version: str = Field(max_length=40)
    title: str = Field(max_length=300)
    remixer: str = Field(max_length=200)
    ingredients: tuple[Ingredient, ...] = Field(min_length=1, max_length=16)
    plan: RemixPlan
    requests: tuple[str, ...] = Field(default=(), max_length=10_000)
    purpose: str = Field(max_length=40)
    output_license: str = Field(max_length=80)
    target_lufs: float = Field(ge=-40, le=-6)
    pcm_sha256: str = Field(default="", pattern="^([0-9a-f]{64})?$")
    track_sha256: dict[str, str] = {}
    measured: dict[str, Any] = {}
    decision: Decision | None = None

    @property
    def id(self) -> str:
        """Hash, in hex, of all that decides what the remix sounds like."""
        parts = (
            self.engine_version,
            self.plan.canonical_json(),
            f"{self.target_lufs:.3f}",
            *(f"{i.content_sha256}/{i.separation}/{i.hearing_sha256}" for i in self.ingredients),
        )
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()
