"""What a plan asks of a song's rights holders, as whole numbers and closed words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from audio_engine.plan import RemixPlan
from audio_engine.units import STEMS, StemName
from skills.rights import uses as of
from skills.rights.extents import Extent, pitch_extent, tempo_extent
from skills.rights.grant import Layer
from skills.rights.heard import heard_ms, heard_stretches
from skills.rights.judgement import Source, Standing
from skills.rights.meeting import Meeting, meeting
from skills.rights.silenced import Silenced, silenced
from skills.rights.touching import SEPARATED, UNPITCHED, touches
from skills.rights.uses import Use

Vocals = Literal["untouched", "processed", "removed"]
STILL, USUAL, ALONE = Extent(), Standing(), Meeting()


@dataclass(frozen=True, slots=True)
class Demands:
    """Everything in a plan that a license may have a say in.

    needs: the layers of rights that are used. vocals_removed, vocals_processed: the steps that take the
    vocals out, and those that only change them; vocals_faded: those of the former that leave them too quiet
    or too dull to be heard, and cut nothing off; resung: those that have them sung anew. stems: taken by
    themselves (named in a step). own_stems: what the song is made of, the rights holder's own stems or
    those that every separator tells apart. separated: those used that are not among the rights holder's
    own and must be told apart from the mix. alone: heard with nothing else of the song. muted: cut off in
    all that is heard; unheard: that, or too quiet to be heard. touched: changed by a step other than the
    tempo of the whole song. operations: the kinds of step. generated: what a model is to make.
    instruments: those that play the song anew. edited: kinds of section that an edit reaches. changed:
    the steps that make it another version of the song. mashed: those that bring in another song.
    unknown: steps that cannot be judged. heard_ms: how much of the song is in the remix. others: the
    other sources of a mash-up. instrumental: somebody listened to its vocals, and nobody sings. met: what
    each mash-up asks of it.
    """

    needs: tuple[Layer, ...] = ("sound_recording", "musical_work")
    tempo: Extent = STILL
    pitch: Extent = STILL
    vocals_removed: tuple[int, ...] = ()
    vocals_processed: tuple[int, ...] = ()
    vocals_faded: tuple[int, ...] = ()
    resung: tuple[int, ...] = ()
    stems: tuple[Use, ...] = ()
    own_stems: tuple[StemName, ...] = SEPARATED
    instrumental: bool = False
    separated: tuple[Use, ...] = ()
    alone: tuple[Use, ...] = ()
    muted: tuple[Use, ...] = ()
    unheard: tuple[Use, ...] = ()
    touched: tuple[Use, ...] = ()
    operations: tuple[Use, ...] = ()
    effects: tuple[Use, ...] = ()
    layers: tuple[Use, ...] = ()
    generated: tuple[Use, ...] = ()
    instruments: tuple[Use, ...] = ()
    edits: tuple[Use, ...] = ()
    edited: tuple[Use, ...] = ()
    formats: tuple[Use, ...] = ()
    changed: tuple[int, ...] = ()
    mashed: tuple[int, ...] = ()
    unknown: tuple[Use, ...] = ()
    seconds_ms: int = 0
    heard_ms: int = 0
    standing: Standing = USUAL
    others: tuple[Source, ...] = ()
    met: Meeting = ALONE

    @property
    def vocals(self) -> Vocals:
        """The furthest that any step goes with the vocals."""
        if self.vocals_removed:
            return "removed"
        return "processed" if self.vocals_processed else "untouched"


def demands(plan: RemixPlan, sources: Sequence[Source], index: int = 0) -> Demands:
    """What the plan asks of the source at that index, step by step, worst case where it cannot be told.

    The plan's styles must have been replaced by their steps: one that is still there is `unknown`, and
    so is a layer that still stands in for a stem without the step that silences it.
    Every step must have an id of its own (`clear` sees to that).
    """
    source, met = sources[index], meeting(plan, sources, index)
    song, needs = source.song, _needs(plan)
    named, touched = [*of.named_stems(plan), *met.stems], _touched(plan, met)
    heard = heard_stretches(plan, song)
    gone = silenced(plan, song, heard, met.left_out) if "sound_recording" in needs else Silenced()
    removing = tuple(sorted(i for stem, i in gone.removed if stem == "vocals"))
    return Demands(
        needs=needs,
        tempo=tempo_extent(plan, song, met.tempo),
        pitch=pitch_extent(plan, song, met.pitch, met.tempo),
        vocals_removed=removing,
        vocals_processed=_processed(touched, needs, removing),
        vocals_faded=tuple(sorted(i for stem, i in gone.faded if stem == "vocals")),
        resung=tuple(s.id for s in plan.of("generate") if s.what == "vocals"),
        stems=of.uses(named),
        own_stems=song.stems or SEPARATED,
        instrumental=song.hearing.singing_confidence == 1.0 and not song.hearing.singing,
        separated=of.uses(pair for pair in (*named, *of.listened_to(plan)) if pair[0] not in song.stems),
        alone=of.uses(gone.alone),
        muted=of.uses(gone.muted),
        unheard=of.uses(gone.unheard),
        touched=of.uses(touched),
        operations=of.uses((s.op, s.id) for s in plan.steps),
        effects=of.uses(of.effects_used(plan)),
        layers=of.uses(of.layers_used(plan)),
        generated=of.uses((s.what, s.id) for s in plan.of("generate")),
        instruments=of.uses((s.instrument, s.id) for s in plan.of("cover")),
        edits=of.uses(of.edits(plan, song)),
        edited=of.uses(of.edited_sections(plan, song)),
        formats=of.uses((s.format, s.id) for s in plan.of("format")),
        changed=tuple(s.id for s in plan.steps if s.op not in ("loudness", "format")),
        mashed=tuple(s.id for s in plan.of("mashup")),
        unknown=of.uses(_unknown(plan, met)),
        seconds_ms=round(song.hearing.grid.seconds * 1000),
        heard_ms=heard_ms(heard),
        standing=source.standing,
        others=(*sources[:index], *sources[index + 1 :]),
        met=met,
    )


_JUDGED = (
    "tempo", "feel", "steady", "pitch", "key", "stem", "pan", "duck", "effect", "layer",
    "sections", "transition", "length", "fade", "loudness", "format", "cover", "generate",
)  # fmt: skip


def _needs(plan: RemixPlan) -> tuple[Layer, ...]:
    """Recording and composition; a song that is wholly played anew uses its composition alone."""
    anew = any(s.where.part == "whole" and not s.where.stems for s in plan.of("cover"))
    lone = not plan.of("mashup", "generate") and not of.named_stems(plan)
    return ("musical_work",) if anew and lone else ("sound_recording", "musical_work")


def _touched(plan: RemixPlan, met: Meeting) -> list[tuple[StemName, int]]:
    """The stems that each step changes; a song brought to the key of another is shifted like any other."""
    found = [(stem, s.id) for s in plan.steps for stem in STEMS if touches(s, stem)]
    shifts = [one.step_id for one in met.pitch if one.low or one.high]
    return found + [(stem, i) for i in shifts for stem in STEMS if stem not in UNPITCHED]


def _processed(
    touched: Sequence[tuple[StemName, int]], needs: tuple[Layer, ...], removing: tuple[int, ...]
) -> tuple[int, ...]:
    """The steps that change the recorded vocals; none where the recording is not used."""
    if "sound_recording" not in needs:
        return ()
    return tuple(sorted(i for stem, i in touched if stem == "vocals" and i not in removing))


def _unknown(plan: RemixPlan, met: Meeting) -> list[tuple[str, int]]:
    judged = (*_JUDGED, "mashup")
    found = [(s.op, s.id) for s in plan.steps if s.op not in judged]
    found += [(s.op, s.id) for s in plan.of("layer") if s.instead]
    return [*found, *(("mashup", step_id) for step_id in met.missing)]
