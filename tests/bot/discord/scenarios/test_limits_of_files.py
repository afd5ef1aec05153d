"""Limits of what is typed, of commands, files, and of what nobody sees."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest

from bot.frontends.discord_chat import limits
from bot.frontends.discord_chat.outbox.transport import fate_of
from bot.frontends.discord_chat.wording import LANGUAGES, wording
from skills.talk.reply import Block, Reply
from tests.bot.discord.rig import labels, text_of
from tests.bot.discord.scenarios.stage import ON_A_CARD, Scene, scenario
from tests.bot.discord.scenarios.telling import plan, songs
from tests.discord_server.messages import Message
from tests.discord_server.options import CannotAct

# what people type


@pytest.mark.parametrize("above", [0, 1])
@scenario
async def test_words_of_a_command(on: Scene, above: int) -> None:
    words = "w" * (2000 + above)
    if above:
        with pytest.raises(CannotAct, match="takes 1 to 2000"):
            await on.ask(prompt=words)
        return
    on.desk(plan(Block("Plan", ("line",))))
    card = await on.card(prompt=words)
    assert labels(card) == ON_A_CARD
    form = await on.press(card, label="Tweak")
    assert form.modal is not None
    assert form.modal["components"][0]["component"]["value"] == words


@scenario
async def test_titles_and_labels_of_forms_fit_as_they_are_in_every_language(on: Scene) -> None:
    shown = {
        limits.MODAL_TITLE: ["form.tweak", "form.begin", "form.further", "form.report", "removal.title"],
        limits.MODAL_LABEL: ["form.words", "form.reason", "form.change", "form.seed", "removal.reason"],
        limits.OPTION_TEXT: ["form.example", "form.reason_example", "form.change_example", "removal.example"],
        limits.PLACEHOLDER: ["songs.choose", "jobs.send", "talk.choose"],
    }
    long = [
        (language, key, len(wording(language)(key)))
        for language in LANGUAGES
        for most, keys in shown.items()
        for key in keys
        if len(wording(language)(key)) > most
    ]
    assert long == []


@scenario
async def test_commands_keep_every_limit_in_every_language(on: Scene) -> None:
    told = [entry for entry in on.discord.journal if entry.method == "PUT"][-1].body
    assert [one["name"] for one in told if whole(one) > limits.COMMAND_TOTAL] == []
    names = [name for one in told for name in texts(one, "name")]
    descriptions = [text for one in told for text in texts(one, "description")]
    assert max(map(len, names)) <= limits.COMMAND_NAME
    assert max(map(len, descriptions)) <= limits.COMMAND_DESCRIPTION
    assert max(len(one.get("options", ())) for one in told) <= limits.COMMAND_OPTIONS
    assert sum(one["type"] == 1 for one in told) <= limits.GLOBAL_COMMANDS
    assert all(sum(one["type"] == kind for one in told) <= limits.CONTEXT_MENUS for kind in (2, 3))


def texts(command: dict[str, Any], key: str) -> list[str]:
    """That text of a command and of all its options, in every language."""
    own = [command[key], *(command.get(f"{key}_localizations") or {}).values()] if command.get(key) else []
    return own + [text for option in command.get("options") or () for text in texts(option, key)]


def whole(command: dict[str, Any]) -> int:
    """The characters of a command, by its longest language."""
    own = sum(
        max(map(len, [command.get(key) or "", *(command.get(f"{key}_localizations") or {}).values()]))
        for key in ("name", "description")
    )
    choices = sum(len(each["name"]) + len(str(each["value"])) for each in command.get("choices") or ())
    return own + choices + sum(whole(option) for option in command.get("options") or ())


@pytest.mark.parametrize("count", [25, 26])
@scenario
async def test_songs_offered_while_somebody_types(on: Scene, count: int) -> None:
    index = on.service.songs
    known, index._songs = index._songs, ()
    try:
        index.fill(({**one, "title": one["title"] + "t" * 150} for one in songs(count)), index.refreshed_at)
        offered = await on.alice.autocomplete(on.channel, "remix", focused="song", song="song")
    finally:
        index._songs = known
    assert len(offered) == 25
    assert {len(choice.name) for choice in offered} == {100}
    assert all(choice.name.endswith("… · free") for choice in offered)


# files


def weighing(on: Scene, sound_bytes: int, preview_bytes: int, name: str = "sound.ogg") -> None:
    """Let the remix be files of that size."""

    def weighed(reply: Reply) -> Reply:
        folder = on.bot.home / "weighed" / str(on.alice.id)
        folder.mkdir(parents=True, exist_ok=True)
        sound, preview = folder / name, folder / "preview.ogg"
        sound.write_bytes(b"OggS" + bytes(sound_bytes - 4))
        preview.write_bytes(b"OggS" + bytes(preview_bytes - 4))
        assert reply.preview is not None
        files = {**reply.files, "attachment": sound, "preview": preview}
        return replace(reply, files=files, preview=replace(reply.preview, sound=preview))

    on.renders(weighed)


async def heard_under(on: Scene, limit_bytes: int) -> Message:
    """A remix on a server that lost its larger limit while it was made."""
    before = on.discord.attachment_limit
    card = await on.card()
    on.discord.attachment_limit = limit_bytes
    try:
        return await on.heard(await on.press(card))
    finally:
        await on.until(lambda: not on.service.slots.depth())
        on.discord.attachment_limit = before


@pytest.mark.parametrize(
    ("sound_bytes", "preview_bytes", "sent"),
    [
        (200_000, 5_000, ["sound.ogg"]),
        (200_001, 200_000, ["preview.ogg"]),
        (200_001, 200_001, []),
    ],
    ids=["fits to the byte", "one byte too large: the preview", "that too: no sound, and /jobs has it"],
)
@scenario
async def test_a_file_as_large_as_it_may_be(
    on: Scene, sound_bytes: int, preview_bytes: int, sent: list[str]
) -> None:
    weighing(on, sound_bytes, preview_bytes)
    result = await heard_under(on, 200_000)
    assert result.files == sent
    assert "Ada Example" in text_of(result)
    assert "Open Water" in text_of(await on.mine())


@pytest.mark.parametrize(("status", "code"), [(413, 40005), (413, 0), (400, 40005)])
def test_whichever_way_discord_finds_a_file_too_large_something_smaller_is_sent(
    status: int, code: int
) -> None:
    assert fate_of(status, code) == "too large"


@pytest.mark.parametrize("limit_bytes", [10 * 1024 * 1024, 8 * 1024 * 1024, 50 * 1024 * 1024])
@scenario
async def test_the_sound_is_made_to_fit_what_the_place_takes(on: Scene, limit_bytes: int) -> None:
    asked: list[int] = []

    def noted(request: Any, watch: Any) -> Reply:
        asked.append(request.options["fit_bytes"])
        return on.stage.skills(request, watch)

    on.stage.script("render", on.alice, noted)
    before, on.discord.attachment_limit = on.discord.attachment_limit, limit_bytes
    try:
        await on.result()
    finally:
        on.discord.attachment_limit = before
    assert asked == [min(limit_bytes, limits.FILE_BYTES) - 512 * 1024]


@pytest.mark.parametrize("above", [0, 1])
@scenario
async def test_the_name_of_a_file(on: Scene, above: int) -> None:
    name = "n" * (limits.FILE_NAME - 4 + above) + ".ogg"
    weighing(on, 6_000, 5_000, name)
    result = await on.result()
    assert len(result.files[0]) <= limits.FILE_NAME
    assert result.files[0].endswith(".ogg")


@pytest.mark.parametrize("length", [1015, 1016])
@scenario
async def test_what_a_file_is_in_words(on: Scene, length: int) -> None:
    on.renders(lambda reply: replace(reply, data={**reply.data, "title": "t" * length}))
    result = await on.result()
    told = result.attachments[0].description
    assert told == "Sound of " + ("t" * 1015 if length == 1015 else "t" * 1014 + "…")


# what nobody sees


@pytest.mark.parametrize("above", [0, 1])
@scenario
async def test_the_name_of_a_thread(on: Scene, above: int) -> None:
    on.renders(lambda reply: replace(reply, data={**reply.data, "title": "t" * (100 + above)}))
    result = await on.result()
    form = await on.press(result, label="Remix this further")
    await on.alice.submit(form, words="mute the drums")
    thread = await on.until(lambda: result.thread)
    assert thread.name == ("t" * 99 + "…" if above else "t" * 100)


@scenario
async def test_a_post_carries_a_nonce_that_discord_enforces(on: Scene) -> None:
    await on.alice.say(on.channel, "<@bot> slow Open Water to 100 bpm")
    await on.until(on.ours)
    body = on.requests("POST", rf"^/channels/{on.channel.id}/messages$")[0].body
    assert len(body["nonce"]) <= limits.NONCE
    assert body["enforce_nonce"] is True


@pytest.mark.parametrize("length", [512, 513])
@scenario
async def test_the_reason_of_a_removal(on: Scene, length: int) -> None:
    result = await on.result()
    form = await on.owner.context_menu(on.channel, "Remove this remix", result)
    if length > 512:
        with pytest.raises(CannotAct, match="takes 0 to 512"):
            await on.owner.submit(form, reason="r" * length)
        return
    await on.owner.submit(form, reason="r" * length)
    await on.until(lambda: not on.ours())
    reason = unquote(on.requests("DELETE", r"^/channels/")[0].reason or "")
    assert len(reason) == limits.AUDIT_REASON
    assert reason.startswith("Olga: rrr")
    assert reason.endswith("…")


@scenario
async def test_every_id_of_a_button_fits(on: Scene) -> None:
    await on.result()
    await on.mine()
    ids = [part["custom_id"] for m in on.alice.sees(on.channel) for part in m.parts if "custom_id" in part]
    assert max(map(len, ids)) <= limits.CUSTOM_ID
