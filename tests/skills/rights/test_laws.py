"""What must hold for every plan and every grant."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from audio_engine.plan import (
    Effect,
    Fade,
    Keep,
    KeyChange,
    Layer,
    Length,
    Pitch,
    RemixPlan,
    Sections,
    StemLevel,
    Tempo,
    Where,
)
from audio_engine.units import STEMS, TONICS
from skills.rights.base import LICENSES
from skills.rights.clearance import Cleared, Facts, Refused, Source, clear
from skills.rights.grant import Grant, Section
from skills.rights.judgement import PURPOSES, Wish
from skills.rights.terms.effects import Effects
from skills.rights.terms.layers import Layers
from skills.rights.terms.mashup import Mashup
from skills.rights.terms.pitch import PitchRange
from skills.rights.terms.purpose import Purposes
from skills.rights.terms.revenue import Revenue
from skills.rights.terms.sections import Sections as SectionEdits
from skills.rights.terms.stems import Stems
from skills.rights.terms.tempo import TempoRange
from skills.rights.terms.vocals import Vocals
from skills.rights.terms.voice import Voice
from tests.skills.rights.things import a_plan, a_song

ADDING_UP = ("tempo", "pitch", "key", "stem")
"""Steps whose values add up: when one goes, another may have to follow."""
EFFECTS = ("reverb", "delay", "lowpass", "fade", "loudness", "level")
VOCALS = ("untouched", "processed", "removed")


def subsets(names: tuple[str, ...]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(names), unique=True).map(tuple)


places = st.sampled_from(("whole", "whole", "chorus", "verse", "bridge"))
wheres = st.builds(lambda part, stems: Where(part=part, stems=stems), places, subsets(STEMS))
on_stems = wheres.filter(lambda where: bool(where.stems))
steps = st.one_of(
    st.builds(
        lambda r, p, w: Tempo(ratio=r / 100, pitch=p, where=w),
        st.integers(50, 200),
        st.sampled_from(("kept", "linked")),
        wheres,
    ),
    st.builds(lambda b: Tempo(bpm=b), st.integers(60, 180)),
    st.builds(lambda s, w: Pitch(semitones=s / 2, where=w), st.integers(-12, 12), wheres),
    st.builds(lambda t: KeyChange(tonic=t), st.sampled_from(TONICS)),
    st.builds(
        lambda a, g, w: StemLevel(action=a, gain_db=g, where=w),
        st.sampled_from(("mute", "solo", "gain")),
        st.integers(-40, 6),
        on_stems,
    ),
    st.builds(lambda n, w: Effect(name=n, where=w), st.sampled_from(("reverb", "delay", "lowpass")), wheres),
    st.builds(lambda i: Layer(instrument=i, style="house"), st.sampled_from(("drums", "bass"))),
    st.builds(
        lambda a: Sections(action=a, where=Where(part="chorus")), st.sampled_from(("keep", "drop", "loop"))
    ),
    st.builds(lambda s: Length(seconds=s), st.integers(10, 200)),
    st.just(Fade(side="out", seconds=3)),
)
keeps = st.lists(
    st.one_of(
        st.builds(
            lambda w, s: Keep(what=w, stems=(s,)),
            st.sampled_from(("audible", "untouched")),
            st.sampled_from(STEMS),
        ),
        st.builds(lambda w: Keep(what=w), st.sampled_from(("tempo", "pitch", "length"))),
    ),
    max_size=2,
)
plans = st.builds(
    lambda s, k: a_plan(*s, keep=tuple(k)),
    st.lists(steps, max_size=4),
    st.one_of(keeps, st.just([]), st.just([])),
)

ranges = st.tuples(st.integers(-60, 0), st.integers(0, 100))
grant_sections: dict[str, st.SearchStrategy[Section]] = {
    "tempo": ranges.map(lambda r: TempoRange(min_percent=r[0], max_percent=r[1])),
    "pitch": ranges.map(lambda r: PitchRange(min_cents=20 * r[0], max_cents=12 * r[1])),
    "stems": st.builds(lambda a, s: Stems(allowed=a, separate=s), subsets(STEMS), st.booleans()),
    "vocals": st.sampled_from(VOCALS).map(lambda may: Vocals(may=may)),
    "effects": st.one_of(subsets(EFFECTS), st.just(("any",))).map(lambda a: Effects(allowed=a)),
    "layers": subsets(("drums", "bass")).map(lambda a: Layers(allowed=a)),
    "sections": subsets(("keep", "drop", "loop")).map(lambda a: SectionEdits(allowed=a)),
    "mashup": st.integers(0, 2).map(lambda n: Mashup(max_other=n)),
    "purpose": subsets(PURPOSES).filter(bool).map(lambda a: Purposes(allowed=a)),
    "revenue": st.integers(0, 100).map(lambda p: Revenue(originals_percent=p)),
    "voice": st.booleans().map(lambda c: Voice(clone=c)),
}
generous: dict[str, st.SearchStrategy[Section]] = {
    "tempo": st.just(TempoRange(allowed="any")),
    "pitch": st.just(PitchRange(allowed="any")),
    "stems": st.just(Stems(allowed=STEMS, separate=True)),
    "vocals": st.just(Vocals(may="removed")),
    "effects": st.just(Effects(allowed=("any",))),
    "layers": st.just(Layers(allowed=("bass", "drums"))),
    "sections": st.just(SectionEdits(allowed=("drop", "keep", "loop"))),
}
often_generous = {k: st.one_of(generous[k], generous[k], generous[k], grant_sections[k]) for k in generous}
stated = st.one_of(
    st.fixed_dictionaries({}, optional=grant_sections),
    st.fixed_dictionaries(
        often_generous, optional={k: grant_sections[k] for k in ("mashup", "purpose", "voice")}
    ),
)
own_terms = stated.map(lambda s: Grant(license="LicenseRef-Refrain-T", sections=tuple(s.values())))
grants = st.one_of(own_terms, own_terms, st.sampled_from(sorted(LICENSES)).map(lambda i: Grant(license=i)))
facts = st.builds(
    lambda p, w: Facts(purpose=p, wishes=w),
    st.sampled_from((*PURPOSES, *["private_preview"] * 24)),
    st.one_of(*[st.just(())] * 6, subsets(get_args(Wish))),
)
songs = st.sampled_from(
    (a_song(), a_song(stems=("vocals", "drums", "bass", "other")), a_song(87.5, key=None))
)
many = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))


def allowed(plan: RemixPlan, grant: Grant, song: Any, asked: Facts) -> bool:
    return isinstance(clear(plan, [Source(song=song, grants=(grant,))], asked), Cleared)


def narrower(section: Section) -> Section:
    """The same section, a little less generous in everything it says."""
    data: dict[str, Any] = {}
    for name, value in section:
        if isinstance(value, bool):
            data[name] = False
        elif isinstance(value, int) and name != "originals_percent":
            data[name] = int(value / 2)
        elif isinstance(value, tuple) and value == ("any",):
            data[name] = ("reverb",)
        elif isinstance(value, tuple):
            data[name] = value[: max(len(value) - 1, 1)]
        elif value in VOCALS:
            data[name] = VOCALS[max(VOCALS.index(value) - 1, 0)]
        elif name == "originals_percent":
            data[name] = value
    return type(section)(**data)


@many
@given(plans, own_terms, facts, songs, st.data())
def test_a_narrower_grant_never_allows_more(
    plan: RemixPlan, grant: Grant, asked: Facts, song: Any, data: st.DataObject
) -> None:
    assume(grant.sections)
    chosen = data.draw(st.sampled_from(grant.sections))
    rest = tuple(s for s in grant.sections if s is not chosen)
    for sections in ((*rest, narrower(chosen)), rest):
        if chosen.KEY == "purpose" and sections is rest:
            continue
        less = grant.model_copy(update={"sections": sections})
        assert allowed(plan, grant, song, asked) or not allowed(plan, less, song, asked)


@many
@given(plans, grants, facts, songs, st.sampled_from(get_args(Wish)))
def test_one_more_wish_never_makes_a_refused_plan_allowed(
    plan: RemixPlan, grant: Grant, asked: Facts, song: Any, wish: Any
) -> None:
    more = asked.model_copy(update={"wishes": (*asked.wishes, wish)})
    assert allowed(plan, grant, song, asked) or not allowed(plan, grant, song, more)


@many
@given(plans, grants, facts, songs, st.permutations(range(4)))
def test_the_order_of_sources_and_promises_changes_nothing(
    plan: RemixPlan, grant: Grant, asked: Facts, song: Any, order: list[int]
) -> None:
    several = [grant, Grant(license="CC-BY-4.0"), Grant(license="CC0-1.0"), Grant(license="MIT")]
    sources = [Source(song=song, grants=(one,)) for one in several]
    one, other = clear(plan, sources, asked), clear(plan, [sources[n] for n in order], asked)
    if isinstance(one, Cleared):
        assert one == other
    else:
        assert isinstance(other, Refused)
        assert one.reasons == other.reasons


@many
@given(plans, grants, facts)
def test_knowing_less_of_a_song_never_allows_more(plan: RemixPlan, grant: Grant, asked: Facts) -> None:
    known = a_song(stems=("vocals", "drums", "bass", "other"))
    no_key, no_stems = a_song(key=None, stems=known.stems), a_song()
    if not allowed(plan, grant, known, asked):
        assert not allowed(plan, grant, no_key, asked)
        assert not allowed(plan, grant, no_stems, asked)


@many
@given(plans, grants, facts, songs)
def test_the_nearest_plan_is_allowed_and_changes_only_what_was_refused(
    plan: RemixPlan, grant: Grant, asked: Facts, song: Any
) -> None:
    answer = clear(plan, [Source(song=song, grants=(grant,))], asked)
    if isinstance(answer, Cleared) or answer.nearest is None:
        return
    again = clear(answer.nearest, [Source(song=song, grants=(grant,))], asked)
    assert isinstance(again, Cleared)
    assert again.plan == answer.nearest
    assert answer.nearest_changes
    assert all(change.endswith(".") for change in answer.nearest_changes)
    named = {i for reason in answer.reasons for i in reason.step_ids}
    before = {s.id: s for s in plan.steps}
    after = {s.id: s for s in answer.nearest.steps}
    changed = {i for i in before if after.get(i) != before[i]}
    assert all(i in named or before[i].op in ADDING_UP for i in changed)
    assert set(after) <= set(before)


@many
@given(plans, own_terms, own_terms, facts, songs)
def test_a_mash_up_is_allowed_only_where_each_song_alone_would_allow_it(
    plan: RemixPlan, one: Grant, other: Grant, asked: Facts, song: Any
) -> None:
    both = clear(plan, [Source(song=song, grants=(one,)), Source(song=song, grants=(other,))], asked)
    if isinstance(both, Cleared):
        assert allowed(plan, one, song, asked)
        assert allowed(plan, other, song, asked)


@many
@given(plans, grants, facts, songs)
def test_the_same_question_has_the_same_answer(
    plan: RemixPlan, grant: Grant, asked: Facts, song: Any
) -> None:
    sources = [Source(song=song, grants=(grant,))]
    assert clear(plan, sources, asked) == clear(plan, sources, asked)


@many
@given(plans, grants, facts, songs)
def test_every_refusal_has_reasons_that_name_steps_of_the_plan(
    plan: RemixPlan, grant: Grant, asked: Facts, song: Any
) -> None:
    answer = clear(plan, [Source(song=song, grants=(grant,))], asked)
    if isinstance(answer, Refused):
        assert answer.reasons
        ids = {s.id for s in plan.steps}
        for reason in answer.reasons:
            assert set(reason.step_ids) <= ids
            assert reason.text.endswith(".")
            assert reason.code.split(".")[0]
