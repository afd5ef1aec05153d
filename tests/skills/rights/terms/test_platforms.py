from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills.rights.clearance import Facts
from skills.rights.demands import Demands
from skills.rights.grant import Grant
from skills.rights.terms import platforms
from skills.rights.terms.platforms import Platforms
from tests.skills.rights.terms.asking import codes, fault, reasons, stored, told
from tests.skills.rights.things import a_grant

names = st.one_of(
    st.sampled_from(("terminal", "web", "discord")), st.integers(0, 10**18).map(lambda n: f"discord:{n}")
)


def test_unstated_any_platform_will_do_even_an_unknown_one() -> None:
    assert codes("platforms", "") == []
    assert codes("platforms", "", platform="radio") == []


@pytest.mark.parametrize(
    ("allowed", "platform", "fine"),
    [
        ("discord", "discord", True),
        ("discord", "discord:81384788765712384", True),
        ("discord", "discordant", False),
        ("discord:1", "discord:1", True),
        ("discord:1", "discord:12", False),
        ("discord:1", "discord", False),
        ("web", "web:1", False),
        ("web", "WEB", False),
        ("web", "", False),
        ("terminal", "terminal", True),
    ],
)
def test_a_platform_with_its_servers_or_one_server_alone(allowed: str, platform: str, fine: bool) -> None:
    found = codes("platforms", f'[platforms]\nallowed = ["{allowed}"]', platform=platform)
    assert found == ([] if fine else ["platforms.not_allowed"])


def test_where_nobody_says_on_which_platform_it_is_not_allowed() -> None:
    assert codes("platforms", '[platforms]\nallowed = ["web"]') == ["fact.missing"]


@given(st.lists(names, min_size=1, unique=True), names)
def test_one_platform_more_never_refuses_more(allowed: list[str], platform: str) -> None:
    grants = [
        stored(Grant(license="LicenseRef-Refrain-T", sections=(Platforms(allowed=tuple(some)),)))
        for some in (allowed, {*allowed, "terminal"}, {*allowed, "discord"})
    ]
    before, *after = (bool(platforms.judge(Demands(), grant, Facts(platform=platform))) for grant in grants)
    assert before == (platform not in allowed and not (platform[:8] == "discord:" and "discord" in allowed))
    assert before or not any(after)


def test_a_server_beside_all_of_them_says_nothing_more() -> None:
    one = a_grant('[platforms]\nallowed = ["discord:5", "web", "discord"]')
    assert one.hash == a_grant('[platforms]\nallowed = ["discord", "web"]').hash


def test_the_sentence_says_where_it_is_and_where_it_may_be() -> None:
    (reason,) = reasons("platforms", '[platforms]\nallowed = ["web", "discord:5"]', platform="terminal")
    assert reason.text == "The license allows the Discord server 5 and the web only; this is the terminal."
    (reason,) = reasons("platforms", '[platforms]\nallowed = ["web"]', platform="@everyone")
    assert reason.text == "The license allows the web only; this is another platform."
    assert told("platforms", '[platforms]\nallowed = ["web"]') == ["On the web only."]
    assert told("platforms", "") == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('allowed = ["discrd"]', ("'platforms.allowed'", "did you mean 'discord'")),
        ('allowed = ["discord:general"]', ("discord:<id of a server>",)),
        ('allowed = ["discord:"]', ("is no platform",)),
        ('allowed = ["discord:٣"]', ("is no platform",)),
        ('allowed = ["web "]', ("is no platform",)),
        ("allowed = []", ("'platforms.allowed'", "at least 1")),
        ('allowed = ["web", "web"]', ("twice",)),
        ('allowed = "web"', ("list",)),
        ('denied = ["web"]', ("unknown key 'platforms.denied'",)),
    ],
)
def test_a_bad_list_is_refused_with_the_way_out(text: str, parts: tuple[str, ...]) -> None:
    sentence = fault(f"[platforms]\n{text}")
    assert all(part in sentence for part in parts), sentence
