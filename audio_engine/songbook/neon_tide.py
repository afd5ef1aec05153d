"""Neon Tide: a house track in F minor, 124 BPM, with stabs, a rolling bass and a pad that breathes."""

from __future__ import annotations

from audio_engine.grid import Key
from audio_engine.songbook._song import Part, Passage, Song

_PARTS = {
    "voice": Part("voice-alto", "vocals", "line", level_db=-3, reverb_db=-13),
    "second": Part("voice-tenor", "vocals", "line", level_db=-8, pan=-0.3, reverb_db=-12, scale_steps=-7),
    "kit": Part("kit-electronic", "drums", "drums", level_db=0),
    "bass": Part("bass-synth", "bass", "bass", low=29, level_db=0.5, pump=0.5),
    "stabs": Part("organ", "other", "chords", low=56, level_db=-1, pan=-0.15, reverb_db=-15, pump=0.3),
    "pad": Part("pad", "other", "chords", low=53, level_db=-5, reverb_db=-12, pump=0.75),
    "arp": Part("pluck", "other", "arpeggio", low=60, level_db=-5, pan=0.35, reverb_db=-12),
    "lead": Part("lead", "other", "line", level_db=-6, pan=-0.3, reverb_db=-11),
}

_HATS = "-o.o-o.o-o.o-o.o"
_FLOOR = {
    "kick": "X...X...X...X...",
    "clap": "....x.......x...",
    "open": "..x...x...x...x.",
    "hat": _HATS,
    "shaker": "o-o-o-o-o-o-o-o-",
}
_PEAK = _FLOOR | {
    "snare": "................|..............-.",
    "crash": "X...............",
    "ride": "x...x...x...x...",
}
_FILL = {"kick": "X...X...X.......", "clap": "....x...x.x.xxxx", "hat": _HATS, "snare": "............oxxX"}
_STABS = "x..x..x...x.x...|x..x..x...x..x.x"
_BASS = "..RR..R8..R5..R8|..RR..R8..R7..8a"
_VERSE = (
    "R:.5 F4:.5 F4:.5 Eb4:.5 F4:.5 Ab4:1 F4:.5 | Eb4:.5 F4:1 C4:1.5 R:1 |"
    "R:.5 F4:.5 F4:.5 Eb4:.5 F4:.5 Bb4:1 Ab4:.5 | F4:.5 Ab4:1 F4:1.5 R:1 |"
    "R:.5 Ab4:.5 Ab4:.5 F4:.5 Ab4:.5 C5:1 Ab4:.5 | G4:.5 E4:1 G4:1.5 R:1 |"
    "R:.5 F4:.5 F4:.5 Eb4:.5 C4:.5 Eb4:1 C4:.5 | F4:3 R:1"
)
_CHORUS = (
    "C5:1.5 Bb4:.5 Ab4:1 F4:1 | Ab4:1.5 F4:1.5 R:1 | Bb4:1.5 Ab4:.5 F4:1 Ab4:1 | G4:3 R:1 |"
    "C5:1.5 Bb4:.5 Ab4:1 F4:1 | Ab4:1.5 C5:1.5 R:1 | Db5:1.5 C5:.5 Bb4:1 Ab4:1 | G4:1.5 E4:1.5 R:1"
)
_LEAD = "R:2.5 C5:.5 F5:.5 G5:.5 | Ab5:1.5 F5:.5 C5:2 | R:2.5 F5:.5 Ab5:.5 Bb5:.5 | G5:1.5 E5:.5 C5:2"
_CHORUS_PLAYS = {
    "voice": _CHORUS,
    "second": _CHORUS,
    "bass": _BASS,
    "stabs": _STABS,
    "pad": "x_______________",
    "arp": "0.2.1.3.0.2.4.3.",
}
_CHORUS_WORDS = (
    "ride on the tide with me / ne-on and deep blue / ride on the tide with me / noth-ing to do but move"
)

SONG = Song(
    tempo_bpm=124.0,
    beats_per_bar=4,
    key=Key(tonic="F", mode="minor"),
    seed=124,
    swing=0.54,
    swing_beats=0.5,
    reverb_seconds=1.4,
    echo=0.55,
    drum_drive=0.9,
    parts=_PARTS,
    passages=(
        Passage(
            "intro",
            "Fm7 Dbmaj7 Bbm7 C7 Fm7 Dbmaj7 Bbm7 C7",
            {
                "stabs": "................|................|................|................|"
                + _STABS
                + "|"
                + _STABS,
                "pad": "x_______________",
                "arp": "0...2...1...3...|0...2...1...3...|0.2.1.3.0.2.1.3.|0.2.1.3.0.2.4.3.",
                "bass": "................|................|................|..............RR|"
                + _BASS
                + "|"
                + _BASS,
            },
            groove={
                "kick": "X...X...X...X...",
                "hat": "................|................|..o...o...o...o.|..o...o...o...o.|"
                + "|".join([_HATS] * 4),
                "clap": "|".join(["................"] * 4 + ["....x.......x..."] * 4),
            },
            fill=_FILL,
            force=0.85,
        ),
        Passage(
            "verse",
            "Fm7 Fm7 Bbm7 Bbm7 Dbmaj7 C7 Fm7 Fm7",
            {"voice": _VERSE, "bass": _BASS, "stabs": "......x.......x.", "pad": "x_______________"},
            groove=_FLOOR,
            fill=_FILL,
            words="ci-ty in the mir-ror, in the rain / ev-ery col-our mov-ing down the lane /"
            "turn the mu-sic high-er, hold me tight / we can swim un-til it's light",
            force=0.9,
        ),
        Passage(
            "chorus", "Fm7 Dbmaj7 Bbm7 C7 Fm7 Dbmaj7 Bbm7 C7", _CHORUS_PLAYS, _PEAK, _FILL, _CHORUS_WORDS
        ),
        Passage(
            "bridge",
            "Dbmaj7 C7 Bbm7 C7",
            {
                "voice": "Ab4:3 R:1 | G4:3 R:1 | F4:2 Ab4:2 | G4:3 R:1",
                "pad": "x_______________",
                "arp": "0.2.1.3.0.2.4.3.",
                "bass": "R_______________",
            },
            groove={
                "clap": "....x.......x...",
                "hat": _HATS,
                "kick": "X...............",
                "crash": "x...............",
            },
            fill={"snare": "o.o.o.o.xxxxXXXX", "kick": "X...X...X.X.XXXX"},
            words="ah ah ah ah ah",
            force=0.85,
        ),
        Passage(
            "chorus",
            "Fm7 Dbmaj7 Bbm7 C7 Fm7 Dbmaj7 Bbm7 C7",
            _CHORUS_PLAYS | {"lead": _LEAD + "|" + _LEAD},
            _PEAK,
            _FILL,
            _CHORUS_WORDS,
        ),
        Passage(
            "outro",
            "Fm7 Dbmaj7 Bbm7 Fm",
            {
                "voice": "C5:1.5 Bb4:.5 Ab4:1 F4:1 | Ab4:1.5 F4:1.5 R:1 | R:4 | R:4",
                "stabs": "x..x..x...x.x...|x..x..x...x..x.x|x..x..x...x.x...|x_______________",
                "pad": "x_______________",
                "arp": "0.2.1.3.0.2.4.3.|0.2.1.3.0.2.1.3.|0...2...1...3...|0_______________",
                "bass": "..RR..R8..R5..R8|..RR..R8..R7..8a|..RR..R8..R5..R.|R_______________",
            },
            groove=_FLOOR,
            fill={"kick": "X...............", "crash": "................"},
            words="ride on the tide with me",
            force=0.85,
        ),
    ),
)
