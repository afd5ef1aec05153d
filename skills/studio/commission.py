"""A commission: a plan for a song is cleared, made, checked, credited and delivered, or refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audio_engine import ENGINE_VERSION
from audio_engine.expand import expand
from audio_engine.plan import RemixPlan
from audio_engine.source import Source as Sound
from skills.catalog.recipe import Ingredient, Recipe
from skills.catalog.song import Song
from skills.planning.talk import Talk
from skills.planning.telling.explain import explain
from skills.provenance.credits import Credits, CreditSource, credit
from skills.provenance.disclosure import Disclosure, disclose
from skills.rights.clearance import Cleared, NeedsApproval, Refused, clear
from skills.rights.grant import Grant
from skills.rights.judgement import Facts, Measured, Purpose, Source, Wish
from skills.studio.correcting import keep_hearing
from skills.studio.delivery import Delivery, deliver, deliver_preview
from skills.studio.describing import slug
from skills.studio.production import Mismatch, Produced, produce
from skills.studio.stopwatch import Stopwatch
from skills.studio.studio import Studio
from skills.talk.reply import Preview
from skills.talk.watch import Watch

if TYPE_CHECKING:
    from audio_engine.render import Remix


@dataclass(frozen=True)
class Commission:
    """What somebody wants made.

    out: the folder for the files, None for one of its own. target_lufs: where the plan names no
    loudness. talk: where the words that the plan's `because` spans count in were said.
    """

    song: Song
    plan: RemixPlan
    talk: Talk
    remixer: str
    purpose: Purpose = "private_preview"
    wishes: tuple[Wish, ...] = ()
    output_license: str | None = None
    out: Path | None = None
    target_lufs: float = -14.0


@dataclass(frozen=True)
class Fulfilled:
    """What was made, with everything that must be said of it."""

    commission: Commission
    grant: Grant
    cleared: Cleared
    produced: Produced
    recipe: Recipe
    credits: Credits
    disclosure: Disclosure
    preview: Preview
    files: Mapping[str, Path]
    seconds: Mapping[str, float]


def fulfil(commission: Commission, studio: Studio, watch: Watch) -> Fulfilled | Refused:
    """Clear the plan, render the preview and the whole, check both, credit and write everything.

    Refused, with nothing written, where the license or a promise of the plan says no: at plan time,
    or by what was measured on the sound.
    """
    stopwatch = Stopwatch(watch)
    song, grant = commission.song, studio.grant_of(commission.song)
    plan = expand(commission.plan, song.facts.hearing, song.facts.stems)
    source = Source(song=song.facts, grants=(grant,), id=song.id)
    with stopwatch.stage("license", 0.0, 0.0):
        verdict = clear(plan, (source,), _facts(commission, None))
        if isinstance(verdict, NeedsApproval):  # until somebody said yes, it is made for nobody else
            verdict = clear(plan, (source,), _facts(replace(commission, purpose="private_preview"), None))
    if not isinstance(verdict, Cleared):
        return verdict if isinstance(verdict, Refused) else Refused(())
    try:
        return _made(commission, grant, verdict, studio, stopwatch)
    except _Found as found:
        return found.refused


def loudness_for(plan: RemixPlan, song: Song, usual_lufs: float) -> float:
    """Where a remix is to be: as loud as the song where the plan promises so, else the usual loudness."""
    if any(keep.what == "loudness" for keep in plan.keep):
        return min(max(song.facts.hearing.loudness_lufs, -40.0), -6.0)
    return usual_lufs


class _Found(Mismatch):
    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.text)
        self.refused = refused


def _facts(commission: Commission, measured: Measured | None) -> Facts:
    return Facts(
        purpose=commission.purpose,
        wishes=commission.wishes,
        output_license=commission.output_license,
        measured=measured,
    )


def _made(
    commission: Commission, grant: Grant, cleared: Cleared, studio: Studio, stopwatch: Stopwatch
) -> Fulfilled:
    song = commission.song
    recipe = _recipe(commission, grant, cleared, keep_hearing(song, studio))
    folder = commission.out or studio.settings.out / f"{slug(song.title)}-{recipe.id[:6]}"
    shown: list[tuple[Credits, Disclosure, Preview]] = []

    def check(measured: Measured) -> None:
        verdict = clear(
            cleared.plan,
            (Source(song=song.facts, grants=(grant,), id=song.id),),
            _facts(commission, measured),
        )
        if isinstance(verdict, Refused):
            raise _Found(verdict)

    with Delivery(folder) as delivery:

        def show(remix: Remix, sound: Sound) -> None:
            disclosure = disclose(cleared.plan.steps, sound.separated_by)
            credits = _credits(commission, grant, cleared, disclosure, recipe.title, sound.separation_note)
            path = deliver_preview(delivery, remix, recipe, credits, disclosure, grant, studio.settings)
            lineage = (f"“{song.title}” by {song.artist} ({song.id})",)
            preview = Preview(path, credits.text, disclosure.sentence, lineage)
            shown.append((credits, disclosure, preview))
            stopwatch.preview_ready(preview)

        produced = produce(cleared, song, commission.target_lufs, studio, stopwatch, check, show)
        credits, disclosure, preview = shown[0]
        recipe = _finished(recipe, produced, cleared)
        with stopwatch.stage("files", 0.9, 1.0) as progress:
            files = deliver(delivery, produced, recipe, credits, disclosure, grant, cleared, progress)
    studio.store.add_remix(recipe.id, song.id, recipe.model_dump(mode="json"), studio.now())
    return Fulfilled(
        commission, grant, cleared, produced, recipe, credits, disclosure, preview,
        {"preview": preview.sound, **files}, dict(stopwatch.seconds),
    )  # fmt: skip


def _recipe(commission: Commission, grant: Grant, cleared: Cleared, hearing_sha256: str) -> Recipe:
    song = commission.song
    ingredient = Ingredient(
        song_id=song.id,
        title=song.title,
        artist=song.artist,
        content_sha256=song.content_sha256,
        grant_hash=grant.hash,
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
        output_license=cleared.output_license,
        target_lufs=commission.target_lufs,
    )


def remix_title(song: Song, plan: RemixPlan) -> str:
    """The song's title with what kind of remix it is."""
    styles = dict.fromkeys(step.name for step in plan.of("style"))
    return f"{song.title} ({' '.join((*styles, 'remix'))})"


def _credits(
    commission: Commission,
    grant: Grant,
    cleared: Cleared,
    disclosure: Disclosure,
    title: str,
    stems_note: str,
) -> Credits:
    song = commission.song
    steps_alone = commission.plan.model_copy(update={"keep": ()})  # a promise is no change
    changes = tuple(line.text for line in explain(steps_alone, commission.talk, song.facts))
    source = CreditSource(**grant.credit_fields(song))
    return credit(
        (source,), commission.remixer, title, changes, disclosure, cleared.output_license, stems_note
    )


def _finished(recipe: Recipe, produced: Produced, cleared: Cleared) -> Recipe:
    facts = produced.whole.facts
    measured: dict[str, Any] = {
        "seconds": round(facts.seconds, 3),
        "tempo_ratio": facts.tempo_ratio and round(facts.tempo_ratio, 5),
        "pitch_cents": facts.pitch_cents and round(facts.pitch_cents, 1),
        "loudness_lufs": round(facts.loudness_lufs, 2),
        "true_peak_dbtp": round(facts.true_peak_dbtp, 2),
        "audible_stems": list(facts.audible) if facts.audible is not None else None,
    }
    ingredient = recipe.ingredients[0].model_copy(update={"separation": produced.source.separation_note})
    return recipe.model_copy(
        update={
            "ingredients": (ingredient,),
            "pcm_sha256": produced.pcm_sha256,
            "track_sha256": dict(produced.whole.track_hashes),
            "measured": measured,
        }
    )
