"""Recipes: what a remix is made of and what came out, written down as it is made."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from audio_engine import ENGINE_VERSION
from audio_engine.plan import RemixPlan
from skills.catalog.recipe import Decision, Ingredient, Recipe
from skills.catalog.song import Song
from skills.rights.clearance import Cleared, NeedsApproval
from skills.rights.grant import Grant
from skills.studio.production import Produced

if TYPE_CHECKING:
    from skills.studio.commission import Commission


def begun(
    commission: Commission, grants: Sequence[Grant], output_license: str, hearing_sha256: str
) -> Recipe:
    """The recipe as far as it is known before anything is rendered."""
    song = commission.song
    ingredient = Ingredient(
        song_id=song.id,
        title=song.title,
        artist=song.artist,
        content_sha256=song.content_sha256,
        grant_hash=grants[0].hash,
        grant_hashes=tuple(grant.hash for grant in grants),
        hearing_sha256=hearing_sha256,
    )
    return Recipe(
        refrain_version=version("refrain"),
        engine_version=ENGINE_VERSION,
        title=remix_title(song, commission.plan),
        remixer=commission.remixer,
        ingredients=(ingredient,),
        plan=commission.plan,
        requests=tuple(turn.words for turn in commission.talk.turns),
        purpose=commission.purpose,
        output_license=output_license,
        target_lufs=commission.target_lufs,
    )


def finished(recipe: Recipe, produced: Produced, decided: Cleared | NeedsApproval) -> Recipe:
    """The recipe with what was measured on the sound, and what was decided on in the end."""
    ingredient = recipe.ingredients[0].model_copy(update={"separation": produced.source.separation_note})
    return recipe.model_copy(
        update={
            "ingredients": (ingredient,),
            "pcm_sha256": produced.pcm_sha256,
            "track_sha256": dict(produced.whole.track_hashes),
            "measured": _measured(produced),
            "decision": _decision(decided),
        }
    )


def remix_title(song: Song, plan: RemixPlan) -> str:
    """The song's title with what kind of remix it is."""
    styles = dict.fromkeys(step.name for step in plan.of("style"))
    return f"{song.title} ({' '.join((*styles, 'remix'))})"


def _measured(produced: Produced) -> dict[str, Any]:
    facts = produced.whole.facts
    return {
        "seconds": round(facts.seconds, 3),
        "tempo_ratio": facts.tempo_ratio and round(facts.tempo_ratio, 5),
        "part_tempo_ratios": [
            [round(part.start_seconds, 3), round(part.end_seconds, 3), round(part.ratio, 6)]
            for part in facts.part_tempo_ratios
        ],
        "tempo_untold_seconds": [[round(start, 3), round(end, 3)] for start, end in facts.tempo_untold],
        "pitch_cents": facts.pitch_cents and round(facts.pitch_cents, 1),
        "loudness_lufs": round(facts.loudness_lufs, 2),
        "true_peak_dbtp": round(facts.true_peak_dbtp, 2),
        "audible_stems": list(facts.audible) if facts.audible is not None else None,
    }


def _decision(decided: Cleared | NeedsApproval) -> Decision:
    basis = decided.basis
    return Decision(
        outcome="cleared" if isinstance(decided, Cleared) else "needs approval",
        plan_hash=basis.plan_hash,
        facts_hash=basis.facts_hash,
        rules_version=basis.rules_version,
        decided_at=basis.facts.now or 0,
    )
