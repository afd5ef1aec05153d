"""Sections of grants to judge at random: a generator of each, and what grants usually say."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, get_args

from hypothesis import strategies as st

from audio_engine import effects
from audio_engine.plan import Generate, SectionAction
from audio_engine.plan.other import FileFormat
from audio_engine.units import STEMS
from skills.rights.judgement import PURPOSES, RATINGS, STANDARDS
from skills.rights.terms.layers import INSTRUMENTS
from skills.rights.terms.operations import OPERATIONS
from skills.rights.uses import LEVELS

Strategy = st.SearchStrategy[Any]
MADE: tuple[str, ...] = get_args(Generate.model_fields["what"].annotation)
EFFECTS = ("reverb", "delay", "lowpass", *LEVELS)


def among(*values: Any) -> Strategy:
    """One of those values."""
    return st.sampled_from(values)


def some(names: Any, least: int = 0) -> Strategy:
    """Some of the names, each once."""
    return st.lists(st.sampled_from(tuple(names)), unique=True, min_size=least)


def most_of(names: Any) -> Strategy:
    """All of the names but two at most."""
    left_out = st.lists(st.sampled_from(tuple(names)), max_size=2)
    return left_out.map(lambda gone: [name for name in names if name not in gone])


def table(**fields: Strategy) -> Strategy:
    """A section with any of those fields."""
    return st.fixed_dictionaries({}, optional=fields)


def fields(**given: Strategy) -> Strategy:
    """A section with all of those fields."""
    return st.fixed_dictionaries(given)


OWN = "LicenseRef-Refrain-T"
"""What an own grant is called."""

NOON, LATER = 1_780_315_200, 1_780_920_000
"""1 June 2026, 12:00 UTC, and a week later."""

COUNTRIES = ("DE", "FR", "US", "JP")
MODELS = ("music-model-1", "music-model-2")


def at(*seconds: int) -> Strategy:
    """One of those moments, as a grant writes it."""
    return among(*(datetime.fromtimestamp(one, UTC).isoformat() for one in seconds))


ANY = st.just({"allowed": "any"})
SECTIONS: dict[str, Strategy] = {
    "tempo": st.one_of(
        fields(min_percent=among(0, -5, -10, -11, -50), max_percent=among(0, 9, 10, 12, 25, 100)), ANY
    ),
    "pitch": st.one_of(
        fields(min_cents=among(0, -100, -99, -1200), max_cents=among(0, 100, 200, 199, 300, 1200)), ANY
    ),
    "stems": table(
        allowed=st.one_of(some(STEMS), most_of(STEMS), st.just("any")),
        denied=some(STEMS[:3]),
        required=some(STEMS[3:]),
        min_used=among(1, 2, 4),
        alone=st.one_of(some(STEMS), st.just("any")),
        separate=st.booleans(),
    ),
    "vocals": table(may=among("untouched", "processed", "removed"), resung=st.booleans()),
    "effects": table(
        allowed=st.one_of(some(EFFECTS), st.just("any"), st.just(sorted(effects.SHELF.names())))
    ),
    "layers": table(allowed=st.one_of(some(INSTRUMENTS), most_of(INSTRUMENTS))),
    "sections": table(
        allowed=st.one_of(some(get_args(SectionAction)), most_of(get_args(SectionAction))),
        untouched=some(("verse", "chorus", "intro")),
    ),
    "excerpt": st.one_of(
        table(min_seconds=among(10, 22), max_seconds=among(22, 28, 30), max_percent=among(50, 75, 99, 100)),
        fields(max_seconds=among(29, 38, 39)),
    ),
    "mashup": st.one_of(
        table(max_other=among(0, 1, 2)),
        fields(max_other=among(1, 2), whose=among("any", "own")),
        fields(max_other=among(1, 2), only=some(("CC-BY-4.0", "CC0-1.0", OWN, "0" * 12), 1)),
        fields(max_other=among(1, 2), never=some(("label-a", "somebody", "0" * 12, "f" * 12), 1)),
    ),
    "purpose": st.one_of(fields(allowed=some(PURPOSES, 1)), fields(allowed=most_of(PURPOSES))),
    "revenue": st.one_of(
        table(originals_percent=among(0, 1, 30, 100)),
        fields(fee_minor=st.just(500), currency=st.just("EUR")),
    ),
    "approval": table(required_for=most_of(PURPOSES[1:]), days=among(1, 7, 90)),
    "derivatives": st.one_of(
        table(allowed=st.booleans()),
        fields(allowed=st.just(True), max_depth=among(2, 3), reciprocal=st.booleans()),
    ),
    "obligations": table(
        sign=st.booleans(),
        link_back=st.booleans(),
        notify_owner=st.booleans(),
        no_content_id=st.booleans(),
        watermark=st.booleans(),
        report_days=among(1, 30),
    ),
    "voice": table(clone=st.booleans()),
    "operations": st.one_of(table(allowed=most_of(OPERATIONS)), table(denied=some(OPERATIONS))),
    "export": table(
        formats=st.one_of(some(get_args(FileFormat)), most_of(get_args(FileFormat))),
        stems=st.one_of(some(STEMS), most_of(STEMS), st.just("any")),
    ),
    "cover": st.one_of(
        table(allowed=st.booleans()), fields(allowed=st.just(True), instruments=some(("piano", "strings")))
    ),
    "generated": table(
        allowed=st.one_of(some(MADE), most_of(MADE), st.just("any")),
        models=st.one_of(some(MODELS), st.just("any")),
    ),
    "lyrics": table(may=among("unchanged", "changed"), translate=st.booleans()),
    "training": table(allowed=st.booleans()),
    "validity": st.one_of(
        fields(**{"from": at(NOON), "until": at(LATER)}),
        fields(**{"from": at(NOON)}),
        fields(until=at(NOON, LATER)),
        st.just({"from": "2026-06-01T14:00:00", "timezone": "Europe/Berlin"}),
    ),
    "territory": table(
        allowed=st.one_of(some(COUNTRIES, 1), st.just("worldwide")), denied=some(COUNTRIES[:2])
    ).filter(lambda stated: not set(stated.get("allowed", "?")) <= set(stated.get("denied", ()))),
    "platforms": fields(allowed=some(("terminal", "web", "discord", "discord:42"), 1)),
    "people": table(
        min_age=among(13, 18), roles=some(("remixer", "member", "patron"), 1), verified=st.booleans()
    ),
    "content": table(highest=st.sampled_from(RATINGS), standards=some(STANDARDS)),
    "quota": table(per_user_day=among(1, 2, 3), total=among(1, 100)),
    "revocation": st.one_of(
        fields(revocable=st.just(False), cure_days=among(0, 30)),
        table(notice_days=among(0, 30), drafts=among("keep", "takedown")),
    ),
}
USUALLY: dict[str, Strategy] = {
    "tempo": st.one_of(ANY, fields(min_percent=among(-50, -10), max_percent=among(10, 25, 100))),
    "pitch": st.one_of(ANY, fields(min_cents=st.just(-1200), max_cents=among(200, 700, 1200))),
    "stems": fields(
        allowed=st.one_of(most_of(STEMS), st.just("any")),
        separate=st.just(True),
        alone=st.one_of(most_of(STEMS), st.just("any")),
    ),
    "vocals": fields(may=among("processed", "removed", "removed"), resung=st.just(True)),
    "effects": ANY,
    "layers": fields(allowed=most_of(INSTRUMENTS)),
    "sections": fields(allowed=most_of(get_args(SectionAction))),
    "mashup": fields(max_other=among(1, 2, 15)),
    "cover": fields(allowed=st.just(True)),
    "generated": fields(allowed=st.just("any")),
    "lyrics": fields(may=st.just("changed"), translate=st.just(True)),
    "purpose": fields(allowed=st.just(list(PURPOSES))),
    "revenue": fields(originals_percent=among(1, 30)),
}
"""What lets most plans pass; without it nearly every question would be refused for something."""
