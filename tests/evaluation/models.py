"""Models: a language model, as config.toml and the environment choose it, as a planner to score."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bot.config import read_config
from bot.wiring import settings_from
from skills.catalog.song import SongFacts
from skills.planning.answers import Answer
from skills.planning.talk import Talk
from skills.studio.llm.planner import By, plan_words
from skills.studio.studio import Studio


def model_planner(kind: By) -> Callable[[str, Talk, SongFacts], Answer]:
    """The planner that asks a model of that kind where the rules leave something open.

    Its studio has a store of its own for as long as the process lives: a probe and a budget begin anew.
    """
    home = tempfile.mkdtemp(prefix="refrain-prompts-")
    settings = replace(settings_from(read_config()), home=Path(home), demo_songs=False)
    studio = Studio.open(settings)

    def planned(words: str, talk: Talk, song: SongFacts) -> Answer:
        return plan_words(words, talk, song, "scorer", studio, kind=kind, rendered=False).answer

    return planned
