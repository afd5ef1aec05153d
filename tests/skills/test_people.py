"""What people do beside remixing: report, look back, have their data written down or deleted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import skills
from skills.studio.studio import Studio
from skills.talk.errors import BadInput
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.watch import Unwatched
from tests.skills.asking import SONG, block

HERE = "discord:1"
ADA, BO = "discord:7", "discord:8"


def do(studio: Studio, word: str, person: str = BO, platform: str = HERE, **said: Any) -> Reply:
    """A word with its options; song, words and talk_id are the request's own."""
    own = {name: said.pop(name) for name in ("song", "words", "talk_id", "name") if name in said}
    request = Request(word=word, person=person, platform=platform, options=said, **own)
    return skills.answer(request, studio, Unwatched())


def remixed(
    studio: Studio, words: str = "10% faster", person: str = BO, talk_id: str = "t", **said: Any
) -> Reply:
    purpose = said.pop("purpose", "noncommercial_share")
    about = {"song": SONG, "talk_id": talk_id, "name": f"name of {person}"}
    card = do(studio, "remix", person, words=words, propose=True, purpose=purpose, **about)
    return do(studio, "remix", person, proposal=card.data["proposal"], name=about["name"])


def test_a_report_is_kept_once_and_listed_where_it_was_made(studio: Studio) -> None:
    release = remixed(studio).data["release"]
    first = do(studio, "report", ADA, release=release[:12], reason="it is my voice")
    again = do(studio, "report", ADA, words=f"{release} it is my voice")
    assert first.data == again.data
    here = do(studio, "report", ADA, action="list").data["reports"]
    assert here == do(studio, "report", "you", "terminal", action="list").data["reports"]
    assert [(one["title"], one["reason"], one["state"]) for one in here] == [
        (f"{SONG} (remix)", "it is my voice", "open")
    ]
    assert do(studio, "report", ADA, "discord:2", action="list").data["reports"] == []


def test_what_somebody_adds_to_a_report_is_kept_too_up_to_five_times(studio: Studio) -> None:
    release = remixed(studio).data["release"]
    for number in range(5):
        kept = do(studio, "report", ADA, release=release, reason=f"reason {number}").data["report"]
        assert (kept["id"], kept["reason"]) == (number + 1, f"reason {number}")
    with pytest.raises(BadInput, match="reported this remix five times already"):
        do(studio, "report", ADA, release=release, reason="reason 5")
    do(studio, "report", ADA, action="dismiss", report=1)
    assert do(studio, "report", ADA, release=release, reason="reason 5").data["report"]["id"] == 6


def test_a_report_is_dismissed_or_has_the_remix_taken_down_and_is_settled_once(studio: Studio) -> None:
    release = remixed(studio).data["release"]
    one = do(studio, "report", ADA, release=release, reason="loud").data["report"]["id"]
    assert do(studio, "report", ADA, action="dismiss", report=one).data["report"]["state"] == "dismissed"
    assert studio.register.release(release, studio.now()).state == "draft"
    with pytest.raises(BadInput, match="settled already: dismissed"):
        do(studio, "report", ADA, action="remove", report=one)
    two = do(studio, "report", ADA, release=release, reason="mine").data["report"]["id"]
    with pytest.raises(BadInput, match="is no report of this place"):
        do(studio, "report", ADA, "discord:2", action="remove", report=two)
    do(studio, "report", ADA, action="remove", report=two)
    assert studio.register.release(release, studio.now()).state == "taken down"
    assert [event.why for event in studio.register.story(release)][-1] == "mine"


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"release": "nothing", "reason": "x"}, "is no remix that I know"),
        ({"words": "ab why"}, "is no remix that I know"),
        ({"release": "abcdef"}, "Say what is wrong"),
        ({"action": "burn"}, "report knows report, list, dismiss, remove"),
    ],
)
def test_a_report_that_says_too_little_asks_for_more(
    studio: Studio, said: dict[str, Any], problem: str
) -> None:
    with pytest.raises(BadInput, match=problem):
        do(studio, "report", **said)


def test_remixes_are_listed_with_their_lineage_newest_first(studio: Studio) -> None:
    remixed(studio)
    remixed(studio, "add reverb to the vocals", ADA, "u")
    of_song = do(studio, "remixes", song=SONG).data["remixes"]
    assert [(one["person"], len(one["explained"])) for one in of_song] == [(ADA, 1), (BO, 1)]
    assert of_song[0]["lineage"] == [f"“{SONG}” by Ada Example (000000000001)"]
    theirs = do(studio, "remixes", BO)
    assert [one["explained"] for one in theirs.data["remixes"]] == [["tempo 120 → 132 BPM, pitch kept"]]
    assert theirs.blocks[0].title == "1 remix made"


def test_what_somebody_made_for_themselves_is_listed_to_nobody_else(studio: Studio) -> None:
    remixed(studio, purpose="private_preview")
    assert len(do(studio, "remixes", BO, song=SONG).data["remixes"]) == 1
    assert do(studio, "remixes", ADA, song=SONG).data["remixes"] == []


def test_the_very_same_remix_of_two_people_is_each_ones_own(studio: Studio) -> None:
    first, second = remixed(studio).data, remixed(studio, person=ADA, talk_id="u").data
    assert first["remix"] == second["remix"]
    assert first["release"] != second["release"]
    of_song = do(studio, "remixes", song=SONG).data["remixes"]
    assert [(one["person"], one["remixer"]) for one in of_song] == [
        (ADA, f"name of {ADA}"),
        (BO, f"name of {BO}"),
    ]


def test_who_has_their_data_deleted_changes_nothing_about_the_same_remix_of_others(studio: Studio) -> None:
    remixed(studio, words="10% faster", purpose="private_preview")
    do(studio, "mydata", BO, action="delete")
    theirs = remixed(studio, "make it 10% faster", ADA, "u").data["release"]
    kept = studio.register.release(theirs, studio.now()).recipe
    assert (kept.remixer, kept.requests, kept.purpose) == (
        f"name of {ADA}", ("make it 10% faster",), "noncommercial_share",
    )  # fmt: skip
    do(studio, "mydata", BO, action="delete")
    assert studio.register.release(theirs, studio.now()).recipe == kept


def test_a_talk_begins_with_the_plan_of_a_remix_that_is_there_and_with_nobodys_words(studio: Studio) -> None:
    release = remixed(studio, "10% faster, add reverb to the vocals").data["release"]
    do(studio, "mydata", BO, action="delete")
    asked = {"song": SONG, "propose": True, "like": release, "purpose": "noncommercial_share"}
    again = do(studio, "remix", ADA, talk_id="u", **asked)
    made = do(studio, "remix", ADA, proposal=again.data["proposal"], name="Ada")
    assert made.data["remix"] == release
    further = do(studio, "remix", ADA, talk_id="v", words="mute the drums", **asked)
    assert len(further.data["plan"]["steps"]) == 3
    assert (
        do(studio, "remix", ADA, talk_id="v", words="mute the drums", **asked).data["plan"]
        == (further.data["plan"])
    )
    kept = studio.register.release(made.data["release"], studio.now()).recipe
    assert (kept.remixer, kept.requests) == ("Ada", ("",))
    with pytest.raises(BadInput, match="no longer known"):
        do(studio, "remix", ADA, talk_id="w", **{**asked, "song": "No Money"})


def test_undo_proposes_the_talk_without_its_last_change(studio: Studio) -> None:
    remixed(studio)
    remixed(studio, "add reverb to the vocals")
    card = do(studio, "undo", talk_id="t")
    assert card.outcome == "done"
    assert block(card, "Plan") == "tempo 120 → 132 BPM, pitch kept  ← “10% faster”"
    do(studio, "remix", proposal=card.data["proposal"])
    assert do(studio, "changes", talk_id="t").blocks[0].title == "The reverb is gone."


def test_help_tells_every_word_and_what_it_takes(studio: Studio) -> None:
    words = {one["name"]: one for one in do(studio, "help").data["words"]}
    assert words["remix"]["takes"] == ["song", "words"]
    assert words["remixes"]["takes"] == ["song"]
    assert words["undo"] == {"name": "undo", "help": "undo: take the last change back", "takes": []}
    assert all(one["help"].startswith(name) for name, one in words.items())


def test_what_is_kept_about_a_person_is_written_down_whole(studio: Studio, tmp_path: Path) -> None:
    release = remixed(studio).data["release"]
    remixed(studio, "add reverb to the vocals", ADA)
    do(studio, "report", BO, release=release, reason="too loud")
    shown = do(studio, "mydata", BO).data["kept"]
    reply = do(studio, "mydata", BO, action="export", out=tmp_path)
    told = json.loads(reply.files["export"].read_text())
    assert shown == {kind: len(told[kind]) for kind in shown}
    assert [turn["body"]["words"] for turn in told["turns"]] == ["10% faster"]
    assert [one["id"] for one in told["releases"]] == [release]
    assert [one["reason"] for one in told["reports"]] == ["too loud"]
    assert [one["kind"] for one in told["events"]] == ["drafted"]
    assert ADA not in reply.files["export"].read_text()


def test_a_talk_of_ones_own_is_deleted_whole_and_a_name_is_taken_out(studio: Studio) -> None:
    made = remixed(studio)
    reply = do(studio, "mydata", BO, action="delete")
    assert reply.data == {
        "deleted": {"turns": 1, "proposals": 1, "notes": 0},
        "nameless": {"turns": 0, "recipes": 1, "reports": 0},
        "kept": {"releases": 1, "publications": 0, "requests": 0, "answers": 0, "events": 1},
    }
    for table in ("turn", "said_by", "talk_song", "proposal"):
        assert studio.store.read(f"select * from {table}") == []
    (recipe,) = studio.store.remixes("000000000001")
    assert (recipe["remixer"], recipe["requests"]) == ("somebody", [])
    assert recipe["pcm_sha256"] == made.data["pcm_sha256"]
    assert "cannot be changed, by anybody" in block(reply, "Kept, and why")
    assert remixed(studio).outcome == "done"


def test_in_a_talk_with_others_ones_words_go_and_the_changes_stay(studio: Studio) -> None:
    remixed(studio)
    remixed(studio, "add reverb to the vocals", ADA)
    release = do(studio, "remixes", ADA).data["remixes"][0]["release"]
    do(studio, "report", BO, release=release, reason="too wet")
    reply = do(studio, "mydata", BO, action="delete")
    assert reply.data["nameless"] == {"turns": 1, "recipes": 1, "reports": 1}
    words = studio.store.read("select json_extract(body, '$.words') from turn order by number")
    assert words == [("",), ("add reverb to the vocals",)]
    card = do(studio, "remix", ADA, words="a bit slower", talk_id="t", propose=True)
    assert len(card.data["plan"]["steps"]) == 2
    assert studio.store.read("select person, reason from report") == [("", "too wet")]
    assert do(studio, "mydata", BO).data["kept"]["turns"] == 0


def test_of_somebody_unknown_nothing_is_kept(studio: Studio) -> None:
    assert do(studio, "mydata", "discord:99").blocks[0].title == "Nothing is kept about you"
    with pytest.raises(BadInput, match="mydata knows show, export and delete"):
        do(studio, "mydata", action="sell")
