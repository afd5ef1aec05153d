"""The drum maker's bench: usual drums from the few numbers in which one kit differs from another."""

from __future__ import annotations

from audio_engine.instruments._kit import Burst, Drum, Tone

_METAL = 1.1


def kick(
    hz: float,
    decay_seconds: float,
    click_hz: float = 3_000.0,
    click: float = 0.15,
    bend: float = 3.5,
    drive: float = 0.8,
    level_db: float = -6.0,
) -> Drum:
    """A bass drum: a sine that falls from `bend` times its pitch, and the click of the beater."""
    body = Tone(bend * hz, hz, 0.03, decay_seconds, 0.9)
    beater = Burst(click_hz / 2.5, 2.0 * click_hz, 0.006, click)
    return Drum(6.0 * decay_seconds, (body,), (beater,), level_db=level_db, drive=drive)


def snare(
    hz: float,
    rattle_seconds: float,
    bright_hz: float = 11_000.0,
    body: float = 0.4,
    drive: float = 0.6,
    level_db: float = -4.5,
) -> Drum:
    """A snare drum: its skin, the wires under it, and the crack of the stick."""
    skin = (Tone(1.25 * hz, hz, 0.012, 0.06, body), Tone(1.9 * hz, 1.72 * hz, 0.01, 0.035, 0.4 * body))
    wires = Burst(0.11 * bright_hz, bright_hz, rattle_seconds, 0.28)
    crack = Burst(0.3 * bright_hz, 1.3 * bright_hz, 0.007, 0.2)
    return Drum(max(0.25, 6.0 * rattle_seconds), skin, (wires, crack), level_db=level_db, drive=drive)


def clap(
    tail_seconds: float, low_hz: float = 950.0, high_hz: float = 7_000.0, level_db: float = -5.5
) -> Drum:
    """Hands: three quick bursts, and the room that answers."""
    hands = tuple(Burst(low_hz, high_hz, 0.007, 0.32, 0.0105 * i) for i in range(3))
    return Drum(0.15 + 4.0 * tail_seconds, (), (*hands, Burst(low_hz, high_hz, tail_seconds, 0.3, 0.0315)),
                level_db=level_db, drive=0.3)  # fmt: skip


def stick(hz: float, pan: float = 0.12, level_db: float = -7.0) -> Drum:
    """A stick across the rim."""
    wood = (Tone(1.02 * hz, hz, 0.005, 0.014, 0.45), Tone(0.3 * hz, 0.29 * hz, 0.01, 0.02, 0.25))
    return Drum(0.14, wood, (Burst(1.2 * hz, 5.5 * hz, 0.006, 0.22),), pan, level_db)


def hat(
    decay_seconds: float,
    low_hz: float,
    high_hz: float,
    metal: float = 0.9,
    pan: float = 0.2,
    level_db: float = -6.5,
) -> Drum:
    """A pair of cymbals, closed or open."""
    ring = Burst(low_hz, high_hz, decay_seconds, 0.23, attack_seconds=0.0015, roughness=metal)
    return Drum(max(0.1, 5.0 * decay_seconds), (), (ring,), pan, level_db)


def pedal_hat(low_hz: float, high_hz: float, pan: float = 0.2, level_db: float = -9.5) -> Drum:
    """A pair of cymbals closed by the foot."""
    chick = Burst(low_hz, high_hz, 0.016, 0.22, attack_seconds=0.003, roughness=0.7)
    return Drum(0.12, (), (chick,), pan, level_db)


def cymbal(decay_seconds: float, low_hz: float, high_hz: float, pan: float, level_db: float = -5.5) -> Drum:
    """A crash: a wash that begins bright."""
    wash = Burst(low_hz, high_hz, decay_seconds, 0.15, roughness=0.9, attack_seconds=0.002)
    glow = Burst(
        0.25 * low_hz, 0.3 * high_hz, 0.7 * decay_seconds, 0.04, roughness=_METAL, attack_seconds=0.004
    )
    return Drum(4.5 * decay_seconds, (), (wash, glow), pan, level_db)


def ride(ping_hz: float, decay_seconds: float, ping: float = 0.05, level_db: float = -4.5) -> Drum:
    """A ride: the ping of the stick over a quiet wash; more `ping` is its bell."""
    tones = (
        Tone(ping_hz, ping_hz, 1.0, 0.5 * decay_seconds, ping),
        Tone(0.65 * ping_hz, 0.65 * ping_hz, 1.0, 0.7 * decay_seconds, ping),
    )
    wash = (Burst(4_000, 13_000, decay_seconds, 0.07, roughness=_METAL), Burst(5_000, 12_000, 0.012, 0.14))
    return Drum(4.0 * decay_seconds, tones, wash, 0.38, level_db)


def tom(hz: float, decay_seconds: float, pan: float, skin: float = 0.1, level_db: float = -6.0) -> Drum:
    """A tom: a skin that bends, and a little of the stick."""
    body = Tone(1.6 * hz, hz, 0.05, decay_seconds, 0.55)
    return Drum(4.0 * decay_seconds, (body,), (Burst(500, 4_000, 0.012, skin),), pan, level_db, 0.5)


def toms(low_hz: float, decay_seconds: float) -> tuple[Drum, Drum, Drum]:
    """A low, a middle and a high tom, from right to left."""
    return (
        tom(low_hz, decay_seconds, 0.4),
        tom(1.35 * low_hz, 0.9 * decay_seconds, 0.05),
        tom(1.75 * low_hz, 0.8 * decay_seconds, -0.3),
    )


def shaker(
    low_hz: float = 5_500.0, high_hz: float = 13_000.0, pan: float = -0.4, level_db: float = -8.5
) -> Drum:
    """Seeds in a shell: they swell before they stop."""
    return Drum(0.13, (), (Burst(low_hz, high_hz, 0.024, 0.21, attack_seconds=0.01),), pan, level_db)


def tambourine(low_hz: float = 7_000.0, pan: float = 0.45, level_db: float = -9.0) -> Drum:
    """Jingles, struck and falling back."""
    jingles = (
        Burst(low_hz, 15_000, 0.05, 0.2, roughness=1.2),
        Burst(low_hz, 15_000, 0.02, 0.12, 0.02, roughness=1.2),
    )
    return Drum(0.3, (), jingles, pan, level_db)


def skin(
    hz: float,
    decay_seconds: float,
    slap: float = 0.15,
    pan: float = 0.0,
    level_db: float = -6.0,
    bend: float = 1.15,
) -> Drum:
    """A hand drum: a clear pitch, and the flat of the hand."""
    tones = (
        Tone(bend * hz, hz, 0.02, decay_seconds, 0.5),
        Tone(1.6 * hz, 1.59 * hz, 0.01, 0.35 * decay_seconds, 0.14),
    )
    return Drum(5.0 * decay_seconds, tones, (Burst(700, 5_000, 0.006, slap),), pan, level_db, 0.2)


def bell(hz: float, ratio: float, decay_seconds: float, pan: float, level_db: float = -8.0) -> Drum:
    """Struck metal: two tones that do not belong to one another, and their overtones."""
    tones = tuple(
        Tone(f, f, 1.0, decay_seconds / n**0.5, 0.32 / n)
        for n, f in ((1, hz), (1, ratio * hz), (2, 2.7 * hz), (3, 3.9 * hz))
    )
    return Drum(5.0 * decay_seconds, tones, (Burst(hz, 6.0 * hz, 0.004, 0.1),), pan, level_db, 0.3)
