"""Nobody has a model asked more often than they may, however many ask at once."""

from __future__ import annotations

import threading
from pathlib import Path

from skills.planning.talk import Talk
from skills.studio.llm.budget import Budget, Spent
from skills.studio.llm.planner import TOKENS_OF_A_CALL, plan_words
from skills.studio.store import Store
from skills.studio.studio import Studio
from tests.skills.planning.songs import song
from tests.skills.studio_llm.model_server import SLOWER, fails, hangs, says, serving
from tests.skills.studio_llm.test_hosted import STRANGE, studio_at

NOON, LATER = "2026-01-01T12:00:00+00:00", "2026-01-02T00:00:00+00:00"


def budget(folder: Path, calls: int = 3, tokens: int = 10_000, at: str = NOON) -> Budget:
    return Budget(Store(folder / "refrain.db"), calls, tokens, lambda: at)


def test_calls_are_counted_until_there_are_no_more_and_anew_the_next_day(tmp_path: Path) -> None:
    one = budget(tmp_path)
    assert [one.take("Bo", 100) for _ in range(4)] == [True, True, True, False]
    assert one.spent("Bo") == Spent(day="2026-01-01", calls=3, tokens=300)
    assert one.take("Ada", 100)
    assert budget(tmp_path, at=LATER).take("Bo", 100)
    assert budget(tmp_path, at=LATER).spent("Bo").calls == 1


def test_tokens_are_taken_before_the_call_and_put_right_after_it(tmp_path: Path) -> None:
    one = budget(tmp_path, calls=100, tokens=1_000)
    assert one.take("Bo", 900)
    assert not one.take("Bo", 900)
    one.settle("Bo", 900, 50)
    assert one.spent("Bo").tokens == 50
    assert one.take("Bo", 900)


def test_nothing_allowed_means_never(tmp_path: Path) -> None:
    assert not budget(tmp_path, calls=0).take("Bo", 1)
    assert not budget(tmp_path, tokens=0).take("Bo", 1)


def test_an_unreadable_count_starts_anew(tmp_path: Path) -> None:
    one = budget(tmp_path)
    one.take("Bo", 1)
    for damaged in ("not json", '{"calls": -5}', "[]"):
        for (name,) in one.store._rows("select name from note"):
            one.store.set_note(name, damaged)
        assert one.take("Bo", 1)
        assert one.spent("Bo").calls == 1


def test_a_name_of_a_person_is_not_kept_in_the_count(tmp_path: Path) -> None:
    one = budget(tmp_path)
    one.take("Ada \ud800 Example", 1)
    assert "Ada" not in str(list(one.store._rows("select * from note")))


def test_however_many_ask_at_once_no_two_share_one_allowance(tmp_path: Path) -> None:
    budget(tmp_path)
    taken: list[bool] = []

    def ask() -> None:
        own = budget(tmp_path, calls=25, tokens=10_000)
        taken.extend([own.take("Bo", 10) for _ in range(10)])

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 60
    assert sum(taken) == 25
    assert budget(tmp_path).spent("Bo") == Spent(day="2026-01-01", calls=25, tokens=250)


def spent(own: Studio, person: str = "Bo") -> Spent:
    return Budget(own.store, 0, 0, own.now).spent(person)


def test_each_call_counts_what_its_server_says_it_took(tmp_path: Path) -> None:
    with serving(says("no JSON"), says(SLOWER)) as server:
        own = studio_at(tmp_path, server.url)
        plan_words(STRANGE, Talk(), song(), "Bo", own)
        assert (spent(own).calls, spent(own).tokens) == (2, 2_000)
        assert spent(own, "Ada").calls == 0


def test_a_server_that_does_not_say_is_counted_by_what_was_sent(tmp_path: Path) -> None:
    for number, usage in enumerate((None, {"total_tokens": -5}, {"total_tokens": "0"}, "free")):
        with serving(says(SLOWER, usage=usage)) as server:
            own = studio_at(tmp_path / str(number), server.url)
            plan_words(STRANGE, Talk(), song(), "Bo", own)
            assert 2_000 < spent(own).tokens < TOKENS_OF_A_CALL


def test_a_call_that_was_turned_away_costs_nothing_and_one_that_hung_all_it_may(tmp_path: Path) -> None:
    with serving(fails(401)) as server:
        own = studio_at(tmp_path / "one", server.url)
        plan_words(STRANGE, Talk(), song(), "Bo", own)
        assert (spent(own).calls, spent(own).tokens) == (1, 0)
    with serving(hangs(9.0)) as server:
        own = studio_at(tmp_path / "two", server.url, timeout_seconds=2.5)
        plan_words(STRANGE, Talk(), song(), "Bo", own)
        assert (spent(own).calls, spent(own).tokens) == (1, TOKENS_OF_A_CALL)


def test_when_the_allowance_is_used_up_the_rules_answer_and_say_so(tmp_path: Path) -> None:
    with serving(says(SLOWER)) as server:
        own = studio_at(tmp_path, server.url, calls_per_day=1)
        assert plan_words(STRANGE, Talk(), song(), "Bo", own).by == "openai"
        found = plan_words(STRANGE, Talk(), song(), "Bo", own)
        assert found.by == "rules"
        told = "What you may have a language model asked in a day is used up. I used my own rules alone."
        assert found.sentence == told
        assert plan_words(STRANGE, Talk(), song(), "Ada", own).by == "openai"
        assert len(server.asked) == 2
