"""Every sentence of the rights, and how many of them are told in another language.

python -m tests.evaluation.rights_sentences [--cases N] [--seed N] [--left N]
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import skills.rights
from skills.catalog.song import SongFacts
from skills.rights.base import LICENSES
from skills.rights.clearance import Facts, Source, clear
from skills.rights.coverage import STANDS
from skills.rights.decision import Answer, NeedsApproval, Refused
from skills.rights.grant import Grant
from skills.rights.judgement import PURPOSES
from skills.rights.license import parse_grant
from skills.rights.may import may
from skills.rights.permissions import permissions, stands_under
from skills.rights.said import KIND_WORDS
from skills.studio.asker import UNKNOWN
from skills.studio.casebook import read_case
from skills.talk.translation import LANGUAGES, translation_of
from skills.words._rights_told import told_verdict
from tests.evaluation.table import Report
from tests.skills.rights.both_ways import Ask, cases
from tests.skills.rights.strategies.questions import questions
from tests.skills.rights.things import a_grant, a_plan, a_song

EXAMPLES = Path(skills.rights.__path__[0]) / "examples"
DEMO = Path(skills.rights.__path__[0]).parent / "catalog" / "demo_grants"
NOON = "2026-06-01T12:00:00+00:00"
ENGLISH = re.compile(r"\b(?:the|and|is|are|that|allows?|with|from|to|by|been|of the|would|must not|you)\b")
"""Words that none of the languages has in these sentences."""
AS_GIVEN = re.compile(r"[“«「'„][^”»」'“]*[”»」'“]|https?://\S+")
"""What a person wrote: titles, ids of licenses that are none, addresses."""
OF_PLANS = ("The plan", "Decided on", "Written")
"""Paragraphs of a verdict that tell of a plan, or hold hashes, and say nothing of rights."""


@cache
def both_ways() -> frozenset[str]:
    """What is said of every denial code, by the question that raises it and the one that does not."""
    asked = [ask for case in cases() for ask in (case.refused, case.allowed)]
    return frozenset(text for ask in asked for text in _of_asked(ask))


@cache
def examples() -> frozenset[str]:
    """What is said of the recipes and grants that people learn from."""
    found = [text for path in sorted((EXAMPLES / "recipes").iterdir()) for text in _of_recipe(path)]
    for path in sorted((*(EXAMPLES / "grants").iterdir(), *DEMO.iterdir())):
        found += _of_grant(parse_grant(path.read_text(encoding="utf-8"), path.name), a_song())
    return frozenset(found)


@cache
def licenses() -> frozenset[str]:
    """What is said of each license that is known by name."""
    found = [text for name in LICENSES for text in _of_grant(a_grant(name), a_song())]
    for name in LICENSES:
        found += _of_purposes((Source(song=a_song(), grants=(a_grant(name),)),), Facts())
    return frozenset((*found, *KIND_WORDS.values(), *STANDS.values()))


@cache
def at_random(count: int = 2_000, seed: int = 1) -> frozenset[str]:
    """What is said of so many questions drawn at random, and of the grants in them."""
    found: set[str] = set()
    for case in questions(count, seed):
        found.update(of_answer(clear(case.plan, case.sources, case.facts)))
        for source in case.sources:
            found.update(text for grant in source.grants for text in _of_grant(grant, source.song))
    return frozenset(found)


CORPORA: Mapping[str, Callable[[], frozenset[str]]] = {
    "both ways": both_ways,
    "examples": examples,
    "licenses": licenses,
}


def of_answer(answer: Answer) -> Iterator[str]:
    """Every sentence of a decision, each by itself."""
    if isinstance(answer, Refused):
        yield from (reason.text for reason in answer.reasons)
        yield from answer.nearest_changes
        yield from (answer.none_because,) if answer.none_because else ()
        return
    yield from (duty.text for duty in answer.duties)
    if isinstance(answer, NeedsApproval):
        yield from (approval.text for approval in answer.approvals)


def _of_grant(grant: Grant, song: SongFacts) -> Iterator[str]:
    yield stands_under(grant)
    yield from (said.text for said in permissions(grant, song))


def _of_purposes(sources: Sequence[Source], facts: Facts) -> Iterator[str]:
    return (may(purpose, sources, facts, a_plan()).sentence for purpose in PURPOSES)


def _of_asked(ask: Ask) -> Iterator[str]:
    yield from of_answer(ask.answer())
    yield from (text for source in ask.sources for one in source.grants for text in _of_grant(one, ask.song))
    yield from _of_purposes(ask.sources, ask.facts)


def _of_recipe(path: Path) -> Iterator[str]:
    """What `refrain rights check` says, line by line, and the sentences in it."""
    studio: Any = SimpleNamespace(now=lambda: NOON)
    case = read_case(path, {}, UNKNOWN, studio)
    answer = case.decided()
    yield from of_answer(answer)
    for block in told_verdict(case, answer).blocks:
        if block.title not in OF_PLANS:
            yield block.title
            yield from (line for line in block.lines if not line.startswith("→"))
    yield from _of_purposes(case.sources, case.facts)


def is_told(text: str, language: str) -> bool:
    """Whether there is a sentence for it in that language, and no English is left in that."""
    other = translation_of(text, language)
    return other is not None and ENGLISH.search(AS_GIVEN.sub("", other)) is None


def share(sentences: Iterable[str], language: str) -> tuple[float, tuple[str, ...]]:
    """The share, 0.0 to 1.0, of the sentences that are told in that language; and the others, sorted."""
    every = tuple(sentences)
    left = tuple(sorted(text for text in every if not is_told(text, language)))
    return 1.0 - len(left) / max(len(every), 1), left


def main(arguments: Sequence[str]) -> int:
    """Print the share of each kind of sentence for every language, and some of what stays English."""
    options = _options(arguments)
    corpora = {name: gather() for name, gather in CORPORA.items()}
    corpora["at random"] = at_random(options.cases, options.seed)
    report, rows, left = Report(), [], {}
    for language in LANGUAGES:
        found = {name: share(sentences, language) for name, sentences in corpora.items()}
        rows.append([language, *(f"{100 * part:.2f} %" for part, _ in found.values())])
        left |= {text: language for _, texts in found.values() for text in texts}
    counts = [f"{name} ({len(sentences)})" for name, sentences in corpora.items()]
    report.table("Sentences that are told in the language", ("", *counts), rows)
    for text, language in list(left.items())[: options.left]:
        report.say(f"  {language}: {text}")
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.rights_sentences")
    parser.add_argument("--cases", type=int, default=2_000, help="questions that are drawn at random")
    parser.add_argument("--seed", type=int, default=1, help="by which they are drawn")
    parser.add_argument("--left", type=int, default=20, help="sentences that stay English, as examples")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
