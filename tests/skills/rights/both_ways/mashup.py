"""Which songs may meet in one remix, both ways."""

from __future__ import annotations

from audio_engine.plan import Mashup
from skills.rights.clearance import Source
from skills.rights.grant import Grant, Holder
from skills.rights.terms.mashup import Mashup as Terms
from tests.skills.rights.both_ways import Ask, BothWays
from tests.skills.rights.things import a_grant, a_plan, a_song

TOGETHER = a_plan(Mashup())
ONE = "[mashup]\nmax_other = 1\n"


def other(license: str = "CC-BY-4.0", id: str = "a" * 12, holder: str = "") -> Source:
    grant = a_grant(license).model_copy(update={"holders": held_by(holder) if holder else ()})
    return Source(song=a_song(), grants=(grant,), id=id)


def held_by(party: str) -> tuple[Holder, ...]:
    return (Holder(party=party, name=party.title(), right="sound_recording", share_ppm=1_000_000),)


def meeting(grant: str | Grant, *others: Source) -> Ask:
    return Ask(TOGETHER, (grant,), others=others)


OWN = Grant(
    license="LicenseRef-Refrain-Own", holders=held_by("ada"), sections=(Terms(max_other=1, whose="own"),)
)
BY_ID = ONE + 'only = ["aaaaaaaaaaaa"]'
BY_LICENSE = ONE + 'only = ["CC-BY-4.0", "CC0-1.0"]'
NEVER_BO = ONE + 'never = ["bo"]'
NEVER_A = ONE + 'never = ["aaaaaaaaaaaa"]'

CASES = (
    BothWays("mashup.too_many", meeting("", other()), meeting(ONE, other())),
    BothWays("mashup.too_many", meeting(ONE, other(), other()), meeting(ONE, other())),
    BothWays(
        "mashup.licenses_clash",
        meeting("CC-BY-SA-4.0", other("CC-BY-NC-4.0")),
        meeting("CC-BY-SA-4.0", other("CC-BY-4.0")),
    ),
    BothWays("mashup.not_listed", meeting(BY_ID, other(id="b" * 12)), meeting(BY_ID, other())),
    BothWays("mashup.not_listed", meeting(BY_ID, other(id="")), meeting(BY_ID, other())),
    BothWays("mashup.not_listed", meeting(BY_LICENSE, other("CC-BY-3.0")), meeting(BY_LICENSE, other())),
    BothWays("mashup.never", meeting(NEVER_A, other()), meeting(NEVER_A, other(id="b" * 12))),
    BothWays("mashup.never", meeting(NEVER_BO, other(holder="bo")), meeting(NEVER_BO, other(holder="ada"))),
    BothWays("fact.missing", meeting(NEVER_A, other(id="")), meeting(NEVER_A, other(id="b" * 12))),
    BothWays("fact.missing", meeting(NEVER_BO, other()), meeting(NEVER_BO, other(holder="ada"))),
    BothWays("mashup.not_own", meeting(OWN, other(holder="bo")), meeting(OWN, other(holder="ada"))),
    BothWays("mashup.not_own", meeting(OWN, other()), meeting(OWN, other(holder="ada"))),
)
