"""Who may remix a song, both ways."""

from __future__ import annotations

from skills.rights.clearance import Facts, Person
from tests.skills.rights.both_ways import Ask, BothWays

GROWN_UP = ("[people]\nmin_age = 18",)
REMIXERS = ('[people]\nroles = ["Remixer", "Moderator"]',)
VERIFIED = ("[people]\nverified = true",)


def asked_by(grants: tuple[str, ...], **known: object) -> Ask:
    return Ask(grants=grants, facts=Facts(person=Person.model_validate(known)))


CASES = (
    BothWays("people.too_young", asked_by(GROWN_UP, age=17), asked_by(GROWN_UP, age=18)),
    BothWays(
        "people.role_missing",
        asked_by(REMIXERS, roles=("Guest", "remixer")),
        asked_by(REMIXERS, roles=("Guest", "Remixer")),
    ),
    BothWays("people.not_verified", asked_by(VERIFIED, verified=False), asked_by(VERIFIED, verified=True)),
    BothWays("fact.missing", asked_by(GROWN_UP), asked_by(GROWN_UP, age=18)),
    BothWays("fact.missing", asked_by(REMIXERS), asked_by(REMIXERS, roles=("Moderator",))),
    BothWays("fact.missing", asked_by(VERIFIED), asked_by(VERIFIED, verified=True)),
)
