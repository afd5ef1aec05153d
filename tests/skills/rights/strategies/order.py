"""Order: what makes each field of a grant stricter; of every field, so that laws can be held to all terms."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import ValidationError

from audio_engine.units import STEMS
from skills.rights.grant import Section
from tests.skills.rights.strategies.sections import COUNTRIES, LATER, MODELS, NOON

Stricter = Callable[[Any], list[Any]]


def fewer(*instead_of_any: str, least: int = 0) -> Stricter:
    """A list with one name less; where all are allowed, the list of those names."""

    def stricter(names: Any) -> list[Any]:
        if names is None or list(names) in (["any"], ["worldwide"]):
            return [list(instead_of_any)]
        return [[n for n in names if n != gone] for gone in names if len(names) > least]

    return stricter


def more(*names: str) -> Stricter:
    """A list with one of those names more."""
    return lambda there: [[*there, name] for name in names if name not in there]


def at_most(instead_of_none: int | None = None, least: int = 0) -> Stricter:
    """A lower limit."""

    def stricter(limit: int | None) -> list[Any]:
        if limit is None:
            return [instead_of_none]
        return sorted({value for value in (limit - 1, limit // 2, least) if least <= value < limit})

    return stricter


def at_least(instead_of_none: int | None = None) -> Stricter:
    """A higher one."""
    return lambda limit: [instead_of_none] if limit is None else [limit + 1, 2 * limit + 1]


def towards_zero(limit: int) -> list[Any]:
    """A limit of a range, nearer to the song as it is."""
    return sorted({0, limit + (1 if limit < 0 else -1)}) if limit else []


def below(*order: str) -> Stricter:
    """A word that stands before it in that order."""
    return lambda word: list(order[: order.index(word)])


def only_false(value: bool) -> list[Any]:
    """What was allowed is not."""
    return [False] if value else []


def only_true(value: bool) -> list[Any]:
    """What was not asked for is."""
    return [] if value else [True]


def moved(instead_of_none: int, hours: int) -> Stricter:
    """A moment so many hours later."""

    def stricter(written: str | None) -> list[Any]:
        if written is None:
            return [datetime.fromtimestamp(instead_of_none, UTC).isoformat()]
        return [(datetime.fromisoformat(written) + timedelta(hours=hours)).isoformat()]

    return stricter


def not_any(allowed: str | None) -> list[Any]:
    """No change where any change was allowed."""
    return [None] if allowed else []


def never(value: Any) -> list[Any]:
    """Nothing: it neither allows nor forbids."""
    return []


PURPOSES = ("noncommercial_share", "contest_entry", "advertising")
STRICTER: dict[str, dict[str, Stricter]] = {
    "tempo": {"allowed": not_any, "min_percent": towards_zero, "max_percent": towards_zero},
    "pitch": {"allowed": not_any, "min_cents": towards_zero, "max_cents": towards_zero},
    "stems": {
        "allowed": fewer(), "denied": more(*STEMS), "required": more(*STEMS), "min_used": at_least(),
        "alone": fewer(), "separate": only_false,
    },
    "vocals": {"may": below("untouched", "processed", "removed"), "resung": only_false},
    "effects": {"allowed": fewer("reverb", "level")},
    "layers": {"allowed": fewer()},
    "sections": {"allowed": fewer(), "untouched": more("verse", "chorus", "intro", "outro")},
    "mashup": {
        "max_other": at_most(), "only": lambda names: [["0" * 12]] if not names else fewer(least=1)(names),
        "never": more("label-a", "0" * 12), "whose": lambda whose: ["own"] if whose == "any" else [],
    },
    "purpose": {"allowed": fewer(least=1)},
    "revenue": {
        "originals_percent": lambda share: [None] if share is not None else [], "fee_minor": never,
        "currency": never,
    },
    "voice": {"clone": only_false},
    "operations": {"allowed": fewer("tempo", "effect"), "denied": more("tempo", "effect", "cover")},
    "export": {"formats": fewer("wav"), "stems": fewer()},
    "cover": {"allowed": only_false, "instruments": fewer()},
    "generated": {"allowed": fewer(), "models": fewer(MODELS[0])},
    "lyrics": {"may": below("unchanged", "changed"), "translate": only_false},
    "training": {"allowed": only_false},
    "validity": {"starts": moved(NOON, 1), "until": moved(LATER, -1), "timezone": never},
    "territory": {"allowed": fewer("DE", least=1), "denied": more(*COUNTRIES)},
    "platforms": {"allowed": fewer("terminal", least=1)},
    "people": {"min_age": at_least(18), "roles": fewer("remixer", least=1), "verified": only_true},
    "content": {
        "highest": below("everyone", "teen", "mature", "explicit"),
        "standards": more("no-hate", "suitable-for-all-ages"),
    },
    "quota": {"per_user_day": at_most(1, 1), "total": at_most(1, 1)},
    "excerpt": {
        "min_seconds": at_least(), "max_seconds": at_most(30, 1), "max_percent": at_most(least=1),
    },
    "derivatives": {"allowed": only_false, "max_depth": at_most(2, 2), "reciprocal": only_true},
    "approval": {"required_for": more(*PURPOSES), "days": never},
    "obligations": dict.fromkeys(
        ("sign", "link_back", "notify_owner", "no_content_id", "watermark", "report_days"), never
    ),
    "revocation": dict.fromkeys(
        ("revocable", "notice_days", "cure_days", "drafts", "published", "earning"), never
    ),
}  # fmt: skip
"""By section and field: the values that allow less, or as much, as a given one."""

PROHIBITIONS = (
    ("operations", "denied"), ("stems", "denied"), ("territory", "denied"), ("mashup", "never"),
    ("sections", "untouched"),
)  # fmt: skip
"""What is not allowed whatever the rest of a grant says."""

PERMISSIONS = (
    "tempo", "pitch", "vocals", "effects", "layers", "cover", "generated", "lyrics", "training",
)  # fmt: skip
"""Sections that do nothing but add to what a grant allows without them."""


def stricter(section: Section, names: Iterable[str] | None = None) -> list[Section]:
    """Every section that is stricter in one field, or in one of those named."""
    kind, found = type(section), []
    stated = section.model_dump(mode="json", exclude_defaults=True)
    for name, field in kind.model_fields.items():
        if names is not None and name not in names:
            continue
        key = field.alias or name
        for value in STRICTER[kind.KEY][name](getattr(section, name)):
            data = {
                **{k: v for k, v in stated.items() if k != key},
                **({} if value is None else {key: value}),
            }
            try:
                found.append(kind.model_validate_json(json.dumps(data)))
            except ValidationError:
                continue  # it would contradict what the section says beside it
    return found
