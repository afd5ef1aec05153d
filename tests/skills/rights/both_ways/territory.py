"""In which countries a song may be remixed, both ways."""

from __future__ import annotations

from skills.rights.clearance import Facts, Person
from tests.skills.rights.both_ways import Ask, BothWays

GERMANY = ('[territory]\nallowed = ["DE"]',)
NOT_FRANCE = ('[territory]\nallowed = "worldwide"\ndenied = ["FR"]',)
WORLDWIDE = ('[territory]\nallowed = "worldwide"',)


def person_in(code: str) -> Facts:
    return Facts(person=Person(territory=code))


CASES = (
    BothWays(
        "territory.not_allowed",
        Ask(grants=GERMANY, facts=person_in("AT")),
        Ask(grants=GERMANY, facts=person_in("DE")),
    ),
    BothWays(
        "territory.not_allowed",
        Ask(grants=NOT_FRANCE, facts=person_in("FR")),
        Ask(grants=NOT_FRANCE, facts=person_in("BE")),
    ),
    BothWays("fact.missing", Ask(grants=GERMANY), Ask(grants=GERMANY, facts=person_in("DE"))),
    BothWays("fact.missing", Ask(grants=NOT_FRANCE), Ask(grants=WORLDWIDE)),
)
