"""Quota: how many remixes a person may still make on a server today, told in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.visit import Visit
    from bot.frontends.discord_chat.wording import Wording

DAY_SECONDS = 86_400.0
MOST_COUNTED = 10_000


@dataclass(frozen=True)
class Quota:
    """made: remixes of the last 24 hours. most: as many as the server allows.

    free_at: when one more can be made, in seconds since 1970; 0.0 where that is now, or never.
    """

    made: int
    most: int
    free_at: float

    @property
    def left(self) -> int:
        """How many more may be made now."""
        return max(0, self.most - self.made)


def quota_of(service: Service, visit: Visit) -> Quota:
    """What a person made in this place in the last day; what failed or was cancelled does not count."""
    since = service.clock() - DAY_SECONDS
    asked = service.errands.of_person(visit.person_id, "render", since, MOST_COUNTED)
    here = [one for one in asked if one.visit.server_id == visit.server_id]
    counted = [one for one in here if one.open or one.about.get("made")]
    most = service.servers.settings(visit.server_id).renders_per_day
    full = 0 < most <= len(counted)
    return Quota(len(counted), most, counted[most - 1].at + DAY_SECONDS if full else 0.0)


def refusal(quota: Quota, say: Wording) -> str:
    """Why no more can be made now, and when again; "" where more can."""
    if quota.left:
        return ""
    if not quota.most:
        return say("quota.none")
    return say("quota.over", made=quota.made, most=quota.most, at=int(quota.free_at))


def standing(quota: Quota, say: Wording) -> str:
    """How many are left, in a sentence."""
    return refusal(quota, say) or say("quota.left", left=quota.left, most=quota.most)
