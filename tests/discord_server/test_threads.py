"""Threads and forums in the stand-in: they grow, sleep, wake and are locked."""

from __future__ import annotations

import pytest

from tests.discord_server.options import CannotAct
from tests.discord_server.small_client import Stage, play
from tests.discord_server.test_channels import place_of, refusal
from tests.discord_server.world import FORUM


def test_a_thread_grows_from_a_message_once(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        sent = await place_of(on).send("a remix")
        thread = await sent.create_thread(name="Remixes of it", auto_archive_duration=1440)
        await thread.send("the next one")
        kept = on.music.threads[0]
        assert (kept.name, kept.auto_archive_minutes, kept.id) == ("Remixes of it", 1440, sent.id)
        assert [message.content for message in kept.messages] == ["the next one"]
        assert on.channel.messages[0].thread is kept
        assert await refusal(sent.create_thread(name="again")) == (400, 160004)
        on.server.revoke(on.channel, "CREATE_PUBLIC_THREADS")
        other = await place_of(on).send("another")
        assert await refusal(other.create_thread(name="no")) == (403, 50013)

    play(monkeypatch, scene)


def test_an_archived_thread_wakes_by_a_message_and_a_locked_one_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def scene(on: Stage) -> None:
        kept = await on.alice.start_thread(on.channel, "Talk")
        await on.server.until(lambda: on.bot.get_channel(kept.id))
        thread = on.bot.get_channel(kept.id)
        sent = await thread.send("one")
        await on.alice.archive(kept)
        assert await refusal(sent.edit(content="two")) == (400, 50083)
        await thread.send("awake")
        assert not kept.archived
        on.server.revoke(on.music, "MANAGE_THREADS")
        await on.alice.archive(kept, locked=True)
        assert await refusal(thread.send("three")) == (400, 50083)
        with pytest.raises(CannotAct):
            await on.alice.say(kept, "me too")
        on.server.revoke(on.channel, "SEND_MESSAGES_IN_THREADS")
        assert await refusal(thread.send("four")) == (403, 50013)

    play(monkeypatch, scene)


def test_a_forum_takes_posts_with_their_first_message(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        forum = on.music.channel("challenges", FORUM)
        await on.server.until(lambda: on.bot.get_channel(forum.id))
        post = await on.bot.get_channel(forum.id).create_thread(name="Week 1", content="Remix Opal")
        assert [message.content for message in on.music.threads[0].messages] == ["Remix Opal"]
        await post.thread.edit(archived=True, locked=True)
        assert (on.music.threads[0].archived, on.music.threads[0].locked) == (True, True)

    play(monkeypatch, scene)
