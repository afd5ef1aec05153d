"""A plan that breaks its own promise is told apart from one that a license does not allow."""

from __future__ import annotations

from skills.rights.judgement import Reason
from skills.rights.promises import is_own_doing

CONTRADICTS = Reason("keep.contradiction", "house", "It breaks its promise.", (1,), "tempo", None, "promise")
FORBIDDEN = Reason("tempo.too_slow", "tempo", "It is too slow.", (1,), "-10 %", "-20 %", "percent")


def test_only_contradictions_are_somebodys_own_doing() -> None:
    assert is_own_doing([CONTRADICTS])
    assert is_own_doing([CONTRADICTS, CONTRADICTS])
    assert not is_own_doing([CONTRADICTS, FORBIDDEN])
    assert not is_own_doing([FORBIDDEN])
    assert not is_own_doing([])
