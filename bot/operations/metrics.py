"""Metrics: what a bot counts and measures about itself, told in the form that Prometheus reads."""

from __future__ import annotations

from collections.abc import Mapping

GATEWAY_STATES = ("starting", "connecting", "connected", "resuming", "waiting", "stopped")
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_QUICK = (0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 3.0)
"""Seconds in which a person is answered; after 3 s Discord gives up."""
_LONG = (0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0)
_SHARES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
"""Seconds of work for a second of sound; below 1.0 a remix is made faster than it is heard."""


class Metrics:
    """The counters, gauges and histograms of one process; nothing is shared with another one."""

    def __init__(self) -> None:
        from prometheus_client import CollectorRegistry

        self.registry = CollectorRegistry()
        self._people()
        self._jobs()
        self._links()
        self.gateway("starting")

    def _people(self) -> None:
        from prometheus_client import Counter, Histogram

        on = self.registry
        self._acks = Histogram(
            "refrain_ack_seconds", "From an interaction's arrival to our acknowledgement.",
            ["command"], buckets=_QUICK, registry=on,
        )  # fmt: skip
        self._interactions = Counter(
            "refrain_interactions", "Interactions by what was used and how it ended.",
            ["command", "outcome"], registry=on,
        )  # fmt: skip

    def _jobs(self) -> None:
        from prometheus_client import Counter, Gauge, Histogram

        on = self.registry
        self._open = Gauge("refrain_jobs", "Open jobs of the queue.", ["lane", "state"], registry=on)
        self._ended = Counter("refrain_jobs_ended", "Jobs by how they ended.", ["lane", "state"], registry=on)
        self._deaths = Counter("refrain_worker_deaths", "Workers lost over jobs.", ["lane"], registry=on)
        self._waits = Histogram(
            "refrain_queue_wait_seconds", "From entering the queue to a worker.", ["lane"],
            buckets=_LONG, registry=on,
        )  # fmt: skip
        self._work = Histogram(
            "refrain_work_seconds", "From a worker to the end.", ["lane"], buckets=_LONG, registry=on
        )
        self._shares = Histogram(
            "refrain_render_seconds_per_audio_second", "Work for each second of the song.",
            buckets=_SHARES, registry=on,
        )  # fmt: skip
        self._previews = Histogram(
            "refrain_preview_seconds", "From the wish to the first preview that can be heard.",
            buckets=_LONG, registry=on,
        )  # fmt: skip

    def _links(self) -> None:
        from prometheus_client import Counter, Gauge

        on = self.registry
        self._outbox = Gauge("refrain_outbox_depth", "Messages that do not yet look as wanted.", registry=on)
        self._retries = Counter("refrain_outbox_retries", "Attempts that failed.", ["reason"], registry=on)
        self._gateway = Gauge("refrain_gateway", "1 for the state it is in.", ["state"], registry=on)
        self._connects = Counter(
            "refrain_gateway_changes", "How often it came into a state.", ["state"], registry=on
        )
        self._alive = Gauge("refrain_workers_alive", "Workers heard of lately.", ["lane"], registry=on)

    # people

    def acked(self, command: str, seconds: float) -> None:
        """An interaction was acknowledged that many seconds after it came; `command` as registered."""
        self._acks.labels(command).observe(seconds)

    def interaction(self, command: str, outcome: str) -> None:
        """An interaction ended; outcome: a word of few, such as "done", "refused", "lost"."""
        self._interactions.labels(command, outcome).inc()

    # jobs

    def jobs_open(self, counts: Mapping[tuple[str, str], int]) -> None:
        """How many jobs are open now, by lane and state; what is not named is 0."""
        for lane in ("desk", "render"):
            for state in ("waiting", "running"):
                self._open.labels(lane, state).set(counts.get((lane, state), 0))

    def job_ended(
        self,
        lane: str,
        state: str,
        *,
        waited_seconds: float,
        worked_seconds: float,
        audio_seconds: float = 0.0,
        deaths: int = 0,
    ) -> None:
        """A job ended; audio_seconds: of the song that was rendered, 0.0 for none."""
        self._ended.labels(lane, state).inc()
        self._waits.labels(lane).observe(max(waited_seconds, 0.0))
        self._work.labels(lane).observe(max(worked_seconds, 0.0))
        self._deaths.labels(lane).inc(deaths)
        if lane == "render" and state == "done" and audio_seconds > 0.0:
            self._shares.observe(max(worked_seconds, 0.0) / audio_seconds)

    def preview_heard(self, seconds: float) -> None:
        """A preview was shown that many seconds after it was wished for."""
        self._previews.observe(max(seconds, 0.0))

    # links

    def outbox(self, depth: int) -> None:
        """So many messages wait to be written or edited."""
        self._outbox.set(depth)

    def retried(self, reason: str) -> None:
        """An attempt to write failed and is made again; reason: a word of few, such as "503"."""
        self._retries.labels(reason).inc()

    def gateway(self, state: str) -> None:
        """The connection to the gateway came into one of GATEWAY_STATES; ValueError for any other."""
        if state not in GATEWAY_STATES:
            raise ValueError(f"{state!r} is no state of the gateway: {', '.join(GATEWAY_STATES)}")
        for name in GATEWAY_STATES:
            self._gateway.labels(name).set(name == state)
        self._connects.labels(state).inc()

    def workers(self, lane: str, alive: int) -> None:
        """So many workers of that lane are alive."""
        self._alive.labels(lane).set(alive)

    def told(self) -> bytes:
        """Everything, in the text form of Prometheus (CONTENT_TYPE)."""
        from prometheus_client import generate_latest

        return generate_latest(self.registry)

    def value(self, name: str, labels: Mapping[str, str] | None = None) -> float:
        """One sample by its name, 0.0 where nothing was counted yet."""
        return self.registry.get_sample_value(name, dict(labels or {})) or 0.0
