"""Remixing: from the command to the sound, with every button on the way, in both compressions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.discord.rig import labels, text_of
from tests.bot.discord.scenarios.stage import ON_A_CARD, ON_A_RESULT, Scene, Stage, scenario, staged


@pytest.fixture(scope="module", params=["zstd", "zlib"])
def stage(
    request: pytest.FixtureRequest, workshop_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """A bot that speaks either compression."""
    with staged(workshop_folder, tmp_path_factory.mktemp("stage") / "home", request.param) as running:
        yield running


@scenario
async def test_a_card_is_for_whoever_asked_and_says_what_would_change(on: Scene) -> None:
    act = await on.ask()
    assert (act.acked, act.ephemeral) == ("defer", True)
    card = await on.said(act)
    assert labels(card) == ON_A_CARD
    assert "tempo 120 → 100 BPM" in text_of(card)
    assert on.ours() == []


@scenario
async def test_a_remix_is_heard_by_all_with_its_credits(on: Scene) -> None:
    act = await on.press(await on.card())
    assert (act.acked, act.ephemeral) == ("message", False)
    result = await on.heard(act)
    assert labels(result) == ON_A_RESULT
    assert result.files == ["open-water-remix.ogg"]
    assert [a.description for a in result.attachments] == ["Sound of Open Water"]
    assert "Ada Example" in text_of(result)
    assert on.ours() == [result]


@scenario
async def test_a_private_remix_is_heard_by_its_maker_alone(on: Scene) -> None:
    act = await on.press(await on.card(private=True))
    assert act.ephemeral
    result = await on.heard(act)
    assert result.files == ["open-water-remix.ogg"]
    assert on.ours() == []


@scenario
async def test_a_card_is_put_away(on: Scene) -> None:
    card = await on.card()
    act = await on.press(card, label="Cancel")
    assert act.acked == "defer update"
    await on.until(lambda: labels(card) == [])
    assert "nothing was made" in card.content
    assert on.ours() == []
