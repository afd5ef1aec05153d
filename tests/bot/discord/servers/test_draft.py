"""Drafts: every change can be taken back, whatever is pressed, and outlives being kept."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import read_config
from bot.frontends.discord_chat.looks.look import Button, Look, Menu, Option, Pick, read_look
from bot.frontends.discord_chat.schema import ROOM, VERSIONS
from bot.frontends.discord_chat.servers.draft import MOST_KEPT, Draft, changed, read_draft
from bot.frontends.discord_chat.servers.servers import Servers, TooLate
from bot.frontends.discord_chat.servers.settings import ServerSettings, read_settings
from bot.jobs.database import Database

FIELDS = ("on", "audio", "channels", "roles", "log", "quota", "language", "nonsense")
CHOSEN = st.lists(st.sampled_from(["1", "22", "de", "server", "xx", "-5", "٣", "999999"]), max_size=3)
CHANGES = st.lists(st.tuples(st.sampled_from(FIELDS), CHOSEN), max_size=MOST_KEPT)


@given(CHANGES)
def test_undoing_every_change_leads_back_to_the_beginning(changes: list[tuple[str, list[str]]]) -> None:
    first = draft = Draft(ServerSettings(version=7))
    for field, chosen in changes:
        draft = changed(draft, field, chosen)
    assert draft == read_draft(json.loads(json.dumps(draft.kept())))
    assert read_settings(draft.settings.kept()) == draft.settings
    while draft.past:
        draft = draft.back()
    assert draft == first
    assert draft.back() == first


def test_no_more_than_twenty_states_are_kept() -> None:
    draft = Draft(ServerSettings())
    for _ in range(30):
        draft = changed(draft, "on", ())
    assert len(draft.past) == MOST_KEPT


@pytest.mark.parametrize(
    ("field", "chosen", "expected"),
    [
        ("quota", ["50"], ServerSettings(renders_per_day=50)),
        ("quota", [], ServerSettings()),
        ("log", ["12"], ServerSettings(log_channel=12)),
        ("log", [], ServerSettings()),
        ("language", ["ja"], ServerSettings(language="ja")),
        ("language", ["server"], ServerSettings()),
        ("channels", ["3", "x", "4"], ServerSettings(channels=(3, 4))),
    ],
)
def test_a_choice_becomes_a_setting(field: str, chosen: list[str], expected: ServerSettings) -> None:
    assert changed(Draft(ServerSettings()), field, chosen).settings == expected


def test_who_decides_on_old_settings_is_too_late(tmp_path: Path) -> None:
    database = Database(tmp_path / "bot.db", {ROOM: VERSIONS})
    servers = Servers(database, read_config({}), lambda: 5.0)
    old = servers.settings(1)
    newer = servers.decide(1, replace(old, on=False), who=8)
    with pytest.raises(TooLate) as late:
        servers.decide(1, replace(old, own_audio=True), who=9)
    assert (late.value.newer.settings, late.value.newer.who, late.value.newer.at) == (newer, 8, 5.0)
    assert [one.settings for one in servers.decisions(1, 9)] == [newer]
    assert servers.settings(2) == servers.settings(0) == servers.usual
    database.close()


def test_a_look_with_every_kind_of_choice_outlives_being_kept() -> None:
    rows = (
        (Button("a", "1", "Go", "danger", True),),
        (Menu("b", "2", "which", (Option("v", "V", "about", True),)),),
        (Pick("c", "3", "where", "channels", (4, 5), 0, 25),),
        (Pick("d", "4", "who", "people"),),
    )
    look = Look(text="t", rows=rows, gone="no reason")
    assert read_look(look.kept()) == look
