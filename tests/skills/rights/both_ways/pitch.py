"""How far the pitch may go, both ways."""

from __future__ import annotations

from audio_engine.plan import KeyChange, Pitch, Tempo
from skills.rights.clearance import Facts, Measured
from tests.skills.rights.both_ways import Ask, BothWays
from tests.skills.rights.things import a_plan

PURPOSES = '[purpose]\nallowed = ["private_preview", "contest_entry"]\n'
FREE = PURPOSES + '[vocals]\nmay = "processed"\n[tempo]\nallowed = "any"\n'
TONE = (FREE + "[pitch]\nmin_cents = -200\nmax_cents = 200",)
OCTAVE = (FREE + "[pitch]\nmin_cents = -1200",)
UP = a_plan(Pitch(semitones=1))


def measured(pitch_cents: int | None) -> Facts:
    return Facts(purpose="contest_entry", measured=Measured(pitch_cents=pitch_cents, seconds_ms=76_800))


CASES = (
    BothWays(
        "pitch.out_of_range",
        Ask(a_plan(Pitch(semitones=2.01)), TONE),
        Ask(a_plan(Pitch(semitones=2)), TONE),
    ),
    BothWays(
        "pitch.out_of_range",
        Ask(a_plan(Pitch(semitones=1.5), Pitch(semitones=1)), TONE),
        Ask(a_plan(Pitch(semitones=1.5), Pitch(semitones=-1)), TONE),
    ),
    BothWays(
        "pitch.out_of_range",
        Ask(a_plan(KeyChange(tonic="C")), TONE),
        Ask(a_plan(KeyChange(tonic="B")), TONE),
    ),
    BothWays(
        "pitch.out_of_range",
        Ask(a_plan(Tempo(ratio=0.499, pitch="linked")), OCTAVE),
        Ask(a_plan(Tempo(ratio=0.5, pitch="linked")), OCTAVE),
    ),
    BothWays(
        "pitch.out_of_range",
        Ask(a_plan(Tempo(ratio=1.12, pitch="linked"), Tempo(ratio=1.12, pitch="linked")), TONE),
        Ask(a_plan(Tempo(ratio=1.12, pitch="linked"), Tempo(ratio=1.12, pitch="kept")), TONE),
    ),
    BothWays("fact.missing", Ask(UP, TONE, facts=measured(None)), Ask(UP, TONE, facts=measured(100))),
    BothWays(
        "fact.missing",
        Ask(UP, TONE, facts=measured(None)),
        Ask(UP, (FREE + '[pitch]\nallowed = "any"',), facts=measured(None)),
    ),
)
