"""Tellers: kinds of verb-last clauses that English words otherwise: effects, styles, fades, lengths."""

from __future__ import annotations

from collections.abc import Callable

from skills.planning.languages.phrases import Clause
from skills.planning.languages.retold import TAKING, Said, counts, is_limited_place, plain, where
from skills.planning.vocabulary.lexicon import lexicon, split

_MORE = ("up", "louder", "more", "higher", "longer", "faster")


def told(c: Clause) -> Said:
    """The English of a clause."""
    return next((tell(c) for fits, tell in _TELLERS if fits(c)), None) or plain(c)


def _wished(c: Clause) -> Said:
    """A wish nobody grants: all else in the clause belongs to it."""
    return [t for t in c.nouns if t.kind in ("wishes", "unknown")]


def _mashes(c: Clause) -> Said:
    return [*(t for t in c.verbs if t.kind == "mashup"), "with", *c.nouns, *c.stems]


def _left(c: Clause) -> Said:
    """ "ベースはそのまま"."""
    rest: Said = [*c.stems, *c.parts, *c.effects, *c.nouns, *c.limits]
    return ["leave", *rest, "alone", *where(c, parts=False)] if rest else ["keep", "as it is"]


def _is_linked(c: Clause) -> bool:
    """ "レコードみたいに遅くして" is no crackle."""
    return c.has("faster", "slower") and [t.value for t in c.effects] == ["vinyl"]


def _effects(c: Clause) -> Said:
    if c.has(*TAKING):
        return [*c.verbs, *c.effects, *_on(c), *where(c)]
    named = [t for t in c.effects if t.kind == "effect"]
    if len(named) == 2 and c.has("replace", "make"):
        return ["replace", named[0], "with", *c.degree, named[1], *_on(c), *where(c)]
    way: Said = ["more" if c.ways[-1].kind in _MORE else "less"] if c.ways else []
    verbs = [] if way else c.verbs
    often, much = (c.measure, []) if counts(c) else ([], c.measure)
    known = [t for t in c.nouns if t.kind != "level"]
    return [*verbs, *often, *c.degree, *way, *c.effects, *known, *much, *_on(c), *where(c)]


def _on(c: Clause) -> Said:
    """The stems an effect is on, with "only" and "everything except"."""
    out: Said = ["on", *c.stems] if c.stems else []
    if c.limits and c.limits[-1].kind == "stem":
        said = c.limits[0].kind
        out = ["only", "on", *c.limits[1:]] if said == "only" else ["on", "everything except", *c.limits[1:]]
    return out


def _styles(c: Clause) -> Said:
    if c.has("remove", "neg", "undo", "drop"):
        return [*c.verbs, *(t for t in c.nouns if t.kind == "style")]
    if any(t.kind in ("stem", "beat") for t in c.nouns):
        verbs: Said = list(c.verbs) or ["add"]
        return [*verbs, *c.nouns, *where(c)]
    if c.has("replace"):
        return ["replace", *c.stems, "with", *c.nouns, *where(c)]
    tempo: Said = [",", "tempo", "to", *c.measure] if c.measure else []
    rest = [t for t in c.nouns if t.kind != "cover" and t.value != "bpm"]
    return ["make", *c.stems, *c.degree, *rest, *where(c), *tempo]


def _fades(c: Clause) -> Said:
    verbs = [t for t in c.verbs if t.kind in TAKING]
    if c.stems and not verbs:
        return ["gradually", "make", *c.stems, "quieter", *where(c)]
    fade = [t for t in c.nouns if t.kind.startswith("fade")]
    over = c.measure or c.parts or c.places
    said: Said = ["over", *over] if over else []
    return [*verbs, *c.degree, *fade, *said]


def _is_cover(c: Clause) -> bool:
    if c.has("cover"):
        played = any(split(str(t.value)) in lexicon().players for t in c.nouns)
        return bool(c.stems) or played or not c.has("style")
    strange = any(t.kind == "unknown" or t.value == "vocals" for t in (*c.nouns, *c.stems))
    return c.has("version") and bool(c.stems) and not strange


def _covers(c: Clause) -> Said:
    """ "ピアノバージョンにして"."""
    rest = [t for t in c.nouns if t.kind not in ("cover", "version", "unknown")]
    return ["make", "a", *c.stems, *rest, *(t for t in c.nouns if t.kind in ("cover", "version"))]


def _is_scene(c: Clause) -> bool:
    """ "雨の日に聴きたい感じ": a picture of how it shall sound, and nothing else."""
    painted = [t for t in c.nouns if t.kind == "unknown" and t.value != t.text]
    other = c.stems or c.effects or c.ways or c.measure or c.limits
    idle = all(t.kind in ("make", "play") or t.value == "want" for t in c.verbs)
    return bool(painted) and not other and idle


def _scenes(c: Clause) -> Said:
    return ["make it sound like", *(t for t in c.nouns if t.kind != "version")]


def _is_length(c: Clause) -> bool:
    """ "30秒にして"."""
    units = [t.value for t in c.measure]
    timed = any(t.kind == "secs" for t in c.measure) or any(u in ("seconds", "minutes") for u in units)
    idle = all(t.kind in ("make", "loop") for t in c.verbs)
    named = [t for t in c.nouns if t.kind != "version"]
    return timed and idle and not (c.ways or c.stems or c.parts or c.places or c.limits or named)


def _is_swap(c: Clause) -> bool:
    """ "ベースをシンセベースに変えて"."""
    return bool(c.stems) and bool(_instead(c)) and c.has("replace", "make")


def _instead(c: Clause) -> Said:
    return [*c.onto, *(t for t in c.nouns if t.kind in ("player", "unsupported"))]


def _is_played(c: Clause) -> bool:
    """ "アコギで弾いて"."""
    return c.has("play") and (bool(c.on and c.stems) or bool(_instead(c)))


def _is_entering(c: Clause) -> bool:
    """ "ドラムは2番目のAメロから", and nothing else."""
    opened = bool(c.scopes) and c.scopes[0].value == "from" and len(c.scopes) <= 3
    sectioned = opened and c.scopes[-1].kind == "part"
    return sectioned and bool(c.stems) and not (c.verbs or c.ways or c.effects or c.nouns or c.measure)


def _is_same(c: Clause) -> bool:
    """ "ギターにも同じことして"."""
    again = any(t.value == "do the same" for t in (*c.verbs, *c.nouns))
    return again and bool(c.stems or c.parts or c.places)


def _same(c: Clause) -> Said:
    on: Said = ["on", *c.stems] if c.stems else []
    return ["same", *on, *where(c)]


def _is_moved(c: Clause) -> bool:
    """ "ブリッジを最後に移動して"."""
    return any(t.value == "move" for t in c.verbs) and c.has("begin", "stop") and bool(c.parts)


def _moves(c: Clause) -> Said:
    return ["move", *c.parts, "to the start" if c.has("begin") else "to the end"]


def _is_used(c: Clause) -> bool:
    """ "30秒から1分までを使って": only that is kept."""
    used = any(t.kind == "add" and t.text.startswith(("使", "つか")) for t in c.verbs)
    return used and not (c.stems or c.nouns or c.measure or c.effects)


def _is_feel(c: Clause) -> bool:
    """ "ドラムだけ半分のテンポで"."""
    return c.has("tempo") and counts(c) and bool(c.stems or (c.limits and not is_limited_place(c)))


def _feels(c: Clause) -> Said:
    half: Said = ["time"] if c.measure[-1].value in ("half", "double") else []
    return ["make", *c.stems, *c.limits[1:], *c.measure, *half, *where(c)]


def _is_repeated(c: Clause) -> bool:
    """ "サビを2倍の長さに"."""
    return c.has("length") and counts(c) and bool(c.parts)


def _is_share(c: Clause) -> bool:
    """ "ドラムの音量を半分に"."""
    return bool(c.stems and c.level) and counts(c) and not c.ways


def _is_hint(c: Clause) -> bool:
    """ "ドラム強め"."""
    return bool(c.stems and c.degree) and not (c.ways or c.verbs or c.limits or c.measure or c.nouns)


def _hinted(c: Clause) -> Said:
    return ["make", *c.stems, "louder" if "lot" in str(c.degree[0].value) else "quieter", *where(c)]


def _added(c: Clause) -> Said:
    """ "パッドを薄く足して"."""
    much: Said = ["a bit of"] if c.has("less") else list(c.degree)
    return [*c.verbs[::-1], *much, *c.stems, *c.nouns, *where(c)]


_TELLERS: tuple[tuple[Callable[[Clause], bool], Callable[[Clause], Said]], ...] = (
    (lambda c: c.has("wishes"), _wished),
    (lambda c: c.has("mashup"), _mashes),
    (lambda c: c.has("alone"), _left),
    (_is_linked, lambda c: [*plain(c), "like on a turntable"]),
    (_is_cover, _covers),
    (lambda c: bool(c.effects), _effects),
    (lambda c: c.has("style"), _styles),
    (lambda c: c.has("fade", "fadein", "fadeout"), _fades),
    (lambda c: bool(c.keys), lambda c: ["change", "key", "to", *c.keys]),
    (_is_scene, _scenes),
    (_is_length, lambda c: ["make it", *c.measure, "long"]),
    (_is_swap, lambda c: ["replace", *c.stems, "with", "a", *_instead(c), *where(c)]),
    (_is_moved, _moves),
    (_is_entering, lambda c: [*c.stems, "enter at the", *c.scopes[1:]]),
    (_is_same, _same),
    (_is_used, lambda c: ["only", *c.parts, *c.places, *c.scopes]),
    (_is_feel, _feels),
    (_is_repeated, lambda c: ["loop", *c.parts, *(t for t in c.measure if t.kind == "num"), "times"]),
    (_is_share, lambda c: ["make", *c.stems, *c.measure, *c.level, *where(c)]),
    (_is_hint, _hinted),
    (lambda c: c.has("silence", "transition"), lambda c: [*c.verbs, *c.measure, *c.nouns, *where(c)]),
    (_is_played, lambda c: ["play it on", *_instead(c), *c.stems, *where(c)]),
    (lambda c: c.has("add") and bool(c.stems) and not c.measure, _added),
)
