"""The Long Way Round: an indie folk waltz in G major, 132 BPM in three, with guitar and music box."""

from __future__ import annotations

from audio_engine.grid import Key
from audio_engine.songbook._song import Part, Passage, Song

_PARTS = {
    "voice": Part("voice-tenor", "vocals", "line", level_db=-3, reverb_db=-14),
    "second": Part("voice-alto", "vocals", "line", level_db=-10, pan=-0.35, reverb_db=-10, scale_steps=2),
    "kit": Part("kit-acoustic", "drums", "drums", level_db=5),
    "bass": Part("bass-electric", "bass", "bass", low=31, level_db=-2),
    "guitar": Part("guitar-steel", "other", "chords", low=50, level_db=-4, pan=0.25, reverb_db=-17),
    "picking": Part("guitar-steel", "other", "arpeggio", low=55, level_db=-5, pan=-0.4, reverb_db=-15),
    "box": Part("music-box", "other", "line", level_db=-7, pan=-0.2, reverb_db=-9),
    "strings": Part("strings", "other", "chords", low=57, level_db=-10, reverb_db=-9),
}

_SOFT = {
    "kick": "x.....|x.....|x.....|x....o",
    "stick": "..o.o.",
    "shaker": "x-o-o-",
}
_WALTZ = {
    "kick": "X.....|x....x|X.....|x...x.",
    "snare": "..o.x.|..o.x-",
    "hat": "x.x.x.|x.x.xo",
    "tambourine": "..x.x.",
    "crash": "x.....",
}
_FILL = {"kick": "X.....", "snare": "..o.xx", "high": "..x...", "mid": "...x..", "low": "....x."}
_VERSE = (
    "B3:1 D4:1 B3:1 | A3:2 F#3:1 | G3:1 B3:1 G3:1 | F#3:2 R:1 | E3:1 G3:1 C4:1 | B3:2 G3:1 |"
    "A3:1 C4:1 B3:1 | A3:2 R:1 | B3:1 D4:1 B3:1 | A3:2 F#3:1 | G3:1 B3:1 D4:1 | D4:2 R:1 |"
    "E4:1 D4:1 C4:1 | D4:1 C4:1 A3:1 | G3:3 | R:3"
)
_CHORUS = (
    "E4:2 E4:1 | F#4:1 E4:1 D4:1 | D4:2 B3:1 | B3:2 R:1 | C4:2 C4:1 | D4:1 C4:1 A3:1 | B3:3 | R:2 D4:1 |"
    "E4:2 E4:1 | F#4:1 E4:1 F#4:1 | D4:2 F#4:1 | G4:2 R:1 | E4:1 D4:1 C4:1 | A3:1 B3:1 C4:1 | G3:3 | R:3"
)
_BOX = "D5:1 B4:1 D5:1 | G5:2 F#5:1 | E5:1 G5:1 E5:1 | D5:3"
_STRUM = "x_o_o_|x_o_o_|x_o_o_|x_o_oo"
_BASS = "R___5_|R_____|R___5_|R___a_"

SONG = Song(
    tempo_bpm=132.0,
    beats_per_bar=3,
    key=Key(tonic="G", mode="major"),
    seed=132,
    looseness_seconds=0.002,
    swing=0.53,
    reverb_seconds=1.5,
    echo=0.15,
    parts=_PARTS,
    passages=(
        Passage(
            "intro",
            "G Em C D G Em C D",
            {
                "guitar": "x_____|x_o___|x_____|x_o_o_",
                "box": _BOX + "|" + _BOX,
                "bass": "R_____",
            },
            groove={"shaker": "x-o-o-", "stick": "......|....o.", "kick": "o....."},
            fill={"shaker": "x-o-o-", "snare": "..o.xx", "kick": "x....."},
            force=0.8,
        ),
        Passage(
            "verse",
            "G D/F# Em Bm C G/B Am7 D G D/F# Em Bm C D G G",
            {"voice": _VERSE, "guitar": _STRUM, "picking": "012321", "bass": _BASS},
            groove=_SOFT,
            fill=_FILL,
            words="take the long way round o-ver the hill / where the ri-ver runs slow-ly and still /"
            "bring your old blue coat I'll bring the bread / and we'll let the road de-cide",
            force=0.88,
        ),
        Passage(
            "chorus",
            "C D G Em C D G G C D Bm Em Am7 D G G",
            {
                "voice": _CHORUS,
                "second": _CHORUS,
                "guitar": _STRUM,
                "picking": "012343",
                "strings": "x_____",
                "bass": _BASS,
            },
            groove=_WALTZ,
            fill=_FILL,
            words="home, home, on-ly a mile or two / two shoes wear-ing right through / and no one wait"
            "-ing up but the moon / so we'll take the long way round",
        ),
        Passage(
            "bridge",
            "Em Bm C G Em Bm Am7 D",
            {
                "voice": "G4:2 F#4:1 | F#4:3 | E4:2 D4:1 | D4:3 |"
                "G4:2 F#4:1 | F#4:3 | E4:1 D4:1 C4:1 | D4:2 R:1",
                "picking": "012321",
                "box": "R:3 | D5:1 F#5:1 B5:1 | R:3 | B4:1 D5:1 G5:1 |"
                "R:3 | D5:1 F#5:1 B5:1 | R:3 | A4:1 D5:1 F#5:1",
                "strings": "x_____",
                "bass": "R_____",
            },
            groove={"kick": "x.....", "shaker": "x-o-o-", "tambourine": "....o.", "crash": "o....."},
            fill=_FILL,
            words="la la la la la la la la la la la la la",
            force=0.85,
        ),
        Passage(
            "outro",
            "C D G Em C D G G",
            {
                "voice": "E4:2 E4:1 | F#4:1 E4:1 D4:1 | D4:2 B3:1 | B3:2 R:1 |"
                "E4:1 D4:1 C4:1 | A3:1 B3:1 C4:1 | G3:3 | R:3",
                "guitar": "x_o_o_|x_o_o_|x_o_o_|x_o_oo|x_o_o_|x_o_o_|x_____|x_____",
                "box": _BOX + "| R:3 | R:3 | D5:1 B4:1 D5:1 | G5:3",
                "strings": "x_____",
                "bass": "R___5_|R_____|R___5_|R___a_|R___5_|R___a_|R_____|R_____",
            },
            groove={"kick": "x.....", "shaker": "x-o-o-", "stick": "..o.o."},
            fill={"kick": "o.....", "crash": "......"},
            words="home, home, on-ly a mile or two / so we'll take the long way round",
            force=0.85,
        ),
    ),
)
