"""Signal Fire: a synth rock song in E minor, 160 BPM, with driven guitars and a broken-up bridge."""

from __future__ import annotations

from audio_engine.grid import Key
from audio_engine.songbook._song import Part, Passage, Song

_PARTS = {
    "voice": Part("voice-alto", "vocals", "line", level_db=1, reverb_db=-15),
    "second": Part("voice-alto", "vocals", "line", level_db=-9, pan=0.4, reverb_db=-11, scale_steps=-2),
    "kit": Part("kit-acoustic", "drums", "drums", level_db=5),
    "bass": Part("bass-synth", "bass", "bass", low=28, level_db=-1),
    "left": Part("guitar-driven", "other", "chords", low=40, level_db=4, pan=-0.7, reverb_db=-20),
    "right": Part("guitar-driven", "other", "chords", low=52, level_db=2, pan=0.7, reverb_db=-20),
    "arp": Part("pluck", "other", "arpeggio", low=64, level_db=-7, pan=0.2, reverb_db=-13),
    "pad": Part("pad", "other", "chords", low=59, level_db=-5, reverb_db=-12),
    "lead": Part("lead", "other", "line", level_db=-4, pan=-0.2, reverb_db=-12),
}

_DRIVE = {
    "kick": "X..x....X.x.....|X..x....X.....x.",
    "snare": "....X.......X...",
    "hat": "x.o.x.o.x.o.x.o.",
}
_ROCK = {
    "kick": "X..x..x.X.x.....|X..x..x.X.x...x.",
    "snare": "....X.......X...|....X..-....X..o",
    "ride": "x...x...x...x...",
    "hat": "..o...o...o...o.",
    "crash": "X...............",
}
_FILL = {
    "kick": "X...X...X...X...",
    "snare": "....X...xxxx....",
    "high": "............xx..",
    "low": "..............xX",
    "hat": "x.o.x.o.........",
}
_VERSE = (
    "E4:1 E4:.5 E4:.5 G4:1 F#4:.5 E4:.5 | B3:2 R:2 | E4:1 E4:.5 E4:.5 G4:1 A4:.5 G4:.5 | F#4:2 R:2 |"
    "E4:1 E4:.5 E4:.5 G4:1 F#4:.5 G4:.5 | B4:2 R:2 | A4:1 A4:.5 G4:.5 A4:1 C5:1 | B4:3 R:1"
)
_CHORUS = (
    "B4:1.5 A4:.5 G4:1 B4:1 | C5:2 G4:1 R:1 | B4:1.5 A4:.5 G4:1 D4:1 | F#4:2 A4:1 R:1 |"
    "B4:1.5 A4:.5 B4:1 D5:1 | E5:2 C5:1 R:1 | C5:1.5 B4:.5 A4:1 C5:1 | B4:3 R:1"
)
_LEAD = "E5:1 G5:.5 F#5:.5 E5:1 B4:1 | E5:1 G5:.5 A5:.5 G5:2 | E5:1 G5:.5 F#5:.5 E5:1 C5:1 | D5:2 F#5:2"
_CHORUS_LEAD = (
    "E5:1 G5:.5 F#5:.5 E5:1 B4:1 | E5:1 G5:.5 A5:.5 G5:2 | D5:1 G5:.5 F#5:.5 D5:1 B4:1 | D5:2 F#5:2 |"
    "E5:1 G5:.5 F#5:.5 E5:1 B4:1 | E5:1 G5:.5 A5:.5 G5:2 | E5:1 A5:.5 G5:.5 E5:1 C5:1 | D#5:2 F#5:2"
)
_PUMP = "R.RRR.RRR.RRR.RR"
_VERSE_CHORDS = "Em Em C D Em Em Am B"
_CHORUS_CHORDS = "Em C G D Em C Am B"
_CHORUS_WORDS = (
    "sig-nal fire, burn high-er / call-ing ov-er o-ceans / you will nev-er wan-der / car-ry me back home"
)
_CHORUS_PLAYS = {
    "voice": _CHORUS,
    "second": _CHORUS,
    "left": "X_______x___x___",
    "right": "X_______x___x___",
    "arp": "0.1.2.3.2.1.2.3.",
    "pad": "x_______________",
    "bass": _PUMP,
}

SONG = Song(
    tempo_bpm=160.0,
    beats_per_bar=4,
    key=Key(tonic="E", mode="minor"),
    seed=160,
    looseness_seconds=0.001,
    reverb_seconds=1.3,
    echo=0.35,
    drum_drive=0.8,
    parts=_PARTS,
    passages=(
        Passage(
            "intro",
            "Em Em C D",
            {
                "lead": _LEAD,
                "left": "x.x.x.x.x.x.x.x.",
                "arp": "0.1.2.3.2.1.2.3.",
                "bass": "R_______________",
            },
            groove={"kick": "X...X...X...X...", "hat": "x.o.x.o.x.o.x.o.", "crash": "x..............."},
            fill=_FILL,
            force=0.85,
        ),
        Passage(
            "verse",
            _VERSE_CHORDS,
            {"voice": _VERSE, "left": "x.x.x.x.x.x.x.x.", "arp": "0...2...1...2...", "bass": _PUMP},
            groove=_DRIVE,
            fill=_FILL,
            words="stand-ing on the edge of night / wait-ing for a spark to light /"
            "ev-ery shad-ow knows my name / burn it all in-to flame",
            force=0.86,
        ),
        Passage("chorus", _CHORUS_CHORDS, _CHORUS_PLAYS, groove=_ROCK, fill=_FILL, words=_CHORUS_WORDS),
        Passage(
            "verse",
            _VERSE_CHORDS,
            {
                "voice": _VERSE,
                "left": "x.x.x.x.x.x.x.x.",
                "right": "X_______........",
                "arp": "0.2.1.2.0.2.1.3.",
                "bass": _PUMP,
            },
            groove=_DRIVE,
            fill=_FILL,
            words="ra-di-o is call-ing out / ov-er all the fear and doubt /"
            "there's a sig-nal in the sky / come a-live with me fly",
            force=0.9,
        ),
        Passage("chorus", _CHORUS_CHORDS, _CHORUS_PLAYS, groove=_ROCK, fill=_FILL, words=_CHORUS_WORDS),
        Passage(
            "bridge",
            "Am Em C B",
            {
                "voice": "E4:3 R:1 | G4:3 R:1 | E4:2 G4:2 | F#4:3 R:1",
                "pad": "x_______________",
                "arp": "0.1.2.3.4.3.2.1.",
                "bass": "R_______________",
            },
            groove={
                "kick": "X.........x.....",
                "snare": "........X.......",
                "ride": "x...o...x...o...",
                "crash": "X...............",
            },
            fill={"snare": "o.o.o.o.xxxxXXXX", "kick": "X...X...X...X..."},
            words="oh oh oh oh oh",
            force=0.85,
        ),
        Passage(
            "chorus",
            _CHORUS_CHORDS,
            _CHORUS_PLAYS | {"lead": _CHORUS_LEAD},
            groove=_ROCK,
            fill=_FILL,
            words=_CHORUS_WORDS,
        ),
        Passage(
            "outro",
            "Em C Am Em",
            {
                "voice": "B4:1.5 A4:.5 G4:1 B4:1 | C5:2 G4:1 R:1 | R:4 | R:4",
                "left": "X_______x___x___|X_______x___x___|X_______x_______|X_______________",
                "right": "X_______x___x___|X_______x___x___|X_______x_______|X_______________",
                "arp": "0.1.2.3.2.1.2.3.|0.1.2.3.2.1.2.3.|0...2...1...2...|0_______________",
                "lead": "E5:1 G5:.5 F#5:.5 E5:1 B4:1 | E5:1 G5:.5 A5:.5 G5:2 | E5:1 C5:1 A4:2 | B4:4",
                "bass": _PUMP + "|" + _PUMP + "|" + _PUMP + "|R_______________",
            },
            groove=_ROCK,
            fill={"kick": "X...............", "ride": "x..............."},
            words="sig-nal fire, burn high-er",
            force=0.92,
        ),
    ),
)
