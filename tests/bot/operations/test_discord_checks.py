"""The doctor for Discord: each thing that keeps a bot from working is found, named, and told what to do."""

from __future__ import annotations

import socket
from urllib.parse import parse_qs, urlsplit

import discord
import pytest

from bot.config import default_config
from bot.frontends.discord_chat import invite
from bot.frontends.discord_chat.checks import asking, checks, judging
from bot.operations.check import Check
from tests.bot.operations.small_discord import TOKEN, SmallDiscord


def states(found: dict[str, Check]) -> dict[str, str]:
    return {name: check.state for name, check in found.items()}


WELL = dict.fromkeys(("token", "intents", "invite", "gateway", "sessions", "servers", "commands"), "well")


def test_a_bot_with_nothing_wrong_gets_one_good_sentence_for_each_thing() -> None:
    found = SmallDiscord().looked_at()
    assert states(found) == WELL
    assert {name: check.sentence for name, check in found.items() if name not in ("invite", "gateway")} == {
        "token": "The token is good; the bot is called refrain.",
        "intents": "No privileged intent is switched on, and none is needed.",
        "sessions": "The bot may start 990 more times of 1000 today.",
        "servers": "The bot is in 1 server, with every permission it needs.",
        "commands": "2 commands are registered: /remix, “Remix this”.",
    }
    assert {check.group for check in found.values()} == {"Discord"}


def test_the_invite_asks_for_exactly_what_is_needed_by_discords_own_names_of_permissions() -> None:
    link = SmallDiscord().looked_at()["invite"].sentence.split()[-1]
    assert urlsplit(link).path == "/oauth2/authorize"
    asked = parse_qs(urlsplit(link).query)
    assert asked["client_id"] == ["111"]
    assert asked["scope"] == ["bot applications.commands"]
    wanted = discord.Permissions(
        view_channel=True, send_messages=True, embed_links=True, attach_files=True, read_message_history=True,
        create_public_threads=True, send_messages_in_threads=True,
    )  # fmt: skip
    assert asked["permissions"] == [str(wanted.value)]
    assert invite.link("7", "https://discord.com/api/v10").startswith("https://discord.com/oauth2/authorize?")


def test_without_a_token_nobody_is_asked_and_it_is_no_fault() -> None:
    found = tuple(checks(default_config({})))
    assert [(check.name, check.state) for check in found] == [("token", "note")]
    assert "There is no DISCORD_TOKEN" in found[0].sentence


@pytest.mark.parametrize("token", ["Bot abc.def.ghi", '"abc.def.ghi"', "abc def", "abc\tdef", "abc…"])
def test_a_token_with_more_around_it_is_told_before_it_is_sent(token: str) -> None:
    found = tuple(checks(default_config({"DISCORD_TOKEN": token})))
    assert [(check.name, check.state) for check in found] == [("token", "missing")]
    assert "more than a token" in found[0].sentence


def test_a_token_that_discord_does_not_take_is_told_and_never_shown() -> None:
    found = SmallDiscord().looked_at(lambda own: own.update(token="wrong-token"))
    assert states(found) == {"token": "missing"}
    assert "does not take the token" in found["token"].sentence
    assert "wrong-token" not in found["token"].sentence


@pytest.mark.parametrize(
    ("status", "told"), [(429, "asks for patience"), (403, "[discord] proxy"), (503, "HTTP 503")]
)
def test_a_refusal_at_the_door_is_told_in_one_sentence(status: int, told: str) -> None:
    found = SmallDiscord(statuses={"/users/@me": status}).looked_at()
    assert states(found) == {"token": "missing"}
    assert told in found["token"].sentence


def test_a_network_that_is_down_is_a_sentence_without_the_token() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    config = default_config({"DISCORD_TOKEN": TOKEN})
    config["discord"]["api_base"] = f"http://127.0.0.1:{port}/api/v10"
    (found,) = checks(config)
    assert found.state == "missing"
    assert "cannot be asked (no connection); look at the network" in found.sentence
    assert TOKEN not in found.sentence


def test_a_proxy_that_is_gone_and_a_page_that_is_not_discords_are_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    found = SmallDiscord().looked_at(lambda own: own.update(proxy=f"http://127.0.0.1:{port}"))
    assert "the proxy does not let it through" in found["token"].sentence
    portal = SmallDiscord(statuses={"/users/@me": 200}).looked_at()
    assert "it answers something else" in portal["token"].sentence


def test_an_answer_that_never_comes_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "PATIENCE_SECONDS", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        config = default_config({"DISCORD_TOKEN": TOKEN})
        config["discord"]["api_base"] = f"http://127.0.0.1:{silent.getsockname()[1]}"
        (found,) = checks(config)
    assert "no answer within 0.05 s" in found.sentence


def test_what_stands_in_the_way_in_the_portal_is_named() -> None:
    small = SmallDiscord()
    small.application |= {
        "interactions_endpoint_url": "https://example.org/hook", "bot_require_code_grant": True,
        "integration_types_config": {"1": {}}, "bot_public": False,
    }  # fmt: skip
    found = small.looked_at()
    assert states(found) == {
        **WELL, "endpoint": "missing", "code-grant": "missing", "installation": "missing"
    }  # fmt: skip
    assert "clear “Interactions Endpoint URL”" in found["endpoint"].sentence
    assert "“Public Bot” is off" in found["invite"].sentence


def test_what_could_be_better_is_a_note_and_no_fault() -> None:
    small = SmallDiscord(remaining=49, shards=2, servers=[], commands=[])
    small.application |= {"flags": 1 << 19 | 1 << 14, "integration_types_config": {"0": {}}}
    found = small.looked_at()
    assert states(found) == {
        "token": "well", "installation": "note", "intents": "note", "invite": "well", "gateway": "well",
        "sessions": "note", "shards": "note", "servers": "note", "commands": "note",
    }  # fmt: skip
    assert found["intents"].sentence.endswith("Refrain does not need: Server Members, Message Content.")


def test_a_bot_without_a_start_left_is_told_how_long_to_wait() -> None:
    found = SmallDiscord(remaining=0).looked_at()["sessions"]
    assert (found.state, "wait 120 minutes" in found.sentence) == ("missing", True)


def test_permissions_that_lack_on_a_server_are_named_as_discord_names_them() -> None:
    small = SmallDiscord()
    less = invite.bits() & ~invite.NEEDED["Attach Files"] & ~invite.NEEDED["Create Public Threads"]
    small.servers += [
        {"id": "2", "name": "Lounge", "permissions": str(less)},
        {"id": "3", "name": "Admins", "permissions": str(invite.ADMINISTRATOR)},
    ]
    found = small.looked_at()
    assert found["servers"].sentence == "The bot is in 3 servers; in 1 it lacks permissions."
    assert found["server"].sentence.startswith(
        "On “Lounge” it lacks Attach Files and Create Public Threads. Ask for them anew: http://"
    )
    assert "guild_id=2" in found["server"].sentence


def test_a_bot_on_many_servers_is_asked_about_all_of_them() -> None:
    small = SmallDiscord()
    small.servers = [{"id": str(n), "name": "S", "permissions": str(invite.bits())} for n in range(1, 451)]
    assert small.looked_at()["servers"].sentence.startswith("The bot is in 450 servers")
    assert small.pages == 3


def test_each_question_may_fail_by_itself() -> None:
    small = SmallDiscord(
        greeting={"op": 9},
        statuses=dict.fromkeys(("/gateway/bot", "/users/@me/guilds", "/applications/111/commands"), 500),
    )
    assert states(small.looked_at()) == {
        **WELL, "gateway": "missing", "sessions": "note", "servers": "note", "commands": "note"
    }  # fmt: skip
    nothing = SmallDiscord(statuses={"/oauth2/applications/@me": 500, "/gateway": 404}).looked_at()
    assert states(nothing) == {
        "token": "well", "application": "missing", "gateway": "missing", "sessions": "well",
        "servers": "well", "commands": "note",
    }  # fmt: skip


def test_a_clock_that_differs_from_discords_is_told_which_way() -> None:
    assert list(judging.clock(1000.0, 1010.0)) == []
    assert list(judging.clock(None, 1010.0)) == []
    (slow,), (fast,) = judging.clock(1100.0, 1000.0), judging.clock(1000.0, 1100.0)
    assert "is 100 s slow" in slow.sentence
    assert "is 100 s fast" in fast.sentence
