"""What may become of the vocals: left untouched, processed, removed, or sung anew."""

from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from audio_engine.plan import RemixPlan, Where
from audio_engine.units import StemName
from skills.catalog.song import SongFacts
from skills.rights.base import License
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Section
from skills.rights.judgement import Facts, Measured, Reason, Repair, Source
from skills.rights.said import Said, may, must_not
from skills.rights.silenced import INAUDIBLE_DB
from skills.rights.touching import SEPARATED
from skills.rights.voiceless import HIGHEST_VOICE_HZ, LOWEST_VOICE_HZ
from skills.rights.wording import left_out, license_words, listed, narrowed, replaced, step_words

PLACE = 50
CODES = ("vocals.not_allowed", "vocals.not_resung")
_ORDER = ("untouched", "processed", "removed")


class Vocals(Section):
    """`[vocals]`: the furthest one may go; what allows removing allows processing too.

    resung: whether a model may sing them anew, in nobody's voice.
    """

    KEY: ClassVar[str] = "vocals"
    may: Literal["untouched", "processed", "removed"] = "untouched"
    resung: bool = False

    @property
    def binds(self) -> bool:
        """Whether anything is kept back."""
        return not (self.may == "removed" and self.resung)

    @classmethod
    def under(cls, license: License) -> Self:
        """Anything under a fixed license."""
        return cls() if license.is_custom else cls(may="removed", resung=True)


SECTION: type[Section] = Vocals
_MAY = {
    "untouched": "the vocals to stay untouched",
    "processed": "the vocals to be processed but not to be taken out",
    "removed": "anything to be done to the vocals",
}
_DOES = {"processed": "changes them", "removed": "takes them out"}
_FADED = (
    f"({-INAUDIBLE_DB} dB under the loudest other stem, or without what lies between {LOWEST_VOICE_HZ:g} and "
    f"{HIGHEST_VOICE_HZ:g} Hz, they count as taken out)"
)


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused when the plan, or its sound, goes further than the grant.

    Vocals that cannot be heard in the sound were taken out, whatever the plan says of them. The whole
    song's tempo is another term.
    """
    lost = facts.measured is not None and _lost(demands, facts.measured)
    if not (lost or demands.vocals_removed or demands.vocals_processed or demands.resung):
        return []
    vocals = grant.section(Vocals)
    reasons = []
    if _ORDER.index("removed" if lost else demands.vocals) > _ORDER.index(vocals.may):
        reasons.append(_too_far(demands, vocals.may, grant, lost))
    if demands.resung and not vocals.resung:
        text = f"{license_words(grant)} does not allow the vocals to be sung anew."
        ids = demands.resung
        reasons.append(Reason("vocals.not_resung", "vocals", text, ids, "not resung", "resung", "name"))
    return reasons


def _lost(demands: Demands, measured: Measured) -> bool:
    """Whether the vocals were there, and cannot be heard in the whole of the result.

    A stem that is silent in the song is measured as audible: only what was heard before can be lost. A song
    in which nobody sings, or whose own stems hold no vocals, has none to lose, and one that is played anew
    uses none. A preview, which may show a part with hardly a voice in it, does not tell.
    """
    audible = measured.audible_stems
    if audible is None or "vocals" in audible or measured.seconds_ms is None or demands.instrumental:
        return False
    return "vocals" in demands.own_stems and "sound_recording" in demands.needs


def _too_far(demands: Demands, may: str, grant: Grant, lost: bool) -> Reason:
    verb = "wants" if may == "untouched" else "allows"
    unheard = lost and not demands.vocals_removed
    got = "removed" if lost else demands.vocals
    does = "in the result they cannot be heard" if unheard else f"the plan {_DOES[got]}"
    why = f" {_FADED}" if demands.vocals_faded else ""
    text = f"{license_words(grant)} {verb} {_MAY[may]}; {does}{why}."
    step_ids = demands.vocals_processed if unheard else _beyond(demands, may)
    return Reason("vocals.not_allowed", "vocals", text, step_ids, may, got, "name")


def _beyond(demands: Demands, may: str) -> tuple[int, ...]:
    """Every step that goes further than allowed, the smaller trespasses too."""
    processed = demands.vocals_processed if may == "untouched" else ()
    return tuple(sorted((*demands.vocals_removed, *processed)))


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """How far one may go, and whether they may be sung anew."""
    vocals = grant.section(Vocals)
    told = {
        "untouched": [must_not("The vocals must stay untouched.")],
        "processed": [may("The vocals may be processed."), must_not("The vocals must not be taken out.")],
        "removed": [may("The vocals may be processed or taken out.")],
    }[vocals.may]
    return [*told, may("The vocals may be sung anew.")] if vocals.resung else told


def repair(plan: RemixPlan, source: Source, grant: Grant, demands: Demands) -> Repair:
    """Vocals taken out of the stems of an effect or a shift; steps on the vocals alone left out.

    Steps that drown the vocals by making other stems louder stay, but for the last where nothing else helps.
    """
    vocals = grant.section(Vocals)
    resung = () if vocals.resung else demands.resung
    too_far = _ORDER.index(demands.vocals) > _ORDER.index(vocals.may)
    beyond = _beyond(demands, vocals.may) if too_far else ()
    backing = tuple(s for s in source.song.stems or SEPARATED if s != "vocals")
    touching = [step for step in plan.steps if step.id in beyond or step.id in resung]
    new = {step.id: None if step.id in resung else _spared(step, backing) for step in touching}
    drowning = [step.id for step in touching if new[step.id] == step]
    if drowning and len(drowning) == len(touching):
        new[drowning.pop()] = None
    changes = tuple((step.id, _told(step, new[step.id])) for step in touching if step.id not in drowning)
    return Repair(replaced(plan, new), changes)


def _spared(step: Any, backing: tuple[StemName, ...]) -> Any:
    """The step without its hold on the vocals, None when nothing sensible is left of it."""
    if step.op == "tempo" and step.pitch == "linked" and step.where == Where():
        return step.model_copy(update={"pitch": "kept"})
    return narrowed(step, [s for s in step.where.stems or backing if s != "vocals"])


def _told(step: Any, spared: Any) -> str:
    if spared is None:
        return left_out(step)
    if step.op == "tempo":
        return "The tempo changes without the pitch."
    return f"Took the vocals out of {step_words(step)}: it works on {listed(spared.where.stems)}."
