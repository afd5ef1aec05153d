"""Circumstances: when, where, by whom and how often; nothing is ruled out unless a grant says so.

What a grant asks for and nobody stated is never allowed.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from json import dumps
from typing import Any

from tests.skills.rights.spec.question import Data, Question, Refusal, is_custom

OBLIGATIONS = ("sign", "link_back", "notify_owner", "no_content_id", "watermark")
RATINGS = ("everyone", "teen", "mature", "explicit")


def unknown(term: str, fact: str) -> Refusal:
    """The refusal where a fact is asked for that nobody stated."""
    return Refusal("fact.missing", term, (), fact, "unknown", "fact")


def is_shared(question: Question) -> bool:
    """Whether anybody else is to hear the remix."""
    return bool(question.facts["purpose"] != "private_preview")


def validity(question: Question, grant: Data) -> list[Refusal]:
    """It counts at `from`, and no longer at `until`."""
    stated = grant.get("validity", {})
    now = question.facts["now"]
    if not ("from" in stated or "until" in stated):
        return []
    if now is None:
        return [unknown("validity", "now")]
    if "from" in stated and not _seconds(stated["from"]) <= now:
        return [Refusal("validity.not_yet", "validity", (), _seconds(stated["from"]), now, "s since 1970")]
    if "until" in stated and not now < _seconds(stated["until"]):
        return [Refusal("validity.expired", "validity", (), _seconds(stated["until"]), now, "s since 1970")]
    return []


def _seconds(utc: str) -> int:
    return int(datetime.fromisoformat(utc.replace("Z", "+00:00")).timestamp())


def territory(question: Question, grant: Data) -> list[Refusal]:
    """In a listed country, or anywhere where none is listed; never in a denied one."""
    stated = grant.get("territory", {})
    allowed, denied = stated.get("allowed", ["worldwide"]), stated.get("denied", [])
    country = question.facts["person"]["territory"]
    if allowed == ["worldwide"] and not denied:
        return []
    if country is None or _is_user_assigned(country):
        return [unknown("territory", "person.territory")]
    if country not in denied and (country in allowed or allowed == ["worldwide"]):
        return []
    limit = ", ".join([*sorted(allowed), *(f"not {code}" for code in sorted(denied))])
    return [Refusal("territory.not_allowed", "territory", (), limit, country, "country")]


def _is_user_assigned(code: str) -> bool:
    """Codes that ISO 3166-1 promises never to give to a country."""
    return code in ("AA", "ZZ") or code[0] == "X" or (code[0] == "Q" and code[1] >= "M")


def platforms(question: Question, grant: Data) -> list[Refusal]:
    """On a listed platform; "discord" stands for each of its servers."""
    if "platforms" not in grant:
        return []
    allowed, here = grant["platforms"]["allowed"], question.facts["platform"]
    if here is None:
        return [unknown("platforms", "platform")]
    if here in allowed or (here.split(":")[0] == "discord" and ":" in here and "discord" in allowed):
        return []
    return [Refusal("platforms.not_allowed", "platforms", (), ", ".join(sorted(allowed)), here, "platform")]


def people(question: Question, grant: Data) -> list[Refusal]:
    """Old enough, with one of the roles, verified."""
    stated, person = grant.get("people", {}), question.facts["person"]
    told = []
    if "min_age" in stated:
        age, least = person["age"], stated["min_age"]
        if age is None:
            told.append(unknown("people", "person.age"))
        elif age < least:
            told.append(Refusal("people.too_young", "people", (), least, age, "years"))
    if "roles" in stated:
        roles, wanted = person["roles"], stated["roles"]
        if roles is None:
            told.append(unknown("people", "person.roles"))
        elif not set(roles) & set(wanted):
            limit, got = ", ".join(sorted(wanted)), ", ".join(roles)
            told.append(Refusal("people.role_missing", "people", (), limit, got, "role"))
    if stated.get("verified", False):
        if person["verified"] is None:
            told.append(unknown("people", "person.verified"))
        elif not person["verified"]:
            told.append(Refusal("people.not_verified", "people", (), "verified", "not verified", "identity"))
    return told


def content(question: Question, grant: Data) -> list[Refusal]:
    """What others hear stays within a rating, and was said to meet each standard."""
    stated = grant.get("content", {})
    if not is_shared(question):
        return []
    told = []
    highest, rating = stated.get("highest", "explicit"), question.facts["rating"]
    if highest != "explicit":
        if rating is None:
            told.append(unknown("content", "rating"))
        elif RATINGS.index(rating) > RATINGS.index(highest):
            told.append(Refusal("content.rating_too_high", "content", (), highest, rating, "rating"))
    return told + [
        Refusal("content.standard_not_met", "content", (), standard, "not stated", "standard")
        for standard in stated.get("standards", [])
        if standard not in question.facts["standards"]
    ]


def quota(question: Question, grant: Data) -> list[Refusal]:
    """One more remix may be published while fewer than the limit are."""
    if not is_shared(question):
        return []
    stated, standing = grant.get("quota", {}), question.source["standing"]
    told: list[Any] = []
    for limit_name, count_name in (("per_user_day", "published_today"), ("total", "published_in_all")):
        if limit_name not in stated:
            continue
        limit, count = stated[limit_name], standing[count_name]
        if count is None:
            told.append(unknown("quota", f"standing.{count_name}"))
        elif count + 1 > limit:
            told.append(Refusal(f"quota.{limit_name}", "quota", (), limit, count, "remixes"))
    return told


def derivatives(question: Question, grant: Data) -> list[Refusal]:
    """A remix of the song always; of a remix of it only as deep as stated; never on too many works."""
    stated, standing = grant.get("derivatives", {}), question.source["standing"]
    depth, songs = standing["generation"] + 1, len(question.sources)
    told: list[Any] = []
    if is_custom(grant):
        deepest = stated.get("max_depth") if stated.get("allowed", False) else 1
        if deepest is not None and depth > deepest:
            told.append(Refusal("derivatives.too_deep", "derivatives", (), deepest, depth, "generations"))
    for what, most, got in (("ancestors", 1024, standing["ancestors"]), ("parents", 16, songs)):
        if got > most:
            told.append(Refusal(f"derivatives.too_many_{what}", "derivatives", (), most, got, "songs"))
    wanted, own = question.facts["output_license"], grant["license"]
    if stated.get("reciprocal", False) and wanted is not None and own not in wanted.split(" AND "):
        told.append(Refusal("derivatives.other_terms", "derivatives", (), own, wanted, "license"))
    return told


def duties(question: Question, grant: Data) -> list[str]:
    """What is owed once others hear it, the yes as long as it is wanted, and the same terms passed on."""
    found = []
    if is_shared(question):
        stated = grant.get("obligations", {})
        found = [f"obligations.{name}" for name in OBLIGATIONS if stated.get(name, False)]
        found += ["obligations.report"] if "report_days" in stated else []
    if question.facts["purpose"] in grant.get("approval", {}).get("required_for", []):
        found.append("approval.obtain")
    if grant.get("derivatives", {}).get("reciprocal", False):
        found.append("derivatives.reciprocal")
    return found


def yes_wanted(question: Question, grant: Data) -> list[tuple[str, int]]:
    """The yes that is still wanted: to this plan and to this sound, and one that still counts."""
    stated, facts = grant.get("approval", {}), question.facts
    if facts["purpose"] not in stated.get("required_for", []):
        return []
    own_hash = sha256(dumps(grant, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode())
    sound = facts["measured"]["sound_sha256"] if facts["measured"] else ""
    for yes in facts["approvals"]:
        counts = yes["until"] is None or (facts["now"] is not None and facts["now"] < yes["until"])
        same = yes["plan_hash"] == question.plan["hash"] and yes["grant_hash"] == own_hash.hexdigest()
        if same and counts and sound and yes["sound_sha256"] == sound:
            return []
    return [(own_hash.hexdigest(), stated.get("days", 7))]
