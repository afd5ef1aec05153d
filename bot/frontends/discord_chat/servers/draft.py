"""A draft: settings that somebody is about to decide on, with every state before them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.frontends.discord_chat.servers.settings import ServerSettings, from_values
from bot.frontends.discord_chat.wording import LANGUAGES

PER_DAY = (0, 5, 10, 20, 50, 100)
"""What the wizard offers; hosts may set any other number as the usual one."""
MOST_KEPT = 20
SAME = "server"
"""For the language: as the server's own."""


@dataclass(frozen=True)
class Draft:
    """What one person's wizard shows.

    settings: as they would be; their version is that of the saved ones they were made from.
    past: earlier states, the last one last. page: of the wizard. note: a sentence to show above, in words.
    """

    settings: ServerSettings
    past: tuple[ServerSettings, ...] = ()
    page: int = 0
    note: str = ""

    def kept(self) -> dict[str, Any]:
        """The draft as JSON values."""
        past = [asdict(state) for state in self.past]
        return {"settings": asdict(self.settings), "past": past, "page": self.page, "note": self.note}

    def to(self, settings: ServerSettings) -> Draft:
        """The same with other settings; what they were can be come back to."""
        settings = replace(settings, version=self.settings.version)
        if settings == self.settings:
            return replace(self, note="")
        past = (*self.past, self.settings)[-MOST_KEPT:]
        return replace(self, settings=settings, past=past, note="")

    def back(self) -> Draft:
        """The state before the last change."""
        if not self.past:
            return self
        before = replace(self.past[-1], version=self.settings.version)
        return replace(self, settings=before, past=self.past[:-1], note="")

    def from_version(self, version: int, note: str) -> Draft:
        """The same, as made from other saved settings."""
        return replace(self, settings=replace(self.settings, version=version), note=note)


def read_draft(kept: Mapping[str, Any]) -> Draft:
    """The draft that was kept."""
    past = tuple(from_values(state) for state in kept["past"])
    return Draft(from_values(kept["settings"]), past, int(kept["page"]), str(kept["note"]))


def same(one: ServerSettings, other: ServerSettings) -> bool:
    """Whether two settings mean the same, whatever their versions."""
    return replace(one, version=0) == replace(other, version=0)


def changed(draft: Draft, field: str, chosen: Sequence[str]) -> Draft:
    """The draft after something was pressed or chosen; as it was where that makes no sense."""
    change = _CHANGES.get(field)
    return draft.to(change(draft.settings, chosen)) if change else draft


def _on(settings: ServerSettings, chosen: Sequence[str]) -> ServerSettings:
    return replace(settings, on=not settings.on)


def _audio(settings: ServerSettings, chosen: Sequence[str]) -> ServerSettings:
    return replace(settings, own_audio=not settings.own_audio)


def _channels(settings: ServerSettings, chosen: Sequence[str]) -> ServerSettings:
    return replace(settings, channels=_ids(chosen))


def _roles(settings: ServerSettings, chosen: Sequence[str]) -> ServerSettings:
    return replace(settings, roles=_ids(chosen))


def _log(settings: ServerSettings, chosen: Sequence[str]) -> ServerSettings:
    return replace(settings, log_channel=next(iter(_ids(chosen)), 0))


def _quota(settings: ServerSettings, chosen: Sequence[str]) -> ServerSettings:
    numbers = [int(told) for told in chosen if told.isdecimal()]
    return replace(settings, renders_per_day=numbers[0]) if numbers else settings


def _language(settings: ServerSettings, chosen: Sequence[str]) -> ServerSettings:
    language = next(iter(chosen), SAME)
    return replace(settings, language=language if language in LANGUAGES else "")


_CHANGES: Mapping[str, Callable[[ServerSettings, Sequence[str]], ServerSettings]] = {
    "on": _on, "audio": _audio, "channels": _channels, "roles": _roles, "log": _log, "quota": _quota,
    "language": _language,
}  # fmt: skip


def _ids(chosen: Sequence[str]) -> tuple[int, ...]:
    return tuple(int(told) for told in chosen if told.isascii() and told.isdecimal())
