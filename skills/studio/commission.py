"""A commission: a plan for a song is cleared, made, checked, credited and delivered, or refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from audio_engine.expand import expand
from audio_engine.plan import FileFormat, RemixPlan
from audio_engine.source import Source as Sound
from skills.catalog.recipe import Recipe
from skills.catalog.song import Song
from skills.planning.talk import Talk
from skills.planning.telling.explain import explain
from skills.provenance.credits import Credits, CreditSource, credit
from skills.provenance.disclosure import Disclosure, disclose
from skills.rights.clearance import Cleared, NeedsApproval, Refused, clear
from skills.rights.decision import Answer
from skills.rights.grant import Grant
from skills.rights.judgement import Approved, Facts, Measured, Purpose, Source, Wish
from skills.studio.asker import UNKNOWN, Asker
from skills.studio.attachment import Attached, attach
from skills.studio.circumstances import read_time
from skills.studio.crediting import credited
from skills.studio.delivery import Delivery, Label, deliver, deliver_preview
from skills.studio.describing import slug
from skills.studio.drafting import drafted, sources_of, yes_said
from skills.studio.hearings import keep_hearing
from skills.studio.production import Mismatch, Produced, produce
from skills.studio.recipes import begun, finished
from skills.studio.register.asking import Ask
from skills.studio.stopwatch import Stopwatch
from skills.studio.studio import Studio
from skills.talk.reply import Preview
from skills.talk.watch import Watch

if TYPE_CHECKING:
    from audio_engine.render import Remix

PRIVATE: Purpose = "private_preview"


@dataclass(frozen=True)
class Commission:
    """What somebody wants made.

    out: the folder for the files, None for one of its own. target_lufs: where the plan names no
    loudness. talk: where the words that the plan's `because` spans count in were said. remakes: the
    release that it is the same as, where that stands; nothing new is made then. fit_bytes: how large a
    file of the whole remix to hand on may be, 0 for none.
    """

    song: Song
    plan: RemixPlan
    talk: Talk
    remixer: str
    purpose: Purpose = PRIVATE
    wishes: tuple[Wish, ...] = ()
    output_license: str | None = None
    out: Path | None = None
    target_lufs: float = -14.0
    asker: Asker = UNKNOWN
    remakes: str = ""
    fit_bytes: int = 0


@dataclass(frozen=True)
class Fulfilled:
    """What was made, with everything that must be said of it.

    cleared: what was rendered. decided: what clearance said of the finished sound for the purpose that
    was asked for; a rights holder may still have to say yes, and until then it is a private draft.
    asks: the questions to rights holders that it hangs on, as they stand. attached: the file to hand on,
    None where none was asked for.
    """

    commission: Commission
    grants: tuple[Grant, ...]
    cleared: Cleared
    decided: Cleared | NeedsApproval
    asks: tuple[Ask, ...]
    produced: Produced
    recipe: Recipe
    credits: Credits
    disclosure: Disclosure
    preview: Preview
    files: Mapping[str, Path]
    seconds: Mapping[str, float]
    attached: Attached | None = None

    @property
    def waits_for(self) -> NeedsApproval | None:
        """Whose yes it still waits for; None when it may be used for what it was made for."""
        return self.decided if isinstance(self.decided, NeedsApproval) else None


@dataclass(frozen=True)
class Question:
    """What clearance is asked about a commission: the plan with its styles spelled out, sources and facts."""

    plan: RemixPlan
    sources: tuple[Source, ...]
    facts: Facts

    def answer(self, measured: Measured | None = None, approvals: tuple[Approved, ...] = ()) -> Answer:
        """The answer for the purpose that was asked for; of the sound too, where it was measured."""
        told = {"measured": measured, "approvals": approvals}
        return clear(self.plan, self.sources, self.facts.model_copy(update=told))

    def handing_out(self, kind: FileFormat) -> Answer:
        """The answer, with that kind of file handed out besides."""
        exports = tuple(dict.fromkeys((*self.facts.exports, kind)))
        return clear(self.plan, self.sources, self.facts.model_copy(update={"exports": exports}))

    def in_private(self) -> Answer:
        """The answer when nobody else is to hear it."""
        return clear(self.plan, self.sources, self.facts.model_copy(update={"purpose": PRIVATE}))


def fulfil(commission: Commission, studio: Studio, watch: Watch) -> Fulfilled | Refused:
    """Clear the plan, render the preview and the whole, check both, credit and write everything.

    Where a rights holder has to hear it first, it is made as a private draft. Refused, with nothing
    written, where the license or a promise of the plan says no: at plan time, or by what was measured
    on the sound (`refused_by_its_sound`).
    """
    stopwatch = Stopwatch(watch)
    question = question_of(commission, studio)
    with stopwatch.stage("license", 0.0, 0.0):
        verdict = question.answer()
        approvals = yes_said(verdict, commission.asker, studio)
        if isinstance(verdict, NeedsApproval):  # until somebody said yes to its sound, for nobody else
            verdict = question.in_private()
    if not isinstance(verdict, Cleared):
        return verdict if isinstance(verdict, Refused) else Refused((), basis=verdict.basis)
    try:
        return _made(commission, question, verdict, approvals, studio, stopwatch)
    except Mismatch as found:
        return found.refused


def question_of(commission: Commission, studio: Studio) -> Question:
    """What clearance is to decide on: this plan and song, and who asks here and now."""
    song = commission.song
    plan = expand(commission.plan, song.facts.hearing, song.facts.stems)
    facts = Facts(
        purpose=commission.purpose,
        wishes=commission.wishes,
        output_license=commission.output_license,
        now=read_time(studio.now()),
        person=commission.asker.person,
        platform=commission.asker.platform,
        exports=tuple(dict.fromkeys(step.format for step in plan.of("format"))),
    )
    return Question(plan, sources_of(song, commission.asker, studio, commission.remakes), facts)


def refused_by_its_sound(refused: Refused) -> bool:
    """Whether the plan was allowed, and only what was rendered is not what it says."""
    return refused.basis is not None and refused.basis.facts.measured is not None


def loudness_for(plan: RemixPlan, song: Song, usual_lufs: float) -> float:
    """Where a remix is to be: as loud as the song where the plan promises so, else the usual loudness."""
    if any(keep.what == "loudness" for keep in plan.keep):
        return min(max(song.facts.hearing.loudness_lufs, -40.0), -6.0)
    return usual_lufs


def _made(
    commission: Commission,
    question: Question,
    cleared: Cleared,
    approvals: tuple[Approved, ...],
    studio: Studio,
    stopwatch: Stopwatch,
) -> Fulfilled:
    song, grants = commission.song, question.sources[0].grants
    sources = credited(song, grants, studio)
    recipe = begun(commission, grants, cleared.output_license, keep_hearing(song, studio.store))
    folder = commission.out or studio.settings.out / f"{slug(song.title)}-{recipe.id[:6]}"
    shown: list[tuple[Label, Preview]] = []
    verdicts: list[Cleared | NeedsApproval] = []

    def check(measured: Measured) -> None:
        verdict = question.answer(measured, approvals)
        if isinstance(verdict, Refused):
            raise Mismatch(verdict)
        verdicts.append(verdict)

    with Delivery(folder) as delivery:

        def show(remix: Remix, sound: Sound) -> None:
            disclosure = disclose(cleared.plan.steps, sound.separated_by)
            credits = credits_of(commission, sources, recipe, disclosure, sound.separation_note)
            label = Label(recipe, credits, disclosure, sources)
            path = deliver_preview(
                delivery, remix, label, studio.settings, to_post=bool(commission.fit_bytes)
            )
            lineage = (f"“{song.title}” by {song.artist} ({song.id})",)
            preview = Preview(path, credits.text, disclosure.sentence, lineage)
            shown.append((label, preview))
            stopwatch.preview_ready(preview)

        produced = produce(cleared, song, commission.target_lufs, studio, stopwatch, check, show)
        decided, (label, preview) = verdicts[-1], shown[0]
        label = replace(label, recipe=finished(recipe, produced, decided))
        with stopwatch.stage("files", 0.9, 1.0) as progress:
            files = deliver(delivery, produced, label, decided, progress)
            attached = _attached(commission, question, delivery, produced, label)
        recipe = label.recipe
        asks = drafted(recipe, song, decided, commission.asker, studio)
    return Fulfilled(
        commission, grants, cleared, decided, asks, produced, recipe, label.credits, label.disclosure,
        preview, {"preview": preview.sound, **files, **_named(attached)}, dict(stopwatch.seconds), attached,
    )  # fmt: skip


def _attached(
    commission: Commission, question: Question, delivery: Delivery, produced: Produced, label: Label
) -> Attached | None:
    """A file to hand on, where one is asked for and the license allows that kind of file."""
    if not commission.fit_bytes:
        return None
    handed = question.handing_out("opus")
    if isinstance(handed, Refused):
        return Attached(None, why=handed.text)
    return attach(delivery, produced, label, question.plan, commission.fit_bytes)


def _named(attached: Attached | None) -> dict[str, Path]:
    return {"attachment": attached.path} if attached and attached.path else {}


def credits_of(
    commission: Commission,
    sources: tuple[CreditSource, ...],
    recipe: Recipe,
    disclosure: Disclosure,
    stems_note: str,
) -> Credits:
    """Whose a remix is and what was changed, as a credit for all of its files."""
    song = commission.song
    steps_alone = commission.plan.model_copy(update={"keep": ()})  # a promise is no change
    changes = tuple(line.text for line in explain(steps_alone, commission.talk, song.facts))
    return credit(
        sources, commission.remixer, recipe.title, changes, disclosure, recipe.output_license, stems_note
    )
