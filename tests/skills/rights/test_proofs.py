"""Proofs by z3 that the fast rules of the engine are the simple ones that they stand for.

Proved, for all whole numbers and names: ranges (tempo, pitch), windows of time, least ages, quotas; lists
of up to three names with up to two uses. The engine's own functions are run on numbers that can be any
(`symbolic`), so that the proof is about the code as it is. Sampled elsewhere: longer lists, and all that
leads up to the numbers (`test_differential`).
"""

from __future__ import annotations

from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest
import z3

from skills.rights.demands import Demands
from skills.rights.extents import Extent
from skills.rights.grant import Grant
from skills.rights.judgement import Facts
from skills.rights.terms import people, pitch, quota, tempo, validity
from skills.rights.terms._range import outside
from skills.rights.terms.stems import Stems
from skills.rights.uses import Use
from skills.rights.wording import not_listed
from tests.skills.rights.spec.tempo_and_pitch import _out_of_range
from tests.skills.rights.symbolic import Case, Paths, TellsInWords, proved, term_of

OWN = Grant(license="LicenseRef-Refrain-T")
LOW, HIGH, GOT_LOW, GOT_HIGH = z3.Ints("low high got_low got_high")
ORDERED = z3.And(LOW <= 0, HIGH >= 0, GOT_LOW <= GOT_HIGH)
"""What `Range` sees to when a grant is read, and what an extent is."""

WITHIN = z3.And(LOW <= GOT_LOW, GOT_HIGH <= HIGH)
START, END, NOW = z3.Ints("start end now")


def refuses(case: Case) -> bool:
    """Whether a rule refuses in that case: it gives reasons, or begins to tell them."""
    return case.gives is TellsInWords or bool(case.gives)


def a_grant_with(section: Any) -> Any:
    """A grant whose sections are all that one."""
    return SimpleNamespace(base=OWN.base, section=lambda kind: section)


def range_cases(term: Any) -> list[Case]:
    """The rule of a range on any limits and any extent."""
    paths = Paths(ORDERED)
    low, high = paths.number("low"), paths.number("high")
    extent = Extent(paths.number("got_low"), paths.number("got_high"))  # type: ignore[arg-type]
    demands = Demands(tempo=extent, pitch=extent)
    grant = a_grant_with(SimpleNamespace(bounds=lambda: (low, high)))
    return paths.of(lambda: term.judge(demands, grant, Facts()))


@pytest.mark.parametrize("term", [tempo, pitch])
def test_a_range_refuses_whatever_leaves_it_and_nothing_else(term: Any) -> None:
    cases = range_cases(term)
    assert {refuses(case) for case in cases} == {True, False}
    for case in cases:
        assert proved(z3.Implies(case.when, refuses(case) != WITHIN))
    assert proved(z3.Implies(ORDERED, z3.Or(*(case.when for case in cases))))


def test_the_limit_that_is_told_is_the_one_that_the_written_rules_tell() -> None:
    paths = Paths(z3.And(ORDERED, z3.Or(GOT_LOW != 0, GOT_HIGH != 0)))
    limits = (paths.number("low"), paths.number("high"))
    got = (paths.number("got_low"), paths.number("got_high"))
    engine = paths.of(lambda: outside(Extent(*got), limits))  # type: ignore[arg-type]
    rules = paths.of(lambda: _out_of_range("tempo", got, limits, (), "ppm"))  # type: ignore[arg-type]
    for ours, theirs in product(engine, rules):
        both = z3.And(ours.when, theirs.when)
        if ours.gives is None or not theirs.gives:
            same = z3.BoolVal(ours.gives is None and not theirs.gives)
        else:
            same = term_of(ours.gives) == term_of(theirs.gives[0].got)
        assert proved(z3.Implies(both, same))


def test_a_narrower_range_never_allows_more_and_two_ranges_allow_what_both_do() -> None:
    low, high = z3.Ints("other_low other_high")
    other = z3.And(low <= GOT_LOW, high >= GOT_HIGH)
    assert proved(z3.Implies(z3.And(low >= LOW, high <= HIGH, other), WITHIN))
    meet = z3.And(z3.If(low < LOW, LOW, low) <= GOT_LOW, z3.If(high > HIGH, HIGH, high) >= GOT_HIGH)
    assert proved(meet == z3.And(WITHIN, other))


def window_cases(begins: bool, ends: bool, *given: Any) -> list[Case]:
    """The rule of a window of time at any moment."""
    paths = Paths(*given)
    window = (paths.number("start") if begins else None, paths.number("end") if ends else None)
    stated = SimpleNamespace(window=window, timezone=None, binds=begins or ends)
    facts: Any = SimpleNamespace(now=paths.number("now"))
    return paths.of(lambda: validity.judge(Demands(), a_grant_with(stated), facts))


@pytest.mark.parametrize(("begins", "ends"), list(product((False, True), repeat=2)))
def test_a_window_is_open_from_its_first_moment_to_just_before_its_last(begins: bool, ends: bool) -> None:
    inside = z3.And(START <= NOW if begins else True, NOW < END if ends else True)
    cases = window_cases(begins, ends)
    for case in cases:
        assert proved(z3.Implies(case.when, inside != refuses(case)))
    assert proved(z3.Or(*(case.when for case in cases)))


def test_at_from_it_counts_and_at_until_it_does_not() -> None:
    assert not any(map(refuses, window_cases(True, True, START < END, NOW == START)))
    assert all(map(refuses, window_cases(True, True, START < END, NOW == END)))
    assert all(map(refuses, window_cases(True, True, START < END, NOW == START - 1)))
    assert not any(map(refuses, window_cases(True, True, START < END, NOW == END - 1)))


def test_a_shorter_window_never_allows_more() -> None:
    start, end = z3.Ints("other_start other_end")
    longer, shorter = z3.And(START <= NOW, NOW < END), z3.And(start <= NOW, end > NOW)
    assert proved(z3.Implies(z3.And(start >= START, end <= END, shorter), longer))


def test_nobody_is_too_young_at_the_least_age() -> None:
    paths = Paths()
    stated = SimpleNamespace(min_age=paths.number("least"), roles=None, verified=False)
    person = SimpleNamespace(age=paths.number("age"), roles=None, verified=None)
    facts: Any = SimpleNamespace(person=person)
    least, age = z3.Ints("least age")
    for case in paths.of(lambda: people.judge(Demands(), a_grant_with(stated), facts)):
        assert proved(z3.Implies(case.when, (age >= least) != refuses(case)))


@pytest.mark.parametrize("which", ["per_user_day", "total"])
def test_one_more_remix_is_published_as_long_as_it_keeps_within_the_quota(which: str) -> None:
    paths = Paths()
    limit, published = paths.number("limit"), paths.number("count")
    stated = SimpleNamespace(**{"per_user_day": None, "total": None, which: limit})
    standing: Any = SimpleNamespace(published_today=published, published_in_all=published)
    demands, facts = Demands(standing=standing), Facts(purpose="noncommercial_share")
    most, there = z3.Ints("limit count")
    for case in paths.of(lambda: quota.judge(demands, a_grant_with(stated), facts)):
        assert proved(z3.Implies(case.when, (there + 1 <= most) != refuses(case)))


def list_cases(allowed: int, denied: int, used: int) -> list[Case]:
    """The names that a list refuses, of any that are used."""
    paths = Paths()
    stated = SimpleNamespace(
        allowed=tuple(paths.name(f"allowed{n}") for n in range(allowed)),
        denied=tuple(paths.name(f"denied{n}") for n in range(denied)),
    )
    uses = [Use(paths.name(f"used{n}"), (n,)) for n in range(used)]
    taken = Stems.taken.fget  # type: ignore[attr-defined]
    return paths.of(lambda: [r.step_ids[0] for r in not_listed("stems", "stems", uses, taken(stated), OWN)])


@pytest.mark.parametrize(("allowed", "denied"), [(0, 0), (1, 0), (2, 0), (3, 0), (1, 1), (2, 1), (2, 2)])
def test_a_list_refuses_every_use_that_it_does_not_name_or_that_is_denied(allowed: int, denied: int) -> None:
    used = 2 if allowed + denied < 4 else 1
    for case in list_cases(allowed, denied, used):
        for n in range(used):
            name = z3.Int(f"used{n}")
            named = z3.Or(*(name == z3.Int(f"allowed{k}") for k in range(allowed)))
            ruled_out = z3.Or(*(name == z3.Int(f"denied{k}") for k in range(denied)))
            free = z3.And(named, z3.Not(ruled_out))
            assert proved(z3.Implies(case.when, free != (n in case.gives)))


def test_a_shorter_list_and_a_longer_list_of_denials_never_allow_more() -> None:
    kind = z3.DeclareSort("Name")
    allowed, fewer, denied, more = (z3.Array(n, kind, z3.BoolSort()) for n in ("a", "f", "d", "m"))
    any_name, name = z3.Consts("any_name name", kind)
    narrower = z3.ForAll(
        [any_name],
        z3.And(z3.Implies(fewer[any_name], allowed[any_name]), z3.Implies(denied[any_name], more[any_name])),
    )
    before, after = z3.And(allowed[name], z3.Not(denied[name])), z3.And(fewer[name], z3.Not(more[name]))
    assert proved(z3.Implies(z3.And(narrower, after), before))


def test_a_proof_can_fail() -> None:
    assert not proved(z3.Implies(LOW <= GOT_LOW, WITHIN))
    assert not all(proved(z3.Implies(case.when, refuses(case) == WITHIN)) for case in range_cases(tempo))
