"""`rights show`: what may be done with a song, grouped so that a person finds what they look for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from skills.catalog.song import Song
from skills.rights.coverage import STANDS
from skills.rights.grant import LAYER_WORDS, LAYERS, Grant
from skills.rights.life import GrantState
from skills.rights.permissions import permissions, stands_under
from skills.rights.said import KIND_WORDS, by_kind
from skills.rights.wording import listed
from skills.studio.finding import find_song
from skills.studio.register.grants import STANDING, Held
from skills.studio.register.sources import standing_of
from skills.studio.studio import Studio
from skills.talk.reply import Block, Reply
from skills.talk.request import Request
from skills.words._rights_answer import answer_blocks, answers, answers_data


def show(request: Request, studio: Studio) -> Reply:
    """Every sentence of the song's grants, each grant by itself, with its layers, holders and state.

    Where the words ask about a purpose ("can I sell this?"), that is answered, and nothing else told.
    """
    song = find_song(request.song, studio)
    answered = answers(request, song, studio)
    shown = _shown(studio.register.held(song.id, studio.now()))
    grants = tuple(one.grant for one in shown) or (studio.grant_of(song),)
    states = {one.grant.hash: one.state for one in shown}
    under = tuple(f"{_under(grant)}: {states.get(grant.hash, 'not granted')}" for grant in grants)
    head = Block(f"What you may do with “{song.title}” by {song.artist}", under)
    blocks = [
        head,
        *_not_now(states.values()),
        *(block for grant in grants for block in _about(grant, song, len(grants) > 1)),
    ]
    data = {
        "song": song.id,
        "answers": answers_data(answered),
        "license": grants[0].license,
        "grant": grants[0].hash,
        "permissions": list(sentences(grants[0], song)),
        "grants": [grant_data(grant, song) | {"state": states.get(grant.hash)} for grant in grants],
    }
    return Reply(blocks=answer_blocks(request.words, answered) if answered else tuple(blocks), data=data)


def _not_now(states: Iterable[GrantState]) -> list[Block]:
    """Why nothing may be made of the song at present; nothing where a grant of it is in force."""
    told = dict.fromkeys(standing_of(state) for state in states)
    if not told or "in force" in told:
        return []
    return [Block("Nothing new may be made of it now", tuple(STANDS[state] for state in told))]


def _shown(held: tuple[Held, ...]) -> tuple[Held, ...]:
    """The grants that count or are offered; where none is, the one that was last."""
    alive = tuple(one for one in held if one.state in (*STANDING, "revoking"))
    offered = tuple(one for one in held if one.state == "offered")
    return (*alive, *offered) or held[-1:]


def grant_data(grant: Grant, song: Song) -> dict[str, Any]:
    """A grant as JSON values, with its sentences by kind."""
    told = by_kind(permissions(grant, song.facts))
    return {
        "grant": grant.hash,
        "license": grant.license,
        "version": grant.version,
        "covers": list(grant.covers),
        "stands_under": stands_under(grant),
        "groups": {kind: list(lines) for kind, lines in told.items()},
        "holders": [holder.model_dump(exclude_defaults=True) for holder in grant.holders],
    }


def sentences(grant: Grant, song: Song) -> tuple[str, ...]:
    """Every sentence on a grant, its license first, in the order of its terms."""
    return (stands_under(grant), *(one.text for one in permissions(grant, song.facts)))


def holder_lines(grant: Grant) -> tuple[str, ...]:
    """Who holds which share of which layer, the largest first."""
    lines = []
    for layer in LAYERS:
        held = sorted((h for h in grant.holders if h.right == layer), key=lambda h: (-h.share_ppm, h.party))
        shares = (f"{holder.name} {holder.share_ppm / 10_000:g} %" for holder in held)
        if held:
            lines.append(f"{LAYER_WORDS[layer]}: {listed(shares)}")
    return tuple(lines)


def layers_of(grant: Grant) -> str:
    """The layers that a grant speaks for, in words."""
    return listed(LAYER_WORDS[layer] for layer in grant.covers)


def _under(grant: Grant) -> str:
    return f"{grant.base.name}, for {layers_of(grant)} [{grant.hash[:12]}]"


def _about(grant: Grant, song: Song, several: bool) -> list[Block]:
    """The groups of one grant; its layers in every title where there are several grants."""
    told = by_kind(permissions(grant, song.facts))
    suffix = f" ({grant.base.name}, {layers_of(grant)})" if several else ""
    blocks = [Block(f"{KIND_WORDS[kind]}{suffix}", lines) for kind, lines in told.items()]
    holders = holder_lines(grant)
    shares = [Block(f"Who holds it{suffix}", holders)] if holders else []
    return [Block(f"{stands_under(grant)}{suffix}", ()), *blocks, *shares]
