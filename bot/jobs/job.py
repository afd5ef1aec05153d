"""A job: one request on its way to a reply, as it stands right now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from skills.talk.errors import BadInput
from skills.talk.reply import Preview, Reply
from skills.talk.request import Request

Lane = Literal["desk", "render"]
"""desk: answers in milliseconds. render: makes sound, for seconds to minutes."""
State = Literal["waiting", "running", "done", "failed", "cancelled"]

LANES: tuple[Lane, ...] = ("desk", "render")
OPEN: tuple[State, ...] = ("waiting", "running")


class NoSuchJob(BadInput):
    """No job of that number is kept, or not any more."""

    def __init__(self, job_id: int) -> None:
        super().__init__(f"There is no job {job_id} any more; ask for it anew.")


@dataclass(frozen=True)
class Job:
    """One request and what has become of it.

    key: who submits the same key again gets this job. share: 0.0 to 1.0 of the work is done.
    error: one sentence for a person; error_kind: the kind of the RequestError, "poison" when its workers
    died of it, or "bug". Times are seconds since 1970, 0.0 for not yet. deaths: workers lost over it.
    """

    id: int
    key: str
    lane: Lane
    request: Request
    server: str
    priority: int
    audio_seconds: float
    state: State
    stage: str
    share: float
    preview: Preview | None
    reply: Reply | None
    error: str
    error_kind: str
    submitted_at: float
    started_at: float
    ended_at: float
    cancel_asked_at: float
    deaths: int

    @property
    def is_open(self) -> bool:
        """Whether something may still become of it."""
        return self.state in OPEN


class Jobs(Protocol):
    """What a front end needs of a queue; another engine may stand behind it."""

    def submit(
        self,
        key: str,
        lane: Lane,
        request: Request,
        *,
        server: str = "",
        priority: int = 0,
        audio_seconds: float = 0.0,
    ) -> Job:
        """Enter a job; the same key gives the same job for as long as it is kept."""

    def job(self, job_id: int) -> Job:
        """The job of that number; raises NoSuchJob."""

    def find(self, key: str) -> Job | None:
        """The job of that key."""

    def jobs(self, *, person: str = "", open_only: bool = False, limit: int = 50) -> tuple[Job, ...]:
        """Jobs, the newest first; of one person where one is named."""

    def changes(self, mark: int) -> tuple[int, tuple[int, ...]]:
        """The mark to ask with next time, and the jobs that changed since `mark`; 0 means all."""

    def place(self, job_id: int) -> int:
        """1 for the next to begin, 2 for the one after; 0 for a job that is not waiting."""

    def estimate(self, job_id: int) -> float | None:
        """Seconds until it is done; None when nothing was measured yet."""

    def cancel(self, job_id: int) -> Job:
        """Ask for its end: a waiting job ends at once, a running one within 2.5 s."""
