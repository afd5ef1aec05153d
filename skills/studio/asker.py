"""The asker: who wants a remix and where it is asked for, as far as clearance may know."""

from __future__ import annotations

from dataclasses import dataclass

from skills.rights.judgement import Person
from skills.studio.settings import Settings
from skills.talk.hints import TERMINAL
from skills.talk.request import Request

NOBODY = Person()
"""Somebody of whom nothing is known."""


@dataclass(frozen=True)
class Asker:
    """Who asks, and where; None for what nobody said, which never allows anything.

    name: by which the front end knows them: drafts are theirs, and publications are counted as theirs.
    """

    name: str = ""
    platform: str | None = None
    person: Person = NOBODY


UNKNOWN = Asker()


def asker_of(request: Request, settings: Settings) -> Asker:
    """Who asks by that request.

    Age and territory of the settings are those of the person at this machine, so they count in the
    terminal alone; of anybody else nothing is known.
    """
    if request.platform != TERMINAL:
        return Asker(request.person, request.platform or None)
    person = Person(age=settings.age or None, territory=settings.territory or None)
    return Asker(request.person, TERMINAL, person)
