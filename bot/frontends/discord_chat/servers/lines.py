"""Lines: settings of a server in words, one short line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.limits import ELLIPSIS

if TYPE_CHECKING:
    from bot.frontends.discord_chat.servers.settings import ServerSettings
    from bot.frontends.discord_chat.wording import Wording

LANGUAGE_NAMES = {
    "en": "English", "de": "Deutsch", "es": "Español", "pt": "Português", "fr": "Français", "ja": "日本語",
}  # fmt: skip
"""Each as its own speakers call it."""
MOST_NAMED = 10


def lines(settings: ServerSettings, say: Wording) -> dict[str, str]:
    """What each setting means, by the setting's name."""
    language = LANGUAGE_NAMES.get(settings.language, say("setup.as_server"))
    return {
        "on": say("setup.is_on" if settings.on else "setup.is_off"),
        "channels": _named(settings.channels, "<#{}>", say("setup.all_channels")),
        "roles": _named(settings.roles, "<@&{}>", say("setup.all_roles")),
        "renders_per_day": say("setup.per_day", count=settings.renders_per_day),
        "own_audio": say("setup.audio_yes" if settings.own_audio else "setup.audio_no"),
        "log_channel": f"<#{settings.log_channel}>" if settings.log_channel else say("setup.no_log"),
        "language": language,
    }


def differences(before: ServerSettings, after: ServerSettings, say: Wording) -> tuple[str, ...]:
    """What changed between two settings, one line each."""
    was, now = lines(before, say), lines(after, say)
    return tuple(
        say("setup.line", name=say(f"setup.{name}"), value=f"{was[name]} → **{now[name]}**")
        for name in now
        if was[name] != now[name]
    )


def _named(ids: tuple[int, ...], how: str, all_: str) -> str:
    told = " ".join(how.format(number) for number in ids[:MOST_NAMED])
    more = f" {ELLIPSIS} +{len(ids) - MOST_NAMED}" if len(ids) > MOST_NAMED else ""
    return f"{told}{more}" if ids else all_
