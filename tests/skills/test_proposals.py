"""Remixes that are proposed first, and made once when their person says so."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import skills
from audio_engine.plan import Effect
from audio_engine.render import Remix
from skills.planning.delta import Delta
from skills.planning.talk import Turn
from skills.studio.store import Store
from skills.studio.studio import Studio
from skills.talk.errors import BadInput
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.watch import Unwatched
from tests.skills.asking import HEARD_FIRST, SONG, block, files_under, under
from tests.skills.studio_for_tests import NOON, PretendingWorkshop

HERE = "discord:1"


def proposed(studio: Studio, words: str = "10% faster", **said: Any) -> Reply:
    options = {"propose": True, **said.pop("options", {})}
    about = {"song": SONG, "talk_id": "t", "person": "discord:7", "name": "Bo", "platform": HERE, **said}
    return skills.answer(Request(word="remix", words=words, options=options, **about), studio, Unwatched())


def made(studio: Studio, proposal: str, person: str = "discord:7", **options: Any) -> Reply:
    request = Request(
        word="remix", person=person, name="Bo", platform=HERE, options={"proposal": proposal, **options}
    )  # fmt: skip
    return skills.answer(request, studio, Unwatched())


def words_of(studio: Studio, talk_id: str = "t") -> list[str]:
    rows = studio.store.read("select json_extract(body, '$.words') from turn where talk_id = ?", talk_id)
    return [words for (words,) in rows]


def test_a_proposal_shows_the_plan_the_license_the_credits_and_who_holds_the_rights(studio: Studio) -> None:
    reply = proposed(studio)
    assert reply.outcome == "done"
    assert [one.title for one in reply.blocks] == [
        f"Plan for “{SONG}”", "What the license says", "Credits", "Who holds the rights",
    ]  # fmt: skip
    assert block(reply, "Plan") == "tempo 120 → 132 BPM, pitch kept  ← “10% faster”"
    assert block(reply, "What the license says").splitlines()[0] == (
        "Allowed for a private preview under CC BY 4.0."
    )
    assert "a remix by Bo (CC-BY-4.0)." in block(reply, "Credits")
    assert "by Ada Example (https://example.org/open-water), CC BY 4.0" in block(reply, "Credits")
    assert block(reply, "Who holds") == "Ada Example"
    assert reply.data["song"] == {"id": "000000000001", "title": SONG, "artist": "Ada Example"}
    assert reply.data["license"]["verdict"] == "allowed"
    assert reply.data["purpose"] == "private_preview"
    length = studio.store.song("000000000001").facts.hearing.grid.seconds
    assert reply.data["seconds"] == pytest.approx(length / 1.1, abs=0.01)


def test_a_proposal_renders_nothing_and_says_nothing_in_the_talk(studio: Studio) -> None:
    proposed(studio)
    assert files_under(studio.settings.out) == []
    assert words_of(studio) == []
    assert studio.store.read("select count(*) from release") == [(0,)]


def test_a_proposal_is_made_and_its_words_enter_the_talk_once(studio: Studio) -> None:
    ask = proposed(studio).data["proposal"]
    first, again = made(studio, ask), made(studio, ask)
    assert words_of(studio) == ["10% faster"]
    assert first.outcome == again.outcome == "done"
    assert first.data["pcm_sha256"] == again.data["pcm_sha256"]
    assert first.data["remix"] == again.data["remix"]
    assert studio.store.read("select id, person from release") == [(first.data["release"], "discord:7")]
    assert first.data["lineage"] == [f"“{SONG}” by Ada Example (000000000001)"]
    assert first.data["stems_granted"] is True
    assert first.data["credits_text"].startswith(f'"{SONG} (remix)", a remix by Bo (CC-BY-4.0).')
    assert first.talk_id == "t"


def test_a_proposal_made_after_the_talk_went_on_adds_to_it(studio: Studio) -> None:
    faster = proposed(studio).data["proposal"]
    reverb = proposed(studio, "add reverb to the vocals").data["proposal"]
    made(studio, faster)
    reply = made(studio, reverb)
    assert words_of(studio) == ["10% faster", "add reverb to the vocals"]
    assert block(reply, "Plan").splitlines()[0] == "tempo 120 → 132 BPM, pitch kept  ← “10% faster”"
    assert "← “add reverb to the vocals”" in block(reply, "Plan").splitlines()[1]


def test_a_proposal_made_once_more_after_the_talk_went_on_comes_out_as_it_did(studio: Studio) -> None:
    faster = proposed(studio).data["proposal"]
    first = made(studio, faster)
    made(studio, proposed(studio, "add reverb to the vocals").data["proposal"])
    assert made(studio, faster).data["remix"] == first.data["remix"]
    assert words_of(studio) == ["10% faster", "add reverb to the vocals"]


def test_a_proposal_whose_step_is_gone_meanwhile_is_not_made(studio: Studio) -> None:
    made(studio, proposed(studio, "add reverb to the vocals").data["proposal"])
    less = proposed(studio, "less reverb").data["proposal"]
    made(studio, proposed(studio, "start over").data["proposal"])
    with pytest.raises(BadInput, match="gone on since this plan was made"):
        made(studio, less)
    assert words_of(studio) == ["add reverb to the vocals", "start over"]


def test_only_its_own_person_has_a_proposal_made(studio: Studio) -> None:
    ask = proposed(studio).data["proposal"]
    with pytest.raises(BadInput, match="Only the one who asked"):
        made(studio, ask, person="discord:8")
    with pytest.raises(BadInput, match="no such plan"):
        made(studio, "nothing")


def test_a_refused_plan_is_proposed_as_its_nearest_one_and_in_private(studio: Studio) -> None:
    under(HEARD_FIRST, studio)
    reply = proposed(studio, "50% faster", options={"purpose": "noncommercial_share"})
    assert reply.outcome == "refused"
    assert reply.data["license"]["verdict"] == "not allowed"
    assert [reason["term"] for reason in reply.data["reasons"]] == ["tempo"]
    assert block(reply, "What the license says").startswith("Not allowed for sharing without money.")
    assert "refrain" not in "\n".join(line for one in reply.blocks for line in one.lines)
    done = made(studio, reply.data["nearest_proposal"])
    assert block(done, "Plan").startswith("tempo 120 → 150 BPM")


def test_words_that_contradict_themselves_are_not_laid_to_the_license(studio: Studio) -> None:
    reply = proposed(studio, "slow it to 80 and don't slow it")
    assert reply.outcome == "refused"
    assert [one.title for one in reply.blocks if one.about == "license"] == [
        "What you ask for contradicts itself"
    ]
    assert block(reply, "What you ask for") == (
        "The plan promises to keep the tempo as it is, and its own steps do not."
    )
    request = Request(
        word="remix", words="slow it to 80 and don't slow it", song=SONG, person="Bo", talk_id="u"
    )
    told = skills.answer(request, studio, Unwatched())
    assert [one.title for one in told.blocks if one.about == "license"] == [
        "What you ask for contradicts itself"
    ]


def test_what_only_sharing_forbids_is_proposed_for_oneself(studio: Studio) -> None:
    reply = proposed(studio, song="No Change", options={"purpose": "noncommercial_share"})
    assert reply.outcome == "refused"
    done = made(studio, reply.data["private_proposal"])
    assert (done.outcome, done.data["purpose"]) == ("done", "private_preview")


def test_a_plan_whose_holder_is_asked_first_says_so_before_it_is_made(studio: Studio) -> None:
    under(HEARD_FIRST, studio)
    reply = proposed(studio, options={"purpose": "noncommercial_share"})
    assert reply.outcome == "needs approval"
    assert "Until then it is a private draft: made for you, not for sharing without money." in block(
        reply, "What the license says"
    )
    assert len(reply.data["license"]["approvals"]) == 1
    assert made(studio, reply.data["proposal"]).outcome == "needs approval"


def test_who_earns_tells_the_shares_of_the_holders(studio: Studio) -> None:
    holders = "".join(
        f'[[holders]]\nparty = "{name.lower()}"\nname = "{name}"\nright = "{right}"\nshare_ppm = 500000\n'
        for right in ("sound_recording", "musical_work") for name in ("Ada", "Bea")
    )  # fmt: skip
    under('license = "CC-BY-4.0"\n' + holders, studio)
    assert block(proposed(studio), "Who earns").splitlines() == [
        "Of the recording: Ada 50 % and Bea 50 %.", "Of the composition: Ada 50 % and Bea 50 %.",
    ]  # fmt: skip


def test_nearest_and_undo_go_through_a_proposal_too(studio: Studio) -> None:
    under(HEARD_FIRST, studio)
    made(studio, proposed(studio).data["proposal"])
    proposed(studio, "50% faster")
    near = proposed(studio, "/nearest")
    assert block(near, "Plan").startswith("tempo 120 → 150 BPM")
    made(studio, near.data["proposal"])
    back = made(studio, proposed(studio, "undo").data["proposal"])
    assert block(back, "Plan").startswith("tempo 120 → 132 BPM")


def test_a_proposal_upon_another_one_is_made_of_both(studio: Studio) -> None:
    first = proposed(studio).data["proposal"]
    both = proposed(studio, "add reverb to the vocals", options={"upon": first})
    assert len(block(both, "Plan").splitlines()) == 2
    done = made(studio, both.data["proposal"])
    assert words_of(studio) == ["10% faster", "add reverb to the vocals"]
    assert len(block(done, "Plan").splitlines()) == 2
    assert block(made(studio, first), "Plan") == "tempo 120 → 132 BPM, pitch kept  ← “10% faster”"
    assert words_of(studio) == ["10% faster", "add reverb to the vocals"]


def test_a_proposal_upon_one_that_was_made_meanwhile_adds_only_its_own_words(studio: Studio) -> None:
    first = proposed(studio).data["proposal"]
    both = proposed(studio, "add reverb to the vocals", options={"upon": first}).data["proposal"]
    made(studio, first)
    made(studio, both)
    assert words_of(studio) == ["10% faster", "add reverb to the vocals"]


def test_a_talk_goes_on_with_its_song(studio: Studio) -> None:
    proposed(studio)
    assert proposed(studio, "add reverb to the vocals", song="").data["song"]["title"] == SONG


class HurriedWorkshop(PretendingWorkshop):
    """Somebody says something in the talk while the first remix is being rendered."""

    said: list[str]
    store: Store

    def render(self, *asked: Any, **more: Any) -> Remix:
        if self.said:
            other = make_turn(self.said.pop())
            self.store.add_turn("t", "000000000001", other, NOON)
        return super().render(*asked, **more)


def make_turn(words: str) -> str:
    return Turn(words=words, delta=Delta(ops=(Effect(name="reverb", id=0),))).model_dump_json()


def test_what_is_said_while_a_remix_is_rendered_is_in_it_too(studio: Studio) -> None:
    ask = proposed(studio).data["proposal"]
    workshop = HurriedWorkshop(studio.library, studio.settings)
    workshop.said, workshop.store = ["add reverb"], studio.store
    reply = made(replace(studio, workshop=workshop), ask)
    assert words_of(studio) == ["add reverb", "10% faster"]
    assert len(reply.data["plan"]["steps"]) == 2
    assert block(reply, "Plan").endswith("← “10% faster”")


class Crash(BaseException):
    """The process is killed."""


class CrashingStore(Store):
    """A store whose process dies right before its nth write."""

    def __init__(self, path: Path, nth: int) -> None:
        self.left = 10**6
        super().__init__(path)
        self.left = nth

    def writing(self) -> Any:
        if not self._db.conn.in_transaction:
            self.left -= 1
            if self.left < 0:
                raise Crash
        return super().writing()


@pytest.mark.parametrize("nth", range(7))
def test_a_proposal_is_made_exactly_once_wherever_its_process_dies(studio: Studio, nth: int) -> None:
    ask = proposed(studio).data["proposal"]
    dying = replace(studio, store=CrashingStore(studio.settings.home / "refrain.db", nth))
    died = False
    try:
        made(dying, ask)
    except Crash:
        died = True
    assert words_of(studio) in ([], ["10% faster"])
    reply = made(studio, ask)
    assert reply.outcome == "done"
    assert words_of(studio) == ["10% faster"]
    assert studio.store.read("select id from release") == [(reply.data["release"],)]
    assert studio.store.read("select turns_after from proposal") == [(1,)]
    assert died or nth > 1


def test_a_grant_of_now_decides_when_a_proposal_is_made(studio: Studio) -> None:
    ask = proposed(studio, "50% faster").data["proposal"]
    under(HEARD_FIRST, studio)
    reply = made(studio, ask)
    assert reply.outcome == "refused"
    assert words_of(studio) == []


def test_a_turns_words_can_be_taken_out_and_nothing_else(studio: Studio) -> None:
    made(studio, proposed(studio).data["proposal"])
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        studio.store.write("update turn set body = json_set(body, '$.delta', json('{}'))")
    studio.store.write("update turn set body = json_set(body, '$.words', '')")
    assert words_of(studio) == [""]


def test_questions_are_answered_about_the_plan_that_waits(studio: Studio) -> None:
    plans = {"000000000001": proposed(studio).data["proposal"]}
    asked = {"word": "", "options": {"plans": plans}}
    told = skills.answer(_talked("what changed?", asked), studio, Unwatched())
    assert told.data["changed"] == "New: tempo 120 → 132 BPM, pitch kept."
    told = skills.answer(_talked("what is the tempo now?", asked), studio, Unwatched())
    assert told.data["remix_now"] == ["tempo 120 → 132 BPM, pitch kept"]
    assert words_of(studio) == []


def test_words_upon_a_plan_that_was_made_meanwhile_go_on_with_all_of_the_talk(studio: Studio) -> None:
    first = proposed(studio).data["proposal"]
    made(studio, first)
    made(studio, proposed(studio, "add reverb to the vocals").data["proposal"])
    third = proposed(studio, "up two semitones", options={"upon": first})
    assert len(block(third, "Plan").splitlines()) == 3
    assert third.data["said"] == ["up two semitones"]


def test_a_proposal_tells_what_it_is_built_on_and_all_that_was_said_for_it(studio: Studio) -> None:
    first = proposed(studio).data["proposal"]
    second = proposed(studio, "add reverb to the vocals", options={"upon": first})
    third = proposed(studio, "undo", options={"plans": {"000000000001": second.data["proposal"]}})
    assert (second.data["upon"], third.data["upon"]) == (first, second.data["proposal"])
    assert second.data["said"] == ["10% faster", "add reverb to the vocals"]
    assert third.data["said"] == ["10% faster"]


def _talked(words: str, asked: dict[str, Any]) -> Request:
    return Request(words=words, song=SONG, talk_id="t", person="discord:7", platform=HERE, **asked)
