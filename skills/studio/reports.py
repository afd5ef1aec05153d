"""Reports: what people say is wrong with a remix, and what became of it; kept for good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from skills.studio.register.faults import NotPossible
from skills.studio.studio import Studio

Standing = Literal["open", "dismissed", "removed"]
STANDINGS: tuple[Standing, ...] = get_args(Standing)
LONGEST_REASON = 500
MOST_OPEN = 5
"""How many reports of one release a person may have open."""
_COLUMNS = "id, release_id, person, platform, reason, reported_at, state, settled_by, settled_at"


@dataclass(frozen=True)
class Report:
    """A report on a release. person: who reported it, "" once they had their data deleted.

    platform: where it was reported. reported_at, settled_at: ISO 8601 text, "" while it is open.
    """

    id: int
    release_id: str
    person: str
    platform: str
    reason: str
    reported_at: str
    state: Standing
    settled_by: str
    settled_at: str


def report(release_id: str, person: str, platform: str, reason: str, studio: Studio) -> Report:
    """Keep a report; the very same words of one person are one report as long as that is open.

    NotPossible for a release that is not there, and for a person who has too much open on it.
    """
    at = studio.now()
    with studio.store.writing():
        studio.register.release(release_id, at)
        own = "where release_id = ? and person = ? and platform = ? and state = 'open'"
        known = _read(studio, own, release_id, person, platform)
        if same := [one for one in known if one.reason == reason[:LONGEST_REASON]]:
            return same[0]
        if len(known) >= MOST_OPEN:
            told = "You have reported this remix five times already; those reports are still open."
            raise NotPossible("report.enough", told)
        number = studio.store.write(
            "insert into report (release_id, person, platform, reason, reported_at) values (?, ?, ?, ?, ?)",
            release_id, person, platform, reason[:LONGEST_REASON], at,
        )  # fmt: skip
        return report_of(number, studio)


def report_of(number: int, studio: Studio) -> Report:
    """The report of that number; NotPossible where there is none."""
    for found in _read(studio, "where id = ?", number):
        return found
    raise NotPossible("report.unknown", f"There is no report {number}.")


def reports(studio: Studio, platform: str = "", state: Standing | None = None) -> tuple[Report, ...]:
    """The reports, newest first: of one platform, and in one state, where that is asked."""
    found = _read(studio, "order by id desc")
    return tuple(one for one in found if platform in ("", one.platform) and state in (None, one.state))


def settle(number: int, to: Standing, by: str, studio: Studio) -> Report:
    """Dismiss a report, or remove what it is about: that release is taken down.

    NotPossible where it is settled already, or was never made.
    """
    at = studio.now()
    with studio.store.writing():
        known = report_of(number, studio)
        if known.state != "open" or to == "open":
            raise NotPossible("report.settled", f"Report {number} is settled already: {known.state}.")
        if to == "removed" and studio.register.release(known.release_id, at).state != "taken down":
            studio.register.move(known.release_id, "taken down", by, at, known.reason)
        sql = "update report set state = ?, settled_by = ?, settled_at = ? where id = ?"
        studio.store.write(sql, to, by, at, number)
        return report_of(number, studio)


def _read(studio: Studio, where: str, *values: object) -> tuple[Report, ...]:
    return tuple(Report(*row) for row in studio.store.read(f"select {_COLUMNS} from report {where}", *values))
