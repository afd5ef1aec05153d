"""`refrain rights …` as a person and a program meet it: songs beside commands, exit codes, examples."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from skills.rights.license import parse_grant
from tests.bot.test_terminal import Terminal, refrain, sounds  # noqa: F401  # fixtures
from tests.test_readme import beat

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "skills" / "rights" / "examples"
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXIT_CODES = {
    "allowed": 0,
    "repaired": 2,
    "needs_approval": 3,
    "refused_without_repair": 2,
    "mashup_by_sa_by_nc": 2,
    "nd_private_preview": 0,
    "composed_tempo": 2,
    "missing_layer": 2,
    "expired_window": 2,
    "territory": 2,
}
REASONS = {
    "repaired": {"effects.not_allowed", "tempo.out_of_range", "vocals.not_allowed"},
    "refused_without_repair": {"purpose.not_allowed", "revenue.not_agreed"},
    "mashup_by_sa_by_nc": {"mashup.licenses_clash"},
    "composed_tempo": {"tempo.out_of_range"},
    "missing_layer": {"layer.not_covered"},
    "expired_window": {"validity.expired"},
    "territory": {"territory.not_allowed"},
}
REPAIRED = ("composed_tempo", "repaired")


@pytest.mark.parametrize("name", EXIT_CODES)
def test_each_example_recipe_ends_as_the_readme_says(refrain: Terminal, name: str) -> None:  # noqa: F811
    recipe = str(EXAMPLES / "recipes" / f"{name}.json")
    text, told = refrain("rights", "check", recipe), refrain("rights", "check", recipe, "--json")
    assert (text.exit_code, told.exit_code) == (EXIT_CODES[name], EXIT_CODES[name]), text.stdout
    data = json.loads(told.stdout)
    assert data["verdict"] == {0: "allowed", 2: "refused", 3: "needs approval"}[EXIT_CODES[name]]
    assert {reason["code"] for reason in data["reasons"]} == REASONS.get(name, set())
    assert all(reason["text"] in text.stdout for reason in data["reasons"])
    assert all(duty["text"] in text.stdout for duty in data["duties"])
    assert (data["nearest_patch"] is not None) == (name in REPAIRED)
    assert re.search(rf"`{name}` \| {EXIT_CODES[name]} \|", README)


def test_there_are_no_other_recipes_among_the_examples() -> None:
    assert {file.stem for file in (EXAMPLES / "recipes").iterdir()} == set(EXIT_CODES)


@pytest.mark.parametrize("name", REPAIRED)
def test_the_nearest_plan_of_an_example_is_allowed(refrain: Terminal, name: str) -> None:  # noqa: F811
    recipe = str(EXAMPLES / "recipes" / f"{name}.json")
    assert refrain("rights", "check", recipe, "--nearest", "better.json").exit_code == 2
    assert refrain("rights", "check", "better.json").exit_code == 0


def test_two_steps_of_twelve_per_cent_are_judged_as_one_of_25(refrain: Terminal) -> None:  # noqa: F811
    told = refrain("rights", "check", str(EXAMPLES / "recipes" / "composed_tempo.json"), "--json")
    reason = json.loads(told.stdout)["reasons"][0]
    assert (reason["limit"], reason["got"], reason["unit"]) == (200_000, 254_400, "ppm")


@pytest.mark.parametrize("file", sorted((EXAMPLES / "grants").iterdir()), ids=lambda file: file.name)
def test_each_example_grant_is_read(file: Path) -> None:
    assert parse_grant(file.read_bytes(), file.name).credit.name


def test_each_grant_in_the_readme_is_read_and_the_long_one_is_an_example() -> None:
    blocks = [text for text in re.findall(r"```toml\n(.*?)```", README, flags=re.S) if "license =" in text]
    assert len(blocks) >= 2
    for text in blocks:
        parse_grant(text, "a grant of the README")
    assert (EXAMPLES / "grants" / "label.toml").read_text(encoding="utf-8") in blocks


def test_a_first_word_that_is_no_command_is_a_song(refrain: Terminal) -> None:  # noqa: F811
    by_title = refrain("rights", "Open Water")
    assert by_title.exit_code == 0
    assert refrain("rights", "open", "water").stdout == by_title.stdout
    assert refrain("rights", "show", "Open Water").stdout == by_title.stdout
    assert json.loads(refrain("rights", "Open Water", "--json").stdout)["license"] == "CC-BY-4.0"
    assert json.loads(refrain("rights", "--json", "Open Water").stdout)["license"] == "CC-BY-4.0"
    unknown = refrain("rights", "chek", "Open Water")
    assert unknown.exit_code == 1
    assert "There is no song called “chek Open Water”" in unknown.stderr


def test_facts_on_the_command_count(refrain: Terminal) -> None:  # noqa: F811
    recipe = str(EXAMPLES / "recipes" / "territory.json")
    assert refrain("rights", "check", recipe, "--territory", "de", "--age", "30").exit_code == 0
    young = refrain("rights", "check", recipe, "--territory", "DE", "--age", "12", "--json")
    assert [reason["code"] for reason in json.loads(young.stdout)["reasons"]] == ["people.too_young"]
    late = refrain("rights", "check", recipe, "--territory", "DE", "--at", "2026-06-11T00:00:00+02:00")
    assert late.exit_code == 2
    assert "(validity; limit 2026-06-10T22:00:00Z, got 2026-06-10T22:00:00Z)" in late.stdout


@pytest.mark.parametrize("command", ["check", "publish", "simulate"])
def test_every_fact_that_can_be_stated_is_shown_with_an_example(
    refrain: Terminal,  # noqa: F811
    command: str,
) -> None:
    told = " ".join(refrain("rights", command, "--help").stdout.split())
    examples = ("--purpose noncommercial_share", "--territory DE", "--age 30", "--role member",
                "--platform web", "--rating teen", "--standard no-hate")  # fmt: skip
    assert [example for example in examples if example not in told] == []
    assert "--verified" in told


def test_a_grant_is_tried_as_if_it_asked_for_whom_it_lets(refrain: Terminal) -> None:  # noqa: F811
    contest = str(EXAMPLES / "grants" / "contest.toml")
    told = refrain("rights", "simulate", contest, "--purpose", "contest_entry").stdout
    assert "in Austria, 30 years old, at the moment it opens" in told
    assert re.search(r"entering a contest: \d\d allowed, \d\d refused", told)
    young = refrain("rights", "simulate", contest, "--purpose", "contest_entry", "--age", "15").stdout
    assert re.search(r"entering a contest: \d+ refused", young)


def test_a_grant_is_offered_accepted_disputed_and_taken_back_from_the_command_line(
    refrain: Terminal,  # noqa: F811
) -> None:
    lake = str(EXAMPLES / "grants" / "lake.toml")
    assert refrain("rights", "add", "Open Water", lake).exit_code == 1
    assert refrain("rights", "add", "Open Water", lake, "--offer", "--by", "Mira").exit_code == 0
    told = refrain("rights", "accept", "Open Water", "--instead", "--by", "Ada", "--json")
    assert [(one["state"], one["by"]) for one in json.loads(told.stdout)["grants"]] == [
        ("superseded", "Ada"), ("in force", "Ada"),
    ]  # fmt: skip
    assert refrain("rights", "dispute", "Open Water", "--why", "Mine.").exit_code == 0
    assert refrain("rights", "settle", "Open Water").exit_code == 0
    assert refrain("rights", "hold", "Open Water", "--why", "Sent in twice.", "--by", "Owner").exit_code == 0
    assert "held back, by Owner: “Sent in twice.”" in refrain("rights", "history", "Open Water").stdout
    assert "quarantined" in refrain("rights", "Open Water").stdout
    assert refrain("rights", "resume", "Open Water").exit_code == 0
    assert refrain("rights", "revoke", "Open Water").exit_code == 1
    assert refrain("rights", "revoke", "Open Water", "--yes", "--by", "Ada").exit_code == 0
    assert "taken back since" in refrain("rights", "Open Water").stdout
    assert "offered Refrain-Lake" in refrain("rights", "history", "Open Water").stdout
    assert refrain("rights", "requests").exit_code == 0


def test_a_song_that_is_called_like_a_command_is_reached_by_show(refrain: Terminal) -> None:  # noqa: F811
    beat(refrain.folder / "check.wav", 5.0)
    words = ("--title", "check", "--artist", "Ada Example", "--license", "CC0-1.0")
    assert refrain("songs", "add", "check.wav", *words).exit_code == 0
    assert "“check” by Ada Example" in refrain("rights", "show", "check").stdout
    assert refrain("rights", "check").exit_code == 2


def test_the_examples_are_written_once(refrain: Terminal) -> None:  # noqa: F811
    assert refrain("rights", "examples", "mine").exit_code == 0
    assert refrain("rights", "check", "mine/recipes/allowed.json").exit_code == 0
    again = refrain("rights", "examples", "mine")
    assert again.exit_code == 1
    assert "there already" in again.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("check", "none.json"), "no file"),
        (("simulate", "none.toml"), "no grant"),
        (("simulate", "CC-BY-4.0", "--plans", "none.txt"), "no file"),
        (("simulate", "CC-BY-4.0", "--song", "zzz"), "no song"),
        (("simulate", "CC-BY-4.0", "--territory", "Germany"), "no country"),
        (("Nowhere",), "no song"),
        (("publish", "none.json"), "no file"),
        (("approve", "first"), "is no request"),
        (("accept", "Open Water"), "no grant that is offered"),
        (("dispute", "Open Water"), "Say why"),
        (("hold", "Open Water"), "Say why"),
        (("resume", "Open Water"), "not held back"),
    ],
)
def test_each_mistake_gets_one_sentence(refrain: Terminal, words: tuple[str, ...], told: str) -> None:  # noqa: F811
    result = refrain("rights", *words)
    assert result.exit_code == 1
    assert told in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
