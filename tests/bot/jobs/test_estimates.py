"""What is told of the time a job will take was measured on the last ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.jobs.estimates import LAST, Speed, seconds_left
from bot.jobs.queue import Queue
from tests.bot.jobs.places import DONE, Clock, asked, queue_in


def do(queue: Queue, clock: Clock, key: str, audio_seconds: float, seconds: float) -> None:
    job = queue.submit(key, "render", asked(key), audio_seconds=audio_seconds)
    queue.claim("render", "w1")
    clock.advance(seconds)
    assert queue.finish(job.id, "w1", DONE)


def test_nothing_is_told_before_anything_was_measured(tmp_path: Path) -> None:
    queue = queue_in(tmp_path)
    queue.submit("key", "render", asked(), audio_seconds=100.0)
    assert queue.estimate(1) is None


def test_the_estimate_is_measured_seconds_per_second_of_sound_and_survives_a_restart(tmp_path: Path) -> None:
    clock = Clock()
    do(queue_in(tmp_path, clock), clock, "first", 100.0, 50.0)
    queue = queue_in(tmp_path, clock)
    job = queue.submit("second", "render", asked(), audio_seconds=60.0)
    behind = queue.submit("third", "render", asked(), audio_seconds=20.0)
    assert (queue.estimate(job.id), queue.estimate(behind.id)) == (30.0, 40.0)


def test_only_the_last_twenty_count_and_they_outlive_their_jobs(tmp_path: Path) -> None:
    clock = Clock()
    queue = queue_in(tmp_path, clock)
    do(queue, clock, "slow", 1.0, 1000.0)
    for number in range(LAST):
        do(queue, clock, f"{number}", 10.0, 20.0)
    assert queue.forget(clock.now + 1) == LAST + 1
    job = queue.submit("key", "render", asked(), audio_seconds=50.0)
    assert queue.estimate(job.id) == 100.0


def test_more_workers_make_the_wait_shorter(tmp_path: Path) -> None:
    clock = Clock()
    queue = queue_in(tmp_path, clock)
    do(queue, clock, "first", 10.0, 10.0)
    for person in ("a", "b"):
        job = queue.submit(person, "render", asked(person), audio_seconds=10.0)
    assert queue.estimate(job.id) == 20.0
    queue.enlist("render", "w1")
    queue.enlist("render", "w2")
    clock.advance(1.0)
    assert queue.estimate(job.id) == 10.0


def test_a_running_job_is_told_by_how_far_it_is(tmp_path: Path) -> None:
    clock = Clock()
    queue = queue_in(tmp_path, clock)
    queue.submit("key", "render", asked(), audio_seconds=10.0)
    queue.claim("render", "w1")
    clock.advance(30.0)
    queue.progress(1, "w1", "whole remix", 0.75)
    assert queue.estimate(1) == pytest.approx(10.0)


def test_sound_of_unknown_length_is_taken_for_the_average() -> None:
    assert Speed(2.0, 30.0).expected(0.0) == 30.0
    assert Speed(None, 30.0).expected(60.0) == 30.0
    assert Speed(None, None).expected(60.0) is None


def test_what_takes_longer_than_expected_is_never_less_than_nothing() -> None:
    assert [seconds_left(10.0, 0.0, 4.0), seconds_left(10.0, 0.05, 40.0), seconds_left(10.0, 1.0, 9.0)] == [
        6.0, 0.0, 0.0,
    ]  # fmt: skip
