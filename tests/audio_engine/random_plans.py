"""Random plans that a song can follow: every step, effect, style, mood and transition that there is.

The steps are built from their own schemas, so a new kind of step, a new action or a new entry on a
shelf takes part by itself. Run `python -m tests.audio_engine.random_plans 1000` for as many as you like.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import ValidationError

from audio_engine import effects, styles
from audio_engine.audio import Samples, on_pcm24_grid
from audio_engine.grid import Chord, Grid, Hearing, Key, Section
from audio_engine.plan import STEP_TYPES, BaseStep, RemixPlan
from audio_engine.source import Source
from audio_engine.units import RATE_HZ, SectionLabel, StemName
from tests.audio_engine.small_song import write_parts

BPM, LEAD_IN, RING_OUT = 240.0, 0.15, 0.4
BAR_SECONDS = 4 * 60 / BPM
FORM: tuple[tuple[SectionLabel, int], ...] = (
    ("intro", 1),
    ("verse", 2),
    ("chorus", 1),
    ("bridge", 1),
    ("chorus", 1),
)
BARS = sum(bars for _, bars in FORM)
SECONDS = LEAD_IN + BARS * BAR_SECONDS + RING_OUT
STEMS: tuple[StemName, ...] = ("vocals", "drums", "bass", "other")
LABELS = tuple(dict.fromkeys(label for label, _ in FORM))

NARROWED: dict[tuple[str, str], tuple[float, float]] = {
    ("tempo", "bpm"): (150, 260), ("tempo", "ratio"): (0.7, 1.4), ("pitch", "semitones"): (-5, 5),
    ("sections", "count"): (2, 3), ("sections", "bars"): (1, 2), ("transition", "bars"): (1, 2),
    ("length", "seconds"): (5, 12), ("fade", "seconds"): (0, 3), ("loudness", "lufs"): (-24, -8),
    ("stem", "gain_db"): (-20, 6),
}  # fmt: skip
"""Stops within which a plan stays short, and one that somebody might ask for."""
LEFT_OUT = ("id", "because", "assumed")


def grid() -> Grid:
    """Six bars at 240 BPM, after a short lead-in."""
    edges = LEAD_IN + np.cumsum([0, *(bars for _, bars in FORM)]) * BAR_SECONDS
    return Grid(
        tempo_bpm=BPM,
        beats_per_bar=4,
        beats_seconds=tuple(LEAD_IN + i * 60 / BPM for i in range(BARS * 4)),
        sections=tuple(
            Section(label=label, start_seconds=float(a), end_seconds=float(b))
            for (label, _), (a, b) in zip(FORM, pairwise(edges), strict=True)
        ),
        seconds=SECONDS,
    )


def stems() -> dict[StemName, Samples]:
    """A sung tone with vibrato, drum hits that swell within 3 ms, a bass line and chords that die away."""
    t = np.arange(round(SECONDS * RATE_HZ)) / RATE_HZ
    since_bar = np.maximum(t - LEAD_IN, 0.0) % BAR_SECONDS
    since_beat = np.maximum(t - LEAD_IN, 0.0) % (BAR_SECONDS / 4)
    on = np.minimum(since_bar / 0.01, 1.0) * np.clip((BAR_SECONDS - since_bar) / 0.01, 0.0, 1.0)
    on *= np.clip((SECONDS - t) / RING_OUT, 0.0, 1.0)
    noise = np.cumsum(np.random.default_rng(3).standard_normal((2, t.size)), axis=1)
    noise = (noise[:, 12:] - noise[:, :-12]) / 12**0.5
    noise = np.pad(noise, ((0, 0), (6, 6)), mode="edge")
    hits = np.minimum(since_beat / 0.003, 1.0) * np.exp(-since_beat / 0.02) * (t > LEAD_IN)
    chord = sum(np.sin(2 * np.pi * hz * t) for hz in (220.0, 277.18, 329.63))
    parts = {
        "vocals": 0.12 * np.sin(2 * np.pi * 440 * t + 3 * np.sin(2 * np.pi * 5 * t)) * on,
        "drums": 0.2 * noise * hits,
        "bass": 0.15 * np.sin(2 * np.pi * 110 * t) * on,
        "other": 0.05 * chord * on * np.exp(-since_bar / 0.6),
    }
    return {
        name: on_pcm24_grid(np.broadcast_to(parts[name], (2, t.size)).astype(np.float32)) for name in STEMS
    }


def write_song(folder: Path) -> Source:
    """The song as FLAC files in a folder."""
    paths = write_parts(folder, stems())
    hearing = Hearing(
        grid=grid(),
        key=Key(tonic="A", mode="major"),
        chords=tuple(Chord(root="A", mode="major") for _ in range(BARS)),
        bar_energy_db=tuple(-20.0 - bar % 3 for bar in range(BARS)),
        loudness_lufs=-19.0,
        true_peak_dbtp=-5.0,
    )
    return Source(mix=folder / "mix.flac", hearing=hearing, stems=paths)


def plan_number(number: int) -> RemixPlan:
    """The plan of that number, always the same: one of all things there are, and up to three more."""
    chance = random.Random(number)
    wanted = everything()
    cls, field, value = wanted[number % len(wanted)]
    steps = [Maker(chance).step(cls, {field: value} if field else {})]
    for _ in range(chance.choice((0, 0, 1, 1, 2, 3))):
        cls, field, value = chance.choice(wanted)
        steps.append(Maker(chance).step(cls, {field: value} if field else {}))
    ordered = [step.model_copy(update={"id": index + 1}) for index, step in enumerate(steps)]
    return RemixPlan(steps=tuple(ordered), seed=number)


@cache
def schema_of(cls: type[BaseStep]) -> dict[str, Any]:
    """What a kind of step may hold."""
    return cls.model_json_schema()


@cache
def everything() -> list[tuple[type[BaseStep], str, Any]]:
    """Every kind of step, with each of its names and actions."""
    found: list[tuple[type[BaseStep], str, Any]] = []
    for cls in STEP_TYPES:
        fields = schema_of(cls)["properties"]
        telling = [field for field in ("name", "action") if "enum" in fields.get(field, {})]
        for field in telling:
            found.extend((cls, field, value) for value in fields[field]["enum"])
        if not telling:
            found.extend([(cls, "", None)] * 4)
    return found


class Maker:
    """Steps of chance, built from what their schemas allow."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def step(self, cls: type[BaseStep], given: dict[str, Any]) -> BaseStep:
        """One step of a kind; what its fields forbid together is drawn again."""
        schema = schema_of(cls)
        refused: ValidationError | None = None
        for _ in range(60):
            try:
                return cls.model_validate(self._fields(schema, given))
            except ValidationError as error:
                refused = error
        raise AssertionError(f"no {cls.__name__} could be made: {refused}")

    def _fields(self, schema: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
        op = schema["properties"]["op"]["const"]
        made = dict(given)
        for name, field in schema["properties"].items():
            if name in LEFT_OUT or name in made:
                continue
            if name in ("where", "to"):
                made[name] = self.where(op)
            elif name in schema.get("required", ()) or self.chance.random() < 0.5:
                made[name] = self._value(field, schema.get("$defs", {}), NARROWED.get((op, name)))
        if op == "sections" and made["action"] not in ("move", "copy", "swap"):
            made.pop("to", None)
        if op == "effect":
            made |= self._knobs(made["name"])
        if op == "layer":
            made |= self._part()
        return {name: value for name, value in made.items() if value is not None}

    def where(self, op: str) -> dict[str, Any]:
        """A place that the song has; on stems that it has, now and then."""
        kind = self.chance.choice(("whole", "label", "label", "bars", "seconds"))
        place: dict[str, Any] = {"part": kind}
        if kind == "label":
            place["part"] = self.chance.choice(LABELS)
            place["nth"] = self.chance.choice((None, 1, -1))
            place["side"] = self.chance.choice(("inside",) * 7 + ("before", "after", "outside"))
        elif kind == "bars":
            place["start"] = self.chance.randint(1, BARS)
            place["end"] = self.chance.randint(int(place["start"]), BARS)
        elif kind == "seconds":
            place["start"] = round(self.chance.uniform(0.0, SECONDS - 2.0), 3)
            place["end"] = round(self.chance.uniform(float(place["start"]) + 1.3, SECONDS), 3)
        if op not in ("sections", "length", "fade", "loudness") and self.chance.random() < 0.5:
            place["stems"] = self.chance.sample(STEMS, self.chance.randint(1, 3))
        return {name: value for name, value in place.items() if value is not None}

    def _knobs(self, name: str) -> dict[str, Any]:
        """Knobs that the effect has: some set, one of them moving."""
        stops: dict[str, effects.Knob] = effects.SHELF.take(name).KNOBS

        def turned(knob: str) -> float:
            return self.chance.uniform(stops[knob].lowest, stops[knob].highest)

        still = self.chance.sample(sorted(stops), self.chance.randint(0, min(2, len(stops))))
        made: dict[str, Any] = {
            "knobs": [{"name": knob, "value": turned(knob)} for knob in still],
            "moves": [],
        }
        if self.chance.random() < 0.3:
            knob = self.chance.choice(sorted(stops))
            points = [{"at": at, "value": turned(knob)} for at in (0.0, 0.5, 1.0)]
            made["moves"] = [{"knob": knob, "unit": self.chance.choice(("share", "beats")), "points": points}]
        return made

    def _part(self) -> dict[str, Any]:
        """A style and one of the parts that it has."""
        name = self.chance.choice(styles.SHELF.names())
        layers = [raw for raw in styles.style(name).steps if raw["op"] == "layer"]
        role = self.chance.choice(layers)["instrument"] if layers else "drums"
        return {"style": name, "instrument": role, "sound": None}

    def _value(self, field: dict[str, Any], defs: dict[str, Any], stops: tuple[float, float] | None) -> Any:
        if "$ref" in field:
            field = defs[field["$ref"].rsplit("/", 1)[1]]
        if "anyOf" in field:
            field = self.chance.choice(field["anyOf"])
        if "const" in field:
            return field["const"]
        if "enum" in field:
            # Of labels and stems, one that the song has.
            had = [one for one in field["enum"] if one in (*LABELS, *STEMS)]
            return self.chance.choice(had or field["enum"])
        kind = field.get("type")
        low, high = stops or (field.get("minimum", 0), field.get("maximum", 1))
        if kind == "integer":
            return self.chance.randint(int(low), int(high))
        if kind == "number":
            return round(self.chance.uniform(low, high), 3)
        if kind == "boolean":
            return self.chance.random() < 0.5
        if kind == "array":
            return self._several(field, defs)
        if kind == "object":
            return {n: self._value(f, defs, None) for n, f in field["properties"].items()}
        return None

    def _several(self, field: dict[str, Any], defs: dict[str, Any]) -> list[Any]:
        if set(field["items"].get("enum", ())) >= set(STEMS):
            return self.chance.sample(STEMS, self.chance.randint(1, 2))
        count = self.chance.randint(field.get("minItems", 0), max(field.get("minItems", 0), 2))
        return [self._value(field["items"], defs, None) for _ in range(count)]


def main(count: int, first: int = 0) -> Iterator[str]:
    """Every fault of so many plans, each with its number."""
    from tests.audio_engine.plan_faults import outcome

    with tempfile.TemporaryDirectory() as folder:
        source = write_song(Path(folder) / "song")
        refused = 0
        for number in range(first, first + count):
            found = outcome(plan_number(number), source)
            refused += found.refused
            yield from (f"plan {number}: {fault}" for fault in found.faults)
        yield f"{count} plans, {refused} of them refused in a sentence"


if __name__ == "__main__":
    for line in main(*(int(argument) for argument in sys.argv[1:])):
        sys.stdout.write(line + "\n")
