"""Whether a server holds its model to a schema is tried, and kept with its date."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from skills.studio.llm.model import NoProposal, Trouble
from skills.studio.llm.probe import SCHEMA, enforces_schemas
from skills.studio.store import Store

NOON = "2026-01-01T12:00:00+00:00"


class Saying:
    """A model that says one thing, or has one trouble, and counts how often it is asked."""

    def __init__(self, text: str = "", trouble: Trouble | None = None) -> None:
        self.text, self.trouble, self.asked = text, trouble, 0

    def propose(self, system: str, user: str, schema: dict[str, Any]) -> str:
        assert schema == SCHEMA
        assert "zq7" not in system + user
        self.asked += 1
        if self.trouble:
            raise NoProposal(self.trouble)
        return self.text


def probed(model: Saying, store: Store, at: str = NOON, name: str = "tiny") -> bool:
    return enforces_schemas(model, "http://127.0.0.1/v1", name, store, lambda: at)


@pytest.mark.parametrize(
    ("text", "enforced"),
    [
        ('{"probe":"zq7"}', True),
        ('{\n  "probe": "zq7"\n}', True),
        ("Hello! How can I help you today?", False),
        ('{"probe": "hello"}', False),
        ('```json\n{"probe":"zq7"}\n```', False),
        ('{"probe":"zq7"} Hello!', False),
        ("", False),
    ],
)
def test_only_the_odd_answer_counts(text: str, enforced: bool, tmp_path: Path) -> None:
    assert probed(Saying(text), Store(tmp_path / "a.db")) is enforced


@pytest.mark.parametrize("trouble", ["refused", "filtered", "cut off", "nothing"])
def test_half_an_answer_is_none(trouble: Trouble, tmp_path: Path) -> None:
    assert probed(Saying(trouble=trouble), Store(tmp_path / "a.db")) is False


@pytest.mark.parametrize("trouble", ["unreachable", "too slow", "busy", "bad key", "bad request", "broken"])
def test_where_no_answer_came_nothing_is_kept(trouble: Trouble, tmp_path: Path) -> None:
    store = Store(tmp_path / "a.db")
    with pytest.raises(NoProposal, match=trouble):
        probed(Saying(trouble=trouble), store)
    assert probed(Saying('{"probe":"zq7"}'), store) is True


def test_what_was_found_holds_for_a_month_for_that_server_and_model(tmp_path: Path) -> None:
    store, model = Store(tmp_path / "a.db"), Saying('{"probe":"zq7"}')
    assert [probed(model, store) for _ in range(3)] == [True] * 3
    assert probed(model, store, at="2026-01-31T12:00:00+00:00")
    assert model.asked == 1
    assert probed(model, store, name="other")
    assert model.asked == 2
    changed = Saying("Hello!")
    assert probed(changed, store, at="2026-01-31T12:00:01+00:00") is False
    assert probed(changed, store, at="2025-12-31T12:00:00+00:00") is False
    assert changed.asked == 2


def test_a_damaged_note_is_tried_again(tmp_path: Path) -> None:
    store, model = Store(tmp_path / "a.db"), Saying('{"probe":"zq7"}')
    probed(model, store)
    for number, damaged in enumerate(("x", "{}", '{"enforced": true, "at": "noon"}', '{"enforced": 1}'), 2):
        for (name,) in store._rows("select name from note"):
            store.set_note(name, damaged)
        assert probed(model, store)
        assert model.asked == number
