"""A remix that was made is exported: every format tagged, all files or none, and fairly compared."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

import skills
from audio_engine.analysis.loudness import integrated_lufs, true_peak_dbtp
from audio_engine.audio import pcm_hash
from audio_engine.compare import at_equal_loudness
from audio_engine.errors import Cancelled
from audio_engine.files.export import EXPORT_FORMATS
from audio_engine.files.store_audio import read_flac, write_flac
from skills.provenance.tagging import read_tags, write_tags
from skills.studio.studio import Studio
from skills.talk.errors import BadInput, Stopped
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.watch import Unwatched, Watch
from tests.audio_engine.files.sounds import bursts
from tests.skills.asking import under


def export(studio: Studio, watch: Watch | None = None, **options: object) -> Reply:
    return skills.answer(Request(word="export", options=options), studio, watch or Unwatched())


@pytest.fixture
def made(studio: Studio) -> Path:
    """The folder of a remix, with a sound in it that can be told from silence."""
    reply = skills.answer(Request(word="remix", words="10% slower", song="Open Water"), studio, Unwatched())
    fill(reply.files["remix"], 6.0)
    return reply.files["remix"].parent


def fill(remix: Path, seconds: float) -> None:
    """Another sound for a remix, under the same tags, as if its recipe had made it."""
    swap(remix, seconds)
    recipe = remix.parent / "recipe.json"
    told = json.loads(recipe.read_text(encoding="utf-8"))
    recipe.write_text(json.dumps(told | {"pcm_sha256": pcm_hash(read_flac(remix))}), encoding="utf-8")


def swap(remix: Path, seconds: float) -> None:
    """Another sound in the file of a remix, under the same tags."""
    tags = read_tags(remix)
    write_flac(remix, bursts(seconds))
    write_tags(remix, tags)


def test_another_sound_is_not_exported_under_the_tags_of_the_remix(studio: Studio, made: Path) -> None:
    assert export(studio, folder=made, formats=["wav"]).outcome == "done"
    (made / "remix.wav").unlink()
    swap(made / "remix.flac", 5.0)
    before = sorted(made.iterdir())
    for options in ({"formats": ["flac"]}, {"formats": ["wav", "mp3"]}, {"compare": True}):
        with pytest.raises(BadInput, match=r"is not the sound that recipe\.json beside it made"):
            export(studio, folder=made, **options)
    assert sorted(made.iterdir()) == before


def test_every_format_carries_the_tags_of_the_remix(studio: Studio, made: Path) -> None:
    reply = export(studio, folder=made, formats=list(EXPORT_FORMATS))
    assert set(reply.files) == set(EXPORT_FORMATS)
    assert reply.files["wav16"] != reply.files["wav"]
    tags = read_tags(made / "remix.flac")
    assert tags.title == "Open Water (remix)"
    assert tags.original_artists == ("Ada Example",)
    assert tags.disclosure == "none"
    assert tags.license_url.startswith("https://creativecommons.org/licenses/by/4.0")
    for path in reply.files.values():
        assert read_tags(path) == tags
    assert soundfile.info(reply.files["wav16"]).subtype == "PCM_16"
    assert np.array_equal(
        soundfile.read(reply.files["wav"], dtype="int32")[0],
        soundfile.read(reply.files["flac"], dtype="int32")[0],
    )


def test_the_remix_is_compared_with_the_original_at_one_loudness(studio: Studio, made: Path) -> None:
    fill(made / "remix.flac", 54.0)
    reply = export(studio, folder=made, compare=True)
    sounds = [read_flac(reply.files[name]) for name in ("original", "remix beside it")]
    levels = [integrated_lufs(sound) for sound in sounds]
    assert levels[0] == pytest.approx(levels[1], abs=0.05)
    assert all(true_peak_dbtp(sound) <= -0.9 for sound in sounds)
    assert all(sound.shape[1] == pytest.approx(30 * 44_100, abs=44_100) for sound in sounds)
    assert read_tags(reply.files["original"]).remixer == "Ada Example"


def test_two_sounds_meet_at_the_quieter_one_by_gains_alone() -> None:
    loud, quiet = bursts(3.0, peak=0.9), bursts(3.0, peak=0.09)
    pair = at_equal_loudness(loud, quiet)
    assert (pair.first_gain_db, pair.second_gain_db) == (pytest.approx(-20.0, abs=0.1), 0.0)
    assert integrated_lufs(pair.first) == pytest.approx(integrated_lufs(pair.second), abs=0.02)
    nothing = at_equal_loudness(loud, np.zeros_like(loud))
    assert np.array_equal(nothing.first, loud)


class StopLate(Unwatched):
    """Somebody who stops the export in its second file."""

    def stage(self, name: str, done: float) -> None:
        if done > 0.6:
            raise Cancelled("stopped")


def test_a_stopped_export_takes_back_every_file_of_its_own(studio: Studio, made: Path) -> None:
    export(studio, folder=made, formats=["mp3"])
    before = {path.name: path.read_bytes() for path in made.iterdir()}
    with pytest.raises(Stopped):
        export(studio, StopLate(), folder=made, formats=["wav", "mp3"])
    assert {path.name: path.read_bytes() for path in made.iterdir()} == before


def test_what_cannot_be_exported_is_told_in_one_sentence(studio: Studio, made: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="“aiff” is no format to export; it can be wav, wav16, flac, mp3"):
        export(studio, folder=made, formats=["aiff"])
    with pytest.raises(BadInput, match="There is no remix"):
        export(studio, folder=tmp_path, formats=["wav"])
    with pytest.raises(BadInput, match="Say what to write"):
        export(studio, folder=made)
    studio.store.remove_song("000000000001")
    with pytest.raises(BadInput, match="which is not in the catalogue"):
        export(studio, folder=made, compare=True)
    assert not list(made.glob("compare*"))


ONE_KIND = """
license = "LicenseRef-Refrain-Own"
[tempo]
min_percent = -10
max_percent = 10
[export]
formats = ["wav"]
"""


def test_a_license_that_names_kinds_of_file_is_asked_first(studio: Studio, made: Path) -> None:
    under(ONE_KIND, studio)
    before = sorted(made.iterdir())
    refused = export(studio, folder=made, formats=["mp3", "wav16"])
    assert refused.outcome == "refused"
    assert [(reason["code"], reason["got"]) for reason in refused.data["reasons"]] == [
        ("export.format_not_allowed", "mp3")
    ]
    assert sorted(made.iterdir()) == before
    assert export(studio, folder=made, formats=["wav", "wav16"]).outcome == "done"


def test_a_remix_whose_rights_are_disputed_is_not_exported(studio: Studio, made: Path) -> None:
    studio.register.dispute("000000000001", "Ada", studio.now(), "it is mine")
    refused = export(studio, folder=made, formats=["wav"])
    assert {reason["code"] for reason in refused.data["reasons"]} == {"grant.disputed"}
    assert not (made / "remix.wav").exists()
    studio.register.settle("000000000001", "Ada", studio.now())
    assert export(studio, folder=made, formats=["wav"]).outcome == "done"
