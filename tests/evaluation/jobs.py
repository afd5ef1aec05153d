"""How quick the queue is, beside a pool of processes that keeps nothing: python -m tests.evaluation.jobs."""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bot.jobs.crew import Crew
from bot.jobs.database import Database
from bot.jobs.queue import Queue
from skills.talk.request import Request

JOBS = 500
WORKERS = 2
LATENCIES = 100
OPEN_JOBS = 200
HAND = (sys.executable, "-m", "tests.bot.jobs.hand")


def when(_: int) -> float:
    """The time at which a process of the pool begins."""
    return time.time()


def pauses() -> list[float]:
    """The same irregular pauses for both, in seconds."""
    chance = random.Random(1)
    return [chance.uniform(0.01, 0.06) for _ in range(LATENCIES)]


def told(what: str, latencies: Sequence[float]) -> str:
    ordered = sorted(1000 * latency for latency in latencies)
    middle, late = statistics.median(ordered), ordered[int(0.95 * len(ordered))]
    return f"{what}: {middle:.1f} ms median, {late:.1f} ms in 95 of 100"


async def of_the_queue(folder: Path) -> None:
    queue = Queue(Database(folder / "bot.db"))
    crew = Crew(folder / "bot.db", {"desk": WORKERS}, HAND)
    began = time.perf_counter()
    await crew.start()
    first = queue.submit("first", "desk", Request(words="tell"))
    while queue.job(first.id).is_open:
        await asyncio.sleep(0.005)
    print(f"queue: first job done {time.perf_counter() - began:.2f} s after the start of {WORKERS} workers")
    latencies = []
    for number, pause in enumerate(pauses()):
        await asyncio.sleep(pause)
        job = queue.submit(f"latency {number}", "desk", Request(words="tell"))
        while queue.job(job.id).is_open:
            await asyncio.sleep(0.002)
        latencies.append(queue.job(job.id).started_at - job.submitted_at)
    print(told("queue: from submit to claim", latencies))
    began = time.perf_counter()
    for number in range(JOBS):
        queue.submit(f"{number}", "desk", Request(words="tell", person=f"person {number % 20}"))
    entered = time.perf_counter() - began
    while queue.depth("desk") or queue.jobs(open_only=True, limit=1):
        await asyncio.sleep(0.01)
    print(f"queue: {JOBS} tiny jobs in {time.perf_counter() - began:.2f} s ({entered:.2f} s to enter them)")
    await crew.stop()
    watching(queue)


def watching(queue: Queue) -> None:
    """What it costs a bot to follow jobs that wait."""
    jobs = [queue.submit(f"o{n}", "render", Request(person=f"{n % 40}")) for n in range(OPEN_JOBS)]
    mark, _ = queue.changes(0)
    began = time.perf_counter()
    for _ in range(1000):
        mark, _ = queue.changes(mark)
    print(f"queue: asking {OPEN_JOBS} open jobs for changes: {1000 * (time.perf_counter() - began):.1f} us")
    began = time.perf_counter()
    for job in jobs:
        queue.place(job.id)
    print(f"queue: the places of {OPEN_JOBS} waiting jobs: {1000 * (time.perf_counter() - began):.0f} ms")


def of_the_pool() -> None:
    began = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(WORKERS) as pool:
        pool.apply(when, (0,))
        print(f"pool:  first job done {time.perf_counter() - began:.2f} s after the start")
        latencies = []
        for pause in pauses():
            time.sleep(pause)
            submitted = time.time()
            latencies.append(pool.apply(when, (0,)) - submitted)
        print(told("pool:  from submit to begin", latencies))
        began = time.perf_counter()
        for answer in [pool.apply_async(when, (number,)) for number in range(JOBS)]:
            answer.get()
        print(f"pool:  {JOBS} tiny jobs in {time.perf_counter() - began:.2f} s")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        asyncio.run(of_the_queue(Path(place)))
    of_the_pool()
