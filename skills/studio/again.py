"""Again: a recipe is made once more, under today's license, and compared sample by sample."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from audio_engine.plan import FileFormat
from skills.catalog.recipe import Recipe
from skills.planning.talk import MAX_WORDS, Talk, Turn
from skills.rights.clearance import NeedsApproval, Refused
from skills.rights.judgement import PURPOSES, Purpose
from skills.studio.asker import Asker
from skills.studio.commission import Commission, Fulfilled, fulfil, question_of
from skills.studio.hearings import as_heard_then
from skills.studio.studio import Studio
from skills.talk.errors import BadInput
from skills.talk.watch import Watch

LARGEST_BYTES = 4_000_000


@dataclass(frozen=True)
class Remade:
    """A recipe, what was asked for from it, and what came out."""

    recipe: Recipe
    commission: Commission
    fulfilled: Fulfilled | Refused


def again(
    path: Path, out: Path | None, purpose: Purpose | None, asker: Asker, studio: Studio, watch: Watch
) -> Remade:
    """Make the remix of a recipe file, for its own purpose or another one, for whoever asks now.

    It is cleared anew, under the song's grants of today and at today's time. BadInput when the file is no
    recipe, or its song is not here.
    """
    recipe = read_recipe(path)
    commission = commission_of(recipe, purpose or purpose_of(recipe), asker, studio)
    commission = replace(commission, out=out)
    return Remade(recipe, commission, fulfil(commission, studio, watch))


def commission_of(recipe: Recipe, purpose: Purpose, asker: Asker, studio: Studio) -> Commission:
    """What a recipe asks for, with its song as it was heard when it was made.

    BadInput when its song is not here.
    """
    ingredient = recipe.ingredients[0]
    song = studio.store.song(ingredient.song_id)
    if song is None or song.content_sha256 != ingredient.content_sha256:
        needs = (
            f"This recipe needs “{ingredient.title}” by {ingredient.artist}, which is not in the catalogue"
        )
        raise BadInput(f"{needs}; add the very same file with `refrain songs add`.", f"{needs}.")
    return Commission(
        song=as_heard_then(song, ingredient.hearing_sha256, studio.store),
        plan=recipe.plan,
        talk=Talk(turns=tuple(Turn(words=words[:MAX_WORDS]) for words in recipe.requests)),
        remixer=recipe.remixer,
        purpose=purpose,
        target_lufs=recipe.target_lufs,
        asker=asker,
        remakes=_standing(recipe, purpose, asker, studio),
    )


def _standing(recipe: Recipe, purpose: Purpose, asker: Asker, studio: Studio) -> str:
    """The release that this remix is and stays for that purpose, "" where it would be a new one."""
    if not studio.register.stands_for(recipe, asker.name, purpose, studio.now()):
        return ""
    return studio.register.id_of(recipe, asker.name)


def against_export(
    recipe: Recipe, kinds: tuple[FileFormat, ...], asker: Asker, studio: Studio
) -> tuple[Commission, Refused] | None:
    """What stands, today, against writing those kinds of file of a remix; None when nothing does.

    A draft that waits for a yes may be written for oneself. BadInput when its song is not here.
    """
    commission = commission_of(recipe, purpose_of(recipe), asker, studio)
    question = question_of(commission, studio)
    exports = tuple(dict.fromkeys((*question.facts.exports, *kinds)))
    question = replace(question, facts=question.facts.model_copy(update={"exports": exports}))
    answer = question.answer()
    if isinstance(answer, NeedsApproval):
        answer = question.in_private()
    return (commission, answer) if isinstance(answer, Refused) else None


def read_recipe(path: Path) -> Recipe:
    """The recipe in a file; BadInput with the first thing that is wrong with it."""
    try:
        if path.stat().st_size > LARGEST_BYTES or not path.is_file():
            raise BadInput(f"{path} is no recipe of Refrain: a recipe is a small JSON file.")
        return Recipe.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise BadInput(f"There is no file {path}.") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise BadInput(f"{path} is no recipe of Refrain: {place}: {first['msg']}.") from None


def purpose_of(recipe: Recipe) -> Purpose:
    """What a remix was made for; a private preview where that is no purpose of today."""
    return next((purpose for purpose in PURPOSES if purpose == recipe.purpose), "private_preview")
