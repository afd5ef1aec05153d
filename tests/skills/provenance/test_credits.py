from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from audio_engine.grid import Grid, Hearing
from skills.catalog.song import Song, SongFacts
from skills.provenance.credits import Credits, CreditSource, credit
from skills.provenance.disclosure import disclose
from skills.rights.license import parse_grant

KIT = os.environ.get("REFRAIN_KIT")
ANA = CreditSource("Rain", "Ana", "https://ana.example/rain", "CC BY 4.0", "https://cc.example/by/4.0/")


def credited(*sources: CreditSource, remixer: str = "Bo", title: str = "Rain again") -> Credits:
    return credit(sources, remixer, title, ("tempo -10 %", "new drums"), disclose(()), "CC-BY-4.0")


def a_song(title: str, artist: str) -> Song:
    grid = Grid(tempo_bpm=100, beats_per_bar=4, beats_seconds=(0.0,), seconds=10)
    facts = SongFacts(hearing=Hearing(grid=grid, loudness_lufs=-14, true_peak_dbtp=-1))
    return Song(id="a" * 12, title=title, artist=artist, content_sha256="a", grant_hash="a", facts=facts)


def test_the_credit_names_title_author_source_license_and_changes() -> None:
    made = credited(ANA)
    assert made.lines == (
        '"Rain again", a remix by Bo (CC-BY-4.0).',
        '"Rain" by Ana (https://ana.example/rain), CC BY 4.0 (https://cc.example/by/4.0/). '
        "Changed by Bo: tempo -10 %, new drums.",
        "No part of it was made by a machine.",
    )
    assert made.text == "\n".join(made.lines)


def test_every_song_has_its_line_in_order_and_only_once() -> None:
    other = CreditSource("Sun", "Cy")
    made = credited(ANA, other, ANA)
    assert [line[:7] for line in made.lines[1:-1]] == ['"Rain" ', '"Sun" b']


def test_without_changes_none_are_claimed() -> None:
    made = credit((ANA,), "Bo", "Rain", (), disclose(()), "CC-BY-4.0")
    assert made.lines[1].endswith("(https://cc.example/by/4.0/).")


def test_the_permission_notice_travels_whole() -> None:
    notice = "Copyright (c) 2006\n\nPermission is hereby granted\nto any person"
    source = CreditSource(
        "War", "S", license_name="MIT", line='"War" by S', notice="LICENSE", notice_text=notice
    )
    made = credited(source, source)
    assert made.file_text == f"{made.text}\n\n{notice}\n"
    assert notice not in made.text
    assert made.lines[1].startswith('"War" by S; MIT permission notice: LICENSE. Changed by Bo')


def test_an_own_line_still_names_the_license() -> None:
    source = CreditSource(
        "x", "y", license_name="CC BY 3.0", license_url="https://c.example/", line="Rain by Ana."
    )
    assert credited(source).lines[1].startswith("Rain by Ana, CC BY 3.0 (https://c.example/). Changed")


HOSTILE = [
    "@everyone",
    "**b** _i_ `c`",
    "\u202egpj.exe",
    "a\nCredits: nobody",
    "x" * 5_000,
    "",
    "😀",
    '" by Eve "',
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_neither_pings_nor_breaks_nor_disappears(name: str) -> None:
    made = credited(
        CreditSource(name, name, ANA.url, ANA.license_name, ANA.license_url), remixer=name, title=name
    )
    assert len(made.text.split("\n")) == 3
    assert len(made.markdown.split("\n")) == 3
    assert "@everyone" not in made.markdown
    assert "**b**" not in made.markdown
    assert "\u202e" not in made.text
    assert f"<{ANA.url}>" in made.markdown
    assert made.lines[1].count('"') <= 2 + 2 * name.count('"')
    assert " by " in made.lines[1]
    assert "Changed by " in made.lines[1]


def test_a_title_cannot_pretend_another_author() -> None:
    made = credited(CreditSource('Rain" by Eve (https://eve.example), "x', "Ana"))
    assert made.lines[1].startswith("\"Rain' by Eve (https://eve.example), 'x\" by Ana.")


@pytest.mark.skipif(not KIT, reason="REFRAIN_KIT is not set")
def test_the_kits_songs_are_credited_as_their_licenses_want() -> None:
    songs = {s["id"]: s for s in json.loads((Path(KIT or "") / "manifest.json").read_text())["songs"]}
    urls = {
        "a": "https://freemusicarchive.org/music/Karissa_Hobbs/Age_of_Flowers/09_Lets_Go_Fishin",
        "b": "https://freemusicarchive.org/music/Kevin_MacLeod/Jazz_Sampler/Vibe_Ace",
    }
    grants = {id: f'license = "CC-BY-3.0"\nsource_url = "{url}"' for id, url in urls.items()}
    line = '"War of freedom", composed and performed by Sectoid, Copyright (c) 2006/2007 Carlos Viola Iborra'
    grants["c"] = f"license = 'MIT'\n[credit]\nline = '{line}'\nnotice = 'LICENSES/MIT-sectoid.txt'"
    for id, text in grants.items():
        song = a_song(songs[id]["title"], songs[id]["artist"])
        source = CreditSource(**parse_grant(text).credit_fields(song))
        expected = songs[id]["credit_for_a_remix"].format(remixer="Bo", changes="tempo -10 %, new drums")
        assert credited(source).lines[1] == expected
