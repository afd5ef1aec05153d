"""What a request wants made of a song, as a commission."""

from __future__ import annotations

from pathlib import Path

from skills.catalog.song import Song
from skills.planning.talk import Talk, fold
from skills.provenance.names import clean
from skills.rights.base import LICENSES, spdx_id_of
from skills.rights.judgement import PURPOSES, Purpose
from skills.rights.spelling import did_you_mean
from skills.studio.asker import asker_of
from skills.studio.commission import PRIVATE, Commission, loudness_for
from skills.studio.studio import Studio
from skills.talk.errors import BadInput
from skills.talk.request import Request


def commission_of(request: Request, song: Song, talk: Talk, studio: Studio) -> Commission:
    """What the request wants made of the song, after all turns of the talk."""
    options, plan = request.options, fold(talk)
    return Commission(
        song=song,
        plan=plan,
        talk=talk,
        remixer=clean(request.name or request.person),
        purpose=purpose_named(str(options.get("purpose") or PRIVATE)),
        output_license=_output_license(str(options.get("output_license") or "")),
        out=folder_named(request),
        target_lufs=loudness_for(plan, song, studio.settings.target_lufs),
        asker=asker_of(request, studio.settings),
        fit_bytes=int(options.get("fit_bytes") or 0),
    )


def folder_named(request: Request) -> Path | None:
    """The folder for the files, None for one of its own."""
    return Path(request.options["out"]) if request.options.get("out") else None


def purpose_named(named: str) -> Purpose:
    """The purpose of that name; BadInput names them all."""
    wanted = named.strip().lower().replace("-", "_")
    for purpose in PURPOSES:
        if purpose == wanted:
            return purpose
    raise BadInput(f"“{named}” is no purpose; it can be {', '.join(PURPOSES)}.")


def _output_license(named: str) -> str | None:
    if not named:
        return None
    known = spdx_id_of(named)
    if known is None:
        raise BadInput(f"“{named}” is no license that Refrain knows{did_you_mean(named, LICENSES)}")
    return known
