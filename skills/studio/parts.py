"""Parts: the tracks of a remix that was made, each as a file of its own, as far as its license lets them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from audio_engine.audio import pcm_hash
from skills.catalog.recipe import Recipe
from skills.provenance.credits import Credits
from skills.provenance.disclosure import Disclosure, disclose
from skills.rights.clearance import Cleared, Measured, NeedsApproval, Refused
from skills.rights.grant import Grant
from skills.rights.terms.stems import Stems
from skills.studio.again import commission_of, purpose_of
from skills.studio.asker import Asker
from skills.studio.commission import Commission, Question, credits_of, question_of
from skills.studio.crediting import credited
from skills.studio.delivery import Delivery, Label
from skills.studio.drafting import yes_said
from skills.studio.parts_files import (
    Fit,
    Written,
    kept,
    loudest_fit,
    remove_others,
    write,
    write_kept,
)
from skills.studio.production import measured
from skills.studio.stopwatch import STEMS, Stopwatch
from skills.studio.studio import Studio
from skills.talk.errors import BadInput
from skills.talk.watch import Watch

TRACKS = "tracks"


@dataclass(frozen=True)
class Parts:
    """The tracks as they lie in their files, and everything that must be said of them.

    decided: what clearance said of handing them out, also of their sound.
    """

    commission: Commission
    recipe: Recipe
    grants: tuple[Grant, ...]
    decided: Cleared
    credits: Credits
    disclosure: Disclosure
    written: Written


@dataclass(frozen=True)
class Withheld:
    """The tracks may not be handed out."""

    commission: Commission
    refused: Refused


def parts_of(
    recipe: Recipe, folder: Path, fit: Fit | None, asker: Asker, studio: Studio, watch: Watch
) -> Parts | Withheld:
    """Make the remix of a recipe once more and write its tracks: FLAC, or Ogg Opus that fits.

    It is cleared anew for whoever asks now, with the wish of handing out stems, and again by what was
    measured. Tracks of the same recipe that lie in the folder already, and fit, are handed out as they are.
    BadInput where the song is not here, or the tracks are too long to fit.
    """
    commission = commission_of(recipe, purpose_of(recipe), asker, studio)
    commission = replace(commission, wishes=("export-stems",))
    question = question_of(commission, studio)
    kinds = dict.fromkeys((*question.facts.exports, "flac" if fit is None else "opus"))
    question = replace(question, facts=question.facts.model_copy(update={"exports": tuple(kinds)}))
    stopwatch = Stopwatch(watch)
    with stopwatch.stage("license", 0.0, 0.0):
        verdict = question.answer()
        if isinstance(verdict, NeedsApproval):
            verdict = question.in_private()
    if not isinstance(verdict, Cleared):
        refused = verdict if isinstance(verdict, Refused) else Refused((), basis=verdict.basis)
        return Withheld(commission, refused)
    return _Making(recipe, commission, question, verdict, studio, stopwatch).into(folder, fit)


@dataclass(frozen=True)
class _Making:
    """The making of tracks that may be handed out, as far as the plan tells."""

    recipe: Recipe
    commission: Commission
    question: Question
    cleared: Cleared
    studio: Studio
    stopwatch: Stopwatch

    def into(self, folder: Path, fit: Fit | None) -> Parts | Withheld:
        found = kept(folder, self.recipe, fit)
        if found is None or found.separate != self._may_separate():
            return self._anew(folder, fit)
        refused = self._against(found.measured)
        return refused or self._told(found)

    def _anew(self, folder: Path, fit: Fit | None) -> Parts | Withheld:
        song, workshop = self.commission.song, self.studio.workshop
        with self.stopwatch.stage(STEMS, 0.0, 0.2) as progress:
            source = workshop.source_apart(song, self.cleared.plan, self._may_separate(), progress)
        with self.stopwatch.stage(TRACKS, 0.2, 0.8) as progress:
            remix, tracks = workshop.render_apart(self.cleared, source, self.commission.target_lufs, progress)
            hashed = pcm_hash(remix.samples, progress)
            found = measured(remix.facts, song.facts.hearing.loudness_lufs, hashed)
        if refused := self._against(found):
            return refused
        with self.stopwatch.stage("files", 0.8, 1.0) as progress, Delivery(folder) as delivery:
            chosen = loudest_fit(tracks, fit)
            disclosure = disclose(self.cleared.plan.steps, source.separated_by)
            label = self._labelled(disclosure, source.separation_note)
            written = write(delivery, chosen, label, fit, progress)
            written = replace(
                written,
                measured=found,
                same=hashed == self.recipe.pcm_sha256,
                separate=self._may_separate(),
                gain_db=remix.gain_db,
                limited_db=remix.limited_db,
                separated_by=source.separated_by,
                separation_note=source.separation_note,
            )
            remove_others(folder, written)
            write_kept(delivery, self.recipe, written)
        return self._told(written)

    def _may_separate(self) -> bool:
        """Whether all who speak for the recording let its mix be taken apart."""
        grants = (grant for grant in self.question.sources[0].grants if "sound_recording" in grant.covers)
        return all(grant.section(Stems).separate for grant in grants)

    def _against(self, found: Measured) -> Withheld | None:
        """What stands against the sound as it came out."""
        approvals = yes_said(self.question.answer(), self.commission.asker, self.studio)
        verdict = self.question.answer(found, approvals)
        return Withheld(self.commission, verdict) if isinstance(verdict, Refused) else None

    def _labelled(self, disclosure: Disclosure, note: str) -> Label:
        grants = self.question.sources[0].grants
        sources = credited(self.commission.song, grants, self.studio)
        credits = credits_of(self.commission, sources, self.recipe, disclosure, note)
        return Label(self.recipe, credits, disclosure, sources)

    def _told(self, written: Written) -> Parts:
        disclosure = disclose(self.cleared.plan.steps, written.separated_by)
        label = self._labelled(disclosure, written.separation_note)
        return Parts(
            self.commission, self.recipe, self.question.sources[0].grants, self.cleared, label.credits,
            disclosure, written,
        )  # fmt: skip


def recipe_of_release(release_id: str, studio: Studio) -> Recipe:
    """The recipe of a remix by its number in the register; BadInput where it is not there or taken down."""
    release = studio.register.release(release_id, studio.now())
    if release.state == "taken down":
        raise BadInput("This remix was taken down; nothing of it is handed out.")
    return release.recipe
