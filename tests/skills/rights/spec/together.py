"""Together: which other songs a song may meet in one remix."""

from __future__ import annotations

from tests.skills.rights.spec.circumstances import unknown
from tests.skills.rights.spec.creative_commons import may_meet, name
from tests.skills.rights.spec.question import Data, Question, Refusal, is_custom, steps_told


def mashup(question: Question, grant: Data) -> list[Refusal]:
    """No more other songs than stated, none unless stated; listed ones, no denied one, fitting licenses."""
    stated, others = grant.get("mashup", {}), question.others
    steps = steps_told(question.of("mashup"))
    most = stated.get("max_other", 0) if is_custom(grant) else 15
    told = []
    if len(others) > most:
        told.append(Refusal("mashup.too_many", "mashup", steps, most, len(others), "songs"))
    for other in others:
        told += _not_listed(question, stated, other)
        told += _denied(question, stated, other)
        told += _of_somebody_else(question, grant, other)
        told += _clash(grant, other, steps)
    return told


def _not_listed(question: Question, stated: Data, other: Data) -> list[Refusal]:
    """Where songs or licenses are listed: one of those songs, or a song under those licenses alone."""
    only = stated.get("only", [])
    licenses = [met["license"] for met in other["grants"]]
    if not only or other["id"] in only or (licenses and all(one in only for one in licenses)):
        return []
    steps, limit = steps_told(question.of("mashup")), ", ".join(sorted(only))
    return [Refusal("mashup.not_listed", "mashup", steps, limit, _called(other), "song")]


def _denied(question: Question, stated: Data, other: Data) -> list[Refusal]:
    """No song that is ruled out, none of a holder who is; who is not known may be the very one."""
    never = sorted(stated.get("never", []))
    parties = [holder["party"] for met in other["grants"] for holder in met.get("holders", [])]
    for one in never:
        if one == other["id"] or one in parties:
            steps = steps_told(question.of("mashup"))
            return [Refusal("mashup.never", "mashup", steps, one, _called(other), "song")]
    told = []
    if any(_is_song(one) for one in never) and not other["id"]:
        told.append(unknown("mashup", "source.id"))
    if any(not _is_song(one) for one in never) and not all(met.get("holders") for met in other["grants"]):
        told.append(unknown("mashup", "source.holders"))
    return told


def _is_song(one: str) -> bool:
    return len(one) == 12 and all(letter in "0123456789abcdef" for letter in one)


def _of_somebody_else(question: Question, grant: Data, other: Data) -> list[Refusal]:
    """Where a song meets its holders' own only: one of them has a share in the other."""
    own = {holder["party"] for holder in grant.get("holders", [])}
    theirs = {holder["party"] for met in other["grants"] for holder in met.get("holders", [])}
    if grant.get("mashup", {}).get("whose", "any") == "any" or own & theirs:
        return []
    steps = steps_told(question.of("mashup"))
    return [Refusal("mashup.not_own", "mashup", steps, "own", _called(other), "song")]


def _clash(grant: Data, other: Data, steps: tuple[int, ...]) -> list[Refusal]:
    """Both licenses must be kept in one remix."""
    told = []
    for met in other["grants"]:
        if not may_meet(grant["license"], met["license"]):
            one, two = sorted((name(grant["license"]), name(met["license"])))
            told.append(Refusal("mashup.licenses_clash", "mashup", steps, one, two, "license"))
    return told


def _called(other: Data) -> str:
    return other["id"] or "a song without an id"
