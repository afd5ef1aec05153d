"""Faulty payloads: each a good one with one thing wrong, and who notices it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any, Literal

from .circumstances import Circumstances
from .good import BOX, BUTTON, CIRCUMSTANCES, FILE, GOOD, INPUT, LINK, SELECT, SLASH, TEXT, label, option, row
from .wire import Sent

By = Literal["document", "prose", "both"]
GONE = object()


@dataclass(frozen=True)
class Fault:
    """A good request `base` with `value` put at `place`, who notices, and the breach: where and which."""

    name: str
    base: str
    place: str
    value: Any
    by: By
    where: str
    code: str
    circumstances: Circumstances | None = None
    files: tuple[Any, ...] | None = None
    code_in_prose: str = ""

    @property
    def sent(self) -> Sent:
        """The faulty request."""
        good = GOOD[self.base]
        files = good.files if self.files is None else self.files
        return replace(good, body=changed(good.body, self.place, self.value), files=files)

    @property
    def known(self) -> Circumstances:
        """What the server knows beside it."""
        return self.circumstances or CIRCUMSTANCES.get(self.base, Circumstances())


def changed(body: Any, place: str, value: Any) -> Any:
    """A copy of a payload with one place set, or taken away (GONE); "" leaves it as it is."""
    body = json.loads(json.dumps(body))
    if not place:
        return body if value is None else value
    *path, last = [int(part) if part.isdigit() else part for part in place.split(".")]
    holder = body
    for part in path:
        holder = holder[part]
    if value is GONE:
        del holder[last]
    else:
        holder[last] = value
    return body


MAX, BAD, REQUIRED = "BASE_TYPE_MAX_LENGTH", "BASE_TYPE_BAD_LENGTH", "BASE_TYPE_REQUIRED"
OLD_FIELDS = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
NESTING = "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"
FIRST_BUTTON, FIRST_SELECT = "components.0.components.0", "components.1.components.0"
MANY = [{**BUTTON, "custom_id": str(n)} for n in range(6)]
ELEVEN = [{"id": str(10**17 + n)} for n in range(11)]
WORDS = {"type": 10, "content": "x" * 2001}
OTHER_FILE = ("files[0]", "other.png", "application/octet-stream", b"png")
LARGE = ("files[0]", "wave.png", "application/octet-stream", bytes(11))
EDITED_LAYOUT = Circumstances(edited={"content": "", "components": [TEXT], "flags": 1 << 15})
EDITED_VOICE = Circumstances(edited={"content": "", "attachments": [{"id": "1"}], "flags": 1 << 13})
LONG = [
    option(3, f"o{n}", choices=[{"name": f"{n}{m:02}" + "x" * 90, "value": "y" * 90} for m in range(25)])
    for n in range(2)
]


FAULTS: tuple[Fault, ...] = (
    # text
    Fault("content too long", "post", "content", "x" * 2001, "prose", "content", MAX),
    Fault("content too long in an answer", "answer", "data.content", "x" * 2001, "both", "data.content", MAX),
    Fault("content is a number", "post", "content", 5, "document", "content", "BASE_TYPE_BAD_TYPE"),
    Fault("nonce too long", "post", "nonce", "n" * 26, "both", "nonce", MAX),
    Fault("nonce to enforce missing", "post", "nonce", GONE, "prose", "nonce", "NONCE_MISSING"),
    Fault("mentions twice", "post", "allowed_mentions", {"parse": ["users"], "users": ["1"]}, "prose",
          "allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"),
    Fault("unknown kind of mention", "post", "allowed_mentions.parse", ["dogs"], "document",
          "allowed_mentions.parse.0", "BASE_TYPE_CHOICES"),
    Fault("nothing in it", "answer", "data.content", " ", "prose", "data", "EMPTY_MESSAGE"),
    Fault("nothing left of it", "edit", "", {"content": "", "components": []}, "prose", "", "EMPTY_MESSAGE"),
    Fault("no body at all", "followup", "", {}, "prose", "", "EMPTY_MESSAGE"),
    # embeds
    Fault("embed title too long", "post", "embeds.0.title", "x" * 257, "both", "embeds.0.title", MAX),
    Fault("embed description too long", "post", "embeds.0.description", "x" * 4097, "both",
          "embeds.0.description", MAX),
    Fault("embed field name too long", "post", "embeds.0.fields.0.name", "x" * 257, "both",
          "embeds.0.fields.0.name", MAX),
    Fault("embed field value too long", "post", "embeds.0.fields.0.value", "x" * 1025, "both",
          "embeds.0.fields.0.value", MAX),
    Fault("embed field without value", "post", "embeds.0.fields.0.value", "  ", "prose",
          "embeds.0.fields.0.value", REQUIRED),
    Fault("embed footer too long", "post", "embeds.0.footer.text", "x" * 2049, "both", "embeds.0.footer.text",
          MAX),
    Fault("embed author too long", "post", "embeds.0.author.name", "x" * 257, "both", "embeds.0.author.name",
          MAX),
    Fault("too many fields", "post", "embeds.0.fields", [{"name": "a", "value": "b"}] * 26, "both",
          "embeds.0.fields", MAX),
    Fault("too many embeds", "post", "embeds", [{"title": "x"}] * 11, "both", "embeds", MAX),
    Fault("embeds too long together", "post", "embeds", [{"description": "x" * 3001}] * 2, "prose", "embeds",
          "MAX_EMBED_SIZE_EXCEEDED"),
    Fault("colour of 25 bits", "post", "embeds.0.color", 1 << 24, "both", "embeds.0.color",
          "NUMBER_TYPE_MAX"),
    Fault("time in words", "post", "embeds.0.timestamp", "yesterday", "both", "embeds.0.timestamp",
          "DATE_TIME_TYPE_PARSE"),
    Fault("embed shows nothing", "post", "embeds", [{"color": 1}], "prose", "embeds.0.description", REQUIRED),
    Fault("embed url without scheme", "post", "embeds.0.url", "example.org", "document", "embeds.0.url",
          "URL_TYPE_INVALID_URL"),
    Fault("picture that is not there", "post", "embeds.0.image.url", "attachment://other.png", "prose",
          "embeds.0.image.url", "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"),
    # components
    Fault("six rows", "post", "components", [row({**BUTTON, "custom_id": str(n)}) for n in range(6)], "prose",
          "components", MAX),
    Fault("six buttons in a row", "post", "components.0.components", MANY, "both", "components.0.components",
          BAD),
    Fault("row without anything", "post", "components.0.components", [], "both", "components.0.components",
          BAD),
    Fault("select beside a button", "post", "components.0.components", [BUTTON, {**SELECT, "custom_id": "s"}],
          "prose", "components.0.components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED"),
    Fault("custom_id twice", "post", "components.1", row(BUTTON), "prose",
          "components.1.components.0.custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"),
    Fault("custom_id too long", "post", f"{FIRST_BUTTON}.custom_id", "c" * 101, "both",
          f"{FIRST_BUTTON}.custom_id", BAD),
    Fault("custom_id empty", "post", f"{FIRST_BUTTON}.custom_id", "", "both", f"{FIRST_BUTTON}.custom_id",
          BAD),
    Fault("button without custom_id", "post", f"{FIRST_BUTTON}.custom_id", GONE, "prose",
          f"{FIRST_BUTTON}.custom_id", "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED"),
    Fault("link without url", "post", "components.0.components.1.url", GONE, "prose",
          "components.0.components.1.url", "BUTTON_COMPONENT_URL_REQUIRED"),
    Fault("link with custom_id", "post", "components.0.components.1", {**LINK, "custom_id": "x"}, "prose",
          "components.0.components.1", "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE"),
    Fault("button without words", "post", f"{FIRST_BUTTON}.label", GONE, "prose", FIRST_BUTTON,
          "BUTTON_COMPONENT_INVALID_LABEL"),
    Fault("button label too long", "post", f"{FIRST_BUTTON}.label", "x" * 81, "both", f"{FIRST_BUTTON}.label",
          MAX),
    Fault("button url too long", "post", "components.0.components.1.url", "https://example.org/" + "x" * 500,
          "both", "components.0.components.1.url", MAX),
    Fault("unknown style", "post", f"{FIRST_BUTTON}.style", 9, "document", f"{FIRST_BUTTON}.style",
          "BASE_TYPE_CHOICES"),
    Fault("unknown component", "post", f"{FIRST_BUTTON}.type", 99, "document", f"{FIRST_BUTTON}.type",
          "UNION_TYPE_CHOICES"),
    Fault("too many select options", "post", f"{FIRST_SELECT}.options",
          [{"label": str(n), "value": str(n)} for n in range(26)], "both", f"{FIRST_SELECT}.options", BAD),
    Fault("option label too long", "post", f"{FIRST_SELECT}.options.0.label", "x" * 101, "both",
          f"{FIRST_SELECT}.options.0.label", BAD),
    Fault("option value twice", "post", f"{FIRST_SELECT}.options.1.value", "lofi", "prose",
          f"{FIRST_SELECT}.options.1.value", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"),
    Fault("select placeholder too long", "post", f"{FIRST_SELECT}.placeholder", "x" * 151, "both",
          f"{FIRST_SELECT}.placeholder", MAX),
    Fault("more to choose than there is", "post", f"{FIRST_SELECT}.max_values", 3, "prose",
          f"{FIRST_SELECT}.max_values", "SELECT_COMPONENT_MAX_VALUES_GREATER_THAN_OPTIONS"),
    Fault("component id below nothing", "post", f"{FIRST_SELECT}.id", -1, "document", f"{FIRST_SELECT}.id",
          "NUMBER_TYPE_MIN"),
    Fault("component id twice", "layout", "components.0", {**BOX, "id": 7, "components": [{**TEXT, "id": 7}]},
          "prose", "components.0.components.0.id", "COMPONENT_ID_DUPLICATED"),
    # layouts
    Fault("layout without its flag", "layout", "", {"components": [TEXT]}, "prose", "components.0.type",
          "UNION_TYPE_CHOICES", files=()),
    Fault("layout with content", "layout", "content", "Hello", "prose", "content", OLD_FIELDS),
    Fault("layout with an embed", "layout", "embeds", [{"title": "x"}], "prose", "embeds", OLD_FIELDS),
    Fault("layout with too many words", "layout", "components",
          [WORDS, WORDS, {"type": 13, "file": { "url": "attachment://wave.png"}}], "prose", "components",
          "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"),
    Fault("layout with too much in it", "layout", "components.0", {**BOX, "components": [TEXT] * 40}, "prose",
          "components", "MESSAGE_TOO_MANY_COMPONENTS"),
    Fault("layout with a file nobody sees", "layout", "components", [TEXT], "prose", "attachments",
          "ATTACHMENT_NOT_SHOWN"),
    Fault("content for what is a layout", "edit", "", {"content": "Hello"}, "prose", "content", OLD_FIELDS,
          circumstances=EDITED_LAYOUT),
    Fault("layout made old again", "edit", "", {"flags": 0}, "prose", "flags",
          "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG", circumstances=EDITED_LAYOUT),
    # voice
    Fault("voice with content", "voice", "content", "Hello", "prose", "content",
          "VOICE_MESSAGE_ADDITIONAL_CONTENT"),
    Fault("voice without length", "voice", "attachments.0.duration_secs", GONE, "prose",
          "attachments.0.duration_secs", REQUIRED),
    Fault("voice without waveform", "voice", "attachments.0.waveform", GONE, "prose",
          "attachments.0.waveform", REQUIRED),
    Fault("waveform not base64", "voice", "attachments.0.waveform", "!!", "prose", "attachments.0.waveform",
          "VOICE_MESSAGE_INVALID_WAVEFORM"),
    Fault("waveform too long", "voice", "attachments.0.waveform", "AAAA" * 101, "both",
          "attachments.0.waveform", MAX),
    Fault("voice edited", "edit", "", {"content": "x"}, "prose", "", "VOICE_EDIT",
          circumstances=EDITED_VOICE),
    # files
    Fault("file too large here", "post", "", None, "prose", "", "TOO_LARGE", files=(LARGE,),
          circumstances=Circumstances(attachment_limit_bytes=10)),
    Fault("request too large", "post", "attachments", GONE, "prose", "", "TOO_LARGE",
          files=(FILE, ("files[1]", "b", "", bytes(26 << 20))),
          circumstances=Circumstances(attachment_limit_bytes=1 << 30)),
    Fault("file listed but not sent", "post", "attachments", [{"id": 1, "filename": "wave.png"}, {"id": 0}],
          "prose", "attachments.0.id", "ATTACHMENT_NOT_FOUND"),
    Fault("file sent but not listed", "post", "attachments", [], "prose", "attachments",
          "ATTACHMENT_NOT_LISTED"),
    Fault("file in a wrong field", "post", "attachments", GONE, "prose", "attachments", "MULTIPART_FIELD",
          files=(("file", *FILE[1:]),)),
    Fault("file without a name", "followup", "", None, "prose", "attachments", "MULTIPART_FILENAME",
          files=(("files[0]", "", "", b"x"),)),
    Fault("alt text too long", "post", "attachments.0.description", "x" * 1025, "both",
          "attachments.0.description", MAX),
    Fault("filename too long", "post", "attachments.0.filename", "x" * 1025, "both", "attachments.0.filename",
          BAD),
    Fault("too many files", "edit", "attachments", ELEVEN, "both",
          "attachments", MAX,

          circumstances=Circumstances(edited={"content": "x", "attachments": ELEVEN})),
    # flags
    Fault("post for one person", "post", "flags", 64, "prose", "flags", "FLAGS_NOT_ALLOWED"),
    Fault("edit for one person", "original", "flags", 64, "prose", "flags", "FLAGS_NOT_ALLOWED"),
    Fault("promise with another flag", "promise", "data.flags", 1 << 15, "prose", "data.flags",
          "FLAGS_NOT_ALLOWED"),
    # answers to interactions
    Fault("unknown kind of answer", "promise", "", {"type": 77}, "document", "type", "UNION_TYPE_CHOICES",
          circumstances=Circumstances()),
    Fault("answer of a wrong kind", "promise", "", {"type": 6}, "prose", "type",
          "INTERACTION_CALLBACK_TYPE_INVALID", circumstances=Circumstances(interaction_kind=2)),
    Fault("modal after a modal", "modal", "", None, "prose", "type", "INTERACTION_CALLBACK_TYPE_INVALID",
          circumstances=Circumstances(interaction_kind=5)),
    Fault("promise that shows something", "promise", "data.content", "x", "prose", "data",
          "INTERACTION_CALLBACK_DATA"),
    Fault("too many choices", "choices", "data.choices", [{"name": "a", "value": "b"}] * 26, "both",
          "data.choices", MAX),
    Fault("choice name too long", "choices", "data.choices.0.name", "x" * 101, "both", "data.choices.0.name",
          BAD),
    Fault("choice value too long", "choices", "data.choices.0.value", "x" * 101, "prose",
          "data.choices.0.value", MAX),
    # modals
    Fault("modal title too long", "modal", "data.title", "x" * 46, "both", "data.title", BAD),
    Fault("modal without custom_id", "modal", "data.custom_id", GONE, "both", "data.custom_id", REQUIRED),
    Fault("modal of six parts", "modal", "data.components",
          [label({**INPUT, "custom_id": str(n)}) for n in range(6)], "prose", "data.components", BAD),
    Fault("modal asks the same twice", "modal", "data.components", [label(INPUT), label(INPUT)], "prose",
          "data.components.1.component.custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"),
    Fault("label too long", "modal", "data.components.0.label", "x" * 46, "both", "data.components.0.label",
          BAD),
    Fault("label told too long", "modal", "data.components.0.description", "x" * 101, "both",
          "data.components.0.description", BAD),
    Fault("placeholder too long", "modal", "data.components.0.component.placeholder", "x" * 101, "both",
          "data.components.0.component.placeholder", MAX),
    Fault("text longer than it may be", "modal", "data.components.0.component.value", "x" * 4001, "both",
          "data.components.0.component.value", MAX),
    Fault("more text than fits", "modal", "data.components.0.component.max_length", 4001, "document",
          "data.components.0.component.max_length", "NUMBER_TYPE_MAX"),
    Fault("button in a modal", "modal", "data.components.0.component", BUTTON, "document",
          "data.components.0.component.type", "UNION_TYPE_CHOICES"),
    # commands
    Fault("name with a capital", "commands", "0.name", "Remix", "prose", "0.name",
          "APPLICATION_COMMAND_INVALID_NAME"),
    Fault("name with a blank", "commands", "0.options.0.name", "a song", "prose", "0.options.0.name",
          "APPLICATION_COMMAND_INVALID_NAME"),
    Fault("no description", "commands", "0.description", "", "prose", "0.description", BAD),
    Fault("description too long", "command", "description", "x" * 101, "both", "description", MAX,
          code_in_prose=BAD),
    Fault("menu with a description", "commands", "2.description", "x", "prose", "2.description",
          "APPLICATION_COMMAND_CONTEXT_MENU_FIELD"),
    Fault("menu name too long", "commands", "2.name", "x" * 33, "both", "2.name", BAD),
    Fault("required after optional", "commands", "0.options", [option(5, "a"), option(5, "b", required=True)],
          "prose", "0.options.1", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"),
    Fault("two options of one name", "commands", "0.options.1.name", "song", "prose", "0.options.1.name",
          "APPLICATION_COMMANDS_DUPLICATE_NAME"),
    Fault("two commands of one name", "commands", "1.name", "remix", "prose", "1.name",
          "APPLICATION_COMMANDS_DUPLICATE_NAME"),
    Fault("too many options", "commands", "0.options", [option(5, f"o{n}") for n in range(26)], "both",
          "0.options", MAX),
    Fault("too many choices of an option", "command", "options.1.choices",
          [{"name": str(n), "value": str(n)} for n in range(26)], "both", "options.1.choices", MAX),
    Fault("choices and typing", "commands", "0.options.1.autocomplete", True, "prose", "0.options.1",
          "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES_EXCLUSIVE"),
    Fault("command too long", "commands", "0.options", LONG, "prose", "0", "APPLICATION_COMMAND_TOO_LARGE"),
    Fault("too many commands", "commands", "", [{**SLASH, "name": f"c{n}"} for n in range(101)], "prose", "",
          "APPLICATION_COMMAND_TOO_MANY"),
    Fault("subcommand beside an option", "commands", "0.options.1", option(1, "sub"), "prose", "0.options",
          NESTING),
    Fault("group in a group", "commands", "1.options.1.options.0", option(2, "deep"), "both",
          "1.options.1.options.0.type", "BASE_TYPE_CHOICES", code_in_prose=NESTING),
    Fault("unknown type of option", "commands", "0.options.0.type", 99, "document", "0.options.0.type",
          "UNION_TYPE_CHOICES"),
    # threads
    Fault("thread name too long", "thread", "name", "x" * 101, "both", "name", BAD),
    Fault("thread without name", "thread", "name", "", "both", "name", BAD),
    Fault("put away after an odd time", "thread", "auto_archive_duration", 61, "both",
          "auto_archive_duration", "BASE_TYPE_CHOICES"),
)  # fmt: skip
"""Every fault, in the order of the rules."""
