"""A remix to post: whole and as good as its room allows, else its most telling part."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import skills
from audio_engine.render import Remix
from audio_engine.units import RATE_HZ
from skills.provenance.tagging import read_tags
from skills.studio.studio import Studio
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.watch import Unwatched
from tests.skills.asking import SONG, TERMS, block, under
from tests.skills.studio_for_tests import PretendingWorkshop


class HissingWorkshop(PretendingWorkshop):
    """Plays nothing but noise, of the right length: what needs most room."""

    def render(self, *asked: Any, **more: Any) -> Remix:
        remix = super().render(*asked, **more)
        noise = np.random.default_rng(1).normal(0.0, 0.1, (2, round(remix.facts.seconds * RATE_HZ)))
        return replace(remix, samples=noise.astype(np.float32))


@pytest.fixture
def hissing(studio: Studio) -> Studio:
    return replace(studio, workshop=HissingWorkshop(studio.library, studio.settings))


def posted(studio: Studio, fit_bytes: int, words: str = "10% faster") -> Reply:
    options: dict[str, Any] = {"fit_bytes": fit_bytes}
    request = Request("remix", words, SONG, person="Bo", platform="discord:1", options=options)
    return skills.answer(request, studio, Unwatched())


def seconds_of(path: Any) -> float:
    import mutagen

    return float(mutagen.File(path).info.length)


def test_a_remix_that_fits_is_attached_whole_at_the_best_rate_and_credited(hissing: Studio) -> None:
    reply = posted(hissing, 10_000_000)
    path = reply.files["attachment"]
    told = reply.data["attachment"]
    assert (path.name, told["kbps"], told["whole"], told["why"]) == ("open-water-remix.ogg", 128, True, "")
    assert path.read_bytes()[:4] == b"OggS"
    assert b"OpusHead" in path.read_bytes()[:100]
    assert seconds_of(path) == pytest.approx(reply.data["measured"]["seconds"], abs=0.05)
    assert told["bytes"] == path.stat().st_size
    assert read_tags(path) == read_tags(reply.preview.sound)
    assert reply.preview.sound.name == "open-water-remix-preview.ogg"


def test_less_room_takes_a_lower_rate_and_keeps_the_whole(hissing: Studio) -> None:
    best = posted(hissing, 10_000_000).data["attachment"]
    less = posted(hissing, round(best["bytes"] * 0.6))
    told = less.data["attachment"]
    assert told["whole"]
    assert 48 <= told["kbps"] < 128
    assert less.files["attachment"].stat().st_size <= round(best["bytes"] * 0.6)


def test_too_little_room_for_the_whole_takes_its_most_telling_part_and_says_so(
    hissing: Studio,
) -> None:
    room = 60_000
    reply = posted(hissing, room)
    told, path = reply.data["attachment"], reply.files["attachment"]
    assert not told["whole"]
    assert path.stat().st_size <= room
    assert seconds_of(path) == pytest.approx(told["end_seconds"] - told["start_seconds"], abs=0.05)
    assert seconds_of(path) > 5
    assert block(reply, "Attached").startswith("The whole remix is too large to post; this is it from ")


def test_no_room_at_all_attaches_nothing_and_says_so(hissing: Studio) -> None:
    reply = posted(hissing, 5_000)
    assert "attachment" not in reply.files
    assert reply.data["attachment"] == {
        "whole": False, "why": "The remix is too large to post, even a part of it.",
    }  # fmt: skip
    assert sorted(path.name for path in reply.files["remix"].parent.iterdir()) == [
        "credits.txt", "open-water-remix-preview.ogg", "recipe.json", "remix.flac", "waveform.png",
    ]  # fmt: skip


def test_a_kind_of_file_that_the_license_does_not_allow_is_not_attached(hissing: Studio) -> None:
    under(TERMS + '[export]\nformats = ["flac"]\n', hissing)
    reply = posted(hissing, 10_000_000)
    assert "attachment" not in reply.files
    assert "allows flac for files" in reply.data["attachment"]["why"]
