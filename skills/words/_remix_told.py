"""What is told of a remix: the plan and what caused it, the license, the credits, the figures."""

from __future__ import annotations

from typing import Any

from audio_engine.plan import RemixPlan
from skills.catalog.recipe import Recipe
from skills.planning.telling.explain import changed
from skills.provenance.disclosure import played_parts
from skills.rights.clearance import Refused
from skills.rights.decision import Basis
from skills.rights.judgement import PURPOSE_WORDS
from skills.rights.patch import patch
from skills.rights.promises import is_own_doing
from skills.studio.commission import PRIVATE, Commission, Fulfilled, refused_by_its_sound
from skills.studio.describing import clock
from skills.talk.hints import TERMINAL, told_at
from skills.talk.reply import Block, Outcome, Reply
from skills.words._remix_lines import (
    NOTHING_BESIDE,
    Beside,
    advice,
    explained,
    left_out,
    license_lines,
    plan_lines,
)
from skills.words._remix_waiting import waiting, waiting_data
from skills.words._rights_told import duty_data, no_nearest, reason_data
from skills.words._rights_unknown import to_state, unknown_facts


def told_done(made: Fulfilled, beside: Beside, before: RemixPlan, instead_of: Refused | None = None) -> Reply:
    """A remix that was made, perhaps in place of a plan that was refused."""
    blocks = [
        *_instead(instead_of),
        *waiting(made),
        Block(f"Plan for “{made.commission.song.title}”", plan_lines(made.commission), "plan"),
        *left_out(beside),
        *advice(made.cleared.plan, made.commission.song),
        *_not_whole(made),
        Block("License", _licensed(made), "license"),
        Block("Credits", made.credits.lines, "credits"),
        Block("AI disclosure", (made.disclosure.sentence,), "disclosure"),
        Block("Measured on the result", _measured(made), "measured"),
        Block("Files", tuple(f"{what}: {path}" for what, path in made.files.items()), "files"),
        Block("Time", _times(made), "time"),
    ]
    return Reply(
        outcome=_outcome(made),
        blocks=tuple(blocks),
        data=_data(made, beside, before) | _instead_data(instead_of),
        preview=made.preview,
        files=made.files,
    )


def _not_whole(made: Fulfilled) -> list[Block]:
    """Where less than the whole remix could be attached."""
    return (
        [Block("Attached", (made.attached.why,), "attached")] if made.attached and made.attached.why else []
    )


def _outcome(made: Fulfilled) -> Outcome:
    return "done" if made.waits_for is None else "needs approval"


def _instead(refused: Refused | None) -> list[Block]:
    if refused is None:
        return []
    reasons = tuple(reason.text for reason in refused.reasons)
    return [Block("Not allowed as it was asked; made instead", (*reasons, *refused.nearest_changes))]


def _instead_data(refused: Refused | None) -> dict[str, Any]:
    if refused is None:
        return {}
    return {
        "instead_of": [reason_data(reason) for reason in refused.reasons],
        "nearest_changes": list(refused.nearest_changes),
    }


def told_refused(refused: Refused, commission: Commission, beside: Beside = NOTHING_BESIDE) -> Reply:
    """What is not allowed: every reason, and the nearest plan that is.

    Where only the sound is not what the plan says, there is no nearer plan: it stands as it is.
    """
    by_sound = refused_by_its_sound(refused)
    nearest = None if by_sound else refused.nearest
    blocks = (
        Block(f"Plan for “{commission.song.title}”", plan_lines(commission), "plan"),
        *left_out(beside),
        _against(refused, commission),
        *ways_to_state(refused, commission),
        *([_UNSOUND] if by_sound else nearest_blocks(refused, commission)),
    )
    data: dict[str, Any] = {
        "song": commission.song.id,
        "purpose": commission.purpose,
        "plan": commission.plan.model_dump(mode="json"),
        "reasons": [reason_data(reason) for reason in refused.reasons],
        "nearest": nearest.model_dump(mode="json") if nearest else None,
        "nearest_changes": list(refused.nearest_changes) if nearest else [],
        "nearest_patch": [one.as_json() for one in patch(commission.plan, nearest)] if nearest else None,
        "decided_on": decided_on(refused.basis),
        "not_understood": list(beside.leftover),
        "note": beside.note,
    }
    return Reply("refused", blocks, data, suggestions=("/nearest",) if nearest else ())


CONTRADICTS = "What you ask for contradicts itself"
_UNSOUND = Block(
    "What to do",
    (
        "Nothing was written; the plan is allowed, and stays as it is in the talk.",
        "Change the step a little, or take it back with `undo`.",
    ),
)


def _against(refused: Refused, commission: Commission) -> Block:
    reasons = tuple(reason.text for reason in refused.reasons)
    if refused_by_its_sound(refused):
        return Block("Not kept: what was rendered is not what was allowed", reasons, "license")
    if is_own_doing(refused.reasons):
        return Block(CONTRADICTS, reasons, "license")
    return Block(f"Not allowed for {PURPOSE_WORDS[commission.purpose]}", reasons, "license")


def ways_to_state(refused: Refused, commission: Commission) -> list[Block]:
    """Where facts that are missing are stated; only somebody at this machine has settings of their own."""
    if commission.asker.platform != TERMINAL:
        return []
    return to_state(unknown_facts(refused.reasons), by_option=False)


def nearest_blocks(refused: Refused, commission: Commission) -> list[Block]:
    """The nearest allowed plan and how it is made, or why there is none."""
    if refused.nearest is None:
        return [Block("Nearest allowed plan", (no_nearest(refused),), "nearest")]
    told = (*refused.nearest_changes, *(f"→ {x}" for x in explained(refused.nearest, commission)))
    how = told_at(
        commission.asker.platform,
        "add --nearest to the command, or type /nearest in the chat",
        "say “/nearest”",
    )
    return [Block("Nearest allowed plan", told, "nearest"), Block("To make it", (how,), "how")]


def told_again(made: Fulfilled, recipe: Recipe) -> Reply:
    """A recipe that was made again: the same samples, or not."""
    same = made.recipe.pcm_sha256 == recipe.pcm_sha256
    if same:
        told = f"The same samples as the recipe says: PCM hash {recipe.pcm_sha256[:16]}…"
    else:
        told = (
            f"Other samples than the recipe says: it was made by engine version {recipe.engine_version}, "
            f"this is {made.recipe.engine_version}; or its stems were told apart by another separator, or "
            "the recipe was changed by hand."
        )
    files = tuple(f"{what}: {path}" for what, path in made.files.items())
    return Reply(
        outcome=_outcome(made) if same else "failed",
        blocks=(
            *waiting(made),
            Block("Made again", (told,)),
            Block("License", _licensed(made), "license"),
            Block("Files", files),
        ),
        data={"same": same, "pcm_sha256": made.recipe.pcm_sha256, "expected_pcm_sha256": recipe.pcm_sha256}
        | waiting_data(made),
        preview=made.preview,
        files=made.files,
    )


def _licensed(made: Fulfilled) -> tuple[str, ...]:
    purpose = made.commission.purpose if made.waits_for is None else PRIVATE
    return license_lines(purpose, made.grants, made.decided.duties, made.decided.output_license)


def _measured(made: Fulfilled) -> tuple[str, ...]:
    facts, hearing = made.produced.whole.facts, made.commission.song.facts.hearing
    lines = []
    if facts.tempo_ratio is not None:
        bpm = facts.tempo_ratio * hearing.grid.tempo_bpm
        lines.append(f"Tempo {bpm:.2f} BPM (from {hearing.grid.tempo_bpm:.4g})")
    if facts.pitch_cents is not None:
        lines.append(f"Pitch {facts.pitch_cents:+.0f} cents")
    if facts.audible is not None:
        new = tuple(f"new {name}" for name in played_parts(made.cleared.plan.steps))
        lines.append(f"Heard: {', '.join((*facts.audible, *new))}")
    lines.append(f"Length {clock(facts.seconds)}")
    lines.append(_loudness(made))
    return tuple(lines)


def _loudness(made: Fulfilled) -> str:
    whole = made.produced.whole
    told = f"Loudness {whole.facts.loudness_lufs:.1f} LUFS, true peak {whole.facts.true_peak_dbtp:.1f} dBTP"
    if abs(whole.facts.loudness_lufs - whole.target_lufs) > 0.5:
        told += f" (asked for {whole.target_lufs:.1f}: louder would have flattened its peaks)"
    return told


def _times(made: Fulfilled) -> tuple[str, ...]:
    stages = tuple(f"{name}: {seconds:.1f} s" for name, seconds in made.seconds.items() if seconds >= 0.05)
    return (f"preview ready after {made.produced.preview_after_seconds:.1f} s", *stages)


def decided_on(basis: Basis | None) -> dict[str, Any]:
    """What a decision depends on, by hashes: asked the same again, the answer is the same."""
    if basis is None:
        return {}
    return {
        "plan_hash": basis.plan_hash,
        "grants": list(basis.grant_hashes),
        "facts_hash": basis.facts_hash,
        "rules_version": basis.rules_version,
    }


def _data(made: Fulfilled, beside: Beside, before: RemixPlan) -> dict[str, Any]:
    return {
        "song": made.commission.song.id,
        "title": made.recipe.title,
        "purpose": made.commission.purpose,
        "plan": made.commission.plan.model_dump(mode="json"),
        "explained": list(plan_lines(made.commission)),
        "changed": changed(before, made.commission.plan, made.commission.song.facts),
        "not_understood": list(beside.leftover),
        "note": beside.note,
        "license": {
            "verdict": "allowed" if made.waits_for is None else "needs approval",
            "duties": [duty_data(duty) for duty in made.decided.duties],
            "output_license": made.decided.output_license,
            "grants": list(made.cleared.grant_hashes),
            **waiting_data(made),
        },
        "decided_on": decided_on(made.decided.basis),
        "credits": made.credits.text,
        "ai_disclosure": {"level": made.disclosure.level, "sentence": made.disclosure.sentence},
        "advice": [line for block in advice(made.cleared.plan, made.commission.song) for line in block.lines],
        "measured": made.recipe.measured,
        "pcm_sha256": made.recipe.pcm_sha256,
        "preview": {
            "start_seconds": made.produced.window.start_seconds,
            "end_seconds": made.produced.window.end_seconds,
            "after_seconds": round(made.produced.preview_after_seconds, 3),
        },
        "files": {what: str(path) for what, path in made.files.items()},
        **({"attachment": made.attached.as_data()} if made.attached else {}),
        "seconds": {name: round(seconds, 3) for name, seconds in made.seconds.items()},
    }
