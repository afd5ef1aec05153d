"""The words of each language: none is missing, each has its gaps, and each fits where it stands."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterator, Mapping

import pytest

from bot.frontends.discord_chat import limits
from bot.frontends.discord_chat.wording import FOLDER, LANGUAGES, MANY, ONE, language_of, wording
from bot.jobs.hands import POISON

OTHERS = LANGUAGES[1:]
MOST_ON_A_BUTTON = 34
"""Letters that a telephone shows of a label."""
BUTTONS = (
    "button.", "page.back", "page.on", "notice.remove ", "notice.dismiss ", "setup.switch_",
    "setup.allow_audio_", "setup.save ", "setup.undo ", "setup.reset ",
)  # fmt: skip
"""Beginnings of keys; a space ends a whole one."""
TITLES = (
    "form.begin", "form.further", "form.report", "form.tweak", "form.reason ", "form.change ", "form.seed",
    "form.license", "form.words", "removal.title", "removal.reason",
)  # fmt: skip
EXAMPLES = ("form.example", "form.reason_example", "form.change_example", "removal.example")
MENUS = ("talk.choose", "songs.choose", "jobs.send", "setup.pick_")
TOLD_TO_DISCORD = ("command.", "option.", "option_name.", "menu.", "license.")
SAME_EVERYWHERE = {
    "button.stems", "further.thread", "setup.on", "songs.title", "command.remix.name",
    "command.setup.name", "command.remixes.name", "command.plan.name", "command.songs.name",
    "command.mydata.export.name", "command.setup_server.name", "option_name.audio", "option_name.song",
    "option_name.remix", "option_name.question", "option_name.person", "button.credits", "setup.roles",
    "render.running", "removal.by", "setup.line",
}  # fmt: skip
"""What may read as in English: names, and words that both languages share."""


def flat(table: Mapping[str, object], before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", str(value)


def words(language: str) -> dict[str, str]:
    """All words of a language, by their keys."""
    files = sorted((FOLDER / language).glob("*.toml"))
    return {key: said for file in files for key, said in flat(tomllib.loads(file.read_text("utf-8")))}


def gaps(told: Mapping[str, str]) -> dict[str, set[str]]:
    """What is to be filled into each sentence; one of a thing and many of it are one sentence."""
    found: dict[str, set[str]] = {}
    for key, said in told.items():
        names = {name for _, name, _, _ in string.Formatter().parse(said) if name is not None}
        found.setdefault(key.removesuffix(ONE).removesuffix(MANY), names)
    return found


def begins(key: str, *beginnings: str) -> bool:
    return f"{key} ".startswith(beginnings)


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_every_sentence_with_the_same_gaps_and_no_other(language: str) -> None:
    assert gaps(words(language)) == gaps(words("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_and_many_come_together_and_have_the_same_gaps(language: str) -> None:
    told = words(language)
    for key in told:
        if key.endswith((ONE, MANY)):
            base = key.removesuffix(ONE).removesuffix(MANY)
            names = [gaps({base: told[base + end]})[base] for end in (ONE, MANY)]
            assert names[0] == names[1]
            assert base not in told


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_of_a_language_was_left_in_english(language: str) -> None:
    english, own = words("en"), words(language)
    assert {key for key, said in own.items() if said == english.get(key)} - SAME_EVERYWHERE == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_fits_where_discord_shows_it(language: str) -> None:
    told = words(language)
    most: dict[str, int] = {}
    for key in told:
        if begins(key, *BUTTONS):
            most[key] = MOST_ON_A_BUTTON
        elif begins(key, *TITLES):
            most[key] = limits.MODAL_TITLE
        elif begins(key, *EXAMPLES):
            most[key] = limits.OPTION_TEXT
        elif begins(key, *MENUS):
            most[key] = limits.PLACEHOLDER
        elif begins(key, *TOLD_TO_DISCORD):
            most[key] = limits.COMMAND_NAME if key.endswith(".name") else limits.COMMAND_DESCRIPTION
    assert {key: len(told[key]) for key, room in most.items() if len(told[key]) > room} == {}
    assert len(most) > 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_commands_that_are_spoken_of_are_called_as_discord_calls_them(language: str) -> None:
    say = wording(language)
    names = {say.command(name) for name in commands()}
    for key, said in words(language).items():
        for found in re.finditer(r"(?<![\w/])/(\w[\w-]*)", re.sub(r"\{page\}.*\{pages\}", "", said)):
            rest = said[found.start() + 1 :]
            assert any(rest.startswith(name) for name in names), f"{key}: {rest}"


def commands() -> set[str]:
    """The English names of all commands, with their subcommands."""
    found = set()
    for key in words("en"):
        parts = key.split(".")
        if parts[0] == "command" and parts[-1] == "name":
            found.add(" ".join(parts[1:-1]).replace("_", " "))
    return found


def test_one_of_a_thing_reads_otherwise_than_many() -> None:
    say = wording("en")
    assert say("setup.per_day", count=1) == "1 remix in 24 hours"
    assert say("setup.per_day", count=0) == "0 remixes in 24 hours"
    assert wording("de")("setup.per_day", count=20) == "20 Remixe in 24 Stunden"
    assert wording("ja")("setup.per_day", count=1) == "24 時間に 1 回"
    assert "setup.per_day" in say
    assert "setup.nothing" not in say
    with pytest.raises(KeyError, match=r"setup\.nothing"):
        say("setup.nothing", count=1)


def test_every_locale_of_discord_has_a_language() -> None:
    told = {
        locale: language_of(locale)
        for locale in ("de", "es-ES", "es-419", "pt-BR", "fr", "ja", "en-GB", "ko")
    }
    assert told == {
        "de": "de", "es-ES": "es", "es-419": "es", "pt-BR": "pt", "fr": "fr", "ja": "ja", "en-GB": "en",
        "ko": "en",
    }  # fmt: skip


def test_commands_in_a_text_are_called_as_in_the_language() -> None:
    say = wording("de")
    assert say.named("/help zeigt es, /rights auch, und/oder /nearest") == (
        "/hilfe zeigt es, /rechte auch, und/oder /nearest"
    )
    assert (
        say.named("https://example.org/songs und songs/rights")
        == "https://example.org/songs und songs/rights"
    )
    assert say.command("mydata delete") == "meinedaten löschen"
    assert say.command("setup audit") == "setup protokoll"
    assert wording("en").named("see /help") == "see /help"


@pytest.mark.parametrize("language", OTHERS)
def test_why_a_job_failed_is_told_in_every_language(language: str) -> None:
    failures = (
        POISON.format(code="3F2A01"),
        "The work was stopped; ask for it again.",
        "There was not enough memory for this; try a shorter song, or later.",
        "Something broke on my side. Try again; if it stays so, report the code 3F2A01.",
    )
    assert [told for told in failures if wording(language).told(told) == told] == []
