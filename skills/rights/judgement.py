"""What clearance is asked and what it answers with: sources, facts, reasons, duties, repairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, NamedTuple, get_args

from pydantic import Field

from audio_engine.plan import RemixPlan
from audio_engine.plan.other import FileFormat
from audio_engine.units import StemName
from skills.catalog.song import SongFacts
from skills.rights.grant import Closed, Grant

Purpose = Literal[
    "private_preview", "noncommercial_share", "contest_entry", "monetised_on_platform",
    "monetised_anywhere", "advertising", "political", "sync",
]  # fmt: skip
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
MONEY: tuple[Purpose, ...] = ("monetised_on_platform", "monetised_anywhere", "advertising", "sync")
"""Purposes that earn money or spare somebody an expense; synchronisation is sold as a rule."""

PURPOSE_WORDS: dict[Purpose, str] = {
    "private_preview": "a private preview",
    "noncommercial_share": "sharing without money",
    "contest_entry": "entering a contest",
    "monetised_on_platform": "earning money on this platform",
    "monetised_anywhere": "earning money anywhere",
    "advertising": "advertising",
    "political": "political messages",
    "sync": "use with moving pictures",
}

Wish = Literal[
    "omit-credit", "clone-voice", "hide-ai-label", "change-lyrics", "translate-lyrics", "train-model",
    "export-stems",
]  # fmt: skip
"""What somebody asks for that no step of a plan can say."""

Standard = Literal["no-hate", "suitable-for-all-ages", "no-drugs-or-weapons", "no-pornography"]
STANDARDS: tuple[Standard, ...] = get_args(Standard)

Rating = Literal["everyone", "teen", "mature", "explicit"]
RATINGS: tuple[Rating, ...] = get_args(Rating)
State = Literal["in force", "offered", "disputed", "quarantined", "superseded", "revoked"]

NOW = Field(default=None, ge=0, le=253_402_300_799)
"""Seconds since 1970 in UTC, up to the year 9999; None where nobody said what time it is."""


class Standing(Closed):
    """How a source stands in the catalogue right now; counted and looked up before clearance is asked.

    state: of its grants. generation: 0 for a song, 1 for a remix of a song, and so on. ancestors: works
    that it stands on, all together. Counts are of remixes that were published: by this person today, and
    by anybody ever; None where nobody counted.
    """

    state: State = "in force"
    generation: int = Field(default=0, ge=0, le=10_000)
    ancestors: int = Field(default=0, ge=0, le=1_000_000)
    published_today: int | None = Field(default=None, ge=0)
    published_in_all: int | None = Field(default=None, ge=0)


class Source(Closed):
    """A song that goes into the remix, and what its rights holders allow.

    grants: one for the whole song, or one for each layer of it; all of them bind. id: the song's own,
    by which another grant may name it; "" where it has none. A song that a plan calls "$1" is the source
    after the first.
    """

    song: SongFacts
    grants: tuple[Grant, ...]
    id: str = Field(default="", pattern="^([0-9a-f]{12})?$")
    standing: Standing = Standing()


class Person(Closed):
    """Who asks, as far as clearance may know; None for what is not known, which never allows anything.

    territory: where the person is, ISO 3166-1 alpha-2. roles: of the community. verified: identity.
    """

    age: int | None = Field(default=None, ge=0, le=150)
    territory: str | None = Field(default=None, pattern="^[A-Z]{2}$")
    roles: tuple[str, ...] | None = None
    verified: bool | None = None


class Approved(Closed):
    """A yes of a rights holder to one plan and one sound; it no longer counts at `until`."""

    grant_hash: str = Field(pattern="^[0-9a-f]{64}$")
    plan_hash: str = Field(pattern="^[0-9a-f]{64}$")
    sound_sha256: str = Field(pattern="^[0-9a-f]{64}$")
    until: int | None = NOW


Ppm = Annotated[int, Field(ge=1, le=1_000_000_000)]
Ms = Annotated[int, Field(ge=0)]


class Measured(Closed):
    """What was measured on the rendered sound; None for what could not be measured.

    tempo_ratio_ppm: 1_000_000 is the song's own tempo; None too where the tempo is not one throughout.
    tempo_parts_ppm: then, the lowest and the highest of those parts whose tempo was measured.
    tempo_untold_ms: then, the stretches of the song, from and to, whose tempo was changed and could not
    be measured; none where the parts tell all of it. pitch_cents: shift against the song.
    loudness_change_mlu: thousandths of a LU louder (or, below 0, quieter) than the song. seconds_ms: how
    long the whole of it is; a preview, a part of it, does not tell. sound_sha256:
    of the samples, by which an approval knows them.
    """

    tempo_ratio_ppm: Ppm | None = None
    tempo_parts_ppm: tuple[Ppm, Ppm] | None = None
    tempo_untold_ms: tuple[tuple[Ms, Ms], ...] = ()
    pitch_cents: int | None = Field(default=None, ge=-100_000, le=100_000)
    audible_stems: tuple[StemName, ...] | None = None
    loudness_change_mlu: int | None = Field(default=None, ge=-200_000, le=200_000)
    seconds_ms: int | None = Field(default=None, ge=0)
    sound_sha256: str = Field(default="", pattern="^([0-9a-f]{64})?$")


class Facts(Closed):
    """What clearance goes by besides plan, songs and grants; it looks at nothing else.

    wishes: what somebody asked for that no step can say. output_license: the license the remix shall
    carry, or None for the one that follows from the sources. platform: where it is shown, such as "web"
    or "discord:<server>". exports: the kinds of file that are handed out. rating, standards: what was
    said of its content. models: the ids of models that made any of its sound.
    """

    purpose: Purpose = "private_preview"
    wishes: tuple[Wish, ...] = ()
    output_license: str | None = None
    now: int | None = NOW
    person: Person = Person()
    platform: str | None = Field(default=None, max_length=100)
    exports: tuple[FileFormat, ...] = ()
    rating: Rating | None = None
    standards: tuple[Standard, ...] = ()
    models: tuple[str, ...] = ()
    approvals: tuple[Approved, ...] = ()
    measured: Measured | None = None

    @property
    def shared(self) -> bool:
        """Whether anybody else is to hear the remix."""
        return self.purpose != "private_preview"


class Reason(NamedTuple):
    """One thing that is not allowed: a code for programs and one plain sentence for people.

    term: the term that says so ("tempo"), or "house". limit and got: in `unit`, None where there is
    no such value.
    """

    code: str
    term: str
    text: str
    step_ids: tuple[int, ...] = ()
    limit: int | str | None = None
    got: int | str | None = None
    unit: str = ""


class Duty(NamedTuple):
    """Something that must be done for the remix to be allowed.

    share_ppm, fee_minor, currency: only for paying; a fee in the smallest unit of its currency.
    """

    code: str
    term: str
    text: str
    share_ppm: int = 0
    fee_minor: int = 0
    currency: str = ""


class Approval(NamedTuple):
    """A rights holder wants to hear the remix first; who says nothing for `days` has said no."""

    grant_hash: str
    days: int
    text: str


@dataclass(frozen=True)
class Repair:
    """A plan nearer to what is allowed; `changes` are the ids of changed steps with a sentence each."""

    plan: RemixPlan
    changes: tuple[tuple[int, str], ...] = ()
