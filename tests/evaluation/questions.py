"""Questions to clearance, each its own: plans against a grant of twelve terms, with so many reasons each."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from audio_engine.plan import Effect, Layer, Pitch, RemixPlan, Sections, StemLevel, Tempo, Where
from skills.rights.clearance import Asking, Facts, Person, Source, asking_for
from skills.rights.grant import Grant
from tests.skills.rights.things import a_grant, a_plan, a_song

TWELVE = """
[tempo]
min_percent = -10
max_percent = 10
[pitch]
min_cents = -100
max_cents = 150
[stems]
allowed = ["bass", "drums", "other", "vocals"]
separate = true
[vocals]
may = "processed"
[effects]
allowed = ["delay", "level", "lowpass", "reverb"]
[layers]
allowed = ["drums", "pad"]
[sections]
allowed = ["keep", "loop"]
[mashup]
max_other = 1
[purpose]
allowed = ["contest_entry", "noncommercial_share", "private_preview"]
[territory]
allowed = ["AT", "CH", "DE", "FR"]
[people]
min_age = 16
[platforms]
allowed = ["terminal", "web"]
"""

TERMS = ("tempo", "pitch", "stems", "vocals", "effects", "layers", "sections", "purpose", "territory",
         "people", "platforms")  # fmt: skip
"""The terms that a question breaks, or keeps; the twelfth is about mash-ups."""


@dataclass(frozen=True)
class Question:
    """A plan, its source and the facts; `asking` is the same made ready. broken: so many terms."""

    plan: RemixPlan
    source: Source
    facts: Facts
    broken: int
    asking: Asking


def twelve_terms() -> Grant:
    """A musician's own grant with twelve sections stated."""
    grant = a_grant(TWELVE)
    assert len(grant.sections) == 12
    return grant


def questions(broken: int, count: int, seed: int = 1) -> tuple[Question, ...]:
    """So many questions that break so many terms each; the same seed gives the same ones."""
    dice = random.Random(f"{seed} {broken}")
    grant = twelve_terms()
    sources = [Source(song=a_song(tempo_bpm), grants=(grant,)) for tempo_bpm in (78.0, 96.5, 120.0, 174.0)]
    return tuple(_question(dice, dice.choice(sources), broken) for _ in range(count))


def _question(dice: random.Random, source: Source, broken: int) -> Question:
    breaks = set(dice.sample(TERMS, broken))
    steps = [step for term, make in _STEPS.items() if term in breaks or dice.random() < 0.5
             for step in make(dice, term in breaks)]  # fmt: skip
    dice.shuffle(steps)
    plan = a_plan(*steps)
    facts = Facts(
        purpose=dice.choice(_PURPOSES["purpose" in breaks]),
        platform="discord:1" if "platforms" in breaks else dice.choice(("terminal", "web")),
        person=Person(
            age=dice.randint(9, 15) if "people" in breaks else dice.randint(16, 90),
            territory=dice.choice(("US", "JP", "BR") if "territory" in breaks else ("AT", "CH", "DE", "FR")),
        ),
    )
    return Question(plan, source, facts, broken, asking_for(plan, (source,)))


_PURPOSES: tuple[tuple[Any, ...], tuple[Any, ...]] = (
    ("contest_entry", "noncommercial_share", "private_preview"),
    ("political",),
)


def _tempo(dice: random.Random, breaks: bool) -> list[Any]:
    return [Tempo(ratio=round(dice.uniform(1.11, 1.6) if breaks else dice.uniform(0.91, 1.09), 4))]


def _pitch(dice: random.Random, breaks: bool) -> list[Any]:
    return [
        Pitch(semitones=dice.choice((-7, -5, -3, 3, 5, 7)) if breaks else dice.choice((-1, -0.5, 1, 1.5)))
    ]


def _stems(dice: random.Random, breaks: bool) -> list[Any]:
    stem = dice.choice(("guitar", "piano")) if breaks else dice.choice(("drums", "bass", "other"))
    return [StemLevel(action="gain", gain_db=-dice.randint(1, 12), where=Where(stems=(stem,)))]


def _vocals(dice: random.Random, breaks: bool) -> list[Any]:
    action = "mute" if breaks else "gain"
    part = dice.choice(("whole", "verse", "chorus"))
    return [StemLevel(action=action, gain_db=-2, where=Where(part=part, stems=("vocals",)))]


def _effects(dice: random.Random, breaks: bool) -> list[Any]:
    names = ("bitcrush", "chorus", "distortion", "flanger") if breaks else ("delay", "lowpass", "reverb")
    return [Effect(name=dice.choice(names), where=Where(part=dice.choice(("whole", "verse", "chorus"))))]


def _layers(dice: random.Random, breaks: bool) -> list[Any]:
    return [Layer(instrument=dice.choice(("bass", "lead") if breaks else ("drums", "pad")), style="house")]


def _sections(dice: random.Random, breaks: bool) -> list[Any]:
    part = dice.choice(("verse", "chorus"))
    return [Sections(action=dice.choice(("drop", "reverse")) if breaks else "loop", where=Where(part=part))]


_STEPS: dict[str, Callable[[random.Random, bool], list[Any]]] = {
    "tempo": _tempo,
    "pitch": _pitch,
    "stems": _stems,
    "vocals": _vocals,
    "effects": _effects,
    "layers": _layers,
    "sections": _sections,
}
