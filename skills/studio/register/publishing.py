"""Publishing: one question to clearance with fresh facts, and one transaction in which its answer counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from audio_engine.plan.other import FileFormat
from skills.catalog.recipe import Recipe
from skills.rights.clearance import clear
from skills.rights.decision import Answer, Cleared, Refused
from skills.rights.judgement import Facts, Measured, Person, Purpose, Rating, Reason, Standard, Wish
from skills.rights.life import HEARD, PUBLISHABLE, ReleaseState, day_of, is_for_good, state_for
from skills.studio.register.asking import approvals
from skills.studio.register.events import add_event, events_of_release, events_of_song, grant_of_hash
from skills.studio.register.faults import NotPossible, moment
from skills.studio.register.grants import lives_of
from skills.studio.register.releases import (
    Release,
    facts_of,
    id_of,
    release,
    songs_in,
    stands_on,
    state_of,
    under,
)
from skills.studio.register.sources import sources
from skills.studio.whole_numbers import ends_ppm, in_ms, in_ppm

if TYPE_CHECKING:
    from skills.studio.store import Store
    from skills.studio.studio import Studio


@dataclass(frozen=True)
class Showing:
    """What the one who publishes states of it, beside purpose and person; see `Facts`.

    sound_sha256: of the samples in the file that is to be shown, None where no file was looked at.
    """

    wishes: tuple[Wish, ...] = ()
    output_license: str | None = None
    platform: str | None = None
    exports: tuple[FileFormat, ...] = ()
    rating: Rating | None = None
    standards: tuple[Standard, ...] = ()
    models: tuple[str, ...] = ()
    sound_sha256: str | None = None


@dataclass(frozen=True)
class Published:
    """What is kept of a publication, so that it can be decided again: hashes, and what was owed."""

    at: str
    purpose: Purpose
    grants: tuple[tuple[str, str], ...]
    plan_hash: str
    facts_hash: str
    rules_version: str
    output_license: str
    duties: tuple[Mapping[str, Any], ...]


def publish(
    release_id: str,
    purpose: Purpose,
    person: Person,
    who: str,
    studio: Studio,
    showing: Showing | None = None,
) -> Answer:
    """Clear a release with the facts of this moment, and let it out only where the answer is Cleared.

    Nobody else writes from the counting to the keeping, so that no quota is overrun. Any other answer
    leaves the release as it was. who: must be the one whose release it is. NotPossible for a release
    that is not there or not theirs, and for a purpose that shows it to nobody.
    """
    if purpose == "private_preview":
        raise NotPossible("release.private", "A private preview is shown to nobody; choose another purpose.")
    store, showing = studio.store, showing or Showing()
    with store.writing():
        at = studio.now()
        found = release(store, release_id, at)
        if found.person != who:
            raise NotPossible("release.not_yours", "Only the one who made a remix can publish it.")
        refused = _cannot(found, state_of(store, release_id, moment(at), held_back=False), showing)
        if refused:
            return Refused(refused)
        asked = sources(store, found.recipe.ingredients, who, at, besides=release_id)
        answer = clear(found.plan, asked, _facts(store, found, purpose, person, showing, at))
        if isinstance(answer, Cleared):
            _let_out(store, found, purpose, answer, at)
        return answer


def _cannot(found: Release, state: ReleaseState, showing: Showing) -> tuple[Reason, ...]:
    """Why a release cannot be published whatever the grants say.

    state: without what holds a song in it back, of which clearance tells more.
    """
    if state not in PUBLISHABLE:
        code = f"release.{state.replace(' ', '_')}"
        return (Reason(code, "house", _ENDED[state], (), "draft", state, "state"),)
    if showing.sound_sha256 not in (None, found.sound_sha256):
        text = "The sound is not the one that was made from this plan; make the remix again."
        got = str(showing.sound_sha256)[:64]
        return (Reason("render.mismatch", "house", text, (), found.sound_sha256, got, "sha256"),)
    return ()


_ENDED: Mapping[ReleaseState, str] = {
    "frozen": "The grant that this remix earned money under was taken back; it stays frozen.",
    "taken down": "This remix was taken down; it cannot be published.",
}


def _facts(
    store: Store, found: Release, purpose: Purpose, person: Person, showing: Showing, at: str
) -> Facts:
    return Facts(
        purpose=purpose,
        wishes=showing.wishes,
        output_license=showing.output_license,
        now=moment(at),
        person=person,
        platform=showing.platform,
        exports=showing.exports,
        rating=showing.rating,
        standards=showing.standards,
        models=showing.models,
        approvals=approvals(store, found.id, at, purpose),
        measured=measured(found.recipe, facts_of(store, found.recipe.ingredients[0]).hearing.loudness_lufs),
    )


def measured(recipe: Recipe, song_lufs: float) -> Measured:
    """What was measured on a recipe's sound; NotPossible where the recipe does not tell it.

    song_lufs: how loud the song itself is.
    """
    known = recipe.measured
    try:
        tempo, pitch, lufs = (known.get(name) for name in ("tempo_ratio", "pitch_cents", "loudness_lufs"))
        audible = known.get("audible_stems")
        return Measured(
            tempo_ratio_ppm=None if tempo is None else in_ppm(float(tempo)),
            tempo_parts_ppm=ends_ppm([float(ratio) for _, _, ratio in known.get("part_tempo_ratios", ())]),
            tempo_untold_ms=in_ms(known.get("tempo_untold_seconds", ())),
            pitch_cents=None if pitch is None else round(float(pitch)),
            audible_stems=None if audible is None else tuple(audible),
            loudness_change_mlu=None if lufs is None else round(1000 * (float(lufs) - song_lufs)),
            seconds_ms=round(1000 * float(known["seconds"])),
            sound_sha256=recipe.pcm_sha256,
        )
    except (KeyError, TypeError, ValueError, OverflowError, ValidationError):
        text = "What was measured on this remix cannot be read; make it again."
        raise NotPossible("render.not_measured", text) from None


def _let_out(store: Store, found: Release, purpose: Purpose, cleared: Cleared, at: str) -> None:
    basis = cleared.basis
    event = add_event(
        store, "published", found.person, at,
        release_id=found.id,
        state=state_for(purpose),
        purpose=purpose,
        plan_hash=basis.plan_hash,
        facts_hash=basis.facts_hash,
        rules_version=basis.rules_version,
        output_license=cleared.output_license,
        duties=[duty._asdict() for duty in cleared.duties],
    )  # fmt: skip
    stands_on(store, found.id, event, found.recipe, at)
    for song_id in songs_in(store, found.recipe):
        sql = "insert or ignore into counted values (?, ?, ?, ?)"
        store.write(sql, found.id, song_id, found.person, day_of(moment(at)))


def published(store: Store, release_id: str) -> Published | None:
    """What is kept of the last publication of a release, or None where it never was."""
    told = [event for event in events_of_release(store, release_id) if event.kind == "published"]
    if not told:
        return None
    said = told[-1].said
    names = ("purpose", "plan_hash", "facts_hash", "rules_version", "output_license")
    return Published(
        at=told[-1].at,
        grants=under(store, release_id).grants,
        duties=tuple(said["duties"]),
        **{name: said[name] for name in names},
    )


def stands_for(store: Store, recipe: Recipe, person: str, purpose: Purpose, now: str | int) -> bool:
    """Whether a remix of that person was made for this purpose, and nothing has ended it since.

    In private a draft stands too, and what is off the list where no grant's end can have put it there.
    """
    release_id = id_of(store, recipe, person)
    if not store.read("select 1 from release where id = ? and person = ?", release_id, person):
        return False
    state = state_of(store, release_id, moment(now), held_back=False)
    if purpose == "private_preview" and state == "unlisted":
        grants = (grant_of_hash(store, one) for _, one in under(store, release_id).grants)
        return all(is_for_good(grant) for grant in grants)
    if purpose == "private_preview":
        return state in PUBLISHABLE
    last = published(store, release_id)
    return state in HEARD and last is not None and last.purpose == purpose


def published_for(store: Store, found: Release, purpose: Purpose, now: str | int) -> str:
    """When a release was published for that purpose, as ISO 8601 text; "" where publishing again changes it.

    That is where it is not published now, or where other grants took the place of those it stands under.
    """
    last = published(store, found.id)
    if last is None or last.purpose != purpose or found.state not in HEARD:
        return ""
    lives = {song: lives_of(events_of_song(store, song), now) for song, _ in last.grants}
    superseded = any(lives[song][grant].state == "superseded" for song, grant in last.grants)
    return "" if superseded else last.at
