"""What a decoder finds in a sound file before it decodes it."""

from __future__ import annotations

from dataclasses import dataclass


class BrokenSound(Exception):
    """The decoder cannot go on."""


@dataclass(frozen=True)
class Stream:
    """rate_hz; speakers: the place of each channel ("FL", "FR", "LFE", ...), in order.

    likely_frames: the length that the header tells or lets guess; None when it tells nothing.
    promised_frames: the length that the header promises; None when there is no promise.
    """

    rate_hz: int
    speakers: tuple[str, ...]
    likely_frames: int | None
    promised_frames: int | None
