"""Production: a cleared plan becomes files, and is held to what was measured on its sound."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audio_engine.audio import pcm_hash
from audio_engine.source import Source
from skills.catalog.song import Song
from skills.rights.clearance import Cleared, Measured, Refused
from skills.studio.stopwatch import STEMS, Stopwatch
from skills.studio.studio import Studio
from skills.studio.whole_numbers import ends_ppm, in_ms, in_ppm
from skills.talk.errors import BadInput

if TYPE_CHECKING:
    from audio_engine.facts import Facts
    from audio_engine.render import Remix, Window

PREVIEW, WHOLE = "preview", "whole remix"


@dataclass(frozen=True)
class Produced:
    """Both renders, what they were made of, and when the preview could be heard.

    pcm_sha256: the hash of the whole, which the same recipe gives again.
    """

    preview: Remix
    whole: Remix
    window: Window
    source: Source
    preview_after_seconds: float
    pcm_sha256: str


class Mismatch(Exception):
    """What was rendered is not what was cleared; nothing may be shown of it."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.text)
        self.refused = refused


def produce(
    cleared: Cleared,
    song: Song,
    target_lufs: float,
    studio: Studio,
    watch: Stopwatch,
    check: Callable[[Measured], None],
    show: Callable[[Remix, Source], None],
) -> Produced:
    """Render the preview, check and show it, then render and check the whole.

    check: raises Mismatch when what was measured was not cleared; of the whole it is told the hash of its
    samples too, by which an approval knows it. show: writes the preview.
    """
    own_lufs = song.facts.hearing.loudness_lufs
    with ExitStack() as stack:
        with watch.stage(STEMS, 0.0, 0.1) as progress:
            part, window = stack.enter_context(studio.workshop.previewed(song, cleared, progress))
        with watch.stage(PREVIEW, 0.1, 0.35) as progress:
            preview = studio.workshop.render(cleared, part, target_lufs, progress, window)
            if preview.facts.audible == () and not cleared.plan.of("layer"):
                raise BadInput(
                    "Nothing of this remix could be heard: take a mute back, or say what shall play."
                )
            check(measured(preview.facts, own_lufs))
            show(preview, part)
    heard_after = watch.elapsed
    with watch.stage(STEMS, 0.35, 0.45) as progress:
        source = studio.workshop.source(song, cleared.plan, progress)
    with watch.stage(WHOLE, 0.45, 0.9) as progress:
        whole = studio.workshop.render(cleared, source, target_lufs, progress)
        hashed = pcm_hash(whole.samples, progress)
        check(measured(whole.facts, own_lufs, hashed))
    return Produced(preview, whole, window, source, heard_after, hashed)


def measured(facts: Facts, song_lufs: float, sound_sha256: str = "") -> Measured:
    """What was measured, as clearance takes it: whole numbers.

    song_lufs: the song's own loudness. sound_sha256: of the whole remix; "" for a part of it.
    """
    return Measured(
        tempo_ratio_ppm=None if facts.tempo_ratio is None else in_ppm(facts.tempo_ratio),
        tempo_parts_ppm=ends_ppm([part.ratio for part in facts.part_tempo_ratios]),
        tempo_untold_ms=in_ms(facts.tempo_untold),
        pitch_cents=None if facts.pitch_cents is None else round(facts.pitch_cents),
        audible_stems=facts.audible,
        loudness_change_mlu=round(1000 * (max(facts.loudness_lufs, -200.0) - max(song_lufs, -200.0))),
        seconds_ms=round(facts.seconds * 1000) if sound_sha256 else None,
        sound_sha256=sound_sha256,
    )
