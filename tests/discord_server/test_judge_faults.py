"""Every kind of faulty payload is caught, by the document or by the prose rules, at its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .judge import Judge
from .judge.circumstances import Circumstances
from .judge.faults import FAULTS, Fault
from .judge.good import CIRCUMSTANCES, GOOD

DOCUMENT = os.environ.get("DISCORD_OPENAPI", "")
needs_document = pytest.mark.skipif(
    not DOCUMENT, reason="DISCORD_OPENAPI names no copy of Discord's document"
)
NAMES = [fault.name for fault in FAULTS]


def breaches(judge: Judge, fault: Fault) -> list[tuple[str, str]]:
    sent = fault.sent
    found = judge.request(sent.method, sent.path, sent.query, sent.body, sent.files, fault.known)
    return [(one.where, one.code) for one in found]


@pytest.mark.parametrize("fault", FAULTS, ids=NAMES)
def test_the_prose_rules_catch_their_faults_and_leave_the_others_to_the_document(fault: Fault) -> None:
    expected = [] if fault.by == "document" else [(fault.where, fault.code_in_prose or fault.code)]
    assert breaches(Judge(None), fault) == expected


@needs_document
@pytest.mark.parametrize("fault", FAULTS, ids=NAMES)
def test_each_fault_is_caught_once_and_at_its_place(fault: Fault) -> None:
    assert breaches(Judge(Path(DOCUMENT)), fault) == [(fault.where, fault.code)]


@pytest.mark.parametrize("name", GOOD)
def test_what_the_faults_differ_from_is_without_fault(name: str) -> None:
    judge = Judge(Path(DOCUMENT) if DOCUMENT else None)
    sent, known = GOOD[name], CIRCUMSTANCES.get(name, Circumstances())
    assert judge.request(sent.method, sent.path, sent.query, sent.body, sent.files, known) == []
    assert judge.unknown(sent.method, sent.path, sent.query, sent.body) == []


def test_there_are_faults_of_every_kind() -> None:
    assert len(FAULTS) >= 60
    assert len(set(NAMES)) == len(NAMES)
    assert {fault.base for fault in FAULTS} == set(GOOD)
