"""The gateway with the real discord.py: compression, lost connections, resuming, and being turned away."""

from __future__ import annotations

import asyncio
import zlib

import aiohttp
import discord
import pytest
from discord import utils

from tests.discord_server.app import StandIn
from tests.discord_server.compression import ZlibStream, ZstdStream
from tests.discord_server.small_client import SmallBot, Stage, play, point, running
from tests.discord_server.world import MESSAGE_CONTENT


class Zlib:
    """The client's side of zlib, whichever way discord.py has chosen."""

    COMPRESSION_TYPE = "zlib-stream"

    def __init__(self) -> None:
        self._stream = zlib.decompressobj()

    def decompress(self, data: bytes, /) -> str | None:
        return self._stream.decompress(data).decode()


def hello_bot(bot: SmallBot) -> None:
    @bot.tree.command(description="Says hello")
    async def hello(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("Hello.")


async def greeted(on: Stage) -> None:
    act = await on.alice.slash(on.channel, "hello")
    assert act.message.content == "Hello."
    assert [guild.name for guild in on.bot.guilds] == ["Music"]


def test_the_client_may_choose_the_compression(monkeypatch: pytest.MonkeyPatch) -> None:
    play(monkeypatch, greeted, hello_bot)


def test_it_may_speak_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    play(monkeypatch, greeted, hello_bot, compress="")


def test_it_may_speak_zlib(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(utils, "_ActiveDecompressionContext", Zlib)
    play(monkeypatch, greeted, hello_bot, compress="zlib")


def test_it_may_speak_zstandard(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("zstandard", reason="needs the package zstandard")
    play(monkeypatch, greeted, hello_bot, compress="zstd")


def test_another_compression_than_the_wanted_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        assert [where for where, _ in on.server.violations] == ["gateway"]

    monkeypatch.setattr(utils, "_ActiveDecompressionContext", Zlib)
    play(monkeypatch, scene, hello_bot, compress="zstd", clean=False)


def test_zlib_is_one_stream_for_the_whole_connection() -> None:
    packer, stream = ZlibStream(), zlib.decompressobj()
    words = ["one", "two", "one and two"]
    assert [stream.decompress(packer.pack(word)).decode() for word in words] == words


def test_zstandard_is_one_stream_for_the_whole_connection() -> None:
    zstandard = pytest.importorskip("zstandard", reason="needs the package zstandard")
    packer, stream = ZstdStream(), zstandard.ZstdDecompressor().decompressobj()
    words = ["one", "two", "one and two"]
    assert [stream.decompress(packer.pack(word)).decode() for word in words] == words


@pytest.mark.parametrize("code", [1000, 1001, 1006, 4000, 4008])
def test_nothing_is_lost_when_the_connection_breaks(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    async def scene(on: Stage) -> None:
        on.server.kick(code)
        act = await on.alice.slash(on.channel, "hello")
        assert act.message.content == "Hello."
        assert (len(on.server.identifies), len(on.server.resumes)) == (1, 1)
        assert on.server.gateway.closes == [code]
        assert "resumed" in on.bot.heard

    play(monkeypatch, scene, hello_bot)


@pytest.mark.parametrize("op", [7, 9])
def test_the_client_resumes_when_it_is_asked_to(monkeypatch: pytest.MonkeyPatch, op: int) -> None:
    async def scene(on: Stage) -> None:
        on.server.kick(op=op)
        act = await on.alice.slash(on.channel, "hello")
        assert act.message.content == "Hello."
        assert (len(on.server.identifies), len(on.server.resumes)) == (1, 1)

    play(monkeypatch, scene, hello_bot)


def test_heartbeats_that_are_not_acknowledged_end_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def prepare(server: StandIn) -> None:
        server.gateway.heartbeat_seconds = 0.02

    async def scene(on: Stage) -> None:
        on.server.gateway.acknowledges = False
        await on.server.until(lambda: on.server.resumes)
        on.server.gateway.acknowledges = True
        await greeted(on)

    play(monkeypatch, scene, hello_bot, prepare=prepare, heartbeat_timeout=0.2)


def test_what_the_bot_says_it_does_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        await on.bot.change_presence(activity=discord.CustomActivity("3 remixes"))
        told = await on.server.until(lambda: on.server.gateway.presences)
        assert told[0]["activities"][0]["state"] == "3 remixes"

    play(monkeypatch, scene, hello_bot)


def test_a_heartbeat_comes_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        before = on.server.gateway.heartbeats
        on.server.kick(op=1)
        await on.server.until(lambda: on.server.gateway.heartbeats == before + 1)

    play(monkeypatch, scene, hello_bot)


def test_each_shard_hears_of_its_own_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    class Sharded(discord.AutoShardedClient):
        async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None: ...

    async def whole() -> None:
        async with StandIn() as server:
            point(monkeypatch, server)
            servers = []
            for number in range(6):
                servers.append(server.server(f"Server {number}"))
                server.advance(0.001)
            bot = Sharded(intents=discord.Intents.default(), shard_count=2, guild_ready_timeout=0.05)
            await bot.login(server.token)
            task = asyncio.create_task(bot.connect())
            server.watch(task)
            await server.until(bot.is_ready)
            told = {guild.id: guild.shard_id for guild in bot.guilds}
            assert told == {each.id: (each.id >> 22) % 2 for each in servers}
            assert len(set(told.values())) == 2
            assert sorted(each["shard"] for each in server.identifies) == [[0, 2], [1, 2]]
            server.unwatch(task)
            await bot.close()
            await task

    asyncio.run(whole())


def test_a_session_that_is_void_has_to_identify_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        on.server.kick(op=9, resumable=False)
        await on.server.until(lambda: len(on.server.identifies) == 2 and on.server.connected)
        act = await on.alice.slash(on.channel, "hello")
        assert act.message.content == "Hello."
        assert on.server.resumes == []

    play(monkeypatch, scene, hello_bot)


@pytest.mark.parametrize("code", [4007, 4009])
def test_a_session_that_has_timed_out_is_not_resumed(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    async def scene(on: Stage) -> None:
        on.server.kick(code)
        await on.server.until(lambda: len(on.server.identifies) == 2 and on.server.connected)
        assert len(on.server.resumes) == 1
        await greeted(on)

    play(monkeypatch, scene, hello_bot)


def test_a_half_open_connection_is_noticed_by_its_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    def prepare(server: StandIn) -> None:
        server.gateway.heartbeat_seconds = 0.02

    async def scene(on: Stage) -> None:
        on.server.silence()
        act = await on.alice.slash(on.channel, "hello")
        assert act.message.content == "Hello."
        assert len(on.server.resumes) == 1

    play(monkeypatch, scene, hello_bot, prepare=prepare, heartbeat_timeout=0.2)


@pytest.mark.parametrize("code", [4004, 4010, 4011, 4012, 4013, 4014])
def test_a_fatal_code_ends_the_client(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    async def whole() -> None:
        async with StandIn() as server:
            point(monkeypatch, server)
            async with running(server):
                server.kick(code)
                with pytest.raises((discord.ConnectionClosed, discord.PrivilegedIntentsRequired)):
                    await server.until(lambda: False)
                assert (len(server.identifies), server.resumes) == (1, [])

    asyncio.run(whole())


def test_a_wrong_token_is_turned_away_by_rest_and_by_the_gateway(monkeypatch: pytest.MonkeyPatch) -> None:
    async def whole() -> None:
        async with StandIn() as server:
            point(monkeypatch, server)
            with pytest.raises(discord.LoginFailure):
                await SmallBot().login("wrong")
            async with running(server) as bot:
                server.reset_token()
                with pytest.raises(discord.ConnectionClosed, match="4004"):
                    await server.until(lambda: False)
                assert bot.is_closed()

    asyncio.run(whole())


def test_privileged_intents_have_to_be_given_first(monkeypatch: pytest.MonkeyPatch) -> None:
    intents = discord.Intents.default()
    intents.message_content = True

    async def whole() -> None:
        async with StandIn() as server:
            point(monkeypatch, server)
            with pytest.raises(discord.PrivilegedIntentsRequired):
                async with running(server, intents=intents):
                    pass

    asyncio.run(whole())

    def prepare(server: StandIn) -> None:
        server.world.privileged_intents = MESSAGE_CONTENT

    play(monkeypatch, greeted, hello_bot, prepare=prepare, intents=intents)


def test_two_bots_with_one_token_both_hear_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        async with running(on.server, hello_bot) as other:
            act = await on.alice.slash(on.channel, "hello")
            await on.server.until(lambda: on.bot.errors + other.errors)
            failed = [error.code for error in on.bot.errors + other.errors]
            assert (act.message.content, failed) == ("Hello.", [40060])

    play(monkeypatch, scene, hello_bot, clean=False)


def test_an_interaction_may_be_delivered_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        await on.alice.slash(on.channel, "hello", deliver=2)
        await on.server.until(lambda: on.bot.errors)
        assert [error.code for error in on.bot.errors] == [40060]
        assert len(on.channel.messages) == 1

    play(monkeypatch, scene, hello_bot, clean=False)


def test_the_gateway_may_be_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    async def whole() -> None:
        async with StandIn() as server:
            point(monkeypatch, server)
            server.outage()
            bot = SmallBot()
            with pytest.raises(aiohttp.ClientError):
                await bot.login(server.token)
            await bot.close()
            server.outage(False)
            async with running(server):
                assert server.connected

    asyncio.run(whole())
