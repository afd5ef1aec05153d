"""The rights are measured: speed beside Cedar, agreement with the second rules, codes, repairs, charts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from skills.rights.clearance import refusals
from tests.evaluation import agreeing, cedar, rights
from tests.evaluation.agreeing import agreement
from tests.evaluation.questions import TERMS, questions, twelve_terms

needs_cedar = pytest.mark.skipif(not cedar.has_cedar(), reason="cedarpy (the extra `bench`) is not installed")


def test_every_figure_is_told_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "figures.json"
    words = ["--cases", "20", "--questions", "6", "--seconds", "0", "--json", str(out)]
    assert rights.main(words) == 0
    figures = json.loads(out.read_text(encoding="utf-8"))
    assert set(figures) == {"speed", "differential", "codes", "repairs", "goals"}
    assert figures["differential"]["cases"] >= 20
    goals = figures["goals"]
    assert [goals[f"{what}"]["value"] for what in ("pairs, of 64", "subsets, of 255")] == [64, 255]
    assert goals["cells of the adapter's chart, of 49"]["verdict"] == "pass"
    assert "decided, 8 reasons" in capsys.readouterr().out


@pytest.mark.parametrize("broken", [0, 1, 3, len(TERMS)])
def test_a_question_has_as_many_reasons_as_terms_that_it_breaks(broken: int) -> None:
    asked = questions(broken, 8)
    assert [len(refusals(one.asking, one.facts)) for one in asked] == [broken] * 8
    assert questions(broken, 8) == asked
    assert questions(broken, 8, seed=2) != asked


@needs_cedar
def test_cedar_allows_and_refuses_the_same_questions() -> None:
    asked = [one for broken in (0, 1, 2) for one in questions(broken, 10)]
    requests = [cedar.request_of(one) for one in asked]
    wanted = [one.broken == 0 for one in asked]
    assert cedar.parsed().allows_each(requests) == wanted
    assert [cedar.from_text().allows(request) for request in requests] == wanted


@needs_cedar
def test_cedar_is_held_to_as_many_terms() -> None:
    assert cedar.POLICIES.count("forbid") == len(twelve_terms().sections) == len(TERMS) + 1


def test_when_time_is_up_no_more_cases_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agreeing, "PART", 5)
    found = agreement(500, limit_seconds=0)
    assert found.whole.cases < found.asked


def test_a_chart_cell_that_is_wrong_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rights._pair("BY", "BY-SA")
    assert rights._cell("BY-NC", "BY")
    monkeypatch.setattr(rights, "may_combine", lambda *licenses: False)
    monkeypatch.setattr(rights, "advice", lambda *cell: "recommended")
    assert not rights._pair("BY", "BY-SA")
    assert not rights._cell("BY-NC", "BY")
    assert not rights._subset(("CC0",))
