"""Nobody starves, nobody crowds the others out, and the places told are the places kept."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.jobs.database import Database
from bot.jobs.fairness import Outlook, Served, Turn, Waiting, next_up, outlook, served
from bot.jobs.queue import Queue
from tests.bot.jobs.places import DONE, Clock, asked, queue_in

NOBODY = Served({}, {}, {}, frozenset())
NOW = 10_000.0


def wait(number: int, person: str, server: str = "s", priority: int = 0, at: float = NOW) -> Waiting:
    return Waiting(number, person, server, priority, at, 10.0)


def who(waiting: list[Waiting], so_far: Served = NOBODY, now: float = NOW, one_each: bool = True) -> int:
    chosen = next_up(waiting, so_far, now, one_each)
    return 0 if chosen is None else chosen.id


def test_the_oldest_goes_first_when_nobody_was_served() -> None:
    assert who([wait(2, "b", at=NOW - 1), wait(1, "a", at=NOW - 2)]) == 1


def test_a_higher_priority_goes_first() -> None:
    assert who([wait(1, "a"), wait(2, "b", priority=1)]) == 2


def test_ten_minutes_without_a_turn_weigh_as_much_as_one_priority() -> None:
    waiting = [wait(1, "a", at=NOW - 600), wait(2, "b", priority=1)]
    assert (who(waiting), who(waiting, now=NOW - 1)) == (1, 2)


def test_who_had_no_turn_goes_before_who_had_one() -> None:
    so_far = served([Turn("a", "s", NOW - 30, NOW - 20)], NOW)
    assert who([wait(1, "a", at=NOW - 100), wait(2, "b")], so_far) == 2


def test_of_those_who_had_turns_the_least_served_goes_first() -> None:
    so_far = served([Turn("a", "", NOW - 60, NOW - 20), Turn("b", "", NOW - 30, NOW - 20)], NOW)
    assert who([wait(1, "a", ""), wait(2, "b", "")], so_far) == 2


def test_between_newcomers_the_least_served_server_goes_first() -> None:
    so_far = served([Turn("c", "busy", NOW - 60, NOW - 20)], NOW)
    assert who([wait(1, "a", "busy"), wait(2, "b", "quiet")], so_far) == 2


def test_waiting_makes_up_for_what_was_served() -> None:
    so_far = served([Turn("c", "busy", NOW - 60, NOW - 20)], NOW)
    assert who([wait(1, "a", "busy", at=NOW - 50), wait(2, "b", "quiet")], so_far) == 1


def test_of_whom_something_renders_must_wait() -> None:
    so_far = served([Turn("a", "s", NOW - 5, None)], NOW)
    assert (who([wait(1, "a")], so_far), who([wait(1, "a")], so_far, one_each=False)) == (0, 1)


def test_what_was_served_counts_half_after_a_quarter_of_an_hour_and_nothing_after_an_hour() -> None:
    turn = Turn("a", "s", NOW - 100, NOW)
    amounts = [dict(served([turn], NOW + later).persons) for later in (0.0, 900.0, 3600.0)]
    assert amounts == [{"a": 100.0}, {"a": 50.0}, {}]


def test_a_clock_that_was_put_back_breaks_nothing() -> None:
    so_far = served([Turn("a", "s", NOW + 3600, NOW + 3700)], NOW)
    assert who([wait(1, "a", at=NOW + 3600)], so_far) == 1


def test_the_outlook_counts_what_runs_and_who_is_before() -> None:
    waiting = [wait(1, "a"), wait(2, "b", at=NOW + 1), wait(3, "a", at=NOW + 2)]
    running = [Turn("c", "s", NOW - 5, None, 7.0, 9)]
    assert outlook(waiting, running, 1, NOW, one_each=True) == {
        9: Outlook(0, 7.0), 1: Outlook(1, 17.0), 2: Outlook(2, 27.0), 3: Outlook(3, 37.0),
    }  # fmt: skip


def test_more_workers_do_one_job_of_a_person_at_a_time() -> None:
    waiting = [wait(1, "a"), wait(2, "a"), wait(3, "b", at=NOW + 1)]
    told = outlook(waiting, [], 2, NOW, one_each=True)
    assert told == {1: Outlook(1, 10.0), 3: Outlook(2, 10.0), 2: Outlook(3, 20.0)}


LINES = st.lists(
    st.tuples(
        st.sampled_from("abcd"), st.sampled_from(["", "s", "t"]), st.integers(0, 2), st.integers(1, 90)
    ),
    min_size=1,
    max_size=14,
)


@given(LINES, st.integers(1, 3))
@settings(max_examples=25)
def test_the_places_told_are_the_places_kept(line: list[tuple[str, str, int, int]], workers: int) -> None:
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        queue = Queue(Database(Path(folder) / "bot.db"), clock)
        queue.submit("first", "render", asked("z"), audio_seconds=1.0)
        queue.claim("render", "w")
        clock.advance(1.0)
        queue.finish(1, "w", DONE)  # one second of sound takes one second
        for number in range(workers):
            queue.enlist("render", f"w{number}")
        for number, (person, server, priority, seconds) in enumerate(line):
            queue.submit(
                f"{number}", "render", asked(person),
                server=server, priority=priority, audio_seconds=float(seconds),
            )  # fmt: skip
        ids = range(2, len(line) + 2)
        places = {queue.place(job_id): job_id for job_id in ids}
        told = {job_id: queue.estimate(job_id) for job_id in ids}
        began, ended = run_all(queue, clock, workers)
    assert sorted(places) == list(range(1, len(line) + 1))
    assert [places[place] for place in sorted(places)] == began
    assert {job_id: pytest.approx(seconds) for job_id, seconds in told.items()} == ended


def run_all(queue: Queue, clock: Clock, workers: int) -> tuple[list[int], dict[int, float]]:
    """Do all jobs, each for as many seconds as its sound has; the order, and when each ended."""
    begin, began, ended = clock.now, [], {}
    hands: dict[str, tuple[int, float]] = {}
    while queue.depth("render") or hands:
        for name in sorted({f"w{number}" for number in range(workers)} - set(hands)):
            job = queue.claim("render", name)
            if job is not None:
                began.append(job.id)
                hands[name] = (job.id, clock.now + job.audio_seconds)
        name = min(hands, key=lambda name: (hands[name][1], hands[name][0]))
        job_id, clock.now = hands.pop(name)
        assert queue.finish(job_id, name, DONE)
        ended[job_id] = clock.now - begin
    return began, ended


@given(
    st.lists(st.integers(1, 500), min_size=1, max_size=4),
    st.integers(0, 3000),
    st.sampled_from(["quiet", "busy"]),
    st.floats(0.0, 400.0),
)
@settings(max_examples=100)
def test_fifty_jobs_of_one_person_delay_anothers_first_by_one_at_most(
    lengths: list[int], served_to_others: int, server: str, after: float
) -> None:
    done = [Turn("c", "busy", NOW - 3000 - served_to_others, NOW - 3000), Turn("c", "busy", NOW - 50, NOW)]
    crowd = [Waiting(n, "a", "quiet", 0, NOW, float(lengths[n % len(lengths)])) for n in range(1, 51)]
    begun, now = Counter[str](), NOW
    newcomer = Waiting(99, "b", server, 0, NOW + after, 10.0)
    while crowd:
        here = [newcomer] if newcomer.submitted_at <= now else []
        job = next_up([*crowd, *here], served(done, now), now, one_each=True)
        assert job is not None
        if job is newcomer:
            break
        crowd.remove(job)
        begun["after b came"] += bool(here)
        done.append(Turn("a", "quiet", now, now + job.seconds))
        now += job.seconds
    assert begun["after b came"] <= 1


@given(st.integers(0, 3), st.integers(1, 200))
@settings(max_examples=50)
def test_nobody_starves_however_many_others_keep_coming(priority: int, seconds: int) -> None:
    """The patient one was served much, the others are new, and their priority is higher."""
    done, now = [Turn("patient", "s", NOW - 1000, NOW)], NOW
    patient = Waiting(0, "patient", "s", 0, NOW, 10.0)
    for number in range(1, 20_000):
        new = Waiting(number, f"new {number}", "t", priority, now, float(seconds))
        job = next_up([patient, new], served(done[-50:], now), now, one_each=True)
        if job is patient:
            break
        now += seconds
        done.append(Turn(new.person, "t", now - seconds, now))
    assert now - NOW <= (priority + 1) * 600 + seconds


def test_each_of_two_hundred_jobs_has_a_place_of_its_own(tmp_path: Path) -> None:
    queue = queue_in(tmp_path, Clock())
    jobs = [queue.submit(f"{n}", "render", asked(f"p{n % 40}")) for n in range(200)]
    assert sorted(queue.place(job.id) for job in jobs) == list(range(1, 201))


def test_in_a_burst_each_is_told_a_place_that_can_be(tmp_path: Path) -> None:
    queue = queue_in(tmp_path, Clock())
    for number in range(1, 151):
        job = queue.submit(f"{number}", "render", asked(f"p{number}"))
        assert 1 <= queue.place(job.id) <= number


def test_a_job_that_does_not_wait_has_no_place(tmp_path: Path) -> None:
    queue = queue_in(tmp_path)
    queue.submit("key", "desk", asked())
    queue.claim("desk", "w1")
    assert queue.place(1) == 0
    queue.finish(1, "w1", DONE)
    assert (queue.place(1), queue.estimate(1)) == (0, 0.0)
