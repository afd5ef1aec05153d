"""Songs, plans, grants and facts to judge at random, most of their values near a border."""

from __future__ import annotations

import json
from typing import Any, get_args

from hypothesis import strategies as st

from audio_engine.grid import Grid, Hearing, Key, Section
from audio_engine.plan.other import FileFormat
from audio_engine.units import STEMS
from skills.catalog.song import SongFacts
from skills.rights.base import LICENSES
from skills.rights.clearance import Facts, Measured, Person, Source, Standing
from skills.rights.grant import Grant, Holder
from skills.rights.judgement import PURPOSES, RATINGS, STANDARDS, State, Wish
from skills.rights.terms import section_kinds
from tests.skills.rights.strategies.sections import LATER, MODELS, NOON, OWN, SECTIONS, USUALLY

Strategy = st.SearchStrategy[Any]


def subsets(names: Any, most: int = 20) -> Strategy:
    """Some of the names, each once."""
    return st.lists(st.sampled_from(tuple(names)), unique=True, max_size=most)


def mostly(usual: Strategy, rare: Strategy, times: int = 8) -> Strategy:
    """The usual one, `times` out of one more."""
    return st.integers(0, times).flatmap(lambda n: rare if n and n == times else usual)


# Songs -----------------------------------------------------------------------------------------------


def a_varied_song(
    tempo_bpm: float,
    labels: tuple[str, ...],
    key: Key | None = None,
    stems: Any = (),
    drift: float = 0.0,
    pickup: int = 0,
    beats_per_bar: int = 4,
    heard: dict[str, Any] | None = None,
) -> SongFacts:
    """4 bars for each label; `drift` lengthens every second beat, `pickup` beats come before bar 1.

    heard: what else was heard of it, such as where someone sings.
    """
    beat = 60.0 / tempo_bpm
    count = pickup + 4 * beats_per_bar * max(len(labels), 2)
    beats = tuple(n * beat + (drift * beat if n % 2 else 0.0) for n in range(count))
    bars = [*beats[pickup::beats_per_bar], count * beat]
    sections = tuple(
        Section(label=label, start_seconds=bars[4 * n], end_seconds=bars[4 * (n + 1)])  # type: ignore[arg-type]
        for n, label in enumerate(labels)
    )
    grid = Grid(
        tempo_bpm=tempo_bpm,
        beats_per_bar=beats_per_bar,
        beats_seconds=beats,
        first_downbeat=pickup,
        sections=sections,
        seconds=count * beat,
    )
    hearing = Hearing(grid=grid, key=key, loudness_lufs=-14, true_peak_dbtp=-1, **(heard or {}))
    return SongFacts(hearing=hearing, stems=stems)


A_MINOR, C_MAJOR = Key(tonic="A", mode="minor"), Key(tonic="C", mode="major")
FOUR = ("vocals", "drums", "bass", "other")
SONGS = (
    a_varied_song(100.0, ("verse", "chorus", "verse", "chorus"), A_MINOR),
    a_varied_song(100.0, ("verse", "chorus"), A_MINOR, heard={"singing_confidence": 1.0}),
    a_varied_song(100.0, ("intro", "verse", "chorus", "bridge", "chorus", "outro"), C_MAJOR, STEMS),
    a_varied_song(87.5, ("verse", "chorus"), None, FOUR),
    a_varied_song(174.0, ("intro", "drop", "breakdown", "drop"), A_MINOR, FOUR, drift=0.02),
    a_varied_song(63.0, ("verse", "chorus", "verse"), C_MAJOR, ("vocals", "other"), 0.0, 2, 3),
    a_varied_song(100.0, ("verse", "chorus"), A_MINOR, ("drums", "other")),
    a_varied_song(100.0, ("verse",), A_MINOR, heard={"singing": ((1.0, 4.0),), "singing_confidence": 1.0}),
    a_varied_song(120.0, (), Key(tonic="F#", mode="minor")),
)
songs = st.sampled_from(SONGS)

# Grants ----------------------------------------------------------------------------------------------


def made(
    license: str, stated: dict[str, Any], covers: tuple[str, ...] = (), holders: tuple[Holder, ...] = ()
) -> Grant:
    """A grant of those sections; a section that contradicts the others is left out, as no file may say it."""
    kinds = section_kinds()
    sections = {key: kinds[key].model_validate_json(json.dumps(data)) for key, data in stated.items()}
    while True:
        grant = Grant(
            license=license,
            sections=tuple(sections.values()),
            stated_covers=covers,  # type: ignore[arg-type]
            holders=holders,
        )
        wrong = [key for key, kind in kinds.items() if grant.section(kind).conflict(grant)]
        if not any(key in sections for key in wrong):
            return grant
        sections = {key: section for key, section in sections.items() if key not in wrong}


@st.composite
def own_sections(draw: Any) -> dict[str, Any]:
    """Sections of an own grant that lets most of what is usual pass, and seldom says anything else."""
    generosity = draw(st.sampled_from((3, 6, 12, 40)))
    found = {key: draw(mostly(USUALLY[key], SECTIONS[key], generosity)) for key in USUALLY}
    names = [*(key for key in SECTIONS if key not in USUALLY), *["approval"] * 12]
    rare = st.lists(st.sampled_from(names), unique=True, max_size=3)
    return {**found, **{key: draw(SECTIONS[key]) for key in draw(rare)}}


PARTIES = ("label-a", "singer")


def held_by(parties: list[str], covers: tuple[str, ...] = ()) -> tuple[Holder, ...]:
    """All of recording and composition in equal shares, as far as they are covered, or nothing stated."""
    return tuple(
        Holder(party=party, name=party, right=right, share_ppm=1_000_000 // len(parties))
        for right in ("sound_recording", "musical_work")
        if not covers or right in covers
        for party in parties
    )


covering: Strategy = st.sampled_from(
    ((),) * 12 + (("sound_recording",), ("musical_work",), ("performer_voice",))
)
strict = st.builds(
    lambda stated, covers, parties: made(OWN, stated, covers, held_by(parties, covers)),
    st.fixed_dictionaries({}, optional=SECTIONS),
    covering,
    subsets(PARTIES, 2),
)
generous = st.builds(
    lambda stated, parties: made(OWN, stated, (), held_by(parties)), own_sections(), subsets(PARTIES, 2)
)


def beside_fixed() -> Strategy:
    """Sections that may stand beside a fixed license."""
    keys = [key for key, kind in section_kinds().items() if kind.BESIDE_FIXED]
    return st.fixed_dictionaries({}, optional={key: SECTIONS[key] for key in keys})


fixed = st.builds(made, st.sampled_from(sorted(LICENSES)), mostly(st.just({}), st.deferred(beside_fixed), 3))
grants = st.integers(0, 9).flatmap(lambda n: strict if n == 9 else fixed if n > 6 else generous)

# Facts -----------------------------------------------------------------------------------------------

SOUNDS = ("a" * 64, "b" * 64)
ratios_ppm = st.sampled_from((995_000, 994_999, 1_000_000, 1_250_000, 1_005_000, 1_005_001))
measured = st.builds(
    Measured,
    tempo_ratio_ppm=mostly(st.none(), ratios_ppm, 2),
    tempo_parts_ppm=mostly(st.none(), st.tuples(ratios_ppm, ratios_ppm), 2),
    tempo_untold_ms=mostly(st.just(()), st.sampled_from((((0, 4_000),), ((500, 900), (8_000, 9_000)))), 2),
    pitch_cents=mostly(st.none(), st.sampled_from((0, 10, 11, -10, -11, 1200, 1190, 700)), 2),
    audible_stems=mostly(st.none(), subsets(STEMS).map(tuple), 2),
    loudness_change_mlu=st.sampled_from((None, 0, 500, 501, -501)),
    seconds_ms=st.sampled_from((None, 38_400, 38_650, 38_651, 57_600, 22_069)),
    sound_sha256=st.sampled_from((*SOUNDS, "")),
)
counts = mostly(st.integers(0, 1), st.sampled_from((None, 2, 3, 99, 100)), 4)
standings = st.builds(
    Standing,
    state=mostly(st.just("in force"), st.sampled_from(get_args(State)), 30),
    generation=mostly(st.just(0), st.integers(1, 3), 12),
    ancestors=mostly(st.just(0), st.sampled_from((1024, 1025)), 20),
    published_today=counts,
    published_in_all=counts,
)
people = st.builds(
    Person,
    age=mostly(st.just(40), st.sampled_from((None, 12, 13, 17, 18)), 3),
    territory=mostly(st.just("DE"), st.sampled_from((None, "FR", "US", "JP", "AT", "XX", "ZZ")), 3),
    roles=mostly(
        st.just(("remixer", "member")), st.one_of(st.none(), subsets(("patron", "guest")).map(tuple)), 4
    ),
    verified=mostly(st.just(True), st.sampled_from((None, False)), 4),
)
MOMENTS = (None, NOON - 1, LATER - 1, LATER, LATER + 1)
PLATFORMS = (None, "web", "discord", "discord:42", "discord:43", "radio")
LICENSES_WISHED = (*sorted(LICENSES), OWN, "CC-BY-9.9", "PD", "GPL")
facts = st.builds(
    Facts,
    purpose=mostly(st.just("private_preview"), st.sampled_from(PURPOSES), 1),
    wishes=mostly(st.just(()), subsets(get_args(Wish)).map(tuple), 9),
    output_license=mostly(st.none(), st.sampled_from(LICENSES_WISHED), 12),
    measured=mostly(st.none(), measured, 7),
    now=mostly(st.sampled_from((NOON, NOON + 1)), st.sampled_from(MOMENTS), 3),
    person=people,
    platform=mostly(st.just("terminal"), st.sampled_from(PLATFORMS), 3),
    exports=mostly(st.just(()), subsets(get_args(FileFormat)).map(tuple)),
    rating=mostly(st.just("everyone"), st.sampled_from((None, *RATINGS)), 2),
    standards=mostly(st.just(STANDARDS), subsets(STANDARDS).map(tuple), 2),
    models=mostly(st.just(()), subsets((*MODELS, "other-model")).map(tuple), 6),
)

# Sources ---------------------------------------------------------------------------------------------


def for_layer(grant: Grant, layer: str) -> Grant:
    """The same terms for one layer only."""
    holders = tuple(holder for holder in grant.holders if holder.right == layer)
    return grant.model_copy(update={"stated_covers": (layer,), "holders": holders})


one_grant = st.tuples(grants)
one_for_each_layer = st.builds(
    lambda one, other: (for_layer(one, "sound_recording"), for_layer(other, "musical_work")), grants, grants
)
any_grants = st.lists(grants, max_size=3).map(tuple)
sources = st.builds(
    Source,
    song=songs,
    grants=mostly(mostly(one_grant, one_for_each_layer, 6), any_grants, 20),
    id=st.sampled_from(("", "0" * 12, "1" * 12)),
    standing=standings,
)
