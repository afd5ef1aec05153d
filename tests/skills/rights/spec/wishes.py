"""Wishes and money: what somebody asks for beside the plan, and what goes to the originals."""

from __future__ import annotations

from tests.skills.rights.spec.creative_commons import wants_credit
from tests.skills.rights.spec.lists import MONEY
from tests.skills.rights.spec.question import Data, Question, Refusal, is_custom


def credit(question: Question, grant: Data) -> list[Refusal]:
    """Only the public domain lets the credit be left out."""
    if "omit-credit" not in question.facts["wishes"] or not wants_credit(grant["license"]):
        return []
    return [Refusal("attribution.required", "attribution", (), "credit", "omit-credit", "wish")]


def disclosure(question: Question, grant: Data) -> list[Refusal]:
    """What a machine made is always said."""
    if "hide-ai-label" not in question.facts["wishes"]:
        return []
    return [Refusal("disclosure.required", "disclosure", (), "label", "hide-ai-label", "wish")]


def lyrics(question: Question, grant: Data) -> list[Refusal]:
    """New words, and a translation, each only where an own grant says so."""
    if not is_custom(grant):
        return []
    stated, wishes = grant.get("lyrics", {}), question.facts["wishes"]
    told = []
    if "change-lyrics" in wishes and stated.get("may", "unchanged") != "changed":
        told.append(Refusal("lyrics.not_changed", "lyrics", (), "unchanged", "change-lyrics", "wish"))
    if "translate-lyrics" in wishes and not stated.get("translate", False):
        told.append(
            Refusal("lyrics.not_translated", "lyrics", (), "no translation", "translate-lyrics", "wish")
        )
    return told


def training(question: Question, grant: Data) -> list[Refusal]:
    """A model learns from a song only where that is said, under whatever license."""
    if "train-model" not in question.facts["wishes"] or grant.get("training", {}).get("allowed", False):
        return []
    return [Refusal("training.not_allowed", "training", (), "no training", "train-model", "wish")]


def revenue(question: Question, grant: Data) -> list[Refusal]:
    """No money under an own grant that names neither a share of it nor a fee."""
    stated = grant.get("revenue", {})
    named = "originals_percent" in stated or "fee_minor" in stated
    if question.facts["purpose"] not in MONEY or named or not is_custom(grant):
        return []
    return [Refusal("revenue.not_agreed", "revenue", (), "a share", "none", "percent")]


def duties(question: Question, grant: Data) -> list[str]:
    """To say what a machine made, always; to pay share and fee, where money is earned."""
    found = ["disclosure.show"]
    stated = grant.get("revenue", {})
    if question.facts["purpose"] in MONEY and (stated.get("originals_percent") or stated.get("fee_minor")):
        found.append("revenue.pay")
    return found
