"""Words for form, place and feel: each sentence becomes the step that a person means."""

from __future__ import annotations

import pytest

from skills.planning.answers import Clarify, Edit, OutOfScope
from tests.skills.planning.songs import briefly, talked

ROWS = [row.split(" -> ") for row in """
move the bridge before the last chorus -> sections action=move to=@chorus-1 @bridge
put the second verse after the bridge -> sections action=move to=@bridge at=after @verse2
swap the verse and the bridge -> sections action=swap to=@bridge @verse1
swap the intro with the outro -> sections action=swap to=@outro @intro
repeat the chorus after the bridge -> sections action=copy to=@bridge at=after @chorus1
play the bridge backwards -> sections action=reverse @bridge
play it backwards -> sections action=reverse
make the intro 4 bars longer -> sections action=extend bars=4 @intro
extend the outro by 8 bars -> sections action=extend bars=8 @outro
trim 2 bars off the outro -> sections action=trim bars=2 @outro
make the verse 2 bars shorter -> sections action=trim bars=2 @verse
2 bars of silence before the last chorus -> sections action=silence bars=2 @chorus-1
add a riser before the drop -> transition name=riser @drop
build up into the last chorus -> transition name=build @chorus-1
add a 4 bar build before the chorus -> transition name=build bars=4 @chorus
drum fill before every chorus -> transition name=fill @chorus
add drum fills -> transition name=fill
tape stop before the bridge -> transition name=tape-stop @bridge
a filter sweep into the chorus -> transition name=sweep @chorus
pan the guitar hard left -> pan position=-1 on guitar
pan the drums left -> pan position=-0.6 on drums
vocals a bit to the left -> pan position=-0.3 on vocals
pan the bass 30% to the right -> pan position=0.3 on bass
half time drums -> feel feel=half on drums
put the drums in double time -> feel feel=double on drums
steady the beat -> steady
quantize it -> steady
speed up gradually to 140 over the last chorus -> tempo bpm=140 shape=ramp @chorus-1
slow down gradually over the song -> tempo ratio=0.9 shape=ramp
slow down gradually from 132 to 100 in the bridge -> tempo bpm=100 shape=ramp @bridge
add a theremin in the verse and mute the bass in the chorus -> stem action=mute @chorus on bass
slow the bridge to 90 -> tempo bpm=90 @bridge
60 seconds, ends on the hook -> length seconds=60 ends_on=chorus
make it 60 seconds long and end on the chorus -> length seconds=60 ends_on=chorus
60 seconds, ending on the bridge -> length seconds=60 ends_on=bridge
slow the bridge to 80 bpm -> tempo bpm=80 @bridge
make the verse 10% slower -> tempo ratio=0.9 @verse
speed up the last chorus -> tempo ratio=1.1 @chorus-1
techno style -> style name=techno
drop the bridge -> sections action=drop @bridge
make it slower, 80 bpm -> tempo bpm=80
""".strip().splitlines()]  # fmt: skip


@pytest.mark.parametrize(("words", "wanted"), ROWS, ids=[row[0] for row in ROWS])
def test_a_sentence_becomes_the_step_it_asks_for(words: str, wanted: str) -> None:
    assert briefly(talked(words)[1]) == wanted


def test_a_part_cannot_be_moved_beside_itself() -> None:
    asked = talked("move the bridge before the bridge")[1]
    assert isinstance(asked, Clarify)


def test_a_tempo_for_some_stems_offers_half_time() -> None:
    refused = talked("slow down the drums")[1]
    assert isinstance(refused, OutOfScope)
    assert "half-time" in refused.sentence


def test_the_same_place_said_again_changes_its_step() -> None:
    assert "position=1" in briefly(talked("pan the drums left", "pan the drums hard right")[1])
    again = talked("add a riser before the drop", "add a riser before the drop")[1]
    assert isinstance(again, Edit)
    assert again.delta.ops == ()
    assert again.note == "There is a riser there already."
