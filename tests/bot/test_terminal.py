"""The command line as a person and a program meet it: exit codes, sentences, JSON, no traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.frontends.terminal.app import app
from bot.frontends.terminal.screen import printable
from tests.skills.studio_for_tests import make_studio


class Terminal:
    """Runs `refrain` in a folder of its own, on five small songs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *words: str, stdin: str = "") -> Result:
        result = CliRunner().invoke(app, list(words), input=stdin)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result


@pytest.fixture(scope="module")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sounds")


@pytest.fixture
def refrain(tmp_path: Path, sounds: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    make_studio(tmp_path / "home", sounds, pretend=False)
    settings = tmp_path / "config.toml"
    settings.write_text("[catalogue]\ndemo_songs = false\n[separation]\nseparator = 'approximate'\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REFRAIN_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("REFRAIN_CONFIG", raising=False)
    return Terminal(tmp_path)


def test_an_unknown_song_gets_the_nearest_titles_and_exit_code_1(refrain: Terminal) -> None:
    result = refrain("remix", "slow it down", "--song", "Opn Watr")
    assert result.exit_code == 1
    assert "There is no song called “Opn Watr”. Did you mean “Open Water”" in result.stderr
    assert not (refrain.folder / "out").exists()


def test_a_refusal_prints_all_reasons_and_the_nearest_plan_and_exits_with_2(refrain: Terminal) -> None:
    result = refrain("remix", "slow this to 80 bpm and up two semitones", "--song", "Own Terms")
    assert result.exit_code == 2
    assert "-10 % to +10 %" in result.stdout
    assert "-33.3 %" in result.stdout
    assert "itch" in result.stdout
    assert "108 BPM" in result.stdout
    assert not (refrain.folder / "out").exists()


def test_the_nearest_plan_is_made_when_it_is_asked_for(refrain: Terminal) -> None:
    result = refrain("remix", "slow this to 80 bpm", "--song", "Own Terms", "--nearest", "--json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert told["measured"]["tempo_ratio"] == pytest.approx(0.9, rel=0.005)


def test_a_use_that_the_license_forbids_is_refused(refrain: Terminal) -> None:
    assert (
        refrain("remix", "10% slower", "--song", "No Change", "--purpose", "noncommercial_share").exit_code
        == 2
    )
    assert refrain("remix", "10% slower", "--song", "No Money", "--purpose", "advertising").exit_code == 2
    no_credit = refrain("remix", "10% slower, and don't credit the artist", "--song", "Open Water")
    assert no_credit.exit_code == 2
    assert "credit" in no_credit.stdout


def test_a_remix_leaves_its_five_files_and_the_right_credit(refrain: Terminal) -> None:
    result = refrain("remix", "slow this to 100 bpm", "--song", "open water", "--by", "Bo", "--out", "mine")
    assert result.exit_code == 0
    names = sorted(file.name for file in (refrain.folder / "mine").iterdir())
    assert names == ["credits.txt", "preview.opus", "recipe.json", "remix.flac", "waveform.png"]
    credit = (
        '"Open Water" by Ada Example (https://example.org/open-water), CC BY 4.0 '
        "(https://creativecommons.org/licenses/by/4.0/). Changed by Bo: tempo 120 → 100 BPM, pitch kept."
    )
    assert credit in (refrain.folder / "mine" / "credits.txt").read_text(encoding="utf-8")
    assert credit in result.stdout
    again = refrain("remix", "--recipe", "mine/recipe.json", "--out", "again")
    assert again.exit_code == 0
    assert "The same samples" in again.stdout
    first, second = ((refrain.folder / d / "remix.flac").read_bytes() for d in ("mine", "again"))
    assert first == second


def test_json_holds_what_the_text_says(refrain: Terminal) -> None:
    told = json.loads(refrain("remix", "mute the drums", "--song", "Open Water", "--json").stdout)
    assert told["outcome"] == "done"
    assert told["plan"]["steps"][0]["action"] == "mute"
    assert told["license"]["verdict"] == "allowed"
    assert told["measured"]["audible_stems"] == ["vocals", "bass", "other"]
    assert all(Path(path).is_file() for path in told["files"].values())
    refused = json.loads(refrain("remix", "slow to 60 bpm", "--song", "Own Terms", "--json").stdout)
    assert refused["outcome"] == "refused"
    assert refused["reasons"][0]["code"]
    failed = json.loads(refrain("remix", "slow down", "--song", "none at all", "--json").stdout)
    assert failed["outcome"] == "failed"


def test_a_question_in_place_of_a_remix_is_answered(refrain: Terminal) -> None:
    result = refrain("remix", "what may I do with this song?", "--song", "Open Water")
    assert result.exit_code == 0
    assert "CC BY 4.0" in result.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("remix", "slow down", "--song", "Open Water", "--purpose", "fun"), "no purpose"),
        (("remix", "--song", "Open Water"), "Say what to do"),
        (("remix", "slow down"), "Say which song"),
        (("remix", "--recipe", "none.json"), "no file"),
        (("songs", "add"), "Name the file"),
        (("songs", "add", "none.wav", "--license", "CC0-1.0"), "no file"),
        (("songs", "show", "zzz"), "There is no song"),
        (("songs", "remove", "zzz"), "There is no song"),
    ],
)
def test_each_mistake_gets_one_sentence(refrain: Terminal, words: tuple[str, ...], told: str) -> None:
    result = refrain(*words)
    assert result.exit_code == 1
    assert told in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_recipe_that_is_none_is_told(refrain: Terminal) -> None:
    for rubbish in (b"{}", b"\x00\xff", b"[1, 2", b'{"format": 1, "plan": {"steps": [{"op": "rm -rf"}]}}'):
        (refrain.folder / "bad.json").write_bytes(rubbish)
        result = refrain("remix", "--recipe", "bad.json")
        assert result.exit_code == 1
        assert "is no recipe of Refrain" in result.stderr


def test_a_talk_comes_through_a_pipe(refrain: Terminal) -> None:
    lines = "slow this to 100 bpm\nwhat changed?\n/undo\n/nonsense\n/quit\nnever read\n"
    result = refrain("chat", "--song", "Open Water", stdin=lines)
    assert result.exit_code == 0
    assert "tempo 120 → 100 BPM" in result.stdout
    assert "the song as it is" in result.stdout
    assert "I know no “nonsense”" in result.stderr
    assert "never read" not in result.stdout


def test_control_characters_never_reach_the_terminal() -> None:
    assert printable("a\x1b[31mb\u202ec\u200bd\ne") == "a[31mbcd e"


def test_the_stems_of_a_remix_are_exported_and_tell_what_they_are(refrain: Terminal) -> None:
    made = refrain("remix", "only the chorus, mute the drums", "--song", "Open Water", "--out", "mine")
    assert made.exit_code == 0
    result = refrain("export", "mine", "--stems")
    assert result.exit_code == 0
    assert "played at once they are the remix before its master" in " ".join(result.stdout.split())
    assert "left out: drums" in result.stdout
    names = sorted(path.name for path in (refrain.folder / "mine" / "stems").glob("*.flac"))
    assert names == [f"open-water-remix-{stem}.flac" for stem in ("bass", "other", "vocals")]


def test_an_export_of_nothing_or_into_nothing_known_is_told_in_one_sentence(refrain: Terminal) -> None:
    nothing = refrain("export", str(refrain.folder), "--format", "mp3")
    assert nothing.exit_code == 1
    assert "There is no remix" in nothing.stderr
    unknown = refrain("export", str(refrain.folder), "--format", "aiff")
    assert unknown.exit_code == 1
    assert "it can be wav, wav16, flac, mp3, ogg, opus, m4a" in unknown.stderr
