"""Which kinds of step a plan may hold, and which it must not."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import field_validator, model_validator

from audio_engine.plan import STEP_TYPES, Mood, RemixPlan, Style
from skills.catalog.song import SongFacts
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Section
from skills.rights.judgement import Facts, Reason, Repair, Source
from skills.rights.said import Said, may, must_not
from skills.rights.spelling import did_you_mean
from skills.rights.uses import Use
from skills.rights.wording import license_words, listed, sorted_once, without

PLACE = 18
CODES = ("operations.not_allowed",)
_SPELLED_OUT = (Style, Mood)
"""Kinds that were replaced by other steps when a plan is judged, and so never done by themselves."""
OPERATIONS: tuple[str, ...] = tuple(
    kind.model_fields["op"].default for kind in STEP_TYPES if kind not in _SPELLED_OUT
)
OPERATION_WORDS: dict[str, str] = {
    "tempo": "changes of tempo",
    "feel": "half-time and double-time feels",
    "steady": "a steadied beat",
    "pitch": "shifts of pitch",
    "key": "changes of key",
    "stem": "muted, soloed or levelled stems",
    "pan": "panning",
    "duck": "ducking",
    "effect": "effects",
    "layer": "new instruments",
    "sections": "edits of sections",
    "transition": "transitions",
    "length": "changes of length",
    "fade": "fades",
    "loudness": "changes of loudness",
    "format": "a choice of file format",
    "cover": "covers on other instruments",
    "mashup": "mash-ups",
    "match": "matching another song",
    "generate": "new material made by a model",
}


class Operations(Section):
    """`[operations]`: kinds of step; those `denied` are not allowed whatever the rest of the grant says.

    Unstated, the other sections alone decide. Each of them still decides on what is `allowed` here.
    """

    KEY: ClassVar[str] = "operations"
    allowed: tuple[str, ...] | None = None
    denied: tuple[str, ...] = ()

    @field_validator("allowed", "denied")
    @classmethod
    def _known(cls, names: tuple[str, ...] | None) -> tuple[str, ...] | None:
        for name in names or ():
            if name not in OPERATIONS:
                raise ValueError(f"no kind of step is called {name[:60]!r}{did_you_mean(name, OPERATIONS)}")
        return None if names is None else sorted_once(names)

    @model_validator(mode="after")
    def _apart(self) -> Self:
        both = [name for name in self.allowed or () if name in self.denied]
        if both:
            raise ValueError(f"{both[0]!r} is both allowed and denied; leave it in one of the lists")
        return self

    @property
    def binds(self) -> bool:
        """Whether any kind of step is ruled out."""
        return self.allowed is not None or bool(self.denied)


SECTION: type[Section] = Operations


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused for every kind of step that is denied, or not on the list where there is one."""
    stated = grant.section(Operations)
    allowed, denied = stated.allowed, stated.denied
    found = []
    for use in demands.operations:
        if use.name in denied or (allowed is not None and use.name not in allowed):
            found.append(_reason(use, stated, grant))
    return found


def _reason(use: Use, stated: Operations, grant: Grant) -> Reason:
    denied = use.name in stated.denied
    names = stated.denied if denied else stated.allowed or ()
    told = f"does not allow {_words(use.name)}" if denied else f"allows {_listed(names)} only"
    return Reason(
        code="operations.not_allowed",
        term="operations",
        text=f"{license_words(grant)} {told}; the plan has {_words(use.name)}.",
        step_ids=use.step_ids,
        limit=("not " if denied else "") + ", ".join(names),
        got=use.name,
        unit="operation",
    )


def _words(name: str) -> str:
    return OPERATION_WORDS.get(name, name)


def _listed(names: tuple[str, ...]) -> str:
    return listed(_words(name) for name in OPERATIONS if name in names)


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """The kinds of step, where they are narrowed."""
    stated = grant.section(Operations)
    told = []
    if stated.allowed:
        told.append(may(f"Of all changes, {_listed(stated.allowed)} only."))
    elif stated.allowed is not None:
        told.append(must_not("No change at all."))
    if stated.denied:
        denied = listed((_words(n) for n in OPERATIONS if n in stated.denied), "or")
        told.append(must_not(f"No {denied}."))
    return told


def repair(plan: RemixPlan, source: Source, grant: Grant, demands: Demands) -> Repair:
    """The plan without the steps of those kinds."""
    gone = [i for reason in judge(demands, grant, Facts()) for i in reason.step_ids]
    return without(plan, gone) if gone else Repair(plan)
