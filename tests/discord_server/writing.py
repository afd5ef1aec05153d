"""Turns what is sent into what a message holds: content, embeds, components, files, mentions."""

from __future__ import annotations

import mimetypes
import re
from dataclasses import dataclass, field
from typing import Any

from tests.discord_server import errors, message_objects
from tests.discord_server.messages import COMPONENTS_V2, VOICE_MESSAGE, Attachment, Message
from tests.discord_server.permissions import may
from tests.discord_server.world import Channel, Interaction, User, World

Json = dict[str, Any]

MENTION = re.compile(r"<@!?(\d+)>")
UNSAFE = re.compile(r"[^\w.-]")
SETTABLE_FLAGS = 1 << 2 | 1 << 12 | VOICE_MESSAGE | COMPONENTS_V2
"""What the sender of a message may set: no embeds, silent, voice message, components of the second kind."""

WITH_DEFAULT = {
    2: {}, 3: {"min_values": 1, "max_values": 1}, 5: {"min_values": 1, "max_values": 1},
    6: {"min_values": 1, "max_values": 1}, 7: {"min_values": 1, "max_values": 1},
    8: {"min_values": 1, "max_values": 1}, 11: {"description": None, "spoiler": False},
    13: {"spoiler": False, "name": None, "size": None}, 14: {"divider": True, "spacing": 1},
    17: {"accent_color": None, "spoiler": False},
}  # fmt: skip
"""What Discord fills in where a component does not say."""


@dataclass(frozen=True)
class Upload:
    """A file of a request."""

    field: str
    filename: str
    content: bytes = field(repr=False)
    content_type: str


def new_message(world: World, channel: Channel, author: User, **more: Any) -> Message:
    """An empty message in its channel."""
    message = Message(world.ids.next(), channel, author, world.clock.now(), **more)
    channel.history[message.id] = message
    return message


def write(world: World, message: Message, body: Json, uploads: list[Upload]) -> None:
    """Put what a request says into the message; what it does not mention stays as it is."""
    check_size(world, uploads)
    if body.get("poll") or body.get("sticker_ids"):
        raise errors.invalid_form("poll", "NOT_OFFERED", "The stand-in knows no polls and no stickers.")
    attachments = kept_and_new(world, message, body, uploads)
    embeds = [embed(each) for each in body.get("embeds") or []] if "embeds" in body else message.embeds
    components = body.get("components") or [] if "components" in body else message.components
    content = (body.get("content") or "").strip() if "content" in body else message.content
    if not (content or embeds or components or attachments):
        raise errors.empty_message()
    message.content, message.embeds, message.attachments = content, embeds, attachments
    message.flags |= int(body.get("flags") or 0) & SETTABLE_FLAGS
    point_at_files(world, message)
    message.components = numbered(world, message, components)
    message.allowed_mentions = body.get("allowed_mentions", message.allowed_mentions)
    message.mentions, message.mentions_everyone = mentioned(world, message), everyone(message)


def check_size(world: World, uploads: list[Upload]) -> None:
    if any(len(upload.content) > world.attachment_limit for upload in uploads):
        raise errors.too_large()


def kept_and_new(world: World, message: Message, body: Json, uploads: list[Upload]) -> list[Attachment]:
    """The attachments after the request: those it keeps and those it uploads, in its order."""
    by_field = {upload.field: upload for upload in uploads}
    named = body.get("attachments")
    if named is None:
        fresh = [store(world, message, upload, {}) for upload in uploads]
        return [*message.attachments, *fresh]
    known = {str(each.id): each for each in message.attachments}
    result = []
    for entry in named:
        upload = by_field.get(f"files[{entry.get('id')}]")
        if upload is not None:
            result.append(store(world, message, upload, entry))
        elif str(entry.get("id")) in known:
            result.append(known[str(entry["id"])])
        else:
            raise errors.invalid_form("attachments.0.id", "ATTACHMENT_NOT_FOUND", "Unknown attachment.")
    return result


def store(world: World, message: Message, upload: Upload, entry: Json) -> Attachment:
    """Keep an uploaded file."""
    given = entry.get("filename") or upload.filename
    name = safe_name(given)
    attachment = Attachment(
        world.ids.next(),
        name,
        upload.content,
        mimetypes.guess_type(name)[0] or "application/octet-stream",
        message.channel.id,
        entry.get("description") or "",
        message.ephemeral,
        entry.get("duration_secs"),
        entry.get("waveform"),
        given.rsplit(".", 1)[0] if name != given else None,
    )
    world.attachments[attachment.id] = attachment
    return attachment


def safe_name(name: str) -> str:
    """A file's name as Discord keeps it: no blanks, no signs but dot, dash and underscore."""
    return UNSAFE.sub("", name.replace(" ", "_")) or "unknown"


def embed(sent: Json) -> Json:
    """An embed as Discord gives it back."""
    built = {key: value for key, value in sent.items() if value is not None}
    built.setdefault("type", "rich")
    built["fields"] = [{"inline": False, **each} for each in built.get("fields", [])]
    return built if built["fields"] else {key: value for key, value in built.items() if key != "fields"}


def point_at_files(world: World, message: Message) -> None:
    """Let an embed's picture show the attached file that it names; such a file is no attachment any more."""
    for shown in message.embeds:
        for key in ("image", "thumbnail"):
            link = (shown.get(key) or {}).get("url", "")
            found = attached(message, link)
            if found is not None:
                shown[key] = {**shown[key], "url": message_objects.attachment_link(world, found)}
                message.attachments = [each for each in message.attachments if each is not found]


def attached(message: Message, link: str) -> Attachment | None:
    """The message's file that an attachment:// link names."""
    if not link.startswith("attachment://"):
        return None
    name = safe_name(link.removeprefix("attachment://"))
    return next((each for each in message.attachments if each.filename == name), None)


def numbered(world: World, message: Message, components: list[Json]) -> list[Json]:
    """The components as Discord gives them back: each with an id, with its defaults, with its files."""
    count = 0

    def built(component: Json) -> Json:
        nonlocal count
        count += 1
        made = {**WITH_DEFAULT.get(component["type"], {}), "id": count}
        made |= {key: value for key, value in component.items() if value is not None and key != "required"}
        if "default_values" in made:  # the library sends ids as numbers; Discord gives them back as text
            made["default_values"] = [{**each, "id": str(each["id"])} for each in made["default_values"]]
        if component["type"] == 13:
            made |= file_parts(world, message, component)
        if "media" in made:
            made["media"] = media(world, message, made["media"])
        if component["type"] == 12:
            made["items"] = [
                {"description": None, "spoiler": False, **item, "media": media(world, message, item["media"])}
                for item in component["items"]
            ]
        for inner in ("accessory", "component"):
            if inner in made:
                made[inner] = built(made[inner])
        if "components" in made:
            made["components"] = [built(each) for each in made["components"]]
        return made

    return [built(component) for component in components]


def file_parts(world: World, message: Message, component: Json) -> Json:
    link = component["file"]["url"]
    found = attached(message, link)
    if link.startswith("attachment://") and found is None:
        raise errors.invalid_form(
            "components.0.file", "UNFURLED_MEDIA_ITEM_NOT_FOUND", f"No file for {link}."
        )
    size = {"name": found.filename, "size": found.size} if found else {}
    return {"file": media(world, message, component["file"]), **size}


def media(world: World, message: Message, sent: Json) -> Json:
    """A link to media as Discord gives it back."""
    found = attached(message, sent["url"])
    link = message_objects.attachment_link(world, found) if found else sent["url"]
    built = {"id": str(world.ids.next()), "url": link, "proxy_url": link, "width": None, "height": None}
    if found is None:
        return {**built, "content_type": None}
    return {**built, "content_type": found.content_type, "attachment_id": str(found.id)}


def mentioned(world: World, message: Message) -> list[User]:
    """Whom the message pings: those it names and whom it answers, as far as its sender allows it."""
    allowed = message.allowed_mentions
    named = [world.users.get(int(found)) for found in MENTION.findall(message.spoken)]
    users = [who for who in dict.fromkeys(named) if who is not None and pings(allowed, who)]
    replies = (allowed or {}).get("replied_user", allowed is None and not message.author.bot)
    if message.reply_to is not None and replies and message.reply_to.author not in users:
        users.append(message.reply_to.author)
    return users


def pings(allowed: Json | None, who: User) -> bool:
    """Whether a sender lets its message ping somebody whom it names."""
    if allowed is None:
        return True
    return "users" in allowed.get("parse", []) or str(who.id) in map(str, allowed.get("users", []))


def everyone(message: Message) -> bool:
    """Whether the message pings everybody."""
    said = "@everyone" in message.spoken or "@here" in message.spoken
    allowed = message.allowed_mentions
    wanted = allowed is None or "everyone" in allowed.get("parse", [])
    return said and wanted and may(message.channel, message.author, "MENTION_EVERYONE")


def answer_to(world: World, interaction: Interaction, flags: int) -> Message:
    """A new empty message of the bot that answers an interaction.

    A guest whose apps are not wanted in this channel is seen by the person alone.
    """
    if interaction.only_user_installed and not may(
        interaction.channel, interaction.person, "USE_EXTERNAL_APPS"
    ):
        flags |= 64
    seen_by = interaction.person if flags & 64 else None
    return new_message(
        world,
        interaction.channel,
        world.bot,
        interaction=interaction,
        flags=flags & (64 | 128),
        seen_by=seen_by,
    )
