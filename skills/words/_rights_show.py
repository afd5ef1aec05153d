"""`rights show`: what may be done with a song, grouped so that a person finds what they look for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skills.catalog.song import Song
from skills.rights.coverage import stands
from skills.rights.grant import LAYER_WORDS, LAYERS, Grant
from skills.rights.life import GrantState
from skills.rights.permissions import permissions, stands_under
from skills.rights.said import KIND_WORDS, by_kind
from skills.rights.wording import listed
from skills.studio.finding import song_asked
from skills.studio.register.grants import STANDING, Held
from skills.studio.register.sources import standing_of
from skills.studio.studio import Studio
from skills.talk.reply import Block, Reply
from skills.talk.request import Request
from skills.words._rights_answer import answer_blocks, answers, answers_data
from skills.words._rights_held import stand_words


def show(request: Request, studio: Studio) -> Reply:
    """Every sentence of the song's grants, each grant by itself, with its layers, holders and state.

    Where the words ask about a purpose ("can I sell this?"), that is answered, and nothing else told.
    """
    song = song_asked(request, studio)
    answered = answers(request, song, studio)
    shown = _shown(studio.register.held(song.id, studio.now()))
    grants = tuple(one.grant for one in shown) or (studio.grant_of(song),)
    states = {one.grant.hash: one.state for one in shown}
    words = {one.grant.hash: one.state if one.state == "in force" else stand_words(one) for one in shown}
    under = tuple(f"{_under(grant)}: {words.get(grant.hash, 'not granted')}" for grant in grants)
    why, of = _not_now(shown), f"“{song.title}” by {song.artist}"
    nothing_new = Block(f"Nothing new may be made of {of} now", why)
    heads = [nothing_new, Block("Its grants", under)] if why else [Block(f"What you may do with {of}", under)]
    several = len(grants) > 1
    blocks = [
        *heads,
        *(block for grant in grants for block in _about(grant, song, several, states.get(grant.hash))),
    ]
    data = {
        "song": song.id,
        "answers": answers_data(answered),
        "license": grants[0].license,
        "grant": grants[0].hash,
        "not_now": list(why),
        "permissions": list(sentences(grants[0], song)),
        "grants": [grant_data(grant, song) | {"state": states.get(grant.hash)} for grant in grants],
    }
    return Reply(blocks=answer_blocks(request, answered) if answered else tuple(blocks), data=data)


def _not_now(shown: tuple[Held, ...]) -> tuple[str, ...]:
    """Why nothing may be made of the song at present; () where a grant of it is in force."""
    if any(one.state == "in force" for one in shown):
        return ()
    return tuple(dict.fromkeys(stands(standing_of(one.state), [one.grant]) for one in shown))


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


def _about(grant: Grant, song: Song, several: bool, state: GrantState | None) -> list[Block]:
    """The groups of one grant; its layers in every title where there are several grants.

    Of a grant that does not count now, all that it says, as what its terms are and no more.
    """
    suffix = f" ({grant.base.name}, {layers_of(grant)})" if several else ""
    told = by_kind(permissions(grant, song.facts))
    blocks = [Block(f"{stands_under(grant)}{suffix}", ())]
    if state in _TERMS:
        lines = tuple(f"{KIND_WORDS[kind]}: {line}" for kind, lines in told.items() for line in lines)
        blocks = [Block(f"{_TERMS[state]}{suffix}", lines)]
    else:
        blocks += [Block(f"{KIND_WORDS[kind]}{suffix}", lines) for kind, lines in told.items()]
    holders = holder_lines(grant)
    return [*blocks, Block(f"Who holds it{suffix}", holders)] if holders else blocks


_TERMS: Mapping[GrantState | None, str] = {
    "offered": "Its terms would be, once it is accepted",
    "disputed": "Its terms, once that is settled",
    "quarantined": "Its terms, once it is let go",
    "superseded": "Its terms were",
    "revoking": "Its terms were",
    "revoked": "Its terms were",
}
"""What the terms of a grant that is not in force are called."""
