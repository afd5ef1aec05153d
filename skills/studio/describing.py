"""Songs in words: one line, a page of facts, or data for programs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from skills.catalog.song import Song
from skills.rights.grant import LAYER_WORDS, LAYERS, Grant, Layer
from skills.rights.wording import listed
from skills.studio.finding import plain
from skills.studio.register.sources import grants_now
from skills.studio.studio import Studio
from skills.talk.hints import told_at

SWUNG = 0.55
"""Where the second eighth of a beat falls in a song that swings; 0.5 is straight."""


def clock(seconds: float) -> str:
    """A time as people write it: 1:05."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"


def slug(text: str) -> str:
    """A name that is safe as a file name everywhere: a-z, 0-9 and hyphens, at most 60 characters."""
    ascii_only = plain(text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:60].strip("-") or "song"


def in_one_line(song: Song, studio: Studio) -> str:
    """Title, artist, tempo, key, length, license with how it stands, and id."""
    hearing = song.facts.hearing
    key = str(hearing.key) if hearing.key else "key unknown"
    stems = f"{len(song.facts.stems)} stems" if song.facts.stems else "no stems"
    return (
        f"{song.title}, by {song.artist}: {hearing.grid.tempo_bpm:.4g} BPM, {key}, "
        f"{clock(hearing.grid.seconds)}, {stems}, {license_words(song, studio)} [{song.id}]"
    )


def license_words(song: Song, studio: Studio) -> str:
    """The licenses that a song stands under, which layers they are about where not all, and their state."""
    grants, state = grants_now(studio.store, song.id, studio.now())
    if not grants:
        return "no license"
    names = listed(dict.fromkeys(grant.base.name for grant in grants))
    told = f"{names} for {_layers(grants)} only" if lacking(grants) else names
    return told if state == "in force" else f"{told}, not in force: {state}"


def lacking(grants: Iterable[Grant]) -> tuple[Layer, ...]:
    """The layers that every remix uses and that none of the grants speaks for."""
    spoken = {layer for grant in grants for layer in grant.covers}
    return tuple(layer for layer in LAYERS[:2] if layer not in spoken)


def lacking_words(grants: Sequence[Grant], platform: str | None = None) -> str:
    """One sentence where a layer is missing that every remix uses; "" where none is."""
    missing = lacking(grants)
    if not missing or not grants:
        return ""
    told = f"The license covers {_layers(grants)} only, and a remix needs {_words(missing)} too"
    return told_at(platform, f"{told}; add a second grant with `refrain rights add`.", f"{told}.")


def _layers(grants: Iterable[Grant]) -> str:
    spoken = {layer for grant in grants for layer in grant.covers}
    return _words(layer for layer in LAYERS if layer in spoken)


def _words(layers: Iterable[Layer]) -> str:
    return listed(LAYER_WORDS[layer] for layer in layers)


def facts(song: Song) -> tuple[str, ...]:
    """What was heard or given, one fact to a line."""
    hearing = song.facts.hearing
    grid = hearing.grid
    doubt = " or ".join(f"{bpm:.4g}" for bpm in hearing.other_tempos_bpm)
    tempo = f"Tempo {grid.tempo_bpm:.5g} BPM" + (f" (could also be counted as {doubt})" if doubt else "")
    key = f"Key {hearing.key}" if hearing.key else "Key: not sure"
    sections = ", ".join(f"{s.label} {clock(s.start_seconds)}" for s in grid.sections)
    unsure = " (the labels are a guess)" if hearing.sections_confidence < 0.55 else ""
    drift = "" if hearing.is_steady else f", drifting by {hearing.tempo_spread_percent:.0f} %"
    stems = ", ".join(song.facts.stems) or "none of its own; a separator is used when a remix needs them"
    return (
        f"{tempo}{drift}, {grid.metre}{', swung' if grid.swing > SWUNG else ''}, {clock(grid.seconds)} long",
        key + (", not certain" if hearing.key and hearing.key.confidence < 0.5 else ""),
        f"Sections: {sections}{unsure}",
        *(
            (f"Sung: {', '.join(f'{clock(a)}–{clock(b)}' for a, b in hearing.singing)}",)
            if hearing.singing
            else ()
        ),
        f"Stems: {stems}",
        f"Loudness {hearing.loudness_lufs:.1f} LUFS, true peak {hearing.true_peak_dbtp:.1f} dBTP",
        *((f"ISRC {song.isrc}",) if song.isrc else ()),
        *((f"Published at {song.source_url}",) if song.source_url else ()),
        f"Id {song.id}",
    )


def as_data(song: Song, studio: Studio) -> dict[str, Any]:
    """The song as JSON values; license and grant_hash are of the grant that speaks for its recording."""
    hearing = song.facts.hearing
    grants, state = grants_now(studio.store, song.id, studio.now())
    grant = studio.grant_of(song)
    return {
        "id": song.id,
        "title": song.title,
        "artist": song.artist,
        "isrc": song.isrc,
        "source_url": song.source_url,
        "license": grant.license,
        "grant_hash": grant.hash,
        "grants": [one.hash for one in grants],
        "grant_state": state,
        "lacking": list(lacking(grants)),
        "demo": song.demo,
        "seconds": round(hearing.grid.seconds, 3),
        "tempo_bpm": round(hearing.grid.tempo_bpm, 3),
        "tempo_confidence": round(hearing.tempo_confidence, 3),
        "other_tempos_bpm": list(hearing.other_tempos_bpm),
        "beats_per_bar": hearing.grid.beats_per_bar,
        "metre": hearing.grid.metre,
        "swing": round(hearing.grid.swing, 3),
        "tempo_spread_percent": round(hearing.tempo_spread_percent, 2),
        "singing": [list(span) for span in hearing.singing],
        "bars": len(hearing.grid.bar_starts()),
        "key": str(hearing.key) if hearing.key else None,
        "sections": [s.model_dump() for s in hearing.grid.sections],
        "stems": list(song.facts.stems),
        "loudness_lufs": round(hearing.loudness_lufs, 2),
        "true_peak_dbtp": round(hearing.true_peak_dbtp, 2),
    }
