"""`refrain rights` as a talk: what may be done with a song, and the life of its grants and remixes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import skills
from audio_engine.files.store_audio import read_flac, write_flac
from skills.rights.license import parse_grant
from skills.studio.studio import Studio
from skills.talk.errors import BadInput
from skills.talk.reply import EXIT_CODES, Reply
from skills.talk.request import Request
from skills.talk.watch import Unwatched
from skills.words import remix, rights
from tests.skills.studio_for_tests import NOON

EXAMPLES = Path(__file__).parent.parent.parent / "skills" / "rights" / "examples" / "grants"
ASKS_FIRST = """
license = "LicenseRef-Refrain-Asks"
[purpose]
allowed = ["private_preview", "noncommercial_share"]
[approval]
required_for = ["noncommercial_share"]
[tempo]
allowed = "any"
[vocals]
may = "processed"
"""
WORK = """
license = "LicenseRef-Refrain-Work"
covers = ["musical_work"]
[[holders]]
party = "mira"
name = "Mira Sample"
right = "musical_work"
share_ppm = 750000
[[holders]]
party = "jon"
name = "Jon Sample"
right = "musical_work"
share_ppm = 250000
"""


def asked(studio: Studio, action: str = "", song: str = "", person: str = "Mia", **options: Any) -> Reply:
    told = {"action": action, **options} if action else options
    request = Request(word="rights", song=song, person=person, platform="terminal", options=told)
    return rights.run(request, studio, Unwatched())


def text_of(reply: Reply) -> str:
    return "\n".join(line for block in reply.blocks for line in (block.title, *block.lines))


def states(reply: Reply) -> list[str]:
    return [grant["state"] for grant in reply.data["grants"]]


def slower(studio: Studio, song: str, **options: Any) -> Path:
    words = Request(word="remix", words="slow this to 110 bpm", song=song, person="Mia", options=options)
    return remix.run(words, studio, Unwatched()).files["recipe"]


@pytest.fixture
def asks_first(studio: Studio, tmp_path: Path) -> Studio:
    """Open Water stands under terms that ask first."""
    (tmp_path / "asks.toml").write_text(ASKS_FIRST)
    asked(studio, "add", "Open Water", grant=tmp_path / "asks.toml", instead=True)
    return studio


def test_what_may_be_done_is_told_in_groups(studio: Studio) -> None:
    reply = asked(studio, song="Own Terms")
    titles = [block.title for block in reply.blocks]
    assert titles[0] == "What you may do with “Own Terms” by Ada Example"
    assert [t for t in titles if t.startswith("You ")] == ["You may", "You must not", "You must"]
    groups = reply.data["grants"][0]["groups"]
    assert "The vocals must stay untouched." in groups["must_not"]
    assert any("Tempo from -10 %" in line for line in groups["may"])
    assert any("credit" in line for line in groups["must"])
    assert states(reply) == ["in force"]


def test_holders_and_layers_of_several_grants_are_told_apart(studio: Studio, tmp_path: Path) -> None:
    asked(studio, "add", "Open Water", grant=EXAMPLES / "recording-only.toml", instead=True)
    (tmp_path / "work.toml").write_text(WORK)
    asked(studio, "add", "Open Water", grant=tmp_path / "work.toml")
    reply = asked(studio, song="Open Water")
    text = text_of(reply)
    assert states(reply) == ["in force", "in force"]
    assert "You may (Refrain-Master, the recording)" in text
    assert "You may (Refrain-Work, the composition)" in text
    assert "the composition: Mira Sample 75 % and Jon Sample 25 %" in text


def test_an_offer_counts_once_it_is_accepted(studio: Studio) -> None:
    lake = EXAMPLES / "lake.toml"
    assert states(asked(studio, "add", "Open Water", grant=lake, offer=True)) == ["in force", "offered"]
    with pytest.raises(BadInput, match="With --instead"):
        asked(studio, "accept", "Open Water")
    told = asked(studio, "accept", "Open Water", instead=True, person="Ada")
    assert states(told) == ["superseded", "in force"]
    assert [e["kind"] for e in asked(studio, "history", "Open Water").data["events"]][-2:] == [
        "superseded", "accepted",
    ]  # fmt: skip
    with pytest.raises(BadInput, match="no grant that is offered"):
        asked(studio, "accept", "Open Water")


def test_a_grant_that_meets_another_one_leaves_nothing_behind(studio: Studio) -> None:
    with pytest.raises(BadInput, match="With --instead"):
        asked(studio, "add", "Open Water", grant="CC0-1.0")
    assert states(asked(studio, "history", "Open Water")) == ["in force"]


def test_taking_back_is_told_first_and_done_with_yes(studio: Studio) -> None:
    recipe = slower(studio, "Own Terms")
    before = asked(studio, "revoke", "Own Terms")
    assert EXIT_CODES[before.outcome] == 1
    assert [one["after"] for one in before.data["releases"]] == ["taken down"]
    assert "--yes" in before.data["how"]
    assert states(asked(studio, "history", "Own Terms")) == ["in force"]
    done = asked(studio, "revoke", "Own Terms", yes=True)
    assert (EXIT_CODES[done.outcome], states(done)) == (0, ["revoked"])
    check = asked(studio, "check", recipe=recipe)
    assert {reason["code"] for reason in check.data["reasons"]} == {"grant.revoked"}


def shared(studio: Studio, song: str) -> Path:
    """The recipe of a slower remix of the song, published for sharing."""
    recipe = slower(studio, song, purpose="noncommercial_share")
    assert asked(studio, "publish", recipe=recipe).data["state"] == "published"
    return recipe


def made_again(studio: Studio, recipe: Path, person: str = "Mia", word: str = "remix") -> str:
    """What comes of making the remix of a recipe once more, or of exporting it."""
    again = {"recipe": recipe, "out": recipe.parent.parent / f"again-{person}"}
    options = again if word == "remix" else {"folder": recipe.parent, "formats": ["wav"]}
    return skills.answer(Request(word=word, person=person, options=options), studio, Unwatched()).outcome


def test_what_was_published_under_a_license_for_good_stays_and_nothing_new_is_made(studio: Studio) -> None:
    recipe = shared(studio, "Open Water")
    before = text_of(asked(studio, "revoke", "Open Water"))
    assert "cannot be taken back: what was made stays" in before
    assert "With --yes, from now on Refrain makes nothing new of this song." in before
    done = text_of(asked(studio, "revoke", "Open Water", yes=True))
    assert "From now on Refrain makes nothing new of this song." in done
    assert "is taken back" not in done
    assert "stays published: CC BY 4.0 cannot be taken back" in done
    assert "which cannot be taken back: what was made stays" in text_of(
        asked(studio, "history", "Open Water")
    )
    assert asked(studio, "check", recipe=recipe).outcome == "done"
    assert asked(studio, "check", recipe=recipe, purpose="private_preview").outcome == "done"
    assert made_again(studio, recipe) == "done"
    assert made_again(studio, recipe, word="export") == "done"
    for_money = asked(studio, "check", recipe=recipe, purpose="monetised_anywhere")
    assert {reason["code"] for reason in for_money.data["reasons"]} == {"grant.revoked"}
    assert made_again(studio, recipe, person="Bo") == "refused"
    new = Request(word="remix", words="slow this to 100 bpm", song="Open Water", person="Mia")
    assert remix.run(new, studio, Unwatched()).outcome == "refused"
    asked(studio, "dispute", "Open Water", why="The bass line is mine.")
    held = asked(studio, "check", recipe=recipe)
    assert {reason["code"] for reason in held.data["reasons"]} == {"grant.disputed"}


@pytest.mark.parametrize(
    ("deed", "why", "stands", "terms"),
    [
        ("revoke", "The rights holder took the grant back.", "taken back since 2026-01-01", "Its terms were"),
        ("hold", "The song is held back until", "quarantined since", "Its terms, once it is let go"),
        ("dispute", "Somebody disputes the rights", "disputed since", "Its terms, once that is settled"),
    ],
)
def test_a_song_that_nothing_new_may_be_made_of_says_so_first_and_why(
    studio: Studio, deed: str, why: str, stands: str, terms: str
) -> None:
    asked(studio, deed, "Own Terms", yes=True, why="To be looked at.", person="Owner")
    first, grants, *rest = asked(studio, song="Own Terms").blocks
    assert first.title == "Nothing new may be made of “Own Terms” by Ada Example now"
    assert first.lines[0].startswith(why)
    assert stands in grants.lines[0]
    assert [block.title for block in rest if block.title.startswith(("You ", "This song"))] == []
    assert terms in [block.title for block in rest]


def test_a_license_for_good_and_a_notice_are_told_with_the_song(studio: Studio, tmp_path: Path) -> None:
    asked(studio, "revoke", "Open Water", yes=True, person="Owner")
    shown = text_of(asked(studio, song="Open Water"))
    assert "CC BY 4.0 cannot be taken back, so what was made stays; but nothing new is made" in shown
    assert "took the grant back" not in shown
    terms = "license = 'LicenseRef-Refrain-Notice'\n[revocation]\nnotice_days = 30\n"
    (tmp_path / "notice.toml").write_text(terms, encoding="utf-8")
    asked(studio, "add", "Own Terms", grant=tmp_path / "notice.toml", instead=True)
    asked(studio, "revoke", "Own Terms", yes=True, person="Owner")
    assert "taken back since 2026-01-01, by Owner; it counts from 2026-01-31" in text_of(
        asked(studio, song="Own Terms")
    )


def test_until_the_notice_is_over_what_was_published_is_still_fine(studio: Studio, tmp_path: Path) -> None:
    notice = "license = 'LicenseRef-Refrain-Notice'\n[purpose]\nallowed = ['noncommercial_share']\n"
    terms = "[tempo]\nallowed = 'any'\n[vocals]\nmay = 'processed'\n[revocation]\nnotice_days = 30\n"
    (tmp_path / "notice.toml").write_text(notice + terms, encoding="utf-8")
    asked(studio, "add", "Open Water", grant=tmp_path / "notice.toml", instead=True)
    recipe = shared(studio, "Open Water")
    asked(studio, "revoke", "Open Water", yes=True)
    assert asked(studio, "check", recipe=recipe).outcome == "done"
    assert made_again(studio, recipe, word="export") == "done"
    assert asked(studio, "check", recipe=recipe, purpose="contest_entry").outcome == "refused"
    late = replace(studio, now=lambda: NOON.replace("2026-01-01", "2026-02-01"))
    ended = asked(late, "check", recipe=recipe)
    assert {reason["code"] for reason in ended.data["reasons"]} == {"grant.revoked"}
    assert made_again(late, recipe, word="export") == "refused"


def test_without_a_name_only_a_grant_that_counts_is_taken_back(studio: Studio) -> None:
    asked(studio, "add", "Own Terms", grant=EXAMPLES / "lake.toml", instead=True)
    asked(studio, "revoke", "Own Terms", yes=True)
    with pytest.raises(BadInput, match="No grant of “Own Terms” is in force or offered"):
        asked(studio, "revoke", "Own Terms", yes=True)
    told = asked(studio, "history", "Own Terms")
    assert states(told) == ["superseded", "revoked"]
    old = told.data["grants"][0]["grant"]
    assert states(asked(studio, "revoke", "Own Terms", grant=old, yes=True)) == ["revoked", "revoked"]


def test_a_dispute_holds_everything_until_it_is_settled(studio: Studio) -> None:
    recipe = slower(studio, "Open Water")
    with pytest.raises(BadInput, match="Say why"):
        asked(studio, "dispute", "Open Water")
    asked(studio, "dispute", "Open Water", why="The bass line is mine.")
    assert "“The bass line is mine.”" in text_of(asked(studio, "history", "Open Water"))
    held = asked(studio, "publish", recipe=recipe, purpose="noncommercial_share")
    assert [reason["code"] for reason in held.data["reasons"]] == ["grant.disputed"]
    assert not held.data["published"]
    asked(studio, "settle", "Open Water")
    assert asked(studio, "publish", recipe=recipe, purpose="noncommercial_share").data["state"] == "published"


def test_a_song_that_is_held_back_is_neither_remixed_nor_published_until_it_is_let_go(studio: Studio) -> None:
    recipe = slower(studio, "Open Water")
    with pytest.raises(BadInput, match="Say why, as in: refrain rights hold"):
        asked(studio, "hold", "Open Water")
    held = asked(studio, "hold", "Open Water", why="Two people sent it in.", person="Owner")
    assert states(held) == ["quarantined"]
    shown = text_of(asked(studio, song="Open Water"))
    assert shown.startswith(
        "Nothing new may be made of “Open Water” by Ada Example now\n"
        "The song is held back until it was looked at."
    )
    kept = asked(studio, "publish", recipe=recipe, purpose="noncommercial_share")
    assert [reason["code"] for reason in kept.data["reasons"]] == ["grant.quarantined"]
    assert (kept.data["published"], kept.data["state"]) == (False, "draft")
    assert "The song is held back until it was looked at." in text_of(kept)
    words = Request(word="remix", words="slow this to 100 bpm", song="Open Water", person="Mia")
    assert remix.run(words, studio, Unwatched()).outcome == "refused"
    asked(studio, "dispute", "Open Water", why="The bass line is mine.")
    assert "It is still disputed" in text_of(asked(studio, "resume", "Open Water"))
    assert states(asked(studio, "settle", "Open Water")) == ["in force"]
    assert asked(studio, "publish", recipe=recipe, purpose="noncommercial_share").data["state"] == "published"


def test_the_story_of_a_song_tells_when_what_and_by_whom_in_one_line_each(studio: Studio) -> None:
    at = iter(("2026-03-01T00:30:00+02:00", *("2026-03-02T08:00:00+00:00",) * 100))
    away = replace(studio, now=lambda: next(at))
    asked(away, "hold", "Own Terms", why="To be looked at.", person="Owner")
    asked(away, "resume", "Own Terms", person="Olga")
    asked(away, "add", "Own Terms", grant=EXAMPLES / "lake.toml", instead=True, person="Ada")
    asked(away, "revoke", "Own Terms", yes=True, person="Ada")
    story, _ = asked(away, "history", "Own Terms").blocks
    new = parse_grant((EXAMPLES / "lake.toml").read_bytes())
    first = asked(away, "history", "Own Terms").data["events"][0]["grant"]
    old, lake = f"Refrain-Own [{first[:12]}]", f"Refrain-Lake [{new.hash[:12]}]"
    assert story.lines[2:] == (
        "2026-02-28 22:30 UTC  held back, by Owner: “To be looked at.”",
        "2026-03-02 08:00 UTC  let go, by Olga",
        f"2026-03-02 08:00 UTC  offered {lake}, by Ada",
        f"2026-03-02 08:00 UTC  replaced {old} with {lake}, by Ada",
        f"2026-03-02 08:00 UTC  accepted {lake}, by Ada",
        f"2026-03-02 08:00 UTC  taken back {lake}, by Ada",
    )
    assert [line[22:] for line in story.lines[:2]] == [f"offered {old}, by you", f"accepted {old}, by you"]


def test_a_remix_waits_for_a_yes_and_is_published_after_it(asks_first: Studio) -> None:
    recipe = slower(asks_first, "Open Water", purpose="noncommercial_share")
    waits = asked(asks_first, "publish", recipe=recipe)
    assert (EXIT_CODES[waits.outcome], waits.data["published"]) == (3, False)
    (request,) = asked(asks_first, "requests").data["requests"]
    told = text_of(asked(asks_first, "requests"))
    assert "open until 2026-01-08 12:00 UTC" in told
    assert "`refrain rights approve NUMBER` says yes" in told
    assert asked(asks_first, "check", recipe=recipe).outcome == "needs approval"
    assert asked(asks_first, "approve", id=str(request["id"]), person="Ada").data["request"]["said"] == "yes"
    assert asked(asks_first, "requests").data["requests"] == []
    assert "approve NUMBER" not in text_of(asked(asks_first, "requests", all=True))
    assert len(asked(asks_first, "requests", all=True).data["requests"]) == 1
    assert asked(asks_first, "check", recipe=recipe).outcome == "done"
    done = asked(asks_first, "publish", recipe=recipe)
    assert (EXIT_CODES[done.outcome], done.data["state"]) == (0, "published")


def test_a_no_is_a_no(asks_first: Studio) -> None:
    recipe = slower(asks_first, "Open Water", purpose="noncommercial_share")
    asked(asks_first, "publish", recipe=recipe)
    (request,) = asked(asks_first, "requests").data["requests"]
    assert asked(asks_first, "decline", id=request["id"]).data["request"]["said"] == "no"
    with pytest.raises(BadInput, match="answered already"):
        asked(asks_first, "approve", id=request["id"])
    for action in ("publish", "check"):
        told = asked(asks_first, action, recipe=recipe)
        assert told.outcome == "needs approval"
        assert "not allowed, since its rights holders said no" in text_of(told)
        assert "Mia said no to this very remix on 2026-01-01" in text_of(told)
        assert "once its rights holders said yes" not in text_of(told)
        assert told.data["declined"] == [{"by": "Mia", "at": NOON}]
    assert "once its rights holders said yes" in text_of(
        asked(asks_first, "check", recipe=slower(asks_first, "Open Water"), purpose="noncommercial_share",
              person="Bo")
    )  # fmt: skip


def test_a_yes_that_comes_too_late_is_none(asks_first: Studio) -> None:
    asked(asks_first, "publish", recipe=slower(asks_first, "Open Water", purpose="noncommercial_share"))
    late = replace(asks_first, now=lambda: NOON.replace("2026-01-01", "2026-02-01"))
    with pytest.raises(BadInput, match="over"):
        asked(late, "approve", id="1")


def test_a_sound_that_was_changed_is_not_published(studio: Studio) -> None:
    recipe = slower(studio, "Open Water", purpose="noncommercial_share")
    sound = recipe.parent / "remix.flac"
    write_flac(sound, read_flac(sound) + np.float32(0.25))
    reply = asked(studio, "publish", recipe=recipe)
    assert EXIT_CODES[reply.outcome] == 2
    assert "not the one that was made from this plan" in text_of(reply)
    sound.unlink()
    with pytest.raises(BadInput, match=r"There is no remix\.flac in"):
        asked(studio, "publish", recipe=recipe)
    assert [one.state for one in studio.register.releases(studio.now())] == ["draft"]


def test_a_recipe_that_was_changed_is_not_published(studio: Studio) -> None:
    recipe = slower(studio, "Open Water", purpose="noncommercial_share")
    told = json.loads(recipe.read_text(encoding="utf-8"))
    for change in ({"pcm_sha256": "0" * 64}, {"title": "A Hit"}, {"measured": {"seconds": 1.0}}):
        recipe.write_text(json.dumps(told | change), encoding="utf-8")
        with pytest.raises(BadInput, match=f"was changed after it was made.* as {next(iter(change))} is not"):
            asked(studio, "publish", recipe=recipe)
    recipe.write_text(json.dumps(told), encoding="utf-8")
    assert asked(studio, "publish", recipe=recipe).data["state"] == "published"


def test_what_is_published_already_says_so_and_nothing_is_done(studio: Studio) -> None:
    recipe = shared(studio, "Open Water")
    later = replace(studio, now=lambda: NOON.replace("2026-01-01", "2026-01-03"))
    again = asked(later, "publish", recipe=recipe)
    assert EXIT_CODES[again.outcome] == 0
    assert "was published for sharing without money on 2026-01-01 12:00 UTC; nothing was done" in text_of(
        again
    )
    (release,) = studio.register.releases(studio.now())
    assert [e.kind for e in studio.register.story(release.id)] == ["drafted", "published"]
    assert asked(later, "publish", recipe=recipe, purpose="monetised_anywhere").data["state"] == "earning"
    asked(studio, "add", "Open Water", grant="CC-BY-3.0", instead=True)
    assert "Published: " in text_of(asked(later, "publish", recipe=recipe, purpose="monetised_anywhere"))


@pytest.mark.parametrize("action", ["add", "accept", "check"])
def test_a_license_without_the_notice_it_wants_gets_in_nowhere(
    studio: Studio, tmp_path: Path, action: str
) -> None:
    options: dict[str, Any] = {"grant": "MIT", "instead": True}
    if action == "accept":
        song = next(song for song in studio.store.songs() if song.title == "Open Water")
        studio.register.offer(song, parse_grant('license = "MIT"'), "Ada", NOON)
        del options["grant"]
    if action == "check":
        written = {"title": "A", "tempo_bpm": 100, "seconds": 60, "grants": ["MIT"]}
        (tmp_path / "by-hand.json").write_text(json.dumps({"plan": {"steps": []}, "songs": [written]}))
        options = {"recipe": tmp_path / "by-hand.json"}
    with pytest.raises(BadInput, match="MIT wants its copyright and permission notice to travel along"):
        asked(studio, action, "Open Water", **options)
    assert "in force" in states(asked(studio, "history", "Open Water"))


@pytest.mark.parametrize(
    ("action", "options", "told"),
    [
        ("add", {}, "Say which grant"),
        ("add", {"grant": "none.toml"}, "There is no grant"),
        ("accept", {}, "no grant that is offered"),
        ("revoke", {"grant": "abc"}, "too short"),
        ("revoke", {"grant": "zzzzzz"}, "no grant that begins with"),
        ("settle", {}, "Nobody disputes"),
        ("resume", {}, "is not held back"),
        ("publish", {}, "Say which recipe"),
        ("publish", {"recipe": "none.json"}, "no file"),
        ("approve", {"id": "x"}, "is no request"),
        ("approve", {"id": "77"}, "no question 77"),
        ("decline", {}, "is no request"),
    ],
)
def test_each_mistake_gets_one_sentence(
    studio: Studio, action: str, options: dict[str, Any], told: str
) -> None:
    with pytest.raises(BadInput, match=told):
        asked(studio, action, "Open Water", **options)


def test_a_private_preview_is_shown_to_nobody(studio: Studio) -> None:
    with pytest.raises(BadInput, match="shown to nobody"):
        asked(studio, "publish", recipe=slower(studio, "Open Water"))
