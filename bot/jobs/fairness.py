"""Fairness: who comes next, from what each was served in the last hour and how long they wait."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

WINDOW_SECONDS = 3600.0
"""What was served longer ago counts no more."""
HALF_LIFE_SECONDS = 900.0
LIFT_SECONDS = 600.0
"""Who waits this long for a turn stands one priority higher: so nobody waits for ever."""
SHORTEST_SECONDS = 1.0
"""A turn counts as at least this long."""


@dataclass(frozen=True)
class Waiting:
    """A job that waits. `seconds`: how long it is expected to run."""

    id: int
    person: str
    server: str
    priority: int
    submitted_at: float
    seconds: float


@dataclass(frozen=True)
class Turn:
    """A job that was done, however it ended, or that runs (`ended_at` is None)."""

    person: str
    server: str
    started_at: float
    ended_at: float | None
    seconds_left: float = 0.0
    id: int = 0


@dataclass(frozen=True)
class Served:
    """Seconds served to each in the last hour, older ones counting less, and when their last turn ended."""

    persons: Mapping[str, float]
    servers: Mapping[str, float]
    last_turns: Mapping[str, float]
    busy: frozenset[str]


@dataclass(frozen=True)
class Outlook:
    """What is to be expected of a job: its place (1 = next, 0 = it runs) and the seconds until it ends."""

    place: int
    seconds: float


def served(turns: Iterable[Turn], now: float) -> Served:
    """What the turns amount to at `now`."""
    persons: dict[str, float] = defaultdict(float)
    servers: dict[str, float] = defaultdict(float)
    last_turns: dict[str, float] = {}
    busy: set[str] = set()
    for turn in turns:
        ended_at = now if turn.ended_at is None else turn.ended_at
        age = max(0.0, now - ended_at)
        if age >= WINDOW_SECONDS:
            continue
        seconds = max(SHORTEST_SECONDS, ended_at - turn.started_at) * 0.5 ** (age / HALF_LIFE_SECONDS)
        persons[turn.person] += seconds
        servers[turn.server] += seconds if turn.server else 0.0
        last_turns[turn.person] = max(ended_at, last_turns.get(turn.person, 0.0))
        if turn.ended_at is None:
            busy.add(turn.person)
    return Served(persons, servers, last_turns, frozenset(busy))


@dataclass
class _Own:
    """What one person waits for, the next of it last; and since when they wait."""

    jobs: list[Waiting]
    since: float = 0.0

    @classmethod
    def of(cls, jobs: Iterable[Waiting]) -> _Own:
        own = cls(sorted(jobs, key=lambda job: (job.priority, -job.submitted_at, -job.id)))
        own.look()
        return own

    def look(self) -> None:
        """See since when the person waits."""
        self.since = min((job.submitted_at for job in self.jobs), default=0.0)


def next_up(waiting: Iterable[Waiting], so_far: Served, now: float, one_each: bool) -> Waiting | None:
    """Whose turn it is; None when nobody may begin.

    one_each: a person of whom something runs must wait. Of one person the highest priority goes first,
    then the oldest. Between persons: priority, lifted by one for every ten minutes without a turn; who
    had no turn in the last hour; then the least seconds served to them and their server, each second
    without a turn making up for one.
    """
    return _choose(_by_person(waiting), so_far, now, one_each)


def _by_person(waiting: Iterable[Waiting]) -> dict[str, _Own]:
    found: dict[str, list[Waiting]] = defaultdict(list)
    for job in waiting:
        found[job.person].append(job)
    return {person: _Own.of(jobs) for person, jobs in found.items()}


def _choose(lines: Mapping[str, _Own], so_far: Served, now: float, one_each: bool) -> Waiting | None:
    able = (own for person, own in lines.items() if not (one_each and person in so_far.busy))
    chosen = min(able, key=lambda own: _order(own.jobs[-1], own.since, so_far, now), default=None)
    return chosen.jobs[-1] if chosen else None


def _order(job: Waiting, since: float, so_far: Served, now: float) -> tuple[float, bool, float, float, int]:
    without_turn = max(0.0, now - max(since, so_far.last_turns.get(job.person, since)))
    had = so_far.persons.get(job.person, 0.0)
    score = had + so_far.servers.get(job.server, 0.0) - without_turn
    lifted = job.priority + without_turn // LIFT_SECONDS
    return (-lifted, had > 0.0, score, job.submitted_at, job.id)


@dataclass
class _Line:
    """A simulation of the jobs from now on, with no new ones coming."""

    waiting: dict[str, _Own]
    done: list[Turn]
    running: dict[int, Turn]
    free: int
    now: float
    one_each: bool
    ends: list[tuple[float, int]] = field(default_factory=list)

    def begin(self) -> Waiting | None:
        """The job that begins now, if one does."""
        if self.free <= 0:
            return None
        so_far = served((*self.done, *self.running.values()), self.now)
        job = _choose(self.waiting, so_far, self.now, self.one_each)
        if job is not None:
            self._take(job)
            self.running[job.id] = Turn(job.person, job.server, self.now, None)
            heapq.heappush(self.ends, (self.now + job.seconds, job.id))
            self.free -= 1
        return job

    def _take(self, job: Waiting) -> None:
        own = self.waiting[job.person]
        own.jobs.pop()
        own.look()
        if not own.jobs:
            del self.waiting[job.person]

    def end_one(self) -> None:
        """Go on to where the next running job ends."""
        self.now, job_id = heapq.heappop(self.ends)
        turn = self.running.pop(job_id)
        self.done.append(Turn(turn.person, turn.server, turn.started_at, self.now))
        self.free += 1


def outlook(
    waiting: Sequence[Waiting], turns: Sequence[Turn], workers: int, now: float, one_each: bool
) -> dict[int, Outlook]:
    """What to expect of every open job, by its number, if no new ones come.

    turns: those of the last hour and those that run. workers: how many jobs run at once, at least 1.
    """
    running = {turn.id: turn for turn in turns if turn.ended_at is None}
    line = _Line(
        waiting=_by_person(waiting),
        done=[turn for turn in turns if turn.ended_at is not None],
        running=running,
        free=workers - len(running),
        now=now,
        one_each=one_each,
        ends=[(now + turn.seconds_left, turn.id) for turn in running.values()],
    )
    heapq.heapify(line.ends)
    found = {turn.id: Outlook(0, turn.seconds_left) for turn in running.values()}
    place = 0
    while line.waiting:
        job = line.begin()
        if job is None:
            line.end_one()
            continue
        place += 1
        found[job.id] = Outlook(place, line.now + job.seconds - now)
    return found
