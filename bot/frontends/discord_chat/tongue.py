"""The tongue: names and descriptions of commands in every language that Discord knows and we speak."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Location

from bot.frontends.discord_chat import limits
from bot.frontends.discord_chat.limits import cut
from bot.frontends.discord_chat.wording import language_of, wording


def named(key: str) -> app_commands.locale_str:
    """A text of that key, in English, that Discord is told in all languages."""
    return app_commands.locale_str(_fitted(key, "en"), key=key)


class Tongue(app_commands.Translator):
    """Gives Discord the words of each language from our files."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The text in that language; None where it is as in English."""
        key, language = _key(string, context), language_of(locale.value)
        if key not in wording("en") or language == "en":
            return None
        told = _fitted(key, language)
        return None if told == string.message else told


def _key(string: app_commands.locale_str, context: app_commands.TranslationContextTypes) -> str:
    """Where the words for it stand; options are found by what they are called in the code."""
    if context.location is Location.parameter_name:
        return f"option_name.{string.message}"
    return str(string.extras.get("key", ""))


def _fitted(key: str, language: str) -> str:
    told = wording(language)(key)
    kind = key.rsplit(".", 1)[-1]
    return told if kind == "name" else cut(told, limits.COMMAND_DESCRIPTION)
