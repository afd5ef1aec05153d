"""Dressing: a look becomes what discord.py sends, fitted to every limit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import discord

from bot.frontends.discord_chat import limits
from bot.frontends.discord_chat.limits import cut
from bot.frontends.discord_chat.looks.look import Button, Item, Look, Menu, Part, Pick

VERSION = "r1"
"""Of the ids on buttons; a later form gets another one, and old messages keep working."""
NOBODY = discord.AllowedMentions.none()
MORE = f"\n{limits.ELLIPSIS} +"
"""Stands before the number of paragraphs that a frame has no room for."""

_COLOURS: Mapping[str, int] = {"plain": 0x6C7A89, "good": 0x2E8B57, "wait": 0xC98A1B, "no": 0xB23A48}
_PLACES = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
    discord.ChannelType.forum,
]
_STYLES = {
    "primary": discord.ButtonStyle.primary,
    "secondary": discord.ButtonStyle.secondary,
    "success": discord.ButtonStyle.success,
    "danger": discord.ButtonStyle.danger,
}
_POINTED = {
    "channels": discord.SelectDefaultValueType.channel,
    "text channels": discord.SelectDefaultValueType.channel,
    "roles": discord.SelectDefaultValueType.role,
    "people": discord.SelectDefaultValueType.user,
}


def custom_id(act: str, about: str) -> str:
    """What a button carries: the version of its form, its act and what it is about."""
    return cut(f"{VERSION}:{act}:{about}", limits.CUSTOM_ID)


def read_custom_id(told: str) -> tuple[str, str] | None:
    """Act and subject of a button of ours; None for any other."""
    version, _, rest = told.partition(":")
    act, _, about = rest.partition(":")
    return (act, about) if version == VERSION and act else None


def dressed(look: Look, files: bool = True) -> dict[str, Any]:
    """The arguments of a message: content, embeds, view, and `attachments` where files go with it."""
    told: dict[str, Any] = {
        "content": cut(look.text, limits.CONTENT) or None,
        "embeds": [embed] if (embed := _embed(look)) else [],
        "view": _view(look),
    }
    if files:
        told["attachments"] = enclosed(look)
    return told


def enclosed(look: Look) -> list[discord.File]:
    """The files of a look that are still there."""
    return [
        discord.File(
            file.path,
            filename=_file_name(file.name),
            description=cut(file.alt, limits.ALT_TEXT) or None,
        )
        for file in look.files[: limits.FILES]
        if Path(file.path).is_file()
    ]


def _file_name(name: str) -> str:
    """The name, at most as long as Discord takes; its ending stays, for that is how a player is chosen."""
    suffix = Path(name).suffix[-limits.FILE_NAME // 2 :]
    return name if len(name) <= limits.FILE_NAME else name[: limits.FILE_NAME - len(suffix)] + suffix


def framed(look: Look) -> bool:
    """Whether a look has more to show than its text."""
    return bool(look.title or look.lead or look.parts or look.footer or look.picture)


def in_words(look: Look) -> Look:
    """The same without its frame, for where none can be shown: everything in it as text."""
    parts = (f"**{part.heading}**\n{part.body}" for part in look.parts)
    title = f"**{look.title}**" if look.title else ""
    told = "\n".join(filter(None, (look.text, title, look.lead, *parts, look.footer)))
    return replace(look, text=told, title="", lead="", parts=(), footer="", picture="")


def _embed(look: Look) -> discord.Embed | None:
    if not framed(look):
        return None
    embed = discord.Embed(
        title=cut(look.title, limits.EMBED_TITLE) or None,
        description=cut(look.lead, limits.EMBED_DESCRIPTION) or None,
        colour=_COLOURS[look.colour],
    )
    footer = cut(look.footer, min(limits.FOOTER, 600))
    _add_parts(embed, look.parts, limits.EMBED_TOTAL - len(embed) - len(footer) - len(MORE) - 4)
    if footer:
        embed.set_footer(text=footer)
    if look.picture and any(file.name == look.picture for file in look.files):
        embed.set_image(url=f"attachment://{look.picture}")
    return embed


def _add_parts(embed: discord.Embed, parts: tuple[Part, ...], room: int) -> None:
    """As many paragraphs as fit into so many characters; the last one says how many more there are."""
    for part in parts[: limits.EMBED_FIELDS]:
        name = cut(part.heading, limits.FIELD_NAME) or "\u200b"
        body_room = min(limits.FIELD_VALUE, room - len(name))
        if body_room < 20:
            break
        body = limits.cut_lines(tuple(part.body.split("\n")), body_room) or "\u200b"
        embed.add_field(name=name, value=body, inline=False)
        room -= len(name) + len(body)
    left_out = len(parts) - len(embed.fields)
    if left_out and embed.fields:
        last, mark = embed.fields[-1], f"{MORE}{left_out}"
        told = f"{cut(last.value or '', limits.FIELD_VALUE - len(mark))}{mark}"
        embed.set_field_at(-1, name=last.name, value=told, inline=False)


def _view(look: Look) -> discord.ui.View | None:
    if not look.rows:
        return None
    view = discord.ui.View(timeout=None)
    for number, row in enumerate(look.rows[: limits.ROWS]):
        for item in row[: limits.BUTTONS_IN_ROW]:
            view.add_item(_item(item, number))
    view.stop()  # clicks are read by their id, also after a restart; the library need not remember them
    return view


def _item(item: Item, row: int) -> discord.ui.Item[Any]:
    if isinstance(item, Button):
        return _button(item, row)
    return _menu(item, row) if isinstance(item, Menu) else _pick(item, row)


def _button(button: Button, row: int) -> discord.ui.Button[Any]:
    return discord.ui.Button(
        label=cut(button.label, limits.BUTTON_LABEL),
        custom_id=custom_id(button.act, button.about),
        style=_STYLES[button.style],
        disabled=button.disabled,
        row=row,
    )


def _menu(menu: Menu, row: int) -> discord.ui.Select[Any]:
    options = [
        discord.SelectOption(
            label=cut(option.label, limits.OPTION_TEXT),
            value=option.value[: limits.OPTION_TEXT],
            description=cut(option.about, limits.OPTION_TEXT) or None,
            default=option.chosen,
        )
        for option in menu.options[: limits.OPTIONS]
    ]
    return discord.ui.Select(
        custom_id=custom_id(menu.act, menu.about),
        placeholder=cut(menu.placeholder, limits.PLACEHOLDER),
        options=options,
        min_values=min(menu.least, len(options)),
        max_values=min(menu.most, len(options)),
        row=row,
    )


def _pick(pick: Pick, row: int) -> discord.ui.Item[Any]:
    kind = _POINTED[pick.kind]
    told: dict[str, Any] = {
        "custom_id": custom_id(pick.act, pick.about),
        "placeholder": cut(pick.placeholder, limits.PLACEHOLDER),
        "min_values": pick.least,
        "max_values": min(pick.most, limits.OPTIONS),
        "default_values": [discord.SelectDefaultValue(id=number, type=kind) for number in pick.chosen],
        "row": row,
    }
    if pick.kind == "roles":
        return discord.ui.RoleSelect(**told)
    if pick.kind == "people":
        return discord.ui.UserSelect(**told)
    places = _PLACES if pick.kind == "channels" else _PLACES[:2]
    return discord.ui.ChannelSelect(**told, channel_types=places)
