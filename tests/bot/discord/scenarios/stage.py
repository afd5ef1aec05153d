"""The stage: one bot over many scenarios, each with a server and people of its own."""

from __future__ import annotations

import asyncio
import inspect
import re
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from discord import utils

import skills
from bot.frontends.discord_chat.errands.errand import Errand
from bot.jobs.job import LANES, Lane
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.watch import Unwatched, Watch
from tests.bot.discord.rig import Answer, Rig, config_for, copy_home, labels, open_studio, template, text_of
from tests.discord_server.acts import Act
from tests.discord_server.app import StandIn
from tests.discord_server.calls import Entry
from tests.discord_server.messages import Message
from tests.discord_server.persons import Person
from tests.discord_server.test_gateway import Zlib
from tests.discord_server.world import Channel

PATIENCE_SECONDS = 30.0
SLOW_WORDS = "slow this to 100 bpm"
ON_A_CARD = ["Render", "Tweak", "Why", "Cancel"]
ON_A_RESULT = ["Remix again", "Remix this further", "Stems", "Credits", "Report"]
NOT_YOURS = "This belongs to somebody else; start your own with /remix."

Template = Callable[[Path], Path]


class Stage:
    """A running bot. Between two scenarios time stands still for it."""

    def __init__(self, home: Path, runner: asyncio.Runner, discord: StandIn) -> None:
        self._runner = runner
        self._scripts: dict[tuple[Lane, str], Answer] = {}
        self._studios = threading.local()
        answers: dict[Lane, Answer] = {lane: self._answer_of(lane) for lane in LANES}
        self.bot = Rig(discord, home, config_for(discord, home), answers)

    def _answer_of(self, lane: Lane) -> Answer:
        """What a worker does: what the scenario of that person says, else what the skills do."""

        def answered(request: Request, watch: Watch) -> Reply:
            script = self._scripts.get((lane, request.person)) or self.skills
            return script(request, watch)

        return answered

    def skills(self, request: Request, watch: Watch) -> Reply:
        """The reply of the skills, in the thread that asks."""
        if not hasattr(self._studios, "studio"):
            self._studios.studio = open_studio(self.bot.home)
        return skills.answer(request, self._studios.studio, watch)

    def script(self, lane: Lane, person: Person, answer: Answer) -> None:
        """Let the workers of a lane answer that person's requests so."""
        self._scripts[lane, f"discord:{person.id}"] = answer

    def play(self, scenario: Callable[[Scene], Awaitable[None]]) -> None:
        """Play one scenario; at its end all of it is sent, nothing broke a rule and nobody was pinged."""
        self._runner.run(self._played(scenario))

    async def _played(self, scenario: Callable[[Scene], Awaitable[None]]) -> None:
        discord = self.bot.discord
        marks = len(discord.violations), len(discord.unknown_keys), len(discord.journal)
        scene = Scene(self)
        try:
            await scenario(scene)
            await scene.settle()
        finally:
            discord.rest.faults.planned.clear()
            scene.let_go()
        assert [f"{where}: {what}" for where, what in discord.violations[marks[0] :]] == []
        assert discord.unknown_keys[marks[1] :] == []
        assert pinging(discord.journal[marks[2] :]) == []


class Scene:
    """One scenario: a server with the bot in it, a channel, and Alice, who is nobody special there."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.bot, self.discord = stage, stage.bot, stage.bot.discord
        self.owner = self.discord.person("Olga")
        self.server = self.discord.server("Music", owner=self.owner)
        self.channel: Channel = self.server.channel("general")
        self.alice = self.member("Alice")
        self.leaves_undone = False
        self._gates: list[threading.Event] = []
        self._began = len(self.discord.journal)

    @property
    def service(self) -> Any:
        return self.bot.service

    def member(self, name: str, locale: str = "en-US") -> Person:
        """Somebody more on the server."""
        person = self.discord.person(name, locale)
        self.server.join(person)
        return person

    def requests(self, method: str = "*", path: str = "") -> list[Entry]:
        """The requests since the scenario began."""
        journal = self.discord.journal[self._began :]
        return [one for one in journal if method in ("*", one.method) and re.search(path, one.path)]

    # waiting

    async def until(self, is_so: Callable[[], Any], seconds: float = PATIENCE_SECONDS) -> Any:
        """Wait until something is so; what the bot would wait for before it tries again passes at once."""

        def looked() -> Any:
            found = is_so()
            if not found:
                self._skip()
            return found

        return await self.discord.until(looked, seconds)

    def _skip(self) -> None:
        """Let the time pass that a message of ours still waits for."""
        now = self.discord.world.clock.now()
        waiting = self.service.database.read(
            "select min(not_before) from slot where wanted_version > shown_version and ended = '' "
            "and not_before > ?",
            now,
        )[0][0]
        if waiting:
            self.discord.world.clock.advance(waiting - now + 0.001)

    async def settle(self) -> None:
        """Until every message looks as it shall and every fault was met."""
        if not self.leaves_undone:
            await self.until(lambda: not self.service.slots.depth())
            await self.until(lambda: not self.service.errands.open_ones())
            await self.until(lambda: not self.service.slots.depth())
        planned = self.discord.rest.faults.planned
        assert [(each.method, each.path.pattern) for each in planned] == [], "faults that were never met"

    async def said(self, act: Act) -> Message:
        """The answer to an act, once it says something that stays."""
        message = await self.until(lambda: ready(act.message) and act.message)
        assert isinstance(message, Message)
        return message

    async def tried(self, act: Act) -> Act:
        """An act that was not waited for, once it was answered or the fault on its way was met."""
        await self.until(lambda: act.acked or self.idle)
        return act

    @property
    def idle(self) -> bool:
        """Whether every fault was met, and the bot is at work on nothing that somebody did."""
        names = [task.get_name() for task in asyncio.all_tasks()]
        at_work = any(name.startswith(("discord.py: on_interaction", "CommandTree")) for name in names)
        return not at_work and not self.discord.rest.faults.planned

    # what people do

    async def ask(self, who: Person | None = None, where: Channel | None = None, **given: Any) -> Act:
        """/remix, not waiting for its card."""
        asked = {"song": "Open Water", "prompt": SLOW_WORDS, **given}
        return await (who or self.alice).slash(where or self.channel, "remix", **asked)

    async def card(self, who: Person | None = None, where: Channel | None = None, **given: Any) -> Message:
        """/remix, until there is a card or whatever else comes in its place."""
        return await self.said(await self.ask(who, where, **given))

    async def press(
        self, card: Message, who: Person | None = None, label: str = "Render", wait: bool = True
    ) -> Act:
        """Press a button of a card."""
        return await (who or self.alice).click(card, label, wait=wait)

    async def heard(self, act: Act) -> Message:
        """The remix that a press brings, once it can be heard."""
        found = await self.until(lambda: act.message and "Credits" in labels(act.message) and act.message)
        assert isinstance(found, Message)
        return found

    async def result(self, **given: Any) -> Message:
        """A remix of Alice's, from the command to the sound."""
        return await self.heard(await self.press(await self.card(**given)))

    async def mine(self, who: Person | None = None) -> Message:
        """What /jobs says."""
        return await self.said(await (who or self.alice).slash(self.channel, "jobs"))

    def render(self, who: Person | None = None) -> Errand:
        """The last render that somebody asked for."""
        errand: Errand = self.service.errands.of_person((who or self.alice).id, "render")[0]
        return errand

    @property
    def ended(self) -> str:
        """Why the message of Alice's last render changes no more; "" where it does."""
        return str(self.service.slots.slot(self.render().slot_id).ended)

    def ours(self, where: Channel | None = None) -> list[Message]:
        """What the bot has written that all can see."""
        return [m for m in (where or self.channel).messages if m.author is self.discord.bot]

    # what workers do

    def desk(self, reply: Reply | Callable[[Request], Reply], who: Person | None = None) -> None:
        """Let the desk answer so."""
        answer = reply if callable(reply) else lambda request: reply
        self.stage.script("desk", who or self.alice, lambda request, watch: answer(request))

    def renders(self, change: Callable[[Reply], Reply]) -> None:
        """Let Alice's renders end as they do but for a change; before that nothing is heard of them."""

        def answered(request: Request, watch: Watch) -> Reply:
            return change(self.stage.skills(request, Unwatched()))

        self.stage.script("render", self.alice, answered)

    def hold(self, who: Person | None = None, lane: Lane = "render") -> threading.Event:
        """Let the work of a lane wait until the event is set."""
        gate = threading.Event()
        self._gates.append(gate)

        def answered(request: Request, watch: Watch) -> Reply:
            while not gate.wait(0.02):
                watch.stage("stems", 0.3)
            return self.stage.skills(request, watch)

        self.stage.script(lane, who or self.alice, answered)
        return gate

    def let_go(self) -> None:
        """Hold nothing any more."""
        for gate in self._gates:
            gate.set()


def ready(message: Message | None) -> bool:
    """Whether a message says something that stays."""
    return (
        message is not None and not message.loading and text_of(message) not in ("", "Reading your words …")
    )


def pinging(journal: list[Entry]) -> list[str]:
    """The requests among these that show something and do not say that nobody is to be pinged."""
    shown = []
    for entry in journal:
        body = entry.body if isinstance(entry.body, dict) else {}
        told = body.get("data") or {} if entry.path.endswith("/callback") else body
        shows = isinstance(told, dict) and (told.get("content") or told.get("embeds"))
        if shows and entry.method in ("POST", "PATCH") and told.get("allowed_mentions") != {"parse": []}:
            shown.append(str(entry))
    return shown


@contextmanager
def staged(folder: Path, home: Path, compress: str = "zstd", made_by: Template = template) -> Iterator[Stage]:
    """A bot at work, which speaks that compression."""
    with asyncio.Runner() as runner, pytest.MonkeyPatch.context() as patch:
        if compress == "zlib":
            patch.setattr(utils, "_ActiveDecompressionContext", Zlib)
        discord = StandIn(compress=compress)
        runner.run(_entered(discord))
        stage = Stage(copy_home(made_by(folder), home), runner, discord)
        try:
            runner.run(stage.bot.start())
            yield stage
        finally:
            runner.run(stage.bot.stop())
            runner.run(discord.__aexit__(None, None, None))


async def _entered(discord: StandIn) -> None:
    await discord.__aenter__()


def scenario(told: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Make a test of a scenario, whose first parameter is its scene."""

    def test(stage: Stage, **given: Any) -> None:
        stage.play(lambda scene: told(scene, **given))

    parameters = list(inspect.signature(told).parameters.values())[1:]
    first = inspect.Parameter("stage", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    test.__signature__ = inspect.Signature([first, *parameters])  # type: ignore[attr-defined]
    test.__name__, test.__qualname__ = told.__name__, told.__qualname__
    test.__module__, test.__doc__ = told.__module__, told.__doc__
    return test
