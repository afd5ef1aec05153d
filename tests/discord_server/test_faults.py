"""What goes wrong on the way goes wrong as it does with Discord, and discord.py meets it."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import discord
import pytest

from tests.discord_server.faults import Delay, Drop, RateLimited, Status
from tests.discord_server.small_client import Stage, play
from tests.discord_server.test_channels import place_of, refusal

MESSAGES = r"/channels/\d+/messages$"


def statuses(on: Stage) -> list[int]:
    """How each attempt to post a message ended (0: torn off)."""
    return [entry.status for entry in on.server.requests("POST", MESSAGES)]


def test_a_rate_limit_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        on.server.fault("POST", MESSAGES, RateLimited(0.01))
        await place_of(on).send("x")
        on.server.fault("POST", MESSAGES, RateLimited(0.01, is_global=True))
        await place_of(on).send("y")
        assert statuses(on) == [429, 200, 429, 200]

    play(monkeypatch, scene)


def test_a_limit_from_before_discord_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        on.server.fault("POST", MESSAGES, RateLimited(0.01, via=False))
        assert (await refusal(place_of(on).send("x")))[0] == 429
        assert statuses(on) == [429]

    play(monkeypatch, scene)


def test_a_503_is_raised_and_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        on.server.fault("*", MESSAGES, Status(503), times=2)
        assert (await refusal(place_of(on).send("x")))[0] == 503
        assert (await refusal(place_of(on).send("x")))[0] == 503
        await place_of(on).send("x")
        assert (statuses(on), len(on.channel.messages)) == ([503, 503, 200], 1)

    play(monkeypatch, scene)


@pytest.mark.parametrize(("before", "made"), [(True, 0), (False, 1)])
def test_a_connection_breaks_before_or_after_the_work(
    monkeypatch: pytest.MonkeyPatch, before: bool, made: int
) -> None:
    async def scene(on: Stage) -> None:
        on.server.fault("POST", MESSAGES, Drop(before=before))
        with pytest.raises(aiohttp.ClientError):
            await place_of(on).send("x", nonce="one")
        assert len(on.channel.messages) == made
        await place_of(on).send("x", nonce="one")
        assert len(on.channel.messages) == 1

    play(monkeypatch, scene)


def test_an_answer_may_be_late(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        on.server.fault("POST", MESSAGES, Delay(0.05))
        slow = asyncio.create_task(place_of(on).send("slow"))
        await on.server.until(lambda: on.server.rest.faults.met)
        assert on.channel.messages == []
        await slow
        assert len(on.channel.messages) == 1

    play(monkeypatch, scene)


def test_chaos_hits_a_share_of_the_requests_the_same_way_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    met: list[list[Any]] = []

    async def scene(on: Stage) -> None:
        on.server.chaos(0.5, seed=7, kinds=(Status(503), Drop(before=True)))
        for _ in range(20):
            try:
                await place_of(on).send("x")
            except (discord.HTTPException, aiohttp.ClientError):
                continue
        on.server.chaos(0)
        await place_of(on).send("x")
        met.append([fault for _, _, fault in on.server.rest.faults.met])
        assert len(on.channel.messages) == 21 - len(met[-1])

    play(monkeypatch, scene)
    play(monkeypatch, scene)
    assert met[0] == met[1]
    assert 5 < len(met[0]) < 15


def test_a_kept_limit_is_told_in_the_headers_and_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        on.server.limit("POST", MESSAGES, limit=2, seconds=0.2)
        for _ in range(5):
            await place_of(on).send("x")
        assert statuses(on) == [200] * 5
        async with aiohttp.ClientSession(headers={"Authorization": f"Bot {on.server.token}"}) as session:
            address = f"{on.server.api_base}/channels/{on.channel.id}/messages"
            answers = [await session.post(address, json={"content": "x"}) for _ in range(4)]
            assert 429 in [answer.status for answer in answers]
            refused = next(answer for answer in answers if answer.status == 429)
            assert refused.headers["Via"]
            assert 0 < (await refused.json())["retry_after"] <= 0.2

    play(monkeypatch, scene)


def test_the_limit_over_everything_is_global_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        on.server.limit("*", "^/channels", limit=2, seconds=0.1, is_global=True)
        other = on.music.channel("other")
        await on.server.until(lambda: on.bot.get_channel(other.id))
        for place in (on.channel, other, on.channel):
            await on.bot.get_channel(place.id).send("x")
        refused = next(entry for entry in on.server.journal if entry.status == 429)
        assert refused.answer["global"] is True
        assert on.server.invalid_requests == 1

    play(monkeypatch, scene)


def test_a_refusal_can_have_any_code_of_discord(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        on.server.fault("POST", MESSAGES, Status(403, 50013, "Missing Permissions"))
        assert await refusal(place_of(on).send("x")) == (403, 50013)

    play(monkeypatch, scene)


def test_a_fault_of_the_stand_in_itself_ends_the_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        on.channel.history = None
        sending = asyncio.create_task(place_of(on).send("x"))
        with pytest.raises(TypeError):
            await on.server.until(lambda: False)
        sending.cancel()

    play(monkeypatch, scene)


def test_a_route_that_the_stand_in_lacks_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        assert await refusal(on.bot.guilds[0].bans().__anext__()) == (404, 0)
        assert [violation.code for _, violation in on.server.violations] == ["NOT_OFFERED"]

    play(monkeypatch, scene, clean=False)


def test_a_request_against_the_rules_is_refused_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        assert await refusal(place_of(on).send("x" * 2001)) == (400, 50035)
        assert len(on.server.violations) == 1
        assert on.channel.messages == []

    play(monkeypatch, scene, clean=False)


def test_waiting_ends_with_the_last_requests_or_with_the_bots_own_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def breaks() -> None:
        raise ZeroDivisionError

    async def scene(on: Stage) -> None:
        await place_of(on).send("hello")
        with pytest.raises(AssertionError, match=r"Not so after 0\.01 s(.|\n)*hello.*-> 200"):
            await on.server.until(lambda: False, seconds=0.01)
        on.server.watch(asyncio.create_task(breaks()))
        with pytest.raises(ZeroDivisionError):
            await on.server.until(lambda: False)

    play(monkeypatch, scene)
