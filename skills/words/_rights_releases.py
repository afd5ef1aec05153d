"""Remixes that are let out: the last check, the questions to rights holders and their answers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from skills.catalog.recipe import Recipe
from skills.rights.decision import Answer, Cleared, NeedsApproval
from skills.rights.judgement import PURPOSE_WORDS, Purpose
from skills.rights.wording import listed
from skills.studio.again import read_recipe
from skills.studio.asker import asker_of
from skills.studio.casebook import Case
from skills.studio.circumstances import facts_of, stated, time_words
from skills.studio.recipes import remix_title
from skills.studio.register.asking import Ask
from skills.studio.register.faults import moment
from skills.studio.register.publishing import Showing
from skills.studio.register.publishing import publish as let_out
from skills.studio.register.releases import Release
from skills.studio.studio import Studio
from skills.talk.errors import BadInput
from skills.talk.hints import told_at
from skills.talk.reply import Block, Reply
from skills.talk.request import Request
from skills.words._rights_held import minute
from skills.words._rights_told import told_verdict

REMIX = "remix.flac"


def publish(request: Request, studio: Studio) -> Reply:
    """The last check of `options["recipe"]` with the facts of this moment; what is cleared is published."""
    if not request.options.get("recipe"):
        raise BadInput(
            "Say which recipe: refrain rights publish RECIPE.json --purpose noncommercial_share",
            "Say which remix is to be published.",
        )
    path = Path(request.options["recipe"])
    recipe, asked = read_recipe(path), stated(request.options)
    asker = asker_of(request, studio.settings)
    usual = {"platform": asker.platform, "person": asker.person.model_dump(exclude_none=True)}
    facts = facts_of(usual, stated({"purpose": recipe.purpose}), asked)
    _check_unchanged(recipe, path, studio)
    sound_sha256 = _heard(path.parent / REMIX)
    release = studio.register.draft(recipe, request.person, studio.now())
    showing = Showing(
        wishes=facts.wishes,
        output_license=facts.output_license,
        platform=facts.platform,
        exports=facts.exports,
        rating=facts.rating,
        standards=facts.standards,
        models=facts.models,
        sound_sha256=sound_sha256,
    )
    when = studio.register.published_for(release, facts.purpose, studio.now())
    if when and sound_sha256 == release.sound_sha256 and set(asked) <= {"purpose", "person"}:
        return _told_before(release, facts.purpose, when)
    answer = let_out(release.id, facts.purpose, facts.person, request.person, studio, showing)
    asks = studio.register.ask(release.id, answer, studio.now()) if isinstance(answer, NeedsApproval) else ()
    return _told(release, answer, asks, studio)


def requests(request: Request, studio: Studio) -> Reply:
    """What rights holders are asked and have not answered; with `options["all"]` the answered ones too."""
    asks = studio.register.asks(open_only=not request.options.get("all"), now=studio.now())
    lines = tuple(line for one in asks for line in _ask_lines(one, studio))
    title = f"{len(asks)} request{'' if len(asks) == 1 else 's'}" + (
        "" if request.options.get("all") else " that can be answered"
    )
    how = told_at(
        request.platform,
        "`refrain rights approve NUMBER` says yes to one, `refrain rights decline NUMBER` says no.",
        "Each is answered by its number, with a yes or a no.",
    )
    answerable = any(one.said == "open" for one in asks)
    blocks = (Block(title, lines), *([Block(how, ())] if answerable else []))
    return Reply(blocks=blocks, data={"requests": [ask_data(one, studio) for one in asks]})


def approve(request: Request, studio: Studio) -> Reply:
    """Say yes to a request."""
    return _answered(request, studio, yes=True)


def decline(request: Request, studio: Studio) -> Reply:
    """Say no to a request."""
    return _answered(request, studio, yes=False)


def ask_data(one: Ask, studio: Studio) -> dict[str, Any]:
    """A request as JSON values."""
    release = studio.register.release(one.release_id, studio.now())
    return {
        "id": one.id,
        "release": one.release_id,
        "title": release.recipe.title,
        "person": release.person,
        "song": one.song_id,
        "grant": one.grant_hash,
        "purpose": one.purpose,
        "text": one.text,
        "asked_at": one.asked_at,
        "until": time_words(one.until),
        "said": one.said,
        "by": one.by,
    }


def _answered(request: Request, studio: Studio, yes: bool) -> Reply:
    named = str(request.options.get("id") or "").strip().lstrip("#")
    if not (named.isascii() and named.isdecimal() and len(named) < 18):
        told = f"“{named[:40]}” is no request"
        raise BadInput(f"{told}; `refrain rights requests` shows their numbers.", f"{told}; name its number.")
    one = studio.register.answer(int(named), yes, request.person, studio.now())
    title = studio.register.release(one.release_id, studio.now()).recipe.title
    purpose = PURPOSE_WORDS[one.purpose]
    told = f"“{title}” may be published for {purpose}." if yes else f"“{title}” stays a private draft."
    return Reply(
        blocks=(Block(f"Request {one.id}: {one.said}", (told,)),), data={"request": ask_data(one, studio)}
    )


def _ask_lines(one: Ask, studio: Studio) -> tuple[str, ...]:
    release = studio.register.release(one.release_id, studio.now())
    song = studio.store.song(one.song_id)
    of = f" of “{song.title}”" if song else ""
    by = f" by {one.by}" if one.by else ""
    stands = f"open until {minute(one.until)}" if one.said == "open" else f"{one.said}{by}"
    return (
        f"{one.id}  “{release.recipe.title}”, a remix{of} by {release.person}, "
        f"for {PURPOSE_WORDS[one.purpose]}: {stands}",
    )


def _told(release: Release, answer: Answer, asks: tuple[Ask, ...], studio: Studio) -> Reply:
    basis = answer.basis
    if basis is None:
        reasons = tuple(reason.text for reason in getattr(answer, "reasons", ()))
        return Reply(
            "refused", (Block("Not published", reasons),), {"published": False, "why": list(reasons)}
        )
    songs = (studio.store.song(source.id) for source in basis.sources)
    titles = tuple(song.title if song else "a song that is gone" for song in songs)
    case = Case(release.recipe.title, release.plan, basis.sources, titles, basis.facts, {}, by_hand=False)
    now = studio.register.release(release.id, studio.now()).state
    lines = tuple(line for one in asks for line in _ask_lines(one, studio))
    told = told_verdict(case, answer, declined=tuple(one for one in asks if one.said == "no"))
    head = f"Published: “{case.title}” is {now} now" if isinstance(answer, Cleared) else "Not published"
    data = {"published": isinstance(answer, Cleared), "release": release.id, "state": now,
            "requests": [ask_data(one, studio) for one in asks]}  # fmt: skip
    return Reply(told.outcome, (Block(head, lines), *told.blocks), dict(told.data) | data)


def _told_before(release: Release, purpose: Purpose, when: str) -> Reply:
    """That it was published for this purpose before, and is so still."""
    title = release.recipe.title
    told = f"It was published for {PURPOSE_WORDS[purpose]} on {minute(moment(when))}; nothing was done."
    data = {"published": True, "release": release.id, "state": release.state, "published_at": when,
            "requests": []}  # fmt: skip
    return Reply(blocks=(Block(f"Published already: “{title}” is {release.state}", (told,)),), data=data)


def _check_unchanged(recipe: Recipe, path: Path, studio: Studio) -> None:
    """BadInput where the file tells another story of its remix than what was kept when it was made.

    A song may have got another name since then, and its remix with it.
    """
    kept = studio.register.own_copy(recipe)
    song = studio.store.song(recipe.ingredients[0].song_id)
    titles = {kept.title, remix_title(song, recipe.plan) if song else ""}
    told = {
        "title": recipe.title in titles,
        "pcm_sha256": recipe.pcm_sha256 == kept.pcm_sha256,
        "track_sha256": _agree(recipe.track_sha256, kept.track_sha256),
        "measured": _agree(recipe.measured, kept.measured),
    }
    changed = [name for name, same in told.items() if not same]
    if changed:
        why = (
            f"{path.name} was changed after it was made; what it says as {listed(changed)} is not what "
            "Refrain wrote down."
        )
        again = f"`refrain remix --recipe {path}` makes the remix again, with a recipe that can be published."
        raise BadInput(f"{why} {again}", f"{why} Make the remix again.")


def _agree(told: Mapping[str, Any], kept: Mapping[str, Any]) -> bool:
    """Whether all that both of them tell is the same; a newer version may tell more."""
    return all(told[name] == kept[name] for name in told.keys() & kept.keys())


def _heard(sound: Path) -> str:
    """The hash of the samples of the remix beside its recipe; BadInput where there is none."""
    if not sound.is_file():
        raise BadInput(
            f"There is no {sound.name} in {sound.parent}; a remix is published from the folder that "
            "`refrain remix` has written.",
            "The sound of this remix is no longer here; make it again.",
        )
    from audio_engine.audio import pcm_hash
    from audio_engine.files.store_audio import read_flac

    return pcm_hash(read_flac(sound))
