"""Paper Lanterns: a pop song in C major, 104 BPM, with electric piano, guitar and strings."""

from __future__ import annotations

from audio_engine.grid import Key
from audio_engine.songbook._song import Part, Passage, Song

_PARTS = {
    "voice": Part("voice-alto", "vocals", "line", level_db=-3, reverb_db=-13),
    "second": Part("voice-alto", "vocals", "line", level_db=-11, pan=0.4, reverb_db=-10, scale_steps=-2),
    "kit": Part("kit-acoustic", "drums", "drums", level_db=5),
    "bass": Part("bass-electric", "bass", "bass", low=28, level_db=-2.5),
    "piano": Part("electric-piano", "other", "chords", low=55, level_db=-3, pan=-0.2, reverb_db=-16),
    "guitar": Part("guitar-steel", "other", "arpeggio", low=55, level_db=-7, pan=0.35, reverb_db=-15),
    "strings": Part("strings", "other", "chords", low=62, level_db=-7, reverb_db=-10),
    "hook": Part("pluck", "other", "line", level_db=-7, pan=-0.35, reverb_db=-12),
}

_BEAT = {
    "kick": "x.....x.x.......|x.....x.x..x....",
    "snare": "....X.......X...|....X.......X..-",
    "hat": "x.o.x.o.x.o.x.o.",
}
_BIG_BEAT = {
    "kick": "X.....x.X.x.....|X.....x.X.x...x.",
    "snare": "....X..-....X...|....X..-.-..X..-",
    "hat": "x-o-x-o-x-o-x...",
    "open": "..............o.",
    "tambourine": "....x.......x...",
    "crash": "X...............",
}
_FILL = {
    "kick": "X.....x.X.......",
    "snare": "....X.....o.xoxX",
    "high": "........x.......",
    "mid": ".........xx.....",
    "low": "...........x....",
    "hat": "x.o.x.o.........",
}
_VERSE = (
    "E4:.5 E4:.5 G4:.5 E4:1 D4:.5 C4:1 | D4:.5 D4:.5 E4:.5 D4:1.5 R:1 |"
    "C4:.5 C4:.5 E4:.5 C4:1 B3:.5 A3:1 | A3:.5 C4:.5 D4:1 C4:1 R:1 |"
    "E4:.5 E4:.5 G4:.5 A4:1 G4:.5 E4:1 | D4:.5 D4:.5 E4:.5 D4:1.5 R:1 |"
    "F4:.5 F4:.5 E4:.5 F4:1 E4:.5 D4:1 | B3:.5 D4:.5 G4:2 R:1"
)
_CHORUS = (
    "A4:1.5 G4:.5 A4:1 C5:1 | B4:1.5 A4:.5 G4:1 R:1 | G4:1.5 E4:.5 G4:1 B4:1 | A4:2.5 R:.5 E4:.5 G4:.5 |"
    "A4:1.5 G4:.5 A4:1 C5:1 | D5:1.5 C5:.5 B4:1 G4:1 | C5:1.5 G4:.5 E4:1 G4:1 | C5:2.5 R:1.5"
)
_CHORUS_WORDS = (
    "light up the night, car-ry me / out of the dark, home / and we float on the wind / where the lan-terns /"
    "go where they all go"
)
_HOOK = "R:.5 E5:.5 G5:.5 E5:.5 R:.5 D5:.5 C5:1 | R:.5 E5:.5 G5:.5 A5:.5 R:.5 G5:.5 E5:1"
_CHORUS_PLAYS = {
    "voice": _CHORUS,
    "second": _CHORUS,
    "bass": "R__R..R_R__R..5_|R__R..R_R__R.5a_",
    "piano": "X_______x__x____",
    "guitar": "0123210301232103",
    "strings": "x_______________",
}

SONG = Song(
    tempo_bpm=104.0,
    beats_per_bar=4,
    key=Key(tonic="C", mode="major"),
    seed=104,
    looseness_seconds=0.0015,
    parts=_PARTS,
    passages=(
        Passage(
            "intro",
            "C Am7 Fmaj7 G",
            {
                "piano": "x_______o_______",
                "guitar": "0.1.2.1.0.1.2.3.",
                "hook": _HOOK + "|" + _HOOK,
                "bass": "R_______________",
            },
            groove={
                "stick": "....x.......x...",
                "hat": "x...o...x...o...",
                "kick": "x...............|........x.......",
            },
            fill={
                "stick": "....x...........",
                "hat": "x...o...x.......",
                "snare": "............o.xx",
                "kick": "x.......",
            },
            force=0.8,
        ),
        Passage(
            "verse",
            "C G/B Am7 F C G/B Dm7 G",
            {
                "voice": _VERSE,
                "piano": "x_____x_____o___",
                "guitar": "0.2.1.3.0.2.1.3.",
                "bass": "R_____R_R_____5_|R_____R_R___5_a_",
            },
            groove=_BEAT,
            fill=_FILL,
            words="pa-per lan-terns drift-ing on the wa-ter / ev-ery lit-tle win-dow learn-ing your name /"
            "we were on-ly pass-ing through the sum-mer / now the night is turn-ing all to gold",
            force=0.88,
        ),
        Passage(
            "chorus", "F G Em7 Am7 F G C C", _CHORUS_PLAYS, groove=_BIG_BEAT, fill=_FILL, words=_CHORUS_WORDS
        ),
        Passage(
            "bridge",
            "Am7 Em7 F G",
            {
                "voice": "C5:2 B4:1 A4:1 | B4:3 R:1 | A4:2 G4:1 F4:1 | G4:3 R:1",
                "strings": "x_______________",
                "piano": "x_______________",
                "guitar": "0.1.2.3.4.3.2.1.",
                "bass": "R_______R_____5_",
            },
            groove={
                "kick": "x.........x.....",
                "stick": "........x.......",
                "ride": "x...o...x...o.o.",
                "crash": "x...............",
            },
            fill=_FILL,
            words="ooh ooh ooh ooh ooh ooh ooh ooh",
            force=0.82,
        ),
        Passage(
            "chorus",
            "F G Em7 Am7 F G C C",
            _CHORUS_PLAYS | {"hook": _HOOK + "|" + _HOOK + "|" + _HOOK + "|" + _HOOK},
            groove=_BIG_BEAT,
            fill=_FILL,
            words=_CHORUS_WORDS,
        ),
        Passage(
            "outro",
            "F G C C",
            {
                "voice": "A4:1.5 G4:.5 A4:1 C5:1 | D5:1.5 C5:.5 B4:1 G4:1 | C5:3 R:1 | R:4",
                "hook": _HOOK + "| R:.5 E5:.5 G5:.5 E5:.5 R:.5 D5:.5 C5:1 | R:4",
                "piano": "x_______o_______|x_______o_______|x_______________|x_______________",
                "guitar": "0.1.2.1.0.1.2.3.|0.1.2.1.0.1.2.3.|0.1.2.3.4.5.6___|................",
                "strings": "x_______________",
                "bass": "R_____R_R_____5_|R_____R_R___5_a_|R_______________|R_______________",
            },
            groove={
                "kick": "x.....x.x.......|x.....x.x..x....|x...............|x...............",
                "snare": "....X.......X...|....X.......X..-|................|................",
                "hat": "x.o.x.o.x.o.x.o.|x.o.x.o.x.o.x.o.|x...o...x...o...|x...............",
                "crash": "o...............|................",
            },
            words="float on the wind where the lan-terns go",
            force=0.8,
        ),
    ),
)
