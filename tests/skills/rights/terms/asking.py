"""One term asked by itself, and files that must be refused."""

from __future__ import annotations

from typing import Any

import pytest

from skills.rights.clearance import Facts
from skills.rights.demands import Demands
from skills.rights.judgement import Reason
from skills.rights.license import BadGrant, Grant, parse_grant
from skills.rights.terms import SHELF
from tests.skills.rights.things import a_grant, a_song

NOTHING_ASKED = Demands()


def reasons(term: str, text: str, demands: Demands = NOTHING_ASKED, **facts: Any) -> list[Reason]:
    """What one term has against it under those sections; asked, as clearance does, only where it binds."""
    asked, grant = SHELF.take(term), a_grant(text)
    if not grant.section(asked.SECTION).binds:
        return []
    found: list[Reason] = asked.judge(demands, grant, Facts(**facts))
    return found


def codes(term: str, text: str, demands: Demands = NOTHING_ASKED, **facts: Any) -> list[str]:
    """The codes of what one term has against it, in order."""
    return [reason.code for reason in reasons(term, text, demands, **facts)]


def told(term: str, text: str) -> list[str]:
    """What the term says to "what may I do with this song?"."""
    return [said.text for said in SHELF.take(term).sentences(a_grant(text), a_song())]


def fault(text: str) -> str:
    """The sentence with which a grant of those sections is refused."""
    with pytest.raises(BadGrant) as refused:
        a_grant(text)
    return str(refused.value)


def stored(grant: Grant) -> Grant:
    """The grant as it is read back; AssertionError when that is another one."""
    again = parse_grant(grant.canonical_json())
    assert again == grant
    assert again.hash == grant.hash
    return again
