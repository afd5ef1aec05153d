"""The attachment: the whole remix as Ogg Opus, small enough to hand on, or as much of it as fits."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audio_engine.progress import Progress, quiet
from skills.provenance.tagging import write_tags
from skills.studio.delivery import EDGE_SECONDS, Delivery, Label
from skills.studio.describing import clock, slug
from skills.studio.production import Produced

if TYPE_CHECKING:
    from audio_engine.audio import Samples
    from audio_engine.plan import RemixPlan

RATES_KBPS = (128, 112, 96, 80, 64, 48)
SHORTEST_SECONDS = 5.0
_TRIES = 5
_OVER = 1.1
"""How much larger than its nominal size a file is taken to be at most; the rate follows the music."""
_HEAD_BYTES = 6_000
"""Tags and headers, roughly; what was written is measured."""


@dataclass(frozen=True)
class Attached:
    """What fits: where it lies, its rate, and which seconds of the remix it holds.

    path is None where nothing of use fits, or where none may be handed out; why then says so, and also
    where it is not the whole remix.
    """

    path: Path | None
    kbps: int = 0
    start_seconds: float = 0.0
    end_seconds: float = 0.0
    whole: bool = False
    why: str = ""

    def as_data(self) -> dict[str, Any]:
        """The same as JSON values."""
        if self.path is None:
            return {"whole": False, "why": self.why}
        return {
            "whole": self.whole,
            "kbps": self.kbps,
            "start_seconds": round(self.start_seconds, 3),
            "end_seconds": round(self.end_seconds, 3),
            "bytes": self.path.stat().st_size,
            "why": self.why,
        }


def attach(
    delivery: Delivery,
    produced: Produced,
    label: Label,
    plan: RemixPlan,
    fit_bytes: int,
    progress: Progress = quiet,
) -> Attached:
    """Write the remix in at most that many bytes, as well as they allow, tagged like the preview."""
    path = delivery.path(f"{slug(label.recipe.title)}.ogg")
    seconds = produced.whole.seconds
    for kbps in (rate for rate in RATES_KBPS if size_of(seconds, rate) <= fit_bytes * _OVER):
        if _written(path, produced.whole.samples, kbps, label, progress) <= fit_bytes:
            return Attached(path, kbps, 0.0, seconds, whole=True)
    return _part(path, produced, label, plan, fit_bytes)


def _part(path: Path, produced: Produced, label: Label, plan: RemixPlan, fit_bytes: int) -> Attached:
    """The longest telling part that fits at the lowest rate."""
    from audio_engine.audio import fade_edges, frames
    from audio_engine.preview import telling_window

    lowest = RATES_KBPS[-1]
    seconds = min((fit_bytes - _HEAD_BYTES) * 8 / (lowest * 1000), produced.whole.seconds)
    for _ in range(_TRIES):
        if seconds < SHORTEST_SECONDS:
            break
        window = telling_window(plan, produced.source, seconds)
        samples = produced.whole.samples[:, window.frames()].copy()
        fade_edges(samples, frames(EDGE_SECONDS))
        size = _written(path, samples, lowest, label)
        if size <= fit_bytes:
            start, end = window.start_seconds, min(window.end_seconds, produced.whole.seconds)
            why = f"The whole remix is too large to post; this is it from {clock(start)} to {clock(end)}."
            return Attached(path, lowest, start, end, why=why)
        seconds *= 0.98 * fit_bytes / size
    path.unlink(missing_ok=True)
    return Attached(None, why="The remix is too large to post, even a part of it.")


def _written(path: Path, samples: Samples, kbps: int, label: Label, progress: Progress = quiet) -> int:
    from audio_engine.files.write_lossy import write_opus

    write_opus(path, samples, kbps, progress)
    write_tags(path, label.tags)
    return path.stat().st_size


def size_of(seconds: float, kbps: int) -> float:
    """How many bytes a file of that length and rate has, nominally."""
    return _HEAD_BYTES + seconds * kbps * 125
