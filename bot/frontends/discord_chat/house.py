"""The house: service, workers, outbox and the loop that keeps every message up to date."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.config import Config
from bot.frontends.discord_chat.client import RefrainClient
from bot.frontends.discord_chat.errands.follower import Follower
from bot.frontends.discord_chat.leading import Leader
from bot.frontends.discord_chat.outbox.courier import Courier
from bot.frontends.discord_chat.outbox.transport import Wire
from bot.frontends.discord_chat.schema import ROOM, VERSIONS
from bot.frontends.discord_chat.service import QUICK, Service
from bot.frontends.discord_chat.tidying import EVERY_SECONDS, tidy
from bot.jobs.database import Database
from bot.jobs.job import LANES
from bot.jobs.queue import Queue
from bot.operations.health import Checks
from bot.operations.metrics import Metrics
from bot.operations.readiness import free_bytes, is_writable
from skills.talk.errors import RequestError
from skills.talk.request import Request

if TYPE_CHECKING:
    from bot.jobs.crew import Crew
    from bot.jobs.job import Job

TURN_SECONDS = 0.1
MEASURE_SECONDS = 1.0
PATIENT_MILLISECONDS = 700
IMPATIENT_MILLISECONDS = 50
"""How long a change waits for others: as a rule, and once the file was found locked for longer."""
SONGS_EVERY_SECONDS = 60.0
PATIENCE_SECONDS = 60.0
KNOWN_PATIENCE_SECONDS = 5.0
"""How long commands wait for the skills to say what there is: as a rule, and where that was told before."""
ASK_AGAIN_SECONDS = 30.0

STANDS_BY = "another bot serves this home already; this one stands by, and goes on where that one ends"

log = logging.getLogger("refrain.discord")


@dataclass
class House:
    """Everything that runs beside the connection. crew: None where workers are run by somebody else."""

    service: Service
    crew: Crew | None = None
    client_options: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        service = self.service
        self.client: RefrainClient | None = None
        self.follower = Follower(service)
        self.leader = Leader(service.database, service.clock)
        self._turn = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._learned = asyncio.Event()
        service.wake = self._turn.set

    @classmethod
    def open(cls, config: Config, clock: Callable[[], float] = time.time) -> House:
        """The house over the folders of the configuration, with workers of its own."""
        from bot.config import home_of
        from bot.jobs.crew import Crew
        from bot.jobs.standing import lanes_of

        home = home_of(config)
        database = Database(Path(home) / "bot.db", {ROOM: VERSIONS})
        _wait_for_others(database, PATIENT_MILLISECONDS)
        service = Service(config, Path(home), database, Queue(database, clock), Metrics(), clock)
        return cls(service, Crew(database.path, lanes_of(config)))

    def new_client(self) -> RefrainClient:
        """A fresh client, through which messages go from now on."""
        self.client = RefrainClient(self.service, **self.client_options)
        self.client.before_offering = self.words_known
        service = self.service
        self.courier = Courier(
            service.slots, Wire(self.client), service.clock, service.metrics.retried, self.follower.shown
        )
        return self.client

    async def start(self) -> None:
        """Start the workers, begin to ask them what there is, and to keep messages up to date."""
        self._take_words(json.loads(self.service.servers.kept("words") or "[]"))
        self._first = not (self.service.home / "refrain.db").exists()
        if self.crew is not None:
            await self.crew.start()
        work = (self._turns(), self._learn_words(), self._prepare())
        self._tasks = [asyncio.create_task(each) for each in work]

    @property
    def stands_by(self) -> bool:
        """Whether another bot serves this home, and this one goes on where that one ends."""
        with suppress(RequestError):
            return not self.leader.leads()
        return False

    async def words_known(self) -> None:
        """Wait until the skills said what there is; not long where it is known from before."""
        patience = KNOWN_PATIENCE_SECONDS if self.service.words else PATIENCE_SECONDS
        with suppress(TimeoutError):
            await asyncio.wait_for(self._learned.wait(), patience)

    async def stop(self) -> None:
        """End what was begun; jobs and messages go on at the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.leader.resign()
        if self.crew is not None:
            await self.crew.stop()
        self.service.database.close()

    def checks(self) -> Checks:
        """What whoever hosts the bot can ask of it; each is called in a thread of its own."""
        service = self.service
        path = service.database.path
        return Checks(
            gateway_connected=lambda: self.client is not None and self.client.connected,
            database_writable=lambda: is_writable(path),
            heartbeat_age_seconds=self._heartbeat_age,
            disk_free_bytes=lambda: free_bytes(service.home),
            metrics=service.metrics.told,
        )

    def _heartbeat_age(self) -> float | None:
        """Seconds since any worker was heard of, this bot's or another's."""
        rows = self.service.database.read("select max(seen_at) from worker")
        return None if rows[0][0] is None else self.service.clock() - float(rows[0][0])

    async def _learn_words(self) -> None:
        """Ask the skills which there are, until they say so; then offer what they can."""
        words = await self._told_words()
        while not words:
            await asyncio.sleep(ASK_AGAIN_SECONDS)
            words = await self._told_words()
        self._take_words(words)
        await self._learn_songs()
        self._learned.set()
        if self.client is not None:
            await self.client.offer_anew()

    async def _told_words(self) -> Sequence[Mapping[str, Any]]:
        """What the skills say that there is; nothing, and a line in the log, where they cannot."""
        try:
            job = await self._ended(self._ask(f"words {self.service.clock()}", Request(word="help")))
            words: Sequence[Mapping[str, Any]] = job.reply.data.get("words", ()) if job.reply else ()
            if words:
                self.service.servers.keep("words", json.dumps(words))
            else:
                log.error("the skills cannot say what there is, so commands stay as they were: %s", job.error)
        except RequestError as problem:
            log.warning("%s", problem)
            return ()
        return words

    def _take_words(self, words: Iterable[Mapping[str, Any]]) -> None:
        self.service.words = {word["name"]: word for word in words}

    async def _prepare(self) -> None:
        """Have the demo songs made where they are missing, so that nobody waits for them."""
        if not self.service.config["catalogue"]["demo_songs"]:
            return
        if self._first:
            log.info("the first start: five demo songs are being made, which takes some seconds")
        key, request = f"prepare {self.service.clock()}", Request(word="songs", options={"action": "prepare"})
        try:
            job = await self._ended(self.service.queue.submit(key, "render", request, priority=QUICK))
        except RequestError as problem:
            log.warning("%s", problem)
            return
        if self._first:
            log.info("the demo songs are there" if job.reply else job.error)

    async def _ended(self, job: Job) -> Job:
        while job.is_open:
            await asyncio.sleep(TURN_SECONDS)
            with suppress(RequestError):
                job = self.service.queue.job(job.id)
        return job

    def _ask(self, key: str, request: Request) -> Job:
        """Ask a skill; from Discord, as nobody there waits for demo songs to be made."""
        asked = replace(request, platform="discord")
        return self.service.queue.submit(key, "desk", asked, server="", priority=QUICK)

    async def _learn_songs(self) -> None:
        """Hear of the catalogue, so that whoever names a song in their first words is understood."""
        with suppress(RequestError):
            if not self._songs_job:
                self._refresh_songs()
            await self._ended(self.service.queue.job(self._songs_job))
            self._take_songs()

    def _refresh_songs(self) -> None:
        service = self.service
        now = service.clock()
        self._songs_job = self._ask(f"songs {now}", Request(word="songs", options={"action": "list"})).id
        service.songs.refreshed_at = now

    def _take_songs(self) -> None:
        """Take up the catalogue where it was told; ask anew after a while."""
        service = self.service
        if self._songs_job:
            job = service.queue.job(self._songs_job)
            if job.reply is not None:
                service.songs.fill(job.reply.data.get("songs", ()), service.clock())
            if not job.is_open:
                self._songs_job = 0
        elif service.clock() - service.songs.refreshed_at > (SONGS_EVERY_SECONDS if service.songs else 2.0):
            self._refresh_songs()

    _songs_job = 0

    async def _turns(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._turn.wait(), TURN_SECONDS)
            self._turn.clear()
            try:
                self.turn()
                _wait_for_others(self.service.database, PATIENT_MILLISECONDS)
            except RequestError as problem:
                log.warning("%s", problem)
                _wait_for_others(self.service.database, IMPATIENT_MILLISECONDS)
                await asyncio.sleep(1.0)
            except Exception:
                log.exception("a turn failed")
                await asyncio.sleep(1.0)

    def turn(self) -> None:
        """One round: follow the jobs, and send what differs."""
        self._take_songs()
        if not 0.0 <= self.service.clock() - self._tidied_at < EVERY_SECONDS:
            self._tidied_at = self.service.clock()
            tidy(self.service)
        leads = self.leader.leads()
        self._tell_role(leads)
        if not leads:
            return
        self.follower.follow()
        if self.client is not None and self.client.user is not None and not self.client.is_closed():
            self.courier.send()
        self._measure()

    def _tell_role(self, leads: bool) -> None:
        """Say once that another bot serves this home, and once that this one does after all."""
        if self._stood_by == leads:
            log.info("the other bot ended; this one goes on" if leads else STANDS_BY)
            self._stood_by = not leads

    def _measure(self) -> None:
        """Tell the figures of this moment, once a second."""
        service = self.service
        if not 0.0 <= service.clock() - self._measured_at < MEASURE_SECONDS:
            self._measured_at = service.clock()
            service.metrics.outbox(service.slots.depth())
            sql = "select lane, state, count(*) from job where state in ('waiting', 'running') group by 1, 2"
            service.metrics.jobs_open({(lane, state): n for lane, state, n in service.database.read(sql)})
            if self.crew is not None:
                for lane in LANES:
                    service.metrics.workers(lane, self.crew.alive(lane))

    _measured_at = _tidied_at = 0.0
    _stood_by = _first = False


def _wait_for_others(database: Database, milliseconds: int) -> None:
    """How long a change waits for somebody else's; meanwhile nobody who asks is answered."""
    if database.read("pragma busy_timeout") != [(milliseconds,)]:
        database.read(f"pragma busy_timeout = {milliseconds}")
