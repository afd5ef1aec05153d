"""Everyday prompts, written before the planner was tried on them, and what comes of them."""

from __future__ import annotations

import pytest

from tests.skills.planning.everyday import Row, failure, rows

ROWS = rows()


@pytest.mark.parametrize("row", [r for r in ROWS if r["sure"]], ids=lambda r: f"{r['id']} {r['text']}")
def test_an_everyday_prompt_does_what_a_person_would_expect(row: Row) -> None:
    assert failure(row) == ""


def test_there_are_hundreds_and_nearly_all_are_sure() -> None:
    assert len(ROWS) >= 420
    assert sum(r["sure"] for r in ROWS) >= 0.95 * len(ROWS)


def test_an_edit_that_was_not_asked_for_is_found() -> None:
    asked = {"op": "tempo", "bpm": [89, 91]}
    row = {"text": "90 bpm and add reverb", "expect": {"steps": [asked], "keep": [], "keep_opt": []}}
    assert failure(row)
    assert failure({**row, "text": "91.5 bpm"})
    assert failure({**row, "text": "90 bpm"}) == ""
