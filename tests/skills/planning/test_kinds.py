"""Every kind of change that can be asked for: a sentence each, with its step, place, stems and cause."""

from __future__ import annotations

from typing import Any

import pytest

from audio_engine.plan import STEP_TYPES, Where
from skills.planning.draft import Edit
from skills.planning.talk import fold
from tests.skills.planning.songs import talked

DRUMS, VOCALS, GUITAR = (Where(stems=(name,)) for name in ("drums", "vocals", "guitar"))
OTHERS = Where(stems=("vocals", "bass", "other"))
CHORUS, BRIDGE, DROP = (Where(part=part) for part in ("chorus", "bridge", "drop"))
SECOND = Where(part="chorus", nth=2)


def there(where: Where, stems: Where) -> Where:
    """That part, on those stems."""
    return where.model_copy(update={"stems": stems.stems})


KINDS: tuple[tuple[str, str, dict[str, Any], str], ...] = (
    ("tempo set", "play it at 140 bpm", {"op": "tempo", "bpm": 140, "pitch": "kept"}, "140 bpm"),
    ("tempo scaled", "20% slower please", {"op": "tempo", "ratio": 0.8}, "20% slower"),
    ("tempo linked", "90 bpm like on a turntable",
     {"op": "tempo", "bpm": 90, "pitch": "linked"}, "turntable"),
    ("tempo ramp", "speed up gradually to 140 over the last chorus",
     {"op": "tempo", "bpm": 140, "shape": "ramp", "where": Where(part="chorus", nth=-1)}, "gradually"),
    ("tempo of a part", "slow the bridge to 90 bpm",
     {"op": "tempo", "bpm": 90, "where": BRIDGE}, "the bridge"),
    ("tempo matched", 'match the tempo of "Slow Honey"',
     {"op": "match", "what": "tempo", "song": "$1"}, "match"),
    ("key matched", 'match the key of "Slow Honey"', {"op": "match", "what": "key"}, "key"),
    ("half time", "half time drums in the bridge",
     {"op": "feel", "feel": "half", "where": there(BRIDGE, DRUMS)}, "half time drums"),
    ("double time", "put the drums in double time",
     {"op": "feel", "feel": "double", "where": DRUMS}, "double time"),
    ("steady beat", "quantize it", {"op": "steady"}, "quantize"),
    ("pitch", "pitch the vocals up 3 semitones",
     {"op": "pitch", "semitones": 3, "where": VOCALS}, "3 semitones"),
    ("key", "change the key to G", {"op": "key", "tonic": "G", "mode": None}, "G"),
    ("mode", "make it C major", {"op": "key", "tonic": "C", "mode": "major"}, "C major"),
    ("mode alone", "turn it into a major key", {"op": "key", "tonic": "A", "mode": "major"}, "major key"),
    ("gain", "drums down 3 dB in the second chorus",
     {"op": "stem", "action": "gain", "gain_db": -3, "where": there(SECOND, DRUMS)}, "down 3 dB"),
    ("gain of all", "make everything quieter by 2 dB",
     {"op": "stem", "gain_db": -2, "where": Where()}, "2 dB"),
    ("pan", "pan the guitar 30% to the left", {"op": "pan", "position": -0.3, "where": GUITAR}, "30%"),
    ("width", "wide stereo", {"op": "effect", "name": "widen"}, "wide stereo"),
    ("mute", "mute the drums until the first chorus",
     {"op": "stem", "action": "mute", "where": Where(part="chorus", nth=1, side="before", stems=("drums",))},
     "mute"),
    ("solo", "only the vocals in the bridge",
     {"op": "stem", "action": "solo", "where": there(BRIDGE, VOCALS)}, "only the vocals"),
    ("everything but", "mute everything but the drums",
     {"op": "stem", "action": "solo", "where": DRUMS}, "but"),
    ("keep", "make sure you keep the vocals", {"what": "audible", "stems": ("vocals",)}, "keep the vocals"),
    ("untouched", "don't touch the drums", {"what": "untouched", "stems": ("drums",)}, "touch the drums"),
    ("without", "no reverb", {"what": "without", "effects": ("reverb",)}, "no reverb"),
    ("replace", "replace the drums with an 808 kit",
     {"op": "layer", "instrument": "drums", "sound": "kit-808", "instead": True}, "808 kit"),
    ("add a part", "add subtle jazz piano in the bridge",
     {"op": "layer", "instrument": "keys", "style": "jazz", "sound": "piano", "amount": "subtle"},
     "jazz piano"),
    ("add drums", "add trap drums", {"op": "layer", "instrument": "drums", "style": "trap"}, "trap drums"),
    ("eq", "eq with the bass gain knob at 4 dB", {"op": "effect", "name": "eq"}, "4 dB"),
    ("filter", "lowpass at 800 Hz on the vocals from bar 9 to 16",
     {"op": "effect", "name": "lowpass", "where": Where(part="bars", start=9, end=16, stems=("vocals",))},
     "800 Hz"),
    ("highpass", "cut the lows", {"op": "effect", "name": "highpass"}, "cut the lows"),
    ("dynamics", "heavy compression on the drums",
     {"op": "effect", "name": "compressor", "amount": "heavy", "where": DRUMS}, "heavy compression"),
    ("limiter", "add a limiter", {"op": "effect", "name": "limiter"}, "limiter"),
    ("reverb", "a touch of reverb on everything but the drums",
     {"op": "effect", "name": "reverb", "amount": "subtle", "where": OTHERS}, "a touch of reverb"),
    ("delay", "delay with 50% feedback", {"op": "effect", "name": "delay"}, "50% feedback"),
    ("colour", "bitcrush the drums heavily",
     {"op": "effect", "name": "bitcrush", "amount": "heavy"}, "heavily"),
    ("modulation", "flanger on the guitar", {"op": "effect", "name": "flanger", "where": GUITAR}, "flanger"),
    ("sidechain", "add sidechain", {"op": "effect", "name": "sidechain"}, "sidechain"),
    ("ducking", "duck the guitar under the vocals by 6 dB",
     {"op": "duck", "by": ("vocals",), "depth_db": 6, "where": GUITAR}, "under the vocals"),
    ("mood", "make it a bit warmer", {"op": "mood", "name": "warmer", "amount": "subtle"}, "a bit warmer"),
    ("keep a part", "only the second chorus", {"op": "sections", "action": "keep", "where": SECOND}, "only"),
    ("drop", "drop the bridge", {"op": "sections", "action": "drop", "where": BRIDGE}, "drop the bridge"),
    ("move", "move the bridge before the last chorus",
     {"op": "sections", "action": "move", "where": BRIDGE, "to": Where(part="chorus", nth=-1)},
     "before the last"),
    ("copy", "repeat the second chorus after the bridge",
     {"op": "sections", "action": "copy", "where": SECOND, "to": BRIDGE, "at": "after"}, "after the bridge"),
    ("swap", "swap the intro with the outro",
     {"op": "sections", "action": "swap", "where": Where(part="intro"), "to": Where(part="outro")}, "swap"),
    ("extend", "make the intro 4 bars longer",
     {"op": "sections", "action": "extend", "bars": 4}, "4 bars longer"),
    ("trim", "trim 2 bars off the outro", {"op": "sections", "action": "trim", "bars": 2}, "2 bars"),
    ("reverse", "play the bridge backwards",
     {"op": "sections", "action": "reverse", "where": BRIDGE}, "backwards"),
    ("loop", "loop the chorus 4 times", {"op": "sections", "action": "loop", "count": 4}, "4 times"),
    ("insert", "2 bars of silence before the drop",
     {"op": "sections", "action": "silence", "bars": 2, "where": DROP, "at": "before"}, "2 bars of silence"),
    ("chop", "chop up the vocals", {"op": "effect", "name": "chop", "where": VOCALS}, "chop up"),
    ("stutter", "stutter on the vocals", {"op": "effect", "name": "stutter", "where": VOCALS}, "stutter"),
    ("build", "a 4 bar build before the drop",
     {"op": "transition", "name": "build", "bars": 4, "where": DROP},
     "4 bar build"),
    ("beat drop", "add a drop transition before the chorus",
     {"op": "transition", "name": "drop"}, "drop transition"),
    ("fill", "drum fills before every section",
     {"op": "transition", "name": "fill", "where": Where()}, "fills"),
    ("riser", "a riser before the drop", {"op": "transition", "name": "riser", "where": DROP}, "riser"),
    ("echo out", "an echo out before the bridge",
     {"op": "transition", "name": "echo-out", "where": BRIDGE}, "echo"),
    ("mash-up", 'mash up the drums with the vocals of "Slow Honey"',
     {"op": "mashup", "song": "$1", "ours": ("drums",), "theirs": ("vocals",)}, "mash up"),
    ("style", "make it house", {"op": "style", "name": "house"}, "house"),
    ("style of a part", "make the chorus a bit house",
     {"op": "style", "name": "house", "amount": "subtle", "where": CHORUS}, "a bit house"),
    ("cover", "a piano cover", {"op": "cover", "instrument": "piano"}, "piano cover"),
    ("generate", "compose a new solo on the violin",
     {"op": "generate", "what": "solo", "instrument": "violin"}, "new solo"),
    ("generate a part", "generate a new bridge", {"op": "generate", "what": "bridge"}, "new bridge"),
    ("length", "make it 60 seconds long and end on the chorus",
     {"op": "length", "seconds": 60, "ends_on": "chorus"}, "60 seconds"),
    ("fade", "fade out over 8 seconds",
     {"op": "fade", "side": "out", "seconds": 8}, "fade out over 8 seconds"),
    ("loudness", "normalize to -14 LUFS", {"op": "loudness", "lufs": -14}, "-14 LUFS"),
    ("format", "export it as an mp3", {"op": "format", "format": "mp3"}, "mp3"),
)  # fmt: skip


def steps_of(words: str) -> list[Any]:
    """The steps and promises that a sentence gives, with nothing left unread."""
    talk, answer = talked(words)
    assert isinstance(answer, Edit), answer
    assert answer.leftover == ()
    plan = fold(talk.then(words, answer.delta))
    return [*plan.steps, *plan.keep]


@pytest.mark.parametrize(("kind", "words", "wanted", "cause"), KINDS, ids=[row[0] for row in KINDS])
def test_each_kind_of_change_can_be_asked_for(
    kind: str, words: str, wanted: dict[str, Any], cause: str
) -> None:
    made = steps_of(words)
    assert len(made) == 1, made
    for field, value in wanted.items():
        assert getattr(made[0], field) == value, (kind, field)
    because = " … ".join(words[span.start : span.end] for span in made[0].because)
    assert cause in because, because


MOVING: tuple[tuple[str, dict[str, Any], list[float]], ...] = (
    ("gradually more reverb", {"name": "reverb"}, [0, 30]),
    ("slowly add echo in the bridge", {"name": "delay", "where": BRIDGE}, [0, 40]),
    ("sweep the lowpass from 200 Hz to 8 kHz over the intro",
     {"name": "lowpass", "where": Where(part="intro")}, [200, 8000]),
    ("open the filter over 8 bars before the drop",
     {"name": "lowpass", "where": Where(part="bars", start=45, end=52)}, [600, 18000]),
    ("close the filter in the outro", {"name": "lowpass", "where": Where(part="outro")}, [18000, 600]),
    ("crescendo into the last chorus",
     {"name": "level", "where": Where(part="bars", start=57, end=60)}, [-12, 0]),
    ("get louder gradually", {"name": "level", "where": Where()}, [-12, 0]),
    ("make the vocals gradually 6 dB louder in the bridge",
     {"name": "level", "where": there(BRIDGE, VOCALS)}, [-6, 0]),
    ("the bass gets quieter towards the end",
     {"name": "level", "where": Where(part="seconds", start=72, stems=("bass",))}, [0, -12]),
    ("fade the drums in over the first 8 bars",
     {"name": "level", "where": Where(part="bars", start=1, end=8, stems=("drums",))}, [-60, 0]),
    ("slowly fade the vocals out in the outro",
     {"name": "level", "where": Where(part="outro", stems=("vocals",))}, [0, -60]),
    ("pan the guitar slowly from left to right", {"name": "pan", "where": GUITAR}, [-100, 100]),
    ("pan the guitar gradually to the right", {"name": "pan", "where": GUITAR}, [0, 100]),
    ("increase the delay feedback gradually from 20% to 70%", {"name": "delay"}, [20, 70]),
    ("gradually add distortion to the bass over 8 bars",
     {"name": "distortion", "where": Where(part="bars", start=1, end=8, stems=("bass",))}, [0, 14]),
    ("a big diminuendo in the outro", {"name": "level", "where": Where(part="outro")}, [0, -24]),
)  # fmt: skip


@pytest.mark.parametrize(("words", "wanted", "ends"), MOVING, ids=[row[0] for row in MOVING])
def test_any_knob_can_be_asked_to_move_along_the_song(
    words: str, wanted: dict[str, Any], ends: list[float]
) -> None:
    made = steps_of(words)
    assert len(made) == 1, made
    assert made[0].op == "effect"
    for field, value in wanted.items():
        assert getattr(made[0], field) == value, field
    points = made[0].moves[0].points
    assert [points[0].value, points[-1].value] == ends
    assert (points[0].at, points[-1].at) == (0.0, 1.0)
    assert made[0].because


def test_less_of_an_effect_falls_away_from_where_it_stands() -> None:
    words = "gradually less reverb"
    talk, answer = talked("heavy reverb", words)
    assert isinstance(answer, Edit)
    steps: list[Any] = [*fold(talk.then(words, answer.delta)).steps]
    assert len(steps) == 1
    points = steps[0].moves[0].points
    assert points[0].value > 30
    assert points[-1].value == 0
    nothing = talked(words)[1]
    assert isinstance(nothing, Edit)
    assert nothing.delta.ops == ()


def test_play_it_slowly_is_a_tempo_and_nothing_moves() -> None:
    assert [s.op for s in steps_of("play it slowly")] == ["tempo"]
    assert [s.shape for s in steps_of("slowly speed up")] == ["ramp"]


def test_the_sentences_reach_every_kind_of_step() -> None:
    reached = {wanted["op"] for _, _, wanted, _ in KINDS if "op" in wanted}
    assert reached == {kind.model_fields["op"].default for kind in STEP_TYPES}
    assert len(KINDS) >= 60
