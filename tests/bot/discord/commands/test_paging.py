"""Pages: whatever is to be told is told, within what Discord takes, and nothing in it does anything."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.frontends.discord_chat import limits
from bot.frontends.discord_chat.dressing import dressed
from bot.frontends.discord_chat.errands.errand import Errand
from bot.frontends.discord_chat.looks.kept import credits_of, sent_again
from bot.frontends.discord_chat.looks.look import Look, Part
from bot.frontends.discord_chat.looks.paging import leaves, page_named, paged
from bot.frontends.discord_chat.looks.songs import ON_A_PAGE, clock, song_list
from bot.frontends.discord_chat.visit import Visit
from bot.frontends.discord_chat.wording import wording

SAY = wording("en")
VISIT = Visit(1, "Alice", 2, 3, "en-US", "en-US", 10_000_000, True)
EVIL = "<@1> @everyone \u202egpj.exe [free](https://evil.example) `code` **bold** discord.gg/x <t:1:R>\n# big"
lines = st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200), max_size=60)


def errand(**about: object) -> Errand:
    return Errand(7, "k", "songs", 1, 1, False, 0.0, VISIT, about)


@given(st.lists(st.tuples(st.text("abc", max_size=30), lines.map("\n".join)), max_size=20), lines)
def test_every_page_fits_discord_and_all_pages_together_hold_every_line(
    told: list[tuple[str, str]], lead: list[str]
) -> None:
    whole = Look(title="T", lead="\n".join(lead), parts=tuple(Part(*part) for part in told))
    seen, number = [], 0
    while True:
        look = paged(whole, number, "7", SAY)
        embed = dressed(look)["embeds"][0]
        assert len(embed) <= limits.EMBED_TOTAL
        seen += [line for field in embed.fields for line in field.value.split("\n")]
        seen += (embed.description or "").split("\n")
        on = [button for row in look.rows for button in row if button.about.endswith(".on")]
        if not on or on[0].disabled:
            break
        number += 1
    wanted = {line for _, body in told for line in body.split("\n")} | set(whole.lead.split("\n"))
    kept = {line.strip() for line in seen} | {"", "\u200b"}
    assert {line for line in wanted if line.strip() not in kept and line.isprintable()} == set()


def test_a_page_that_is_not_there_is_the_last_one() -> None:
    whole = Look(title="T", parts=tuple(Part(str(n), "x" * 1000) for n in range(9)))
    assert paged(whole, 99, "7", SAY) == paged(whole, 4, "7", SAY)
    assert page_named("4.on") == 4
    assert page_named("nonsense") == 0


def test_a_single_page_has_no_buttons_to_leaf() -> None:
    assert leaves(0, 1, "7", SAY) == ()
    back, here, on = leaves(0, 3, "7", SAY)[0]
    assert [back.disabled, here.disabled, on.disabled] == [True, True, False]
    assert here.label == "1 of 3"


def test_a_list_of_many_songs_is_cut_into_pages_with_a_menu_for_each() -> None:
    songs = [
        {
            "id": f"{n:012x}",
            "title": f"Song {n}",
            "artist": "A",
            "seconds": 65,
            "tempo_bpm": 120.0,
            "may": "any",
        }
        for n in range(20)
    ]
    last = song_list(errand(page=2), songs, SAY)
    assert [part.heading for part in last.parts] == [f"Song {n}, by A" for n in range(16, 20)]
    assert [option.value for option in last.rows[0][0].options] == [f"{n:012x}" for n in range(16, 20)]
    assert len(song_list(errand(), songs, SAY).parts) == ON_A_PAGE
    assert clock(65) == "1:05"


def test_titles_names_and_words_of_people_do_nothing_where_they_are_shown() -> None:
    songs = [{"id": "a", "title": EVIL, "artist": EVIL, "seconds": 1, "may": EVIL}]
    one = errand(title=EVIL, credits=EVIL, disclosure=EVIL, lineage=[EVIL], license=EVIL, release=EVIL)
    for look in (song_list(errand(), songs, SAY), credits_of(one, SAY), sent_again(one, 100, SAY)):
        embed = dressed(look)["embeds"][0]
        told = "\n".join(
            [embed.title or "", embed.description or ""] + [f"{f.name}\n{f.value}" for f in embed.fields]
        )
        assert "\u202e" not in told + (embed.footer.text or "")
        assert "@everyone" not in told
        assert "<@1>" not in told
        assert "](https://" not in told
        assert "discord.gg/" not in told
        assert "\n# big" not in told
