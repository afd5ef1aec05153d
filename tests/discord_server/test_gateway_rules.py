"""The gateway closes on clients that break its rules, with the codes that Discord has for it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from tests.discord_server.app import StandIn


@asynccontextmanager
async def connected(server: StandIn) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """A bare connection to the gateway."""
    address = f"{server.gateway_url}?v=10"
    async with aiohttp.ClientSession() as session, session.ws_connect(address) as socket:
        yield socket


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("no json", 4002),
        ({"op": 99}, 4001),
        ({"op": 3, "d": {}}, 4003),
        ({"op": 3, "d": "x" * 5000}, 4002),
        ({"op": 2, "d": {"token": "wrong"}}, 4004),
        ({"op": 2, "d": {"token": "right", "intents": 1 << 40}}, 4013),
        ({"op": 2, "d": {"token": "right", "intents": 1 << 15}}, 4014),
        ({"op": 2, "d": {"token": "right", "intents": 1, "shard": [3, 2]}}, 4010),
    ],
)
def test_a_client_that_misbehaves_is_closed_with_discords_own_code(said: Any, code: int) -> None:
    async def whole() -> None:
        async with StandIn() as server, connected(server) as socket:
            assert (await socket.receive_json())["op"] == 10
            text = said if isinstance(said, str) else json.dumps(said).replace("right", server.token)
            await socket.send_str(text)
            message = await socket.receive()
            assert (message.type, message.data) == (aiohttp.WSMsgType.CLOSE, code)

    asyncio.run(whole())


def test_the_121st_event_in_a_minute_is_one_too_many() -> None:
    async def whole() -> None:
        async with StandIn() as server, connected(server) as socket:
            for _ in range(121):
                await socket.send_str('{"op": 1, "d": null}')
            heard = [await socket.receive() for _ in range(122)]
            assert [json.loads(each.data)["op"] for each in heard[:-1]] == [10] + [11] * 120
            assert heard[-1].data == 4008

    asyncio.run(whole())
