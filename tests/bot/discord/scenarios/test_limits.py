"""Limits: what is as long as Discord takes is shown whole, and what is longer is cut where people see it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from skills.talk.reply import Block, Reply
from tests.bot.discord.rig import labels, text_of
from tests.bot.discord.scenarios.stage import Scene, scenario
from tests.bot.discord.scenarios.telling import plan, songs
from tests.discord_server.messages import Message
from tests.discord_server.options import CannotAct

FULL_LINE = "a" * 255


def lengths(message: Message) -> int:
    """How many characters the frame of a message holds, as Discord counts."""
    frame = message.embeds[0]
    told = [frame.get("title", ""), frame.get("description", ""), frame.get("footer", {}).get("text", "")]
    told += [f["name"] + f["value"] for f in frame.get("fields", ())]
    return sum(map(len, told))


# the frame


@pytest.mark.parametrize("above", [0, 1])
@scenario
async def test_a_title(on: Scene, above: int) -> None:
    on.desk(plan(Block("t" * (256 + above), ("line",))))
    card = await on.card()
    assert card.embeds[0]["title"] == ("t" * 255 + "…" if above else "t" * 256)


@pytest.mark.parametrize("above", [0, 1])
@scenario
async def test_a_text(on: Scene, above: int) -> None:
    on.desk(plan(Block("Plan", ("a" * (4096 + above),))))
    card = await on.card()
    assert card.embeds[0]["description"] == ("a" * 4095 + "…" if above else "a" * 4096)


@pytest.mark.parametrize("above", [0, 1])
@scenario
async def test_headings_and_paragraphs(on: Scene, above: int) -> None:
    on.desk(plan(Block("Plan", ()), Block("h" * (256 + above), ("b" * (1024 + above),))))
    field = (await on.card()).embeds[0]["fields"][0]
    assert field["name"] == ("h" * 255 + "…" if above else "h" * 256)
    assert field["value"] == ("b" * 1023 + "…" if above else "b" * 1024)


@pytest.mark.parametrize("above", [0, 1])
@scenario
async def test_lines_of_a_paragraph(on: Scene, above: int) -> None:
    last = "b" * (1024 - 3 * 256 + above)
    on.desk(plan(Block("Plan", ()), Block("Steps", (*[FULL_LINE] * 3, last))))
    told = (await on.card()).embeds[0]["fields"][0]["value"].split("\n")
    assert told[:3] == [FULL_LINE] * 3
    assert told[3:] == ["… +1" if above else "b" * 256]


@pytest.mark.parametrize("above", [0, 1])
@scenario
async def test_how_many_paragraphs(on: Scene, above: int) -> None:
    on.desk(plan(Block("Plan", ()), *[Block(f"Step {n}", ("line",)) for n in range(25 + above)]))
    fields = (await on.card()).embeds[0]["fields"]
    assert len(fields) == 25
    assert fields[-1]["value"] == ("line\n… +1" if above else "line")


@scenario
async def test_six_thousand_characters_in_all(on: Scene) -> None:
    on.desk(plan(Block("Plan", ("a" * 4000,)), *[Block("Step", ("b" * 1000,)) for _ in range(5)]))
    card = await on.card()
    assert 5900 < lengths(card) <= 6000
    assert card.embeds[0]["fields"][-1]["value"].endswith("… +3")


@scenario
async def test_a_footer(on: Scene) -> None:
    on.renders(lambda reply: replace(reply, data={**reply.data, "disclosure": "d" * 3000}))
    result = await on.result()
    told = await on.said(await on.press(result, label="Credits"))
    assert told.embeds[0]["footer"]["text"].endswith("…")
    assert lengths(told) <= 6000


# the text


@pytest.mark.parametrize("length", [200, 201, 3000])
@scenario
async def test_what_is_told_of_a_long_title_is_seen_behind_it(on: Scene, length: int) -> None:
    on.desk(plan(Block("Plan", ("line",)), song={"id": "x", "title": "T" * length}))
    gate = on.hold()
    act = await on.press(await on.card())
    assert act.message is not None
    shown = "T" * 200 if length == 200 else "T" * 199 + "…"
    assert f"**{shown}**" in act.message.content
    await on.press(act.message, label="Cancel")
    gate.set()


@scenario
async def test_what_frames_would_show_is_cut_to_two_thousand_where_there_are_none(on: Scene) -> None:
    on.discord.revoke(on.channel, "EMBED_LINKS")
    on.desk(plan(Block("Plan", ("a" * 4000,))))
    await on.alice.say(on.channel, "<@bot> slow Open Water")
    card = await on.until(lambda: on.ours() and len(on.ours()[0].content) > 1900 and on.ours()[0])
    assert len(card.content) == 2000
    assert card.content.endswith("…")


# buttons and menus


@pytest.mark.parametrize(("count", "rows"), [(1, [1]), (3, [3]), (4, [3, 1]), (12, [3] * 4), (13, [3] * 4)])
@scenario
async def test_answers_to_choose_from(on: Scene, count: int, rows: list[int]) -> None:
    offered = tuple(f"answer {number}" for number in range(count))
    on.desk(Reply("question", (Block("Which one?", ("Say it.",)),), suggestions=offered))
    card = await on.card()
    assert [len(row["components"]) for row in card.components] == rows
    assert labels(card) == list(offered[:12])


@pytest.mark.parametrize("above", [0, 1])
@scenario
async def test_what_stands_on_a_button(on: Scene, above: int) -> None:
    asked: list[str] = []

    def answer(request: Any) -> Reply:
        asked.append(request.words)
        return Reply("question", (Block("Which one?", ()),), suggestions=("s" * (80 + above),))

    on.desk(answer)
    card = await on.card()
    assert labels(card) == ["s" * 79 + "…" if above else "s" * 80]
    await on.said(await on.press(card, label=labels(card)[0]))
    assert asked[-1] == "s" * (80 + above)


@pytest.mark.parametrize("count", [25, 26])
@scenario
async def test_lines_of_a_menu(on: Scene, count: int) -> None:
    on.desk(Reply(data={"songs": songs(count)}))
    await on.alice.say(on.channel, "<@bot> make it slower")
    asked = await on.until(lambda: on.ours() and on.ours()[0].selects and on.ours()[0])
    assert len(asked.selects[0]["options"]) == 25


@pytest.mark.parametrize("above", [0, 1])
@scenario
async def test_words_of_a_line_in_a_menu(on: Scene, above: int) -> None:
    long = {"title": "t" * (100 + above), "artist": "a" * 60, "may": "m" * (37 + above)}
    on.desk(Reply(data={"songs": [{**songs(1)[0], **long}]}))
    await on.alice.say(on.channel, "<@bot> make it slower")
    asked = await on.until(lambda: on.ours() and on.ours()[0].selects and on.ours()[0])
    option = asked.selects[0]["options"][0]
    assert option["label"] == ("t" * 99 + "…" if above else "t" * 100)
    assert len(option["description"]) == 100
    assert option["description"].endswith("…") is bool(above)


@pytest.mark.parametrize(("count", "pages"), [(8, 0), (9, 2), (25, 4)])
@scenario
async def test_a_list_is_leafed_through(on: Scene, count: int, pages: int) -> None:
    on.desk(Reply(data={"songs": songs(count)}))
    listed = await on.said(await on.alice.slash(on.channel, "songs"))
    assert ("◀ Back" in labels(listed)) is bool(pages)
    for number in range(1, pages):
        await on.press(listed, label="More ▶")
        await on.until(lambda n=number: f"Song {8 * n:03d}" in text_of(listed))
    if pages:
        assert f"{pages} of {pages}" in labels(listed)
        with pytest.raises(CannotAct, match="greyed out"):
            await on.press(listed, label="More ▶")


@scenario
async def test_a_page_longer_than_a_message_is_leafed_through_to_its_end(on: Scene) -> None:
    lines = tuple(f"line {n:04d} {'x' * 90}" for n in range(120))
    on.desk(Reply(blocks=(Block("Rights", ("first",)), Block("All", lines))))
    told = await on.said(await on.alice.slash(on.channel, "rights", song="Open Water"))
    seen = text_of(told)
    while "More ▶" in labels(told) and not next(p for p in told.parts if p.get("label") == "More ▶").get(
        "disabled"
    ):
        before = text_of(told)
        await on.press(told, label="More ▶")
        await on.until(lambda b=before: text_of(told) != b)
        seen += text_of(told)
    assert all(f"line {n:04d}" in seen for n in range(120))
