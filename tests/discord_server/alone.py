"""The stand-in Discord in a process of its own, with a small door for load tests."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.discord_server.acts import Act
from tests.discord_server.app import StandIn
from tests.discord_server.options import CannotAct
from tests.discord_server.persons import Person
from tests.discord_server.rest_interactions import ANSWER_WITHIN_SECONDS
from tests.discord_server.world import Channel

Json = dict[str, Any]


@dataclass
class Crowd:
    """Many people in one channel, and what they have done."""

    discord: StandIn
    channel: Channel
    people: list[Person]
    acts: list[Act] = field(default_factory=list)

    async def burst(self, asked: Json) -> Json:
        """Let people use a command `count` times, evenly over `seconds`; wait for every answer, then report.

        `command` is its name, `options` its options; no answer within 3 seconds is none.
        """
        count, seconds = int(asked.get("count", 1)), float(asked.get("seconds", 1.0))
        loop = asyncio.get_running_loop()
        begins = loop.time()
        before = len(self.acts)
        for number in range(count):
            await asyncio.sleep(max(0.0, begins + number * seconds / count - loop.time()))
            person = self.people[number % len(self.people)]
            options = asked.get("options", {})
            self.acts.append(await person.slash(self.channel, asked["command"], wait=False, **options))
        mine = self.acts[before:]
        await self.discord.until(lambda: all(map(self.is_over, mine)), seconds=10.0)
        return summary(mine)

    def is_over(self, act: Act) -> bool:
        """Whether an act was answered, or cannot be any more."""
        too_late = act.interaction.age(self.discord.world.clock) > ANSWER_WITHIN_SECONDS
        return bool(act.interaction.acked_as) or too_late


def summary(acts: list[Act]) -> Json:
    """How fast the bot was: counts, and seconds to the first answer."""
    taken = sorted(act.seconds_to_ack for act in acts if act.acked)

    def quantile(share: float) -> float | None:
        return round(taken[min(int(share * len(taken)), len(taken) - 1)], 4) if taken else None

    return {
        "count": len(acts),
        "acked": len(taken),
        "missed": len(acts) - len(taken),
        "p50_seconds": quantile(0.5),
        "p99_seconds": quantile(0.99),
        "longest_seconds": quantile(1.0),
    }


def one(act: Act) -> Json:
    """What came of one interaction."""
    message = act.message
    settled = message.edits[0].at - act.interaction.created_at if message and message.edits else None
    return {
        "id": str(act.interaction.id),
        "acked": act.acked,
        "ack_seconds": round(act.seconds_to_ack, 4) if act.acked else None,
        "settled_seconds": round(settled, 4) if settled is not None else None,
        "content": message.content if message else None,
        "files": message.files if message else [],
    }


def door(crowd: Crowd) -> web.Application:
    """The control side: POST burst, chaos and advance, GET report, all below /control."""

    async def burst(request: web.Request) -> web.Response:
        try:
            return web.json_response(await crowd.burst(await request.json()))
        except CannotAct as error:
            return web.json_response({"error": str(error)}, status=409)

    async def report(request: web.Request) -> web.Response:
        told = {
            **summary(crowd.acts),
            "interactions": [one(act) for act in crowd.acts],
            "messages": len(crowd.channel.messages),
            "requests": len(crowd.discord.journal),
            "identifies": len(crowd.discord.identifies),
            "connected": crowd.discord.connected,
            "violations": [f"{where}: {what}" for where, what in crowd.discord.violations],
            "unknown_keys": [f"{where}: {name}" for where, name in crowd.discord.unknown_keys],
        }
        return web.json_response(told)

    async def chaos(request: web.Request) -> web.Response:
        asked = await request.json()
        crowd.discord.chaos(float(asked["share"]), int(asked.get("seed", 1)))
        return web.json_response({})

    async def advance(request: web.Request) -> web.Response:
        crowd.discord.advance(float((await request.json())["seconds"]))
        return web.json_response({})

    app = web.Application()
    app.router.add_post("/control/burst", burst)
    app.router.add_get("/control/report", report)
    app.router.add_post("/control/chaos", chaos)
    app.router.add_post("/control/advance", advance)
    return app


async def serve(judge: bool, people: int) -> None:
    """Print the addresses as one line of JSON, then serve until SIGTERM or SIGINT."""
    ends = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ends.set)
    async with StandIn(judge=judge, strict_deadlines=True) as discord:
        server = discord.server("Music")
        persons = [discord.person(f"Person {number}") for number in range(people)]
        for person in persons:
            server.join(person)
        crowd = Crowd(discord, server.channel("general"), persons)
        runner = web.AppRunner(door(crowd), shutdown_timeout=0.05, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        addresses = {
            "api_base": discord.api_base,
            "gateway_url": discord.gateway_url,
            "cdn_base": discord.cdn_base,
            "token": discord.token,
            "application_id": discord.application_id,
            "server_id": server.id,
            "channel_id": crowd.channel.id,
            "control": f"http://{host}:{port}/control",
        }
        print(json.dumps(addresses), flush=True)
        await ends.wait()
        await runner.cleanup()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(description="A stand-in for Discord on this machine.")
    parser.add_argument("--judge", action="store_true", help="hold every request to Discord's rules (slower)")
    parser.add_argument("--people", type=int, default=50, help="how many people are in the channel")
    told = parser.parse_args()
    asyncio.run(serve(told.judge, told.people))


if __name__ == "__main__":
    main()
