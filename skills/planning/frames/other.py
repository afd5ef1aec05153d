"""Frames of what is not in the song: covers, other songs, new material, the kind of file."""

from __future__ import annotations

from typing import get_args

from audio_engine.plan import FileFormat
from skills.planning.frames.asks import Ask, ask
from skills.planning.reading.shapes import Found
from skills.planning.reading.tokens import Token


def _cover(found: Found) -> Ask | None:
    token = found.one("p")
    return ask("cover", found, names=(token.value,)) if token else None


def _cover_of_what(found: Found) -> Ask:
    return ask("cover", found)


def _mashup(found: Found) -> Ask:
    """Stems named before the title are ours, those after it or "from" it are theirs."""
    title = next((i for i, t in enumerate(found.tokens) if t.kind == "title"), None)
    names = (found.tokens[title].text,) if title is not None else ()
    ours, theirs = _sides(found.tokens, title if title is not None else len(found.tokens))
    return ask("mashup", found, names=names, stems=ours, places=(), action="+".join(theirs))


def _sides(said: tuple[Token, ...], title: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    before = _stems(said[:title])
    after = _stems(said[title + 1 :])
    taken = any(t.kind == "from" or t.text == "of" for t in said[max(title - 1, 0) : title])
    groups = [n for n, t in enumerate(said[:title]) if t.kind in ("stems", "macro")]
    if taken and len(groups) > 1 and not after:
        return _stems(said[: groups[-1]]), _stems(said[groups[-1] : title])
    return (after, before) if taken else (before, after)


def _stems(said: tuple[Token, ...]) -> tuple[str, ...]:
    named = tuple(n for t in said if t.kind == "stems" for n in t.value)
    macros = {"instrumental": ("-vocals",), "acapella": ("vocals",), "bassboost": ()}
    return named + tuple(n for t in said if t.kind == "macro" for n in macros[t.value])


def _match(found: Found) -> Ask:
    what = "key" if any(t.kind in ("pitch", "keyword") for t in found.tokens) else "tempo"
    title = next((t.text for t in found.tokens if t.kind == "title"), "")
    return ask("match", found, names=(what, title))


def _generate(found: Found) -> Ask | None:
    """ "compose a new melody", "write a solo for the violin", "generate a new bridge"."""
    token, player = found.one("w"), found.one("p")
    what = _material(token) if token else ""
    played = (str(player.value),) if player else ()
    return ask("generate", found, names=(what, *played)) if what in _MADE else None


def _material(token: Token) -> str:
    if token.kind == "place":
        bare = len(token.value) == 1 and token.value[0].nth is None and token.value[0].side == "inside"
        return str(token.value[0].part) if bare else ""
    if token.kind == "stems":
        return "vocals" if token.value == ("vocals",) else ""
    return "solo" if token.kind == "solo" else str(token.value)


_MADE = ("melody", "harmony", "solo", "vocals", "intro", "outro", "bridge")


def _format(found: Found) -> Ask | None:
    token = found.one("f")
    known = token is not None and token.value in get_args(FileFormat)
    return ask("format", found, names=(token.value,)) if token and known else None


_VERB = "(MAKE|ADD|PLAY|NEW|SOME|KEEP|REPLACE|TO|VERSION|ONLY)"
_GOING = "(IN|BY|TO|FROM|SOME|THRU|AND|ABOVE|UNTIL)"

FRAMES = (
    (
        f"{_VERB}* COVER? {_GOING}* (?P<p>PLAYER) (COVER|VERSION|PLAY|IN|TO|INSTEAD)*"
        " (STEMS|SCOPE(?=$|COMMA|DOT|AND)|MELODY)?",
        _cover,
    ),
    (f"{_VERB}* COVER {_GOING}* (?P<p>PLAYER)", _cover),
    (f"REPLACE STEMS {_GOING}* (?P<p>PLAYER)", _cover),
    (f"{_VERB}* COVER", _cover_of_what),
    (
        f"{_VERB}* MASHUP {_GOING}* STEMS? {_GOING}* (STEMS {_GOING}+)? TITLE? (STEMS|MACRO|BEAT|VERSION)*",
        _mashup,
    ),
    (f"{_VERB}* (STEMS|MACRO) {_GOING}+ TITLE (STEMS|MACRO|BEAT|VERSION)*", _mashup),
    (f"{_VERB}* {_GOING}* TITLE (STEMS|MACRO|BEAT)* {_GOING}+ (STEMS|MACRO|BEAT|VERSION)+", _mashup),
    ("(MAKE|SAME)* (TEMPO|KEYWORD|PITCH) (SAME|IN|TO|BY)* TITLE (TEMPO|KEYWORD|PITCH)?", _match),
    (
        "(MAKE|ADD|NEW|SOME)* GENERATE NEW? (?P<w>MELODY|SOLO|PLACE|STEMS) ((IN|BY|TO|SOME)* (?P<p>PLAYER))?",
        _generate,
    ),
    ("(MAKE|ADD|SOME|IN|TO)* (?P<f>FILE)", _format),
)
