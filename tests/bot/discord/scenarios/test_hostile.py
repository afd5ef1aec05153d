"""Hostile names: whatever stands in titles, names and wishes, nobody is pinged and nothing is a link."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bot.discord.rig import labels, text_of
from tests.bot.discord.scenarios.hostile import WORDS, harm_in, hostile_home, song_of, unseen_in
from tests.bot.discord.scenarios.stage import ON_A_CARD, SLOW_WORDS, Scene, Stage, scenario, staged
from tests.discord_server.messages import Message


@pytest.fixture(scope="module")
def stage(workshop_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A bot whose songs have hostile titles."""
    with staged(workshop_folder, tmp_path_factory.mktemp("stage") / "home", made_by=hostile_home) as running:
        yield running


every_word = pytest.mark.parametrize("kind", WORDS)


def harmless(*messages: Message) -> None:
    """Fail where a message of ours would ping, link or shout."""
    for message in messages:
        assert message.mentions == []
        assert not message.mentions_everyone
        assert harm_in(text_of(message)) == []
        assert [unseen_in(told) for told in labels(message) if unseen_in(told)] == []
        assert [unseen_in(file) for file in message.files if unseen_in(file)] == []


@every_word
@scenario
async def test_a_song_with_a_hostile_title_is_remixed_and_listed(on: Scene, kind: str) -> None:
    gate = on.hold()
    card = await on.card(song=song_of(kind))
    assert labels(card) == ON_A_CARD
    harmless(card)
    act = await on.press(card)
    await on.until(lambda: act.message and "30 %" in act.message.content)
    assert act.message is not None
    harmless(act.message, card)
    gate.set()
    result = await on.heard(act)
    harmless(result, await on.mine())
    assert "Ada Example" in text_of(result)
    harmless(await on.said(await on.press(result, label="Credits")))
    harmless(await on.said(await on.alice.context_menu(on.channel, "Their remixes", on.alice)))
    form = await on.press(result, label="Remix this further")
    moved = await on.said(await on.alice.submit(form, words="mute the drums"))
    thread = await on.until(lambda: result.thread)
    assert unseen_in(thread.name) == []
    await on.until(lambda: on.ours(thread) and labels(on.ours(thread)[0]))
    harmless(on.ours(thread)[0])
    await on.until(lambda: moved.content == f"It goes on in <#{thread.id}>.")


@scenario
async def test_lists_of_hostile_titles_are_harmless(on: Scene) -> None:
    listed = await on.said(await on.alice.slash(on.channel, "songs"))
    for _ in range(3):
        harmless(listed)
        assert unseen_in(str([option["label"] for option in listed.selects[0]["options"]])) == []
        before = text_of(listed)
        await on.press(listed, label="More ▶")
        await on.until(lambda b=before: text_of(listed) != b)
    offered = await on.alice.autocomplete(on.channel, "remix", focused="song", song="")
    assert unseen_in(str([choice.name for choice in offered])) == []
    await on.alice.say(on.channel, f"<@bot> {SLOW_WORDS}")
    asked = await on.until(lambda: on.ours() and on.ours()[0].selects and on.ours()[0])
    assert unseen_in(str([option["label"] for option in asked.selects[0]["options"]])) == []


@pytest.mark.parametrize(
    "kind", ["everyone", "a masked link", "a link in brackets", "an invite", "a code fence"]
)
@scenario
async def test_the_terms_of_a_song_with_a_hostile_title_are_harmless(on: Scene, kind: str) -> None:
    harmless(await on.said(await on.alice.slash(on.channel, "rights", song=song_of(kind))))
    listed = await on.said(
        await on.alice.slash(on.channel, "rights", song=song_of(kind), question="may I sell it?")
    )
    harmless(listed)


@every_word
@scenario
async def test_a_hostile_name_of_a_person_is_harmless_in_the_credits(on: Scene, kind: str) -> None:
    mallory = on.member(" ".join(WORDS[kind].split())[:32] or "?")
    card = await on.card(mallory)
    result = await on.heard(await on.press(card, mallory))
    harmless(card, result)
    harmless(await on.said(await on.press(result, label="Credits")))
    harmless(await on.said(await on.alice.context_menu(on.channel, "Their remixes", mallory)))
    harmless(await on.said(await on.alice.context_menu(on.channel, "Their remixes", on.alice)))
    log = on.server.channel("log")
    servers = on.service.servers
    servers.decide(on.server.id, replace(servers.settings(on.server.id), log_channel=log.id))
    form = await on.press(result, mallory, "Report")
    await on.said(await mallory.submit(form, reason=WORDS[kind]))
    notice = await on.until(lambda: on.ours(log) and on.ours(log)[0])
    told = (
        text_of(notice)
        .replace(f"<@{mallory.id}>", "")
        .replace(f"https://discord.com/channels/{on.server.id}/{on.channel.id}/{result.id}", "")
    )
    assert notice.mentions == []
    assert harm_in(told) == []


@every_word
@scenario
async def test_a_hostile_wish_is_harmless_wherever_it_is_told_again(on: Scene, kind: str) -> None:
    card = await on.card(song="Open Water", prompt=f"slow this to 100 bpm, {WORDS[kind]}")
    harmless(card)
    if "Why" in labels(card):
        harmless(await on.said(await on.press(card, label="Why")))
    if "Render" in labels(card):
        result = await on.heard(await on.press(card))
        harmless(result, await on.mine())


@every_word
@scenario
async def test_a_hostile_song_name_that_is_none_is_harmless(on: Scene, kind: str) -> None:
    told = await on.card(song=(WORDS[kind] + " nothing")[:200])
    harmless(told)


@pytest.mark.parametrize("kind", ["everyone", "a masked link", "a code fence", "right to left", "a heading"])
@scenario
async def test_a_hostile_search_is_harmless(on: Scene, kind: str) -> None:
    words = WORDS[kind][:90] + " xyzzy"
    harmless(await on.said(await on.alice.slash(on.channel, "help", search=words)))
    harmless(await on.said(await on.alice.slash(on.channel, "songs", search=words)))
    harmless(await on.said(await on.alice.slash(on.channel, "why", question=words)))
    harmless(await on.said(await on.alice.slash(on.channel, "report", remix=words, reason=words)))
