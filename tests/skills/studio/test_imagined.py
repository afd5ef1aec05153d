"""Whoever is imagined is let in by the grant, at the time nearest to now."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from audio_engine.plan import RemixPlan
from skills.rights.clearance import Cleared, clear
from skills.rights.judgement import Source
from skills.rights.license import parse_grant
from skills.studio.circumstances import facts_of
from skills.studio.imagined import imagined
from tests.skills.rights.things import CUSTOM, a_song

NOW = int(datetime(2026, 6, 1, tzinfo=UTC).timestamp())
OPENS = int(datetime(2027, 1, 1, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("section", "fact", "value", "option"),
    [
        ('[territory]\nallowed = ["DE", "AT", "CH"]\n', "territory", "AT", "--territory"),
        ('[territory]\nallowed = ["AT", "CH"]\ndenied = ["AT"]\n', "territory", "CH", "--territory"),
        ('[territory]\ndenied = ["KP"]\n', "territory", "DE", "--territory"),
        ('[territory]\ndenied = ["DE"]\n', "territory", "AD", "--territory"),
        ("[people]\nmin_age = 18\n", "age", 30, "--age"),
        ("[people]\nmin_age = 65\n", "age", 65, "--age"),
        ('[people]\nroles = ["member", "dj"]\n', "roles", ["dj"], "--role"),
        ("[people]\nverified = true\n", "verified", True, "--unverified"),
        ('[platforms]\nallowed = ["terminal", "web"]\n', "platform", "terminal", "--platform"),
        ('[platforms]\nallowed = ["discord:12"]\n', "platform", "discord:12", "--platform"),
        ('[content]\nhighest = "teen"\nstandards = ["no-hate"]\n', "rating", "everyone", "--rating"),
        ("[validity]\nfrom = 2026-01-01T00:00:00Z\n", "now", NOW, "--at"),
        ("[validity]\nfrom = 2027-01-01T00:00:00Z\n", "now", OPENS, "--at"),
        ("[validity]\nuntil = 2026-06-01T00:00:00Z\n", "now", NOW - 1, "--at"),
        (
            "[validity]\nfrom = 2026-01-01T00:00:00Z\nuntil = 2026-02-01T00:00:00Z\n",
            "now", int(datetime(2026, 1, 1, tzinfo=UTC).timestamp()), "--at",
        ),
    ],
)  # fmt: skip
def test_somebody_is_made_up_as_the_grant_wants_them(
    section: str, fact: str, value: Any, option: str
) -> None:
    grant = parse_grant(f'{CUSTOM}[purpose]\nallowed = ["noncommercial_share"]\n{section}')
    somebody = imagined(grant, NOW, {})
    assert {**somebody.facts, **somebody.facts["person"]}[fact] == value
    assert somebody.options == (option,)
    assert somebody.sentence.endswith(f". Say otherwise with {option}.")
    facts = facts_of(somebody.facts, {"purpose": "noncommercial_share"})
    assert isinstance(clear(RemixPlan(), [Source(song=a_song(), grants=(grant,))], facts), Cleared)


def test_what_is_stated_is_not_made_up() -> None:
    grant = parse_grant(f'{CUSTOM}[territory]\nallowed = ["AT"]\n[people]\nmin_age = 18\n')
    somebody = imagined(grant, NOW, {"person": {"territory": "FR"}, "platform": "web"})
    assert somebody.facts["person"] == {"age": 30, "verified": True, "territory": "FR"}
    assert somebody.facts["platform"] == "web"
    assert somebody.options == ("--age",)


def test_a_free_license_depends_on_nothing() -> None:
    assert imagined(parse_grant('license = "CC-BY-4.0"'), NOW, {}).sentence == ""
