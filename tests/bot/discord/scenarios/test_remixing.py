"""Remixing: from the command to the sound, with every button on the way, in both compressions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.discord.rig import labels, text_of
from tests.bot.discord.scenarios.stage import (
    NOT_YOURS,
    ON_A_CARD,
    ON_A_RESULT,
    Scene,
    Stage,
    scenario,
    staged,
)
from tests.discord_server.options import CannotAct


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
    assert [a.description for a in result.attachments] == ["Sound of Open Water (remix)"]
    assert result.attachments[0].content.startswith(b"OggS")
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


@scenario
async def test_a_card_is_tweaked_in_a_form_that_holds_its_words(on: Scene) -> None:
    card = await on.card()
    form = await on.press(card, label="Tweak")
    assert form.acked == "modal"
    assert form.modal is not None
    assert form.modal["components"][0]["component"]["value"] == "slow this to 100 bpm"
    newer = await on.said(await on.alice.submit(form, words="up two semitones"))
    assert newer.ephemeral
    assert labels(newer) == ON_A_CARD
    await on.until(lambda: labels(card) == [])
    assert card.content == "Changed: see the new plan."


@scenario
async def test_why_tells_the_words_behind_each_step(on: Scene) -> None:
    card = await on.card()
    told = await on.said(await on.press(card, label="Why"))
    assert told.ephemeral
    assert "“slow this to 100 bpm”" in text_of(told)
    assert labels(card) == ON_A_CARD


@scenario
async def test_a_refusal_offers_what_is_allowed_and_makes_it(on: Scene) -> None:
    card = await on.card(song="Own Terms", prompt="slow this to 60 bpm")
    assert "The license does not allow this as it is." in card.content
    assert labels(card) == ["Make the nearest allowed", "Tweak", "Why not?", "Cancel"]
    result = await on.heard(await on.press(card, label="Make the nearest allowed"))
    assert on.ours() == [result]


@scenario
async def test_words_that_contradict_themselves_are_not_laid_to_the_license(on: Scene) -> None:
    card = await on.card(prompt="slow it to 80 and don't slow it")
    assert "You asked for two things that do not go together." in card.content


@scenario
async def test_a_refusal_says_why_and_who_can_change_it(on: Scene) -> None:
    card = await on.card(song="Own Terms", prompt="mute the vocals")
    told = await on.said(await on.press(card, label="Why not?"))
    assert told.ephemeral
    assert "What the license says" in text_of(told)
    assert "The rights holder of the song" in text_of(told)


@scenario
async def test_what_may_not_be_shared_is_made_for_its_maker_alone(on: Scene) -> None:
    card = await on.card(song="No Change", prompt="slow this to 100 bpm")
    assert "Just for me" in labels(card)
    act = await on.press(card, label="Just for me")
    assert act.ephemeral
    await on.heard(act)
    assert on.ours() == []


@scenario
async def test_what_waits_is_cancelled_by_its_maker(on: Scene) -> None:
    on.hold()
    act = await on.press(await on.card())
    await on.until(lambda: act.message and "Cancel" in labels(act.message))
    assert act.message is not None
    await on.press(act.message, label="Cancel")
    await on.until(lambda: act.message and "cancelled; nothing was kept" in act.message.content)
    assert labels(act.message) == ["Remix again"]


@pytest.mark.parametrize(("label", "of"), [(label, "card") for label in ON_A_CARD] + [("Cancel", "progress")])
@scenario
async def test_a_strangers_press_on_what_all_can_see_is_declined(on: Scene, label: str, of: str) -> None:
    bob = on.member("Bob")
    on.hold()
    await on.alice.say(on.channel, "<@bot> slow Open Water to 100 bpm")
    card = await on.until(lambda: on.ours() and labels(on.ours()[0]) == ON_A_CARD and on.ours()[0])
    if of == "progress":
        await on.press(card)
        await on.until(lambda: labels(card) == ["Cancel"])
    act = await on.press(card, bob, label)
    assert act.ephemeral
    told = await on.said(act)
    if label == "Why":
        assert told.embeds[0]["title"] == "Why"
    else:
        assert told.content == NOT_YOURS
    assert label in labels(card)
    on.let_go()


@scenario
async def test_a_private_card_is_not_seen_by_anybody_else(on: Scene) -> None:
    card = await on.card()
    with pytest.raises(CannotAct, match="does not see"):
        await on.press(card, on.member("Bob"))


@scenario
async def test_anybody_remixes_again_what_all_can_hear(on: Scene) -> None:
    result = await on.result()
    bob = on.member("Bob")
    card = await on.said(await on.press(result, bob, "Remix again"))
    assert card.ephemeral
    assert "tempo 120 → 100 BPM" in text_of(card)
    his = await on.heard(await on.press(card, bob))
    assert on.ours() == [result, his]


@scenario
async def test_anybody_goes_on_with_what_all_can_hear_in_a_thread(on: Scene) -> None:
    result = await on.result()
    bob = on.member("Bob")
    form = await on.press(result, bob, "Remix this further")
    moved = await on.said(await bob.submit(form, words="mute the drums"))
    assert moved.ephemeral
    thread = await on.until(lambda: result.thread)
    assert thread.name == "Open Water (remix)"
    await on.until(lambda: on.ours(thread) and labels(on.ours(thread)[0]) == ON_A_CARD)
    assert "drums" in text_of(on.ours(thread)[0])


@scenario
async def test_credits_are_told_to_whoever_asks(on: Scene) -> None:
    result = await on.result()
    told = await on.said(await on.press(result, on.member("Bob"), "Credits"))
    assert told.ephemeral
    assert "Ada Example" in text_of(told)
    assert "CC BY 4.0" in text_of(told)


@scenario
async def test_stems_are_given_to_whoever_asks_alone(on: Scene) -> None:
    result = await on.result()
    act = await on.press(result, on.member("Bob"), "Stems")
    assert act.ephemeral
    await on.until(lambda: act.message and act.message.files)
    assert on.ours() == [result]


@scenario
async def test_a_report_is_filed_in_a_form(on: Scene) -> None:
    result = await on.result()
    bob = on.member("Bob")
    form = await on.press(result, bob, "Report")
    assert form.acked == "modal"
    told = await on.said(await bob.submit(form, reason="It is mine"))
    assert told.ephemeral
    assert "is open" in text_of(told)


@scenario
async def test_songs_are_offered_while_a_title_is_typed_with_what_they_permit(on: Scene) -> None:
    offered = await on.alice.autocomplete(on.channel, "remix", focused="song", song="open")
    assert len(offered) == 1
    assert offered[0].name.startswith("Open Water – Ada Example · ")
    card = await on.card(song=str(offered[0].value))
    assert labels(card) == ON_A_CARD


@scenario
async def test_an_unknown_song_is_told_in_a_sentence(on: Scene) -> None:
    card = await on.card(song="Nothing of the Kind")
    assert card.ephemeral
    assert labels(card) == []
    assert card.embeds[0]["title"] == "That did not work"


@scenario
async def test_each_is_answered_in_their_language_where_they_alone_read_it(on: Scene) -> None:
    hans = on.member("Hans", "de")
    card = await on.card(hans, prompt="langsamer, auf 100 bpm")
    assert "tempo 120 → 100 BPM" not in text_of(card)
    assert "100" in text_of(card)


@scenario
async def test_every_button_that_was_ever_shown_has_an_act_behind_it(on: Scene) -> None:
    from bot.frontends.discord_chat.clicks import ACTS
    from bot.frontends.discord_chat.dressing import read_custom_id
    from bot.frontends.discord_chat.shelf import modules

    await on.result()
    shown = {part["custom_id"] for m in on.alice.sees(on.channel) for part in m.parts if "custom_id" in part}
    read = [read_custom_id(told) for told in shown]
    assert {found[0] if found else "?" for found in read} - set(modules(ACTS)) == set()
