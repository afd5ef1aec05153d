"""Chaos: a hundred remixes while one request in three goes wrong; each ends in one message, none in two."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

import skills
from audio_engine.render import Remix
from bot.jobs.job import Lane
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.watch import Watch
from tests.bot.discord.proofs.evenings import progress_left, shows
from tests.bot.discord.rig import Answer, Rig, labels, open_studio, rig
from tests.discord_server.acts import Act
from tests.discord_server.faults import KINDS
from tests.discord_server.messages import Message
from tests.discord_server.options import CannotAct
from tests.discord_server.persons import Person
from tests.skills.studio_for_tests import PretendingWorkshop

PEOPLE, REMIXES_EACH = 10, 10
TEMPOS = [bpm for bpm in range(70, 171) if bpm != 120]
"""One for each remix; the song itself has 120 beats a minute."""
SHARE = 0.3
SHORT_FRAMES = 4800
PATIENCE_SECONDS = 180.0
GIVEN_UP_SECONDS = 4.0
"""When a person whom nobody answers tries again."""


@dataclass
class Guest:
    """One person who wants remixes, each at another tempo."""

    bot: Rig
    person: Person
    number: int

    async def insist(self, is_so: Callable[[], Any], act: Callable[[], Awaitable[Act]]) -> Any:
        """Do something, and again as long as nobody answers, until it is so."""
        loop = asyncio.get_running_loop()
        made, since = await act(), loop.time()
        while not (found := is_so()):
            if not made.acked and loop.time() - since > GIVEN_UP_SECONDS:
                with contextlib.suppress(CannotAct):  # the message has no such button any more
                    made = await act()
                since = loop.time()
            await asyncio.sleep(0.1)
        return found

    async def remix(self, bpm: int) -> None:
        """One remix, from the command until it can be heard."""
        channel, words = self.bot.channel, f"play this at {bpm} bpm"

        def card() -> Message | None:
            seen = [m for m in self.person.sees(channel) if m.seen_by is self.person]
            return next((m for m in seen if "Render" in labels(m) and words in said_in(m)), None)

        def told() -> Message | None:
            return next((m for m in channel.messages if words in said_in(m) and shows(m, "the remix")), None)

        def ask() -> Awaitable[Act]:
            return self.person.slash(channel, "remix", wait=False, song="Open Water", prompt=words)

        shown = await self.insist(card, ask)
        await self.insist(told, lambda: self.person.click(shown, "Render", wait=False))

    async def stay(self) -> None:
        """All the remixes of this person, at once."""
        first = self.number * REMIXES_EACH
        await asyncio.gather(*(self.remix(bpm) for bpm in TEMPOS[first : first + REMIXES_EACH]))


class Brief(PretendingWorkshop):
    """Its silence is so short that a hundred remixes are soon written."""

    def render(self, *given: Any, **told: Any) -> Remix:
        """See Workshop."""
        made = super().render(*given, **told)
        return replace(made, samples=made.samples[:, :SHORT_FRAMES])


def brief(home: Path) -> Answer:
    """What a worker of the lane render answers."""
    studios = threading.local()

    def answer(request: Request, watch: Watch) -> Reply:
        if not hasattr(studios, "studio"):
            studio = open_studio(home)
            studios.studio = replace(studio, workshop=Brief(studio.library, studio.settings))
        return skills.answer(request, studios.studio, watch)

    return answer


def said_in(message: Message) -> str:
    """All that the frames of a message say."""
    return str(message.embeds)


@pytest.mark.slow
def test_a_hundred_remixes_come_out_once_each_whatever_goes_wrong(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def story() -> None:
        home = tmp_path / "home"
        answers: dict[Lane, Answer] = {"render": brief(home)}
        async with rig(workshop_folder, home, answers=answers, renders_per_day=1000) as bot:
            guests = [Guest(bot, bot.discord.person(f"Guest {n}"), n) for n in range(PEOPLE)]
            for guest in guests:
                bot.server.join(guest.person)
            bot.discord.chaos(SHARE, seed=7)
            async with asyncio.timeout(PATIENCE_SECONDS):
                await asyncio.gather(*(guest.stay() for guest in guests))
            met = Counter(str(fault) for _, _, fault in bot.discord.rest.faults.met)
            assert set(met) == {str(kind) for kind in KINDS}
            bot.discord.chaos(0.0)
            results = [m for m in bot.channel.messages if shows(m, "the remix")]
            assert len(results) == PEOPLE * REMIXES_EACH
            await bot.discord.until(lambda: bot.service.slots.depth() == 0, PATIENCE_SECONDS)
            assert progress_left(bot.channel.messages) == []
            assert len(bot.channel.messages) == len(results)
            for result in results:
                assert [a.filename for a in result.attachments][:1] == ["open-water-remix.ogg"]
        assert tempos(tmp_path / "home") == TEMPOS

    asyncio.run(story())


def tempos(home: Path) -> list[int]:
    """To which tempo each stored remix goes, in order."""
    studio = open_studio(home)
    songs = {song.title: song.id for song in studio.store.songs()}
    remixes = studio.store.remixes(songs["Open Water"])
    found = sorted(round(step["bpm"]) for remix in remixes for step in remix["plan"]["steps"])
    studio.store.close()
    return found
