"""Written: a recipe that a person wrote by hand, with its own songs and their grants, read and checked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from audio_engine.grid import Grid, Hearing, Section
from audio_engine.plan import RemixPlan
from audio_engine.units import StemName
from skills.catalog.song import SongFacts
from skills.rights.base import spdx_id_of
from skills.rights.faults import fault_words
from skills.rights.grant import Closed, Grant
from skills.rights.judgement import Source, Standing
from skills.rights.license import MAX_BYTES, BadGrant, parse_grant
from skills.rights.reading import reading_words, strict_json
from skills.rights.spelling import did_you_mean
from skills.studio.stated import stated_key
from skills.talk.errors import BadInput

LARGEST_BYTES = 4_000_000
NO_NOTICE = (
    "{license} wants its copyright and permission notice to travel along: give it a grant.toml with "
    "`notice_text` under [credit], the whole text of the notice."
)


class WrittenSong(Closed):
    """A song as a person knows it: no sound, only what a license may have a say in.

    key: as in "A minor", "" where it is not known. seconds: its length. stems: the rights holder's own.
    sections: in order, in seconds. grants: files of grants beside the recipe, or the short id of a known
    license. id: by which a grant of another song may name it.
    """

    title: str = Field(min_length=1, max_length=200)
    artist: str = Field(default="", max_length=200)
    id: str = Field(default="", pattern="^([0-9a-f]{12})?$")
    tempo_bpm: float = Field(ge=20, le=400)
    beats_per_bar: int = Field(default=4, ge=1, le=12)
    key: str = Field(default="", max_length=20)
    seconds: float = Field(gt=0, le=3600)
    stems: tuple[StemName, ...] = Field(default=(), max_length=6)
    sections: tuple[Section, ...] = Field(default=(), max_length=200)
    grants: tuple[str, ...] = Field(max_length=16)
    standing: Standing = Standing()


class WrittenRecipe(Closed):
    """A plan, what it is for, its songs (the first is the one that is remixed) and the facts stated.

    facts: the fields of `Facts`, and `at` for the time as people write it.
    """

    title: str = Field(default="", max_length=300)
    plan: RemixPlan
    purpose: str = Field(default="", max_length=40)
    songs: tuple[WrittenSong, ...] = Field(min_length=1, max_length=16)
    facts: dict[str, Any] = Field(default_factory=dict)


def read_json(path: Path) -> dict[str, Any]:
    """The table in a JSON file; BadInput for a file that is none, with what is wrong."""
    try:
        if not path.is_file() or path.stat().st_size > LARGEST_BYTES:
            found = path.exists()
            raise BadInput(f"{path} is no recipe: a recipe is a small JSON file." if found
                           else f"There is no file {path}.")  # fmt: skip
        data = strict_json(path.read_bytes(), "recipe")
    except RecursionError:
        raise BadInput(f"{path} is nested too deeply to be a recipe.") from None
    except ValueError as error:
        told = reading_words(str(error).split("\n", 1)[0].rstrip(".")[:200])
        raise BadInput(f"{path} is no JSON that can be read: {told}.") from None
    if not isinstance(data, dict):
        raise BadInput(f"{path} is no recipe: it must be a table in braces.")
    return data


def read_written(data: dict[str, Any], path: Path) -> WrittenRecipe:
    """The recipe in a table; BadInput with the first thing that is wrong with it."""
    try:
        return WrittenRecipe.model_validate_json(json.dumps(data))
    except ValidationError as error:
        raise BadInput(f"{path.name}: {_fault(error)}") from None


def source_of(song: WrittenSong, folder: Path) -> Source:
    """The song as clearance takes it, with its grants read from beside the recipe."""
    if any(s.end_seconds > song.seconds + 1e-6 or s.start_seconds >= s.end_seconds for s in song.sections):
        raise BadInput(f"A section of “{song.title}” ends before it starts, or after the song.")
    beat = 60.0 / song.tempo_bpm
    grid = Grid(
        tempo_bpm=song.tempo_bpm,
        beats_per_bar=song.beats_per_bar,
        beats_seconds=tuple(n * beat for n in range(max(1, int(song.seconds / beat)))),
        sections=song.sections,
        seconds=song.seconds,
    )
    hearing = Hearing(grid=grid, key=stated_key({"key": song.key}), loudness_lufs=-14, true_peak_dbtp=-1)
    grants = tuple(read_grant(name, folder) for name in song.grants)
    facts = SongFacts(hearing=hearing, stems=song.stems)
    return Source(song=facts, grants=grants, id=song.id, standing=song.standing)


def with_notice(grant: Grant) -> Grant:
    """The grant itself; BadInput where its license wants a notice to travel along and it has none."""
    if grant.base.family == "MIT" and not grant.credit.notice_text:
        raise BadInput(NO_NOTICE.format(license=grant.license))
    return grant


def read_grant(name: str, folder: Path) -> Grant:
    """The grant in a file, named from a folder, or that of a known license by its short id.

    BadInput when there is none, or for what is wrong with it.
    """
    known = spdx_id_of(name)
    if known is not None:
        return with_notice(parse_grant(f'license = "{known}"', name))
    path = folder / name
    try:
        if path.is_dir():
            raise BadInput(f"{str(path)[:200]} is a folder; name a .toml file of terms in it.")
        if path.suffix not in (".toml", ".json") or not path.is_file():
            how = "name a .toml file of terms, or a license such as CC-BY-4.0"
            raise BadInput(f"There is no grant {str(path)[:200]}; {how}.")
        if path.stat().st_size > MAX_BYTES:
            raise BadInput(f"{path} is larger than {MAX_BYTES // 1000} kB; a grant is a page at most.")
        return with_notice(parse_grant(path.read_bytes(), path.name))
    except BadGrant as error:
        raise BadInput(str(error)) from None
    except OSError as error:
        raise BadInput(f"The grant {str(path)[:200]} cannot be read: {error.strerror}.") from None


def _fault(error: ValidationError) -> str:
    """The first fault as a sentence with the place it is at."""
    first = error.errors(include_url=False)[0]
    path = [str(part) for part in first["loc"]]
    place = ".".join(path)[:120] or "the recipe"
    if first["type"] == "extra_forbidden":
        known = (*WrittenRecipe.model_fields, *WrittenSong.model_fields, *Standing.model_fields)
        return f"unknown key {place!r}{did_you_mean(path[-1], known)}.".replace("?.", "?")
    if first["type"] == "missing":
        return f"{place!r} is missing."
    told = fault_words(first)
    return f"{place!r}: {told[:1].lower()}{told[1:]}."
