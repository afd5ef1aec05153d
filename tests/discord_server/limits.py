"""Rate limits as Discord keeps them: so many requests of a kind in so many seconds."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from tests.discord_server.clock import Clock

MAJOR = re.compile(r"/(channels|guilds|webhooks|interactions)/(\d+)(/[\w-]{20,})?")
"""The parts of a path that have a bucket of their own."""


@dataclass
class Window:
    """What is left of a limit until `ends`."""

    left: int
    ends: float


@dataclass
class Rule:
    """`limit` requests in `seconds` for each thing that the path names."""

    method: str
    path: re.Pattern[str]
    limit: int
    seconds: float
    is_global: bool = False
    windows: dict[str, Window] = field(default_factory=dict)


@dataclass
class RateLimits:
    """Counts requests; what no rule covers may come as often as it likes."""

    clock: Clock
    rules: list[Rule] = field(default_factory=list)

    def add(self, method: str, path: str, limit: int, seconds: float, is_global: bool) -> None:
        self.rules.append(Rule(method.upper(), re.compile(path), limit, seconds, is_global))

    def rule(self, method: str, path: str) -> Rule | None:
        """The rule for a request."""
        return next((r for r in self.rules if r.method in (method, "*") and r.path.search(path)), None)

    def count(self, method: str, path: str) -> tuple[dict[str, str], float]:
        """The headers for this request, and for how many seconds it must wait (0: it may pass)."""
        major = MAJOR.search(path)
        rule = self.rule(method, path)
        key = major.group(0) if major and rule and not rule.is_global else ""
        now = self.clock.now()
        if rule is None:
            return self._headers(method, path, 1000, Window(999, now + 1), now), 0.0
        window = rule.windows.get(key)
        if window is None or window.ends <= now:
            window = rule.windows[key] = Window(rule.limit, now + rule.seconds)
        wait = window.ends - now if window.left <= 0 else 0.0
        window.left = max(window.left - 1, 0)
        if rule.is_global:
            return {}, wait
        return self._headers(method, path, rule.limit, window, now), wait

    def _headers(self, method: str, path: str, limit: int, window: Window, now: float) -> dict[str, str]:
        template = re.sub(r"[\w-]{20,}|\d{5,}", "*", path)
        return {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(window.left),
            "X-RateLimit-Reset": f"{window.ends:.3f}",
            "X-RateLimit-Reset-After": f"{max(window.ends - now, 0.001):.3f}",
            "X-RateLimit-Bucket": hashlib.sha256(f"{method} {template}".encode()).hexdigest()[:16],
        }
