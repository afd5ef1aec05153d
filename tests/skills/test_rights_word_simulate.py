"""`refrain rights simulate`: what a grant means, request by request, before it is offered."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from skills.rights.judgement import PURPOSES
from skills.studio.studio import Studio
from skills.talk.errors import BadInput
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.watch import Unwatched
from skills.words import rights

GRANTS = Path(__file__).parent.parent.parent / "skills" / "rights" / "examples" / "grants"
TERMS = """
license = "LicenseRef-Refrain-Small"
[tempo]
min_percent = -10
max_percent = 10
[vocals]
may = "processed"
[effects]
allowed = ["reverb"]
"""


def simulated(studio: Studio, grant: Path | str, song: str = "", **options: Any) -> Reply:
    asked = {"action": "simulate", "grant": str(grant), **options}
    return rights.run(Request(word="rights", song=song, options=asked), studio, Unwatched())


def verdicts(reply: Reply, purpose: str = "private_preview") -> dict[str, str]:
    return {row["words"]: row["answers"][purpose]["verdict"] for row in reply.data["requests"]}


@pytest.fixture
def terms(tmp_path: Path) -> Path:
    (tmp_path / "small.toml").write_text(TERMS)
    return tmp_path / "small.toml"


def test_everyday_requests_are_all_understood_and_answered_for_every_purpose(
    studio: Studio, terms: Path
) -> None:
    reply = simulated(studio, terms)
    assert reply.outcome == "done"
    assert reply.data["not_understood"] == []
    assert len(reply.data["requests"]) >= 35
    assert list(reply.data["totals"]) == list(PURPOSES)
    assert all(
        sum(counts.values()) == len(reply.data["requests"]) for counts in reply.data["totals"].values()
    )
    told = verdicts(reply)
    assert told["10 % faster"] == "allowed"
    assert told["up two semitones"] == "refused"
    assert told["leave out the credits"] == "refused"
    assert set(verdicts(reply, "advertising").values()) == {"refused"}


def test_a_free_license_allows_all_but_what_the_house_forbids(studio: Studio) -> None:
    told = verdicts(simulated(studio, "CC0-1.0", purpose="private_preview"))
    refused = {words for words, verdict in told.items() if verdict != "allowed"}
    assert refused == {"imitate the singer's voice", "train a model on it"}


def test_purposes_that_get_the_same_answers_share_a_table(studio: Studio) -> None:
    reply = simulated(studio, "cc-by-nc-sa-4.0")
    head, table = reply.blocks
    named = "a private preview, sharing without money, entering a contest and political messages"
    assert table.title == f"For {named}"
    asked = len(verdicts(reply))
    assert head.lines == (
        f"{named}: {asked - 3} allowed, 3 refused",
        "not granted: earning money on this platform, earning money anywhere, advertising and use with "
        "moving pictures",
    )
    told = " ".join(line.strip() for line in table.lines)
    assert all(words in told for words in verdicts(reply))
    assert len(table.lines) < 15


def test_a_table_goes_from_what_is_allowed_to_what_is_refused_and_names_each_once(studio: Studio) -> None:
    tables = [b for b in simulated(studio, GRANTS / "lake.toml").blocks if b.title.startswith("For ")]
    labels = [[line[:11].strip() for line in table.lines if line[0] != " "] for table in tables]
    assert labels == [["allowed", "nearest", "refused"], ["nearest", "asks first", "refused"]]
    asked = "\n".join(tables[1].lines)
    assert asked.count("The rights holder wants to hear the remix before earning money") == 1
    assert re.search(r"refused      the same \d+ as for a private preview and sharing without money", asked)


def test_what_the_grant_of_one_layer_has_no_say_in_is_never_told_as_allowed(studio: Studio) -> None:
    reply = simulated(studio, GRANTS / "recording-only.toml")
    for purpose in PURPOSES:
        told = verdicts(reply, purpose)
        assert told["play it on a piano"] == "not its say"
    assert {w for w, v in verdicts(reply).items() if v == "not its say"} == {
        "play it on a piano", "change the lyrics", "sing it in Spanish",
    }  # fmt: skip
    assert verdicts(reply, "advertising")["change the lyrics"] == "refused"
    table = "\n".join(reply.blocks[1].lines)
    assert "Not this grant's to say: only the holder of the composition can allow it." in table


def test_what_a_grant_of_one_layer_allows_stands_under_what_else_must_be_granted(studio: Studio) -> None:
    reply = simulated(studio, GRANTS / "recording-only.toml")
    assert [b.title for b in reply.blocks[1:]] == [
        "For a private preview and sharing without money, once the composition is granted too"
    ]
    assert "allowed once the composition is granted too, 3 not its say" in reply.blocks[0].lines[-2]
    assert reply.blocks[0].lines[-1].startswith("not granted: entering a contest, ")
    assert not any("once" in block.title for block in simulated(studio, GRANTS / "lake.toml").blocks)


def test_whoever_asks_is_one_whom_the_grant_lets_and_that_is_said(studio: Studio) -> None:
    reply = simulated(studio, GRANTS / "contest.toml", purpose="contest_entry")
    assert reply.blocks[0].lines[0] == (
        "Assumed of whoever asks: in Austria, 30 years old, at the moment it opens (2026-05-20T11:00:00Z). "
        "Say otherwise with --territory, --age or --at."
    )
    assert verdicts(reply, "contest_entry")["10 % faster"] == "allowed"
    assert reply.data["totals"]["contest_entry"]["refused"] < 20


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ({"territory": "FR"}, "territory.not_allowed"),
        ({"age": 17}, "people.too_young"),
        ({"at": "2026-07-01T00:00:00Z"}, "validity.expired"),
    ],
)
def test_what_is_stated_of_whoever_asks_counts_first(
    studio: Studio, stated: dict[str, Any], code: str
) -> None:
    reply = simulated(studio, GRANTS / "contest.toml", purpose="contest_entry", **stated)
    (option,) = stated
    assert f"--{option}" not in reply.blocks[0].lines[0]
    assert set(verdicts(reply, "contest_entry").values()) == {"refused"}
    assert all(
        code in {reason["code"] for reason in row["answers"]["contest_entry"]["reasons"]}
        for row in reply.data["requests"]
    )


def test_nothing_is_assumed_where_the_grant_does_not_ask(studio: Studio, terms: Path) -> None:
    assert "Assumed" not in "\n".join(simulated(studio, terms).blocks[0].lines)


def test_requests_come_from_a_text_file_a_recipe_or_a_folder(
    studio: Studio, terms: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "a.txt").write_text("# mine\n60 bpm\n\nadd a bit of reverb\nxyzzy plugh\n")
    steps = [{"op": "tempo", "ratio": 1.05}]
    (folder / "b.json").write_text(json.dumps({"title": "Quick", "plan": {"steps": steps}}))
    (folder / "c.json").write_text(json.dumps({"steps": []}))
    reply = simulated(studio, terms, plans=folder, purpose="private_preview")
    assert verdicts(reply) == {
        "60 bpm": "nearest", "add a bit of reverb": "allowed", "Quick": "allowed", "c": "allowed",
    }  # fmt: skip
    assert reply.data["not_understood"] == ["xyzzy plugh"]
    assert "nearest" in "\n".join(line for block in reply.blocks for line in block.lines)


def test_the_song_that_is_named_is_the_one_that_counts(studio: Studio, terms: Path, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("slow to 110 bpm\n")
    options = {"plans": tmp_path / "one.txt", "purpose": "private_preview"}
    named = simulated(studio, terms, "Open Water", **options)
    assert verdicts(named) == {"slow to 110 bpm": "allowed"}
    assert "“Open Water”" in named.blocks[0].title


def test_a_layer_that_the_grant_leaves_out_is_said_to_need_a_grant_of_its_own(
    studio: Studio, tmp_path: Path
) -> None:
    (tmp_path / "half.toml").write_text(TERMS.replace("[tempo]", 'covers = ["musical_work"]\n[tempo]', 1))
    reply = simulated(studio, tmp_path / "half.toml", purpose="private_preview")
    assert verdicts(reply)["10 % faster"] == "allowed"
    assert reply.blocks[0].lines[0] == (
        "It does not speak for the recording: whoever holds that must grant it too, and nothing is allowed "
        "before."
    )
    assert verdicts(reply)["give me the stems"] != "allowed"


@pytest.mark.parametrize("text", ["", "# nothing\n", "slow = fast\n", "x" * 100_000])
def test_a_file_without_requests_gets_one_sentence(
    studio: Studio, terms: Path, tmp_path: Path, text: str
) -> None:
    (tmp_path / "bad.txt").write_text(text)
    with pytest.raises(BadInput):
        simulated(studio, terms, plans=tmp_path / "bad.txt")
    (tmp_path / "bad.json").write_text('{"plan": {"steps": [{"op": "fly"}]}}')
    with pytest.raises(BadInput, match="the plan cannot be used"):
        simulated(studio, terms, plans=tmp_path / "bad.json")


def test_a_grant_that_cannot_be_read_is_told(studio: Studio, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text('license = "LicenseRef-Refrain-X"\n[temppo]\n')
    with pytest.raises(BadInput, match="did you mean 'tempo'"):
        simulated(studio, tmp_path / "bad.toml")
    with pytest.raises(BadInput, match="is a folder; name a"):
        simulated(studio, tmp_path)
    (tmp_path / "empty.json").write_text("")
    with pytest.raises(BadInput, match="at line 1, column 1 a value is missing"):
        simulated(studio, "CC-BY-4.0", plans=tmp_path / "empty.json")
    with pytest.raises(BadInput, match="Say which grant"):
        simulated(studio, "")
