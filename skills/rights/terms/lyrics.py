"""Whether the words of a song may be changed or put into another language."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from skills.catalog.song import SongFacts
from skills.rights.base import License
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Layer, Section
from skills.rights.judgement import Facts, Reason
from skills.rights.said import Said, may, must_not
from skills.rights.wording import license_words

PLACE = 57
CODES = ("lyrics.not_changed", "lyrics.not_translated")
LAYERS: tuple[Layer, ...] = ("musical_work",)


class Lyrics(Section):
    """`[lyrics]`: `may = "changed"` allows new words, `translate = true` those of another language."""

    KEY: ClassVar[str] = "lyrics"
    may: Literal["unchanged", "changed"] = "unchanged"
    translate: bool = False

    @property
    def binds(self) -> bool:
        """Whether anything is kept back."""
        return not (self.may == "changed" and self.translate)

    @classmethod
    def under(cls, license: License) -> Self:
        """Both under a fixed license: whether a changed version may be made is another term."""
        return cls() if license.is_custom else cls(may="changed", translate=True)


SECTION: type[Section] = Lyrics


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused when new words or a translation are wished for and not allowed."""
    if not facts.wishes:
        return []
    lyrics, reasons = grant.section(Lyrics), []
    if "change-lyrics" in facts.wishes and lyrics.may == "unchanged":
        text = f"{license_words(grant)} does not allow other words than the song's own."
        reasons.append(Reason("lyrics.not_changed", "lyrics", text, (), "unchanged", "change-lyrics", "wish"))
    if "translate-lyrics" in facts.wishes and not lyrics.translate:
        text = f"{license_words(grant)} does not allow the words to be put into another language."
        got = "translate-lyrics"
        reasons.append(Reason("lyrics.not_translated", "lyrics", text, (), "no translation", got, "wish"))
    return reasons


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """Whether there may be other words."""
    lyrics = grant.section(Lyrics)
    if grant.base.no_derivatives:
        return []
    changed, translated = lyrics.may == "changed", lyrics.translate
    if not (changed or translated):
        return [must_not("The words must stay as they are.")]
    if changed and translated:
        return [may("The words may be changed and translated.")]
    if changed:
        return [may("The words may be changed."), must_not("The words must not be translated.")]
    return [may("The words may be translated."), must_not("The words must not be changed otherwise.")]
