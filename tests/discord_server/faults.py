"""What can go wrong between the bot and Discord, when a test wants it to."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Status:
    """Nothing is done; the answer is this status, with Discord's own code if the test wants one."""

    status: int
    code: int = 0
    message: str = "as the test wants it"


@dataclass(frozen=True)
class RateLimited:
    """429 for some seconds; without `via` it looks as if it came from the network in front of Discord."""

    retry_after_seconds: float
    is_global: bool = False
    via: bool = True


@dataclass(frozen=True)
class Drop:
    """The connection breaks, before Discord has done what was asked, or after (the answer is lost)."""

    before: bool = True


@dataclass(frozen=True)
class Delay:
    """It is done, but takes some seconds longer."""

    seconds: float


Fault = Status | RateLimited | Drop | Delay

KINDS: tuple[Fault, ...] = (
    RateLimited(0.05),
    RateLimited(0.05, is_global=True),
    RateLimited(0.05, via=False),
    Status(500),
    Status(502),
    Status(503),
    Status(504),
    Drop(before=True),
    Drop(before=False),
    Delay(0.05),
)
"""What chaos is made of, unless told otherwise."""


@dataclass
class Planned:
    """A fault that waits for its request."""

    method: str
    path: re.Pattern[str]
    fault: Fault
    times: int


@dataclass
class Faults:
    """Says for each request what goes wrong with it; None is nothing."""

    planned: list[Planned] = field(default_factory=list)
    chaos_share: float = 0.0
    chaos_path: re.Pattern[str] = re.compile("")
    chaos_kinds: tuple[Fault, ...] = KINDS
    chaos_chance: random.Random = field(default_factory=random.Random)
    outage: bool = False
    met: list[tuple[str, str, Fault]] = field(default_factory=list)

    def plan(self, method: str, path: str, fault: Fault, times: int) -> None:
        """Let the next `times` requests of this method ("*": any) fail whose path the regex finds."""
        self.planned.append(Planned(method.upper(), re.compile(path), fault, times))

    def chaos(self, share: float, seed: int, kinds: tuple[Fault, ...], path: str) -> None:
        """Let this share (0 to 1) of the requests whose path the regex finds fail in one of these ways."""
        self.chaos_path = re.compile(path)
        self.chaos_share, self.chaos_kinds, self.chaos_chance = share, kinds, random.Random(seed)

    def next(self, method: str, path: str) -> Fault | None:
        """What goes wrong with this request."""
        if self.outage:
            return Drop(before=True)
        fault = self._planned(method, path)
        if fault is None and self.chaos_share and self.chaos_path.search(path):
            hit = self.chaos_chance.random() < self.chaos_share
            fault = self.chaos_chance.choice(self.chaos_kinds) if hit else None
        if fault is not None:
            self.met.append((method, path, fault))
        return fault

    def _planned(self, method: str, path: str) -> Fault | None:
        for plan in self.planned:
            if plan.method in (method, "*") and plan.path.search(path):
                plan.times -= 1
                if plan.times <= 0:
                    self.planned.remove(plan)
                return plan.fault
        return None


def rate_limit_headers(fault: RateLimited) -> dict[str, str]:
    """What stands above a 429."""
    headers = {"Retry-After": str(fault.retry_after_seconds)}
    if fault.via:
        headers["Via"] = "1.1 google"
        headers["X-RateLimit-Scope"] = "global" if fault.is_global else "user"
    if fault.is_global:
        headers["X-RateLimit-Global"] = "true"
    return headers


def rate_limit_body(fault: RateLimited) -> dict[str, Any]:
    return {
        "message": "You are being rate limited.",
        "retry_after": fault.retry_after_seconds,
        "global": fault.is_global,
        "code": 0,
    }
