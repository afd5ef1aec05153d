"""A slot says when its message may be edited: at most once in two seconds, however it ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.frontends.discord_chat.limits import EDIT_EVERY_SECONDS
from bot.frontends.discord_chat.looks.look import Look
from bot.frontends.discord_chat.outbox.slot import Slots
from bot.frontends.discord_chat.schema import ROOM, VERSIONS
from bot.jobs.database import Database

NOW = 1_000_000.0


@pytest.fixture
def slots(tmp_path: Path) -> Iterator[Slots]:
    database = Database(tmp_path / "bot.db", {ROOM: VERSIONS})
    yield Slots(database)
    database.close()


def working(text: str) -> Look:
    return Look(text=text, final=False)


def sent(slots: Slots, at: float) -> list[str]:
    """What goes out then, taken by Discord at once."""
    going = slots.to_send(at)
    for slot in going:
        slots.shown(slot, slot.wanted_version, "", at, EDIT_EVERY_SECONDS)
    return [slot.look.text for slot in going]


def test_what_ends_soon_after_an_edit_waits_until_two_seconds_after_it(slots: Slots) -> None:
    slot_id = slots.open(channel_id=1, person_id=2)
    slots.want(slot_id, working("waiting"))
    assert sent(slots, NOW) == ["waiting"]
    slots.want(slot_id, working("half"))
    assert sent(slots, NOW + 1.9) == []
    assert sent(slots, NOW + 2.0) == ["half"]
    slots.want(slot_id, Look(text="done"))
    assert sent(slots, NOW + 3.9) == []
    assert sent(slots, NOW + 4.0) == ["done"]


def test_what_ends_right_after_its_first_answer_is_shown_at_once(slots: Slots) -> None:
    slot_id = slots.open(channel_id=1, person_id=2)
    slots.want(slot_id, working("waiting"))
    assert sent(slots, NOW) == ["waiting"]
    slots.want(slot_id, Look(text="done"))
    assert sent(slots, NOW + 0.1) == ["done"]


def test_what_ends_before_anything_was_sent_goes_at_once(slots: Slots) -> None:
    slots.want(slots.open(channel_id=1, person_id=2), Look(text="done"))
    assert sent(slots, NOW) == ["done"]


def test_what_ends_while_an_edit_is_under_way_waits_as_well(slots: Slots) -> None:
    slot_id = slots.open(channel_id=1, person_id=2)
    slots.want(slot_id, working("waiting"))
    assert sent(slots, NOW) == ["waiting"]
    slots.want(slot_id, working("half"))
    (under_way,) = slots.to_send(NOW + 5.0)
    slots.want(slot_id, Look(text="done"))
    slots.shown(under_way, under_way.wanted_version, "", NOW + 5.5, EDIT_EVERY_SECONDS)
    assert sent(slots, NOW + 7.4) == []
    assert sent(slots, NOW + 7.5) == ["done"]


def test_what_was_put_off_for_a_minute_goes_at_once_when_it_ends(slots: Slots) -> None:
    slot_id = slots.open(channel_id=1, person_id=2)
    for number in range(2):
        slots.want(slot_id, working(str(number)))
        sent(slots, NOW + 10.0 * number)
    slots.want(slot_id, working("half"))
    slots.later(slots.slot(slot_id), NOW + 75.0)
    assert sent(slots, NOW + 15.0) == []
    slots.want(slot_id, Look(text="done"))
    assert sent(slots, NOW + 15.0) == ["done"]


def test_what_ended_follows_a_press_at_once(slots: Slots) -> None:
    slot_id = slots.open(channel_id=1, person_id=2)
    for page in ("page 1", "page 2", "page 3"):
        slots.want(slot_id, Look(text=page))
        assert sent(slots, NOW) == [page]


def test_a_message_in_another_channel_has_not_been_edited_yet(slots: Slots) -> None:
    slot_id = slots.open(channel_id=1, person_id=2)
    for number in range(2):
        slots.want(slot_id, working(str(number)))
        sent(slots, NOW + 10.0 * number)
    slots.want(slot_id, Look(text="done"))
    slots.elsewhere(slots.slot(slot_id), 5)
    assert sent(slots, NOW + 10.1) == ["done"]
