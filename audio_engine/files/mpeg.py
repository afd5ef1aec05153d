"""MP3 frames and tags: where the first frame is, and how much sound its encoder promised."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from io import FileIO

_KBPS = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBPS_LOW = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_RATES_HZ = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_SEARCHED_BYTES = 1 << 17


@dataclass(frozen=True)
class Frame:
    """The head of a layer III frame: its length in bytes and in samples, and its rate."""

    size_bytes: int
    samples: int
    rate_hz: int
    side_bytes: int


def after_tags(handle: FileIO) -> int:
    """Position behind all ID3v2 tags at the start of the file; 0 without one."""
    position = 0
    for _ in range(16):
        handle.seek(position)
        head = handle.read(10)
        if len(head) < 10 or head[:3] != b"ID3" or max(head[6:10]) > 127:
            break
        size = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
        position += 10 + size + (10 if head[5] & 0x10 else 0)
    return position


def first_frame(handle: FileIO, start: int) -> int | None:
    """Position of the first of three layer III frames in a row after `start`; None when there is none."""
    handle.seek(start)
    data = handle.read(_SEARCHED_BYTES)
    place = data.find(b"\xff")
    while place >= 0:
        if _frames_in_a_row(data, place) >= 3:
            return start + place
        place = data.find(b"\xff", place + 1)
    return None


def promised_samples(handle: FileIO) -> int | None:
    """Samples that the encoder's own header (Xing or Info) promises; None without such a header."""
    place = first_frame(handle, after_tags(handle))
    if place is None:
        return None
    handle.seek(place)
    data = handle.read(256)
    frame = _frame(data)
    tag = data[4 + frame.side_bytes :] if frame else b""
    if frame is None or tag[:4] not in (b"Xing", b"Info") or not tag[7] & 1:
        return None
    (count,) = struct.unpack(">I", tag[8:12])
    return int(count) * frame.samples


def _frames_in_a_row(data: bytes, place: int) -> int:
    first, count = _frame(data[place : place + 4]), 0
    frame = first
    while frame and first and frame.rate_hz == first.rate_hz and count < 3:
        count, place = count + 1, place + frame.size_bytes
        frame = _frame(data[place : place + 4])
    return count


def _frame(head: bytes) -> Frame | None:
    """The frame that begins with these 4 bytes (ISO 11172-3, 13818-3 and the 2.5 extension)."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return None
    version, kbps_index, rate_index = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or kbps_index in (0, 15) or rate_index == 3:
        return None
    rate_hz, full, mono = _RATES_HZ[version][rate_index], version == 3, head[3] >> 6 == 3
    samples = 1152 if full else 576
    kbps = (_KBPS if full else _KBPS_LOW)[kbps_index]
    side = (17 if mono else 32) if full else (9 if mono else 17)
    return Frame(samples // 8 * kbps * 1000 // rate_hz + (head[2] >> 1 & 1), samples, rate_hz, side)
