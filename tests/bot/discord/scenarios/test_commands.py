"""Commands: each one answers whoever asked, alone, wherever it may be used, and says why where it may not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.bot.discord.rig import labels, text_of
from tests.bot.discord.scenarios.hostile import WORDS, harm_in
from tests.bot.discord.scenarios.stage import ON_A_CARD, SLOW_WORDS, Scene, Stage, scenario, staged
from tests.discord_server.messages import Message
from tests.discord_server.options import CannotAct

Given = dict[str, Any]

OPEN: list[tuple[str, Given, str, str]] = [
    ("help", {}, "defer", "What you can do here"),
    ("help", {"search": "reverb"}, "defer", "reverb"),
    ("jobs", {}, "message", "You have asked for no remix yet"),
    ("mydata export", {}, "defer", "All that is kept about you"),
    ("mydata delete", {}, "defer", "This deletes all of it"),
    ("privacy", {}, "message", "What is kept about you"),
    ("report", {"remix": "1", "reason": "not mine"}, "message", "That is no remix of mine"),
    ("why", {}, "message", "How things stand here"),
]
"""Commands that answer everywhere: name, options, how they acknowledge, what they say."""
CLOSABLE: list[tuple[str, Given, str, str]] = [
    ("plan", {"song": "Open Water", "prompt": SLOW_WORDS}, "defer", "100 BPM"),
    ("refine", {"prompt": "slower"}, "message", "Nothing was remixed here yet"),
    ("remix", {"song": "Open Water", "prompt": SLOW_WORDS}, "defer", "Here is the plan"),
    ("remix", {"prompt": f"{SLOW_WORDS}, Open Water"}, "defer", "Here is the plan"),
    ("remix", {"prompt": SLOW_WORDS}, "defer", "Which song do you mean?"),
    ("remixes", {"song": "Open Water"}, "defer", "Open Water"),
    ("rights", {"song": "Open Water"}, "defer", "What you may do with"),
    ("rights", {"song": "No Money", "question": "may I sell this?"}, "defer", "does not allow"),
    ("songs", {}, "defer", "No Money, by Ada Example"),
    ("songs", {"search": "money"}, "defer", "No Money"),
    ("undo", {}, "message", "Nothing was remixed here yet"),
]
"""Those that a server can switch off."""
FOR_MANAGERS = ["setup audit", "setup block", "setup server", "setup unblock"]


def named(rows: list[tuple[str, Given, str, str]]) -> list[str]:
    """A name for each row."""
    return [" ".join(("/" + command, *given, "says", says)) for command, given, _, says in rows]


@pytest.fixture(scope="module")
def stage(workshop_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A bot that speaks zlib."""
    with staged(workshop_folder, tmp_path_factory.mktemp("stage") / "home", "zlib") as running:
        yield running


async def told(on: Scene, command: str, given: Given, **more: Any) -> tuple[str, Message]:
    """How a command was acknowledged, and its answer."""
    act = await on.alice.slash(more.get("where", on.channel), command, **given)
    message = await on.said(act)
    assert act.ephemeral
    return act.acked, message


@pytest.mark.parametrize(("command", "given", "acked", "says"), OPEN + CLOSABLE, ids=named(OPEN + CLOSABLE))
@scenario
async def test_it_answers_whoever_asked_alone(
    on: Scene, command: str, given: Given, acked: str, says: str
) -> None:
    how, message = await told(on, command, given)
    assert how == acked
    assert says in text_of(message)
    assert on.ours() == []


@pytest.mark.parametrize(("command", "given", "acked", "says"), OPEN + CLOSABLE, ids=named(OPEN + CLOSABLE))
@scenario
async def test_it_answers_in_direct_messages(
    on: Scene, command: str, given: Given, acked: str, says: str
) -> None:
    how, message = await told(on, command, given, where=on.alice.dm())
    assert how == acked
    assert says in text_of(message)


@pytest.mark.parametrize(("command", "given", "acked", "says"), OPEN, ids=named(OPEN))
@scenario
async def test_what_is_open_to_all_answers_also_where_all_else_is_switched_off(
    on: Scene, command: str, given: Given, acked: str, says: str
) -> None:
    decide(on, on=False)
    _, message = await told(on, command, given)
    assert says in text_of(message) or command == "help"


@pytest.mark.parametrize(("command", "given", "acked", "says"), CLOSABLE, ids=named(CLOSABLE))
@scenario
async def test_what_a_server_switched_off_is_told_in_a_sentence(
    on: Scene, command: str, given: Given, acked: str, says: str
) -> None:
    decide(on, on=False)
    how, message = await told(on, command, given)
    assert how == "message"
    assert message.content.startswith("Refrain is switched off on this server")
    assert on.service.queue.jobs(person=f"discord:{on.alice.id}") == ()


@pytest.mark.parametrize(
    ("decided", "says"),
    [
        ({"channels": (1,)}, "Refrain is not used in this channel"),
        ({"roles": (1,)}, "Your roles do not include one"),
        ({"renders_per_day": 0}, "This server lets nobody make remixes right now"),
    ],
    ids=["another channel", "another role", "no remixes"],
)
@scenario
async def test_what_a_server_decided_against_is_told_in_a_sentence(
    on: Scene, decided: Given, says: str
) -> None:
    decide(on, **decided)
    if "renders_per_day" in decided:
        message = await on.said(await on.press(await on.card()))
    else:
        _, message = await told(on, "remix", {"song": "Open Water", "prompt": SLOW_WORDS})
    assert message.ephemeral
    assert message.content.startswith(says)


@scenario
async def test_who_is_kept_out_is_told_so_and_let_in_again(on: Scene) -> None:
    done = await on.said(await on.owner.slash(on.channel, "setup block", person=on.alice))
    assert done.ephemeral
    _, message = await told(on, "songs", {})
    assert "decided that you cannot use Refrain here" in message.content
    await on.said(await on.owner.slash(on.channel, "setup unblock", person=on.alice))
    _, message = await told(on, "songs", {})
    assert "No Money, by Ada Example" in text_of(message)
    audit = await on.said(await on.owner.slash(on.channel, "setup audit"))
    assert "Kept out" in text_of(audit)
    assert "Let in again" in text_of(audit)


@pytest.mark.parametrize("command", FOR_MANAGERS)
@scenario
async def test_what_decides_for_a_server_is_for_those_who_manage_it(on: Scene, command: str) -> None:
    given = {"person": on.member("Bob")} if "block" in command else {}
    with pytest.raises(CannotAct, match="lacks the permissions"):
        await on.alice.slash(on.channel, command, **given)
    with pytest.raises(CannotAct, match="not for this kind of place"):
        await on.owner.slash(on.owner.dm(), command, **given)
    act = await on.owner.slash(on.channel, command, **given)
    assert act.ephemeral
    await on.said(act)
    assert on.ours() == []


@scenario
async def test_every_command_has_a_scenario(on: Scene) -> None:
    known = {command.partition(" ")[0] for command, *_ in OPEN + CLOSABLE} | {"setup"}
    menus = {"Remix this", "Their remixes", "Remove this remix"}
    assert {one["name"] for one in on.discord.world.commands[0].values()} == known | menus


# after a remix


@scenario
async def test_after_a_remix_it_is_refined_and_taken_back(on: Scene) -> None:
    await on.result()
    card = await on.said(await on.alice.slash(on.channel, "refine", prompt="mute the drums"))
    assert labels(card) == ON_A_CARD
    await on.heard(await on.press(card))
    undone = await on.said(await on.alice.slash(on.channel, "undo"))
    assert labels(undone) == ON_A_CARD


@scenario
async def test_a_refined_remix_may_be_private(on: Scene) -> None:
    await on.result()
    card = await on.said(await on.alice.slash(on.channel, "refine", prompt="mute the drums", private=True))
    act = await on.press(card)
    await on.heard(act)
    assert act.ephemeral
    assert len(on.ours()) == 1


@scenario
async def test_the_remixes_of_a_song_and_of_a_person_are_listed(on: Scene) -> None:
    result = await on.result()
    _, listed = await told(on, "remixes", {"song": "Open Water"})
    assert "Alice" in text_of(listed)
    theirs = await on.said(await on.alice.context_menu(on.channel, "Their remixes", on.alice))
    assert f"/{on.channel.id}/{result.id}" in text_of(theirs)


@scenario
async def test_a_remix_is_reported_from_the_list_and_by_its_link(on: Scene) -> None:
    result = await on.result()
    offered = await on.alice.autocomplete(on.channel, "report", focused="remix", remix="")
    assert [choice.name for choice in offered] == ["Open Water (remix) · Alice"]
    link = f"https://discord.com/channels/{on.server.id}/{on.channel.id}/{result.id}"
    for remix in (str(offered[0].value), link, str(result.id)):
        _, message = await told(on, "report", {"remix": remix, "reason": "not mine"})
        assert "is open" in text_of(message)


@scenario
async def test_another_servers_remix_cannot_be_reported_from_here(on: Scene) -> None:
    result = await on.result()
    other = on.discord.server("Other", owner=on.owner)
    bob = on.discord.person("Bob")
    other.join(bob)
    there = other.channel("general")
    act = await bob.slash(there, "report", remix=str(result.id), reason="not mine")
    assert "That is no remix of mine" in text_of(await on.said(act))


@scenario
async def test_a_menu_on_a_remix_begins_another_with_its_words(on: Scene) -> None:
    result = await on.result()
    bob = on.member("Bob")
    form = await bob.context_menu(on.channel, "Remix this", result)
    assert form.modal is not None
    assert form.modal["components"][0]["component"]["value"] == SLOW_WORDS
    card = await on.said(await bob.submit(form, words="up two semitones"))
    assert labels(card) == ON_A_CARD


@pytest.mark.parametrize("what", ["words", "somebody else's sound", "a card"])
@scenario
async def test_a_menu_on_what_cannot_be_remixed_says_why(on: Scene, what: str) -> None:
    files = [("song.mp3", b"ID3")] if what == "somebody else's sound" else []
    said = await on.member("Bob").say(on.channel, "listen", attachments=files)
    if what == "a card":
        await on.alice.say(on.channel, f"<@bot> {SLOW_WORDS}, Open Water")
        said = await on.until(lambda: on.ours() and labels(on.ours()[0]) and on.ours()[0])
    act = await on.alice.context_menu(on.channel, "Remix this", said)
    message = await on.said(act)
    assert act.ephemeral
    assert message.content.endswith(".")


@pytest.mark.parametrize("who", ["its maker", "a moderator"])
@scenario
async def test_a_remix_is_removed_by_who_may(on: Scene, who: str) -> None:
    result = await on.result()
    by = on.alice if who == "its maker" else on.owner
    form = await by.context_menu(on.channel, "Remove this remix", result)
    done = await on.said(await by.submit(form, reason="a mistake"))
    assert done.ephemeral
    await on.until(lambda: on.ours() == [])
    assert "made <t:" not in text_of(await on.mine())


@scenario
async def test_a_remix_is_not_removed_by_anybody_else(on: Scene) -> None:
    result = await on.result()
    bob = on.member("Bob")
    act = await bob.context_menu(on.channel, "Remove this remix", result)
    assert (act.acked, act.ephemeral) == ("message", True)
    assert on.ours() == [result]


@pytest.mark.parametrize("kind", ["everyone", "a masked link", "right to left", "a code fence", "very long"])
@scenario
async def test_a_file_with_a_hostile_name_is_harmless(on: Scene, kind: str) -> None:
    decide(on, own_audio=True)
    file = (WORDS[kind].replace("/", "") + ".mp3", b"no sound at all")
    given = {"prompt": SLOW_WORDS, "audio": file, "license": "only-me"}
    act = await on.alice.slash(on.channel, "remix", **given)
    told_ = await on.until(lambda: act.message and act.message.embeds and act.message)
    assert act.ephemeral
    assert harm_in(text_of(told_)) == []


def decide(scene: Scene, /, **settings: Any) -> None:
    """Let the server decide."""
    servers = scene.service.servers
    servers.decide(scene.server.id, replace(servers.settings(scene.server.id), **settings))
