"""Good requests of every kind, as discord.py sends them."""

from __future__ import annotations

import base64
import io
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import discord
from discord import ui
from discord.http import MultipartParameters, handle_message_parameters
from discord.webhook.async_ import interaction_message_response_params, interaction_response_params

from .wire import InteractionRecorder, Recorder, Sent

CHANNEL, MESSAGE, USER, APPLICATION, INTERACTION = (
    10**17 + 1,
    10**17 + 2,
    10**17 + 3,
    10**17 + 4,
    10**17 + 5,
)
TOKEN = "aW50ZXJhY3Rpb24_dG9rZW4"
SESSION: Any = None


def sound(name: str = "remix.ogg", size_bytes: int = 64, alt_text: str = "A slow remix.") -> discord.File:
    """A file to attach."""
    return discord.File(io.BytesIO(b"\0" * size_bytes), name, description=alt_text)


class VoiceFile(discord.File):
    """A file that goes as a voice message."""

    def to_dict(self, index: int) -> dict[str, Any]:
        """The attachment with its length and waveform."""
        waveform = base64.b64encode(bytes(range(256))).decode()
        return {**super().to_dict(index), "duration_secs": 2.5, "waveform": waveform}


def card(**more: Any) -> discord.Embed:
    """An embed that uses every part."""
    embed = discord.Embed(title="Night Train", description="Slower, with reverb.", colour=0x3366FF, **more)
    embed.set_author(name="Alice", url="https://example.org/alice")
    embed.set_footer(text="CC BY 4.0", icon_url="https://example.org/by.png")
    embed.set_thumbnail(url="https://example.org/cover.png")
    embed.add_field(name="Tempo", value="90", inline=True)
    embed.add_field(name="Who earns", value="Alice 70 %", inline=False)
    embed.timestamp = datetime(2026, 5, 4, tzinfo=UTC)
    return embed


def buttons() -> ui.View:
    """Buttons of every style, and selects of every kind."""
    view = ui.View(timeout=None)
    view.add_item(ui.Button(label="Render", style=discord.ButtonStyle.success, custom_id="render:1"))
    view.add_item(
        ui.Button(label="Cancel", style=discord.ButtonStyle.danger, custom_id="cancel:1", disabled=True)
    )
    view.add_item(ui.Button(emoji="🎧", custom_id="listen:1"))
    view.add_item(ui.Button(label="License", url="https://example.org/by"))
    options = [
        discord.SelectOption(label=name, value=name, description="A style.") for name in ("Lofi", "House")
    ]
    view.add_item(ui.Select(custom_id="style:1", placeholder="Style", options=options, max_values=2, row=1))
    view.add_item(ui.UserSelect(custom_id="user:1", row=2))
    view.add_item(ui.ChannelSelect(custom_id="channel:1", channel_types=[discord.ChannelType.text], row=3))
    view.add_item(ui.RoleSelect(custom_id="role:1", min_values=0, max_values=25, row=4))
    return view


def layout(filename: str = "remix.ogg") -> ui.LayoutView:
    """A layout that uses every component."""
    view = ui.LayoutView(timeout=None)
    row: Any = ui.ActionRow(ui.Button(label="Again", custom_id="again:1"))
    box: Any = ui.Container(
        ui.TextDisplay("## Night Train"),
        ui.Separator(spacing=discord.SeparatorSpacing.large),
        ui.Section(ui.TextDisplay("Slower."), accessory=ui.Thumbnail("https://example.org/cover.png")),
        ui.Section("With reverb.", accessory=ui.Button(label="Why", custom_id="why:1")),
        ui.MediaGallery(
            discord.MediaGalleryItem("https://example.org/wave.png", description="The waveform.")
        ),
        ui.File(f"attachment://{filename}"),
        row,
        accent_colour=0x3366FF,
    )
    return view.add_item(ui.TextDisplay("AI remix of Night Train by Alice")).add_item(box)


class Form(ui.Modal, title="Tweak the remix"):
    """A modal that asks in every way."""

    prompt: Any = ui.Label(
        text="What to change",
        description="In your own words.",
        component=ui.TextInput(style=discord.TextStyle.paragraph, max_length=4000, default="slow it"),
    )
    stems: Any = ui.Label(text="Your stems", component=ui.FileUpload(max_values=10, required=False))
    style: Any = ui.Label(
        text="Style",
        component=ui.Select(
            options=[discord.SelectOption(label="Lofi"), discord.SelectOption(label="House")]
        ),
    )
    loud: Any = ui.Label(
        text="Loudness",
        component=ui.RadioGroup(
            options=[discord.RadioGroupOption(label=f"{n} LUFS", value=str(n)) for n in (-14, -9)]
        ),
    )
    parts: Any = ui.Label(
        text="Parts",
        component=ui.CheckboxGroup(
            options=[discord.CheckboxGroupOption(label=n, value=n) for n in ("drums", "bass")]
        ),
    )


def message(**more: Any) -> MultipartParameters:
    """The fields of a message as the library lays them out."""
    return handle_message_parameters(**more)


async def messages(http: Recorder) -> None:
    """Posts, edits and what goes with them."""
    nobody = discord.AllowedMentions.none()
    state: Any = SimpleNamespace(http=http)
    kept: Any = {"id": 10**17 + 9, "filename": "preview.mp3", "size": 3, "url": "u", "proxy_url": "p"}
    old = discord.Attachment(data=kept, state=state)
    voice = VoiceFile(io.BytesIO(b"opus"), "voice-message.ogg")
    poll = discord.Poll("Which remix?", timedelta(hours=24)).add_answer(text="First")
    reference: Any = discord.MessageReference(
        message_id=MESSAGE, channel_id=CHANNEL
    ).to_message_reference_dict()
    silent = discord.MessageFlags(suppress_notifications=True, suppress_embeds=True)
    posts: list[MultipartParameters] = [
        message(content="Hello", nonce="job-42-result", allowed_mentions=nobody),
        message(content=None, embeds=[card(), discord.Embed(description="Two")], tts=False),
        message(embed=discord.Embed(title="Wave").set_image(url="attachment://w.png"), file=sound("w.png")),
        message(content="Ready", files=[sound(), sound("preview.mp3")], view=buttons(), flags=silent),
        message(content="Yes", message_reference=reference, allowed_mentions=nobody, mention_author=False),
        message(view=layout(), file=sound(), flags=silent),
        message(file=voice, flags=discord.MessageFlags(voice=True)),
        message(poll=poll),
    ]
    for post in posts:
        await http.send_message(CHANNEL, params=post)
    for edit in (
        message(content="50 %", embed=card(), view=buttons()),
        message(content=None, embeds=[card()], view=None, attachments=[old, sound()]),
        message(content=None, embeds=[], view=layout("preview.mp3"), attachments=[old]),
    ):
        await http.edit_message(CHANNEL, MESSAGE, params=edit)
    await http.send_typing(CHANNEL)
    await http.get_message(CHANNEL, MESSAGE)
    await http.logs_from(CHANNEL, 50, before=MESSAGE)
    await http.delete_message(CHANNEL, MESSAGE, reason="asked for")
    await http.add_reaction(CHANNEL, MESSAGE, "%F0%9F%8E%A7")
    await http.pin_message(CHANNEL, MESSAGE)


async def threads(http: Recorder) -> None:
    """Threads of each kind, direct messages and the start of a connection."""
    await http.start_thread_with_message(CHANNEL, MESSAGE, name="Night Train", auto_archive_duration=1440)
    await http.start_thread_without_message(CHANNEL, name="Remixes", auto_archive_duration=60, type=11)
    post = {"name": "Challenge 1", "auto_archive_duration": 10080}
    await http.start_thread_in_forum(
        CHANNEL, params=handle_message_parameters("Send yours", embed=card(), channel_payload=post)
    )
    await http.edit_channel(CHANNEL, name="Night Train", archived=True, auto_archive_duration=4320)
    await http.start_private_message(USER)
    await http.application_info()


async def callbacks(web: InteractionRecorder) -> None:
    """The first answers to interactions."""
    hidden = discord.MessageFlags(ephemeral=True)
    choices = [discord.app_commands.Choice(name=f"Song {n}", value=f"song:{n}").to_dict() for n in range(25)]
    for params in (
        interaction_message_response_params(
            type=4, content="Only you", flags=hidden, view=buttons(), embed=card()
        ),
        interaction_message_response_params(type=4, file=sound(), view=layout()),
        interaction_message_response_params(
            type=7, content="Rendering", embeds=[card()], view=None, attachments=[]
        ),
        interaction_response_params(5, {"flags": 64}),
        interaction_response_params(5),
        interaction_response_params(6),
        interaction_response_params(8, {"choices": choices}),
        interaction_response_params(8, {"choices": []}),
        interaction_response_params(9, Form(custom_id="tweak:1").to_dict()),
    ):
        await web.create_interaction_response(INTERACTION, TOKEN, session=SESSION, params=params)


async def later_answers(web: InteractionRecorder) -> None:
    """Edits of the first answer, and answers after it."""
    hidden = discord.MessageFlags(ephemeral=True)
    for edit in (
        message(content="Ready", embed=card(), view=buttons(), attachments=[sound()]),
        message(content=None, view=layout(), attachments=[sound()]),
    ):
        await web.edit_original_interaction_response(
            APPLICATION,
            TOKEN,
            session=SESSION,
            payload=edit.payload,
            multipart=edit.multipart,
            files=edit.files,
        )
    for follow in (
        message(content="A receipt", flags=hidden),
        message(content="The file", file=sound(), view=buttons()),
        message(view=layout(), file=sound()),
    ):
        await web.execute_webhook(
            APPLICATION,
            TOKEN,
            session=SESSION,
            payload=follow.payload,
            multipart=follow.multipart,
            files=follow.files,
            wait=True,
        )
    done = message(content="Done", view=None)
    await web.edit_webhook_message(APPLICATION, TOKEN, MESSAGE, session=SESSION, payload=done.payload)
    await web.get_original_interaction_response(APPLICATION, TOKEN, session=SESSION)
    await web.delete_original_interaction_response(APPLICATION, TOKEN, session=SESSION)


async def recorded() -> list[Sent]:
    """Every good request, in the order of sending."""
    from .sample_commands import sync

    http, web = Recorder(), InteractionRecorder()
    by_bot: tuple[Callable[[Recorder], Awaitable[None]], ...] = (messages, threads, sync)
    by_answer: tuple[Callable[[InteractionRecorder], Awaitable[None]], ...] = (callbacks, later_answers)
    for part in by_bot:
        await part(http)
    for answers in by_answer:
        await answers(web)
    return http.sent + web.sent
