"""Metrics: what is counted is told, and nothing is shared between two bots."""

from __future__ import annotations

import pytest

from bot.operations.metrics import GATEWAY_STATES, Metrics


def test_acks_are_counted_with_the_time_they_took() -> None:
    metrics = Metrics()
    for seconds in (0.02, 0.4, 2.5):
        metrics.acked("remix", seconds)
    assert metrics.value("refrain_ack_seconds_count", {"command": "remix"}) == 3
    assert metrics.value("refrain_ack_seconds_sum", {"command": "remix"}) == pytest.approx(2.92)
    within = [
        metrics.value("refrain_ack_seconds_bucket", {"command": "remix", "le": le})
        for le in ("0.025", "1.0", "3.0")
    ]
    assert within == [1, 2, 3]


def test_interactions_are_counted_by_command_and_outcome() -> None:
    metrics = Metrics()
    metrics.interaction("remix", "done")
    metrics.interaction("remix", "done")
    metrics.interaction("remix", "lost")
    told = {o: metrics.value("refrain_interactions_total", {"command": "remix", "outcome": o})
            for o in ("done", "lost", "refused")}  # fmt: skip
    assert told == {"done": 2, "lost": 1, "refused": 0}


def test_an_ended_render_tells_its_wait_its_work_and_its_pace() -> None:
    metrics = Metrics()
    metrics.job_ended(
        "render", "done", waited_seconds=3.0, worked_seconds=20.0, audio_seconds=200.0, deaths=1
    )
    metrics.job_ended("desk", "failed", waited_seconds=-0.5, worked_seconds=0.1)
    assert metrics.value("refrain_jobs_ended_total", {"lane": "render", "state": "done"}) == 1
    assert metrics.value("refrain_jobs_ended_total", {"lane": "desk", "state": "failed"}) == 1
    assert metrics.value("refrain_queue_wait_seconds_sum", {"lane": "render"}) == 3.0
    assert metrics.value("refrain_queue_wait_seconds_sum", {"lane": "desk"}) == 0.0
    assert metrics.value("refrain_work_seconds_sum", {"lane": "render"}) == 20.0
    assert metrics.value("refrain_render_seconds_per_audio_second_sum") == pytest.approx(0.1)
    assert metrics.value("refrain_render_seconds_per_audio_second_count") == 1
    assert metrics.value("refrain_worker_deaths_total", {"lane": "render"}) == 1


def test_open_jobs_that_are_not_named_any_more_are_none() -> None:
    metrics = Metrics()
    metrics.jobs_open({("render", "waiting"): 4, ("desk", "running"): 1})
    metrics.jobs_open({("render", "running"): 1})
    told = {(lane, state): metrics.value("refrain_jobs", {"lane": lane, "state": state})
            for lane in ("desk", "render") for state in ("waiting", "running")}  # fmt: skip
    assert told == {
        ("desk", "waiting"): 0, ("desk", "running"): 0, ("render", "waiting"): 0, ("render", "running"): 1
    }  # fmt: skip


def test_the_gateway_is_in_one_state_at_a_time() -> None:
    metrics = Metrics()
    metrics.gateway("connecting")
    metrics.gateway("connected")
    told = {state: metrics.value("refrain_gateway", {"state": state}) for state in GATEWAY_STATES}
    assert told == {**dict.fromkeys(GATEWAY_STATES, 0.0), "connected": 1.0}
    with pytest.raises(ValueError, match="'gone' is no state of the gateway"):
        metrics.gateway("gone")


def test_outbox_retries_previews_and_workers_are_on_the_page() -> None:
    metrics = Metrics()
    metrics.outbox(7)
    metrics.retried("503")
    metrics.preview_heard(12.0)
    metrics.workers("render", 2)
    page = metrics.told().decode()
    for line in (
        "refrain_outbox_depth 7.0",
        'refrain_outbox_retries_total{reason="503"} 1.0',
        "refrain_preview_seconds_sum 12.0",
        'refrain_workers_alive{lane="render"} 2.0',
    ):
        assert f"\n{line}\n" in page


def test_two_bots_in_one_process_count_for_themselves() -> None:
    one, other = Metrics(), Metrics()
    one.outbox(3)
    assert (one.value("refrain_outbox_depth"), other.value("refrain_outbox_depth")) == (3.0, 0.0)
