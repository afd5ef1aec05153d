"""A good tree of commands that uses every kind of option, sent by the library's own sync."""

from typing import Any

import discord
from discord import app_commands

from .wire import Recorder


class Spanish(app_commands.Translator):
    """Translates every text into one language, a little longer."""

    async def translate(self, string: Any, locale: discord.Locale, context: Any) -> str | None:
        """The text with an ending, in Spanish only."""
        return f"{string.message}_es" if locale is discord.Locale.spain_spanish else None


async def sync(http: Recorder) -> None:
    """Register all commands, for everybody and for one server."""
    client = discord.Client(intents=discord.Intents.none(), application_id=10**17 + 4)
    client.http = http
    tree: Any = app_commands.CommandTree(client)
    await tree.set_translator(Spanish())
    for thing in (remix, jobs, remix_this, their_remixes):
        tree.add_command(thing)
    await tree.sync()
    tree.copy_global_to(guild=discord.Object(10**17 + 6))
    await tree.sync(guild=discord.Object(10**17 + 6))


async def songs(_interaction: discord.Interaction[Any], _current: str) -> list[app_commands.Choice[str]]:
    """Nothing to choose: only the shape of the command is wanted."""
    return []


@app_commands.command(description="Remix a song")
@app_commands.describe(song="Which song", prompt="What to change", style="A style", stems="Your own stems")
@app_commands.autocomplete(song=songs)
@app_commands.choices(style=[app_commands.Choice(name=n, value=n.lower()) for n in ("Lofi", "House")])
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def remix(
    _interaction: discord.Interaction[Any],
    song: str,
    prompt: app_commands.Range[str, 1, 1000],
    style: str | None = None,
    stems: discord.Attachment | None = None,
    tempo: app_commands.Range[float, 40.0, 240.0] = 120.0,
    semitones: app_commands.Range[int, -12, 12] = 0,
    public: bool = True,
    for_whom: discord.User | None = None,
    role: discord.Role | None = None,
    where: discord.TextChannel | None = None,
) -> None:
    """Only the shape of the command is wanted."""


jobs: Any = app_commands.Group(
    name="jobs",
    description="Your remixes in the making",
    guild_only=True,
    default_permissions=discord.Permissions(manage_guild=True),
)
inner: Any = app_commands.Group(name="all", description="Those of everybody", parent=jobs)


@jobs.command(name="list", description="What is being made")
async def list_jobs(_interaction: discord.Interaction[Any]) -> None:
    """Only the shape of the command is wanted."""


@inner.command(description="Stop one")
async def stop(_interaction: discord.Interaction[Any], number: int) -> None:
    """Only the shape of the command is wanted."""


@app_commands.context_menu(name="Remix this")
async def remix_this(_interaction: discord.Interaction[Any], _message: discord.Message) -> None:
    """Only the shape of the command is wanted."""


@app_commands.context_menu(name="Their remixes")
async def their_remixes(_interaction: discord.Interaction[Any], _user: discord.User) -> None:
    """Only the shape of the command is wanted."""
