"""Where a release stands, by its own story and by that of the grants that it stands under."""

from __future__ import annotations

import pytest

from skills.rights.life import Happened, ReleaseState, release_state
from tests.skills.rights.things import a_grant

HOUR = 3_600


def release(*told: tuple[str, ReleaseState]) -> list[Happened]:
    """What happened to a release, an hour apart."""
    return [Happened(n, n * HOUR, kind, state=state) for n, (kind, state) in enumerate(told, 1)]


def revoked(number: int, was: str = "in force") -> Happened:
    return Happened(number, number * HOUR, "revoked", "s", "g", number * HOUR, was)  # type: ignore[arg-type]


OUT = release(("drafted", "draft"), ("published", "published"))
DRAFT = OUT[:1]
ENDED = {"g": a_grant('[revocation]\ndrafts = "takedown"\npublished = "takedown"\nearning = "freeze"')}


@pytest.mark.parametrize(
    ("own", "taken", "now", "state"),
    [
        (OUT, [], 9, "published"),
        (OUT, [revoked(3)], 9, "taken down"),
        (OUT, [revoked(3)], 2, "published"),
        (OUT, [Happened(0, 0, "revoked", "s", "g", 5 * HOUR, "in force")], 9, "published"),
        (DRAFT, [revoked(2)], 9, "taken down"),
        (DRAFT, [revoked(2, "superseded")], 9, "draft"),
        ([*OUT, Happened(3, 3 * HOUR, "published", state="earning")], [revoked(4)], 9, "frozen"),
        ([*OUT, Happened(3, 0, "taken down", state="taken down")], [], 9, "taken down"),
        ([*OUT, Happened(3, 0, "taken down", state="taken down"), *OUT[1:]], [], 9, "taken down"),
        ([*OUT, Happened(3, 3 * HOUR, "renamed")], [], 9, "published"),
    ],
)
def test_a_release_stands_where_its_story_and_that_of_its_grants_have_brought_it(
    own: list[Happened], taken: list[Happened], now: int, state: ReleaseState
) -> None:
    assert release_state(own, taken, ENDED, False, False, now * HOUR) == state


def test_what_earns_counts_as_frozen_while_it_is_held_back() -> None:
    earning = release(("drafted", "draft"), ("published", "earning"))
    for held_back, state in ((True, "frozen"), (False, "earning")):
        assert release_state(earning, [], ENDED, held_back, False, 9 * HOUR) == state
    assert release_state(OUT, [], ENDED, True, False, 9 * HOUR) == "published"
