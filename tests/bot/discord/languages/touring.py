"""Touring: a person of some language sees all that can be seen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.frontends.discord_chat.wording import Wording, wording_of
from tests.bot.discord.languages.reading import Heard, shown
from tests.bot.discord.rig import Rig, labels, rig, text_of
from tests.discord_server.acts import Act
from tests.discord_server.messages import Message
from tests.discord_server.persons import Person

PROMPTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "slower": "slow this to 100 bpm",
        "reverb": "slow this to 100 bpm, add reverb to the vocals",
        "more": "a bit slower",
        "sell": "may I sell this?",
        "changed": "what changed?",
    },
    "de": {
        "slower": "mach es langsamer auf 100 bpm",
        "reverb": "mach es langsamer auf 100 bpm, Hall auf den Gesang",
        "more": "etwas langsamer",
        "sell": "darf ich das verkaufen?",
        "changed": "was hat sich geändert?",
    },
    "ja": {
        "slower": "100bpmに遅くして",
        "reverb": "100bpmに遅くして、ボーカルにリバーブをたっぷり",
        "more": "少し遅く",
        "sell": "この曲を売ってもいい",
        "changed": "何が変わった",
    },
}
"""What a person says, in their language."""


NOT_WORDS = "zzyzx qwfp"


@dataclass
class Tour:
    """Greta, who speaks the language of that locale, looks after a server and sees everything there."""

    bot: Rig
    greta: Person
    locale: str
    heard: Heard

    @property
    def say(self) -> Wording:
        """The words of her language."""
        return wording_of(self.locale)

    @property
    def prompts(self) -> Mapping[str, str]:
        """What she says."""
        return PROMPTS[self.say.language]

    def seen(self) -> list[str]:
        """Every line that was shown so far."""
        return list(shown(self.bot.discord.journal))

    async def answer(self, act: Act) -> Message:
        """The answer to an act, once it says something that stays."""
        passing = ("", self.say("card.reading"))
        await self.bot.discord.until(
            lambda: (
                act.message is not None and not act.message.loading and text_of(act.message) not in passing
            )
        )
        assert act.message is not None
        return act.message

    async def asks(self, command: str, **given: Any) -> Message:
        """A command, and its answer."""
        return await self.answer(await self.greta.slash(self.bot.channel, command, **given))

    async def presses(self, message: Message, key: str) -> Message:
        """A button by the key of its words, and its answer."""
        return await self.answer(await self.greta.click(message, self.say(key)))

    async def remix(self) -> tuple[Message, Message]:
        """A remix from the command to the sound: its card, and the message that all can hear."""
        card = await self.asks("remix", song="Open Water", prompt=self.prompts["slower"])
        act = await self.greta.click(card, self.say("button.render"))
        await self.bot.discord.until(lambda: act.message is not None and bool(act.message.attachments))
        assert act.message is not None
        return card, act.message

    async def everything(self) -> None:
        """A remix made, one refused, one asked back about, and all that can be looked up and decided."""
        greta, channel, prompts = self.greta, self.bot.channel, self.prompts
        _, result = await self.remix()
        for key in ("button.again", "button.credits"):
            await self.presses(result, key)
        form = await greta.click(result, self.say("button.report"))
        await self.answer(await greta.submit(form, reason=prompts["more"]))
        await greta.click(result, self.say("button.further"))
        refused = await self.asks("remix", song="Own Terms", prompt=prompts["reverb"])
        await self.presses(refused, "button.why_not")
        await greta.click(refused, self.say("button.tweak"))
        await self.asks("remix", song="No Change", prompt=prompts["slower"])
        await self.asks("remix", song="Open Water", prompt=NOT_WORDS)
        await self.asks("remix", prompt=prompts["slower"])
        await self.asks("remix", song="No Such Song", prompt=prompts["slower"])
        await self._looks_around()
        await greta.autocomplete(channel, "remix", focused="song", song="", prompt="…")
        for command in ("setup server", "setup audit"):
            await self.asks(command)

    async def _looks_around(self) -> None:
        greta, prompts = self.greta, self.prompts
        for command in ("help", "jobs", "why", "privacy", "undo", "mydata export", "mydata delete"):
            message = await self.asks(command)
            if self.say("page.on") in labels(message):
                await greta.click(message, self.say("page.on"))
        songs = await self.asks("songs")
        first = songs.selects[0]["options"][0]["value"]
        await self.answer(await greta.select(songs, self.say("songs.choose"), first))
        await self.asks("songs", search=NOT_WORDS)
        await self.asks("rights", song="Open Water")
        await self.asks("rights", song="Own Terms", question=prompts["sell"])
        await self.asks("plan", song="Open Water", prompt=prompts["slower"])
        await self.asks("remixes", song="Open Water")
        await self.asks("refine", prompt=prompts["more"])
        await self.asks("why", question=prompts["changed"])
        await self.asks("report", remix="1", reason=prompts["more"])
        theirs = await greta.context_menu(self.bot.channel, "Their remixes", greta)
        await self.answer(theirs)


@asynccontextmanager
async def tour(folder: Path, home: Path, locale: str, server_locale: str = "") -> AsyncIterator[Tour]:
    """Greta on a server of her own language, or of another one."""
    heard = Heard()
    async with rig(folder, home, answers=heard.answers(home)) as bot:
        bot.server.locale = server_locale or locale
        log, servers = bot.server.channel("log"), bot.service.servers
        servers.decide(bot.server.id, replace(servers.settings(bot.server.id), log_channel=log.id))
        greta = bot.discord.person("Greta", locale)
        bot.server.join(greta, [bot.server.role("Admins", "MANAGE_GUILD")])
        yield Tour(bot, greta, locale, heard)
