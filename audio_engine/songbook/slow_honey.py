"""Slow Honey: a lo-fi soul ballad in Eb major, 72 BPM, swung, with electric piano and a dusty kit."""

from __future__ import annotations

from audio_engine.grid import Key
from audio_engine.songbook._song import Part, Passage, Song

_PARTS = {
    "voice": Part("voice-tenor", "vocals", "line", level_db=-2, reverb_db=-13),
    "second": Part("voice-alto", "vocals", "line", level_db=-11, pan=0.35, reverb_db=-9, scale_steps=2),
    "kit": Part("kit-lofi", "drums", "drums", level_db=5),
    "bass": Part("bass-sub", "bass", "bass", low=31, level_db=-3),
    "piano": Part("electric-piano", "other", "chords", low=55, level_db=2, reverb_db=-17),
    "bells": Part("music-box", "other", "line", level_db=-9, pan=-0.4, reverb_db=-10),
    "guitar": Part("guitar-steel", "other", "arpeggio", low=58, level_db=-8, pan=0.4, reverb_db=-13),
    "pad": Part("pad", "other", "chords", low=58, level_db=-7, reverb_db=-11),
}

_BEAT = {
    "kick": "X.....x...x.....|X.....x..xx..o..",
    "snare": "....x.......x...|....x..-....x.-.",
    "hat": "x-o-x-o-x-o-x-oo",
}
_FULL = _BEAT | {
    "shaker": "o-o-o-o-o-o-o-o-",
    "stick": "..........o.....|.......o........",
    "crash": "o...............",
}
_FILL = {
    "kick": "X.....x...x.....",
    "snare": "....x..-..o.x.ox",
    "hat": "x-o-x-o-x-......",
    "low": "..............x.",
}
_COMP = "x_____o_..x_____|x_____o___x__o__"
_BASS = "R_____R_..R___5_|R_____R_..5___a_"
_VERSE = (
    "R:.5 G3:.5 Bb3:.5 C4:.5 Bb3:1 G3:.5 F3:.5 | Eb3:1.5 G3:.5 Eb3:1 R:1 |"
    "R:.5 Eb3:.5 G3:.5 Ab3:.5 C4:1 Bb3:.5 Ab3:.5 | Bb3:1.5 Ab3:.5 F3:1 R:1"
)
_SECOND_VERSE = (
    "R:.5 G3:.5 Bb3:.5 C4:.5 Eb4:1 C4:.5 Bb3:.5 | G3:1.5 Bb3:.5 G3:1 R:1 |"
    "R:.5 Eb3:.5 G3:.5 Ab3:.5 C4:1 D4:.5 Eb4:.5 | D4:1.5 C4:.5 Bb3:1 R:1"
)
_CHORUS = (
    "C4:1 Eb4:1 D4:.5 C4:.5 Eb4:1 | D4:1.5 Bb3:1.5 R:1 |"
    "G4:1 F4:.5 Eb4:.5 D4:.5 Eb4:1.5 | C4:.5 Bb3:.5 G3:2 R:1"
)
_CHORUS_WORDS = "stay with me a while long-er / let the hours go by sweet and slow"
_CHORUS_PLAYS = {
    "voice": _CHORUS,
    "second": _CHORUS,
    "piano": _COMP,
    "pad": "x_______________",
    "guitar": "0.1.2.3.2.1.2.3.",
    "bass": _BASS,
}

SONG = Song(
    tempo_bpm=72.0,
    beats_per_bar=4,
    key=Key(tonic="Eb", mode="major"),
    seed=72,
    swing=0.58,
    swing_beats=0.5,
    looseness_seconds=0.003,
    reverb_seconds=1.7,
    echo=0.25,
    drum_drive=0.8,
    parts=_PARTS,
    passages=(
        Passage(
            "intro",
            "Ebmaj7 Bb7",
            {
                "piano": _COMP,
                "bells": "R:1 G5:.5 Bb5:.5 R:1 Eb5:1 | R:1 F5:.5 Ab5:.5 D5:2",
                "bass": "R_______________",
            },
            groove={"hat": "x-o-x-o-x-o-x-oo", "kick": "X.........x....."},
            fill=_FILL,
            force=0.8,
        ),
        Passage(
            "verse",
            "Ebmaj7 Cm7 Abmaj7 Bb7",
            {"voice": _VERSE, "piano": _COMP, "bass": _BASS},
            groove=_BEAT,
            fill=_FILL,
            words="slow ho-ney pour-ing down through the blinds / no-where to be to-day, nev-er mind",
            force=0.85,
        ),
        Passage(
            "chorus", "Abmaj7 Bb7 Ebmaj7 Cm7", _CHORUS_PLAYS, groove=_FULL, fill=_FILL, words=_CHORUS_WORDS
        ),
        Passage(
            "verse",
            "Ebmaj7 Cm7 Abmaj7 Bb7",
            {
                "voice": _SECOND_VERSE,
                "piano": _COMP,
                "guitar": "0...2...1...3...",
                "bells": "R:4 | R:2 G5:.5 Bb5:.5 G5:1 | R:4 | R:2 F5:.5 Ab5:.5 D5:1",
                "bass": _BASS,
            },
            groove=_BEAT,
            fill=_FILL,
            words="cof-fee and your re-cord spin-ning round / ev-ery-thing I look for I have found",
            force=0.9,
        ),
        Passage(
            "bridge",
            "Fm7 Gm7 Abmaj7 Bb7",
            {
                "voice": "Ab3:2 C4:2 | Bb3:3 R:1 | C4:2 Eb4:2 | D4:3 R:1",
                "piano": "x_______x_______",
                "pad": "x_______________",
                "bells": "R:2 C5:.5 F5:.5 Ab5:1 | R:2 Bb4:.5 D5:.5 F5:1 |"
                "R:2 C5:.5 Eb5:.5 Ab5:1 | R:2 D5:.5 F5:.5 Bb5:1",
                "bass": "R_______5_______",
            },
            groove={"stick": "....x.......x...", "hat": "x...o...x...o...", "kick": "x.........x....."},
            fill=_FILL,
            words="ooh ooh ooh ooh ooh ooh",
            force=0.82,
        ),
        Passage(
            "chorus", "Abmaj7 Bb7 Ebmaj7 Cm7", _CHORUS_PLAYS, groove=_FULL, fill=_FILL, words=_CHORUS_WORDS
        ),
        Passage(
            "outro",
            "Abm6 Ebmaj7",
            {
                "voice": "C4:.5 B3:.5 Ab3:2 R:1 | G3:3 R:1",
                "piano": "x_____o_..x_____|x_______________",
                "bells": "R:2 Ab5:.5 F5:.5 Eb5:1 | R:1 G5:.5 Bb5:.5 Eb5:2",
                "pad": "x_______________",
                "bass": "R_____R_..R_____|R_______________",
            },
            groove={
                "kick": "X.....x.........|X...............",
                "snare": "....x.......x...|................",
                "hat": "x-o-x-o-x-o-x-o-|x...............",
            },
            words="sweet and slow slow",
            force=0.78,
        ),
    ),
)
