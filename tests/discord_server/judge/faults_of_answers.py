"""Faulty flags, answers to interactions, modals, commands and threads."""

from __future__ import annotations

from .circumstances import Circumstances
from .fault import BAD, GONE, MAX, REQUIRED, Fault
from .good import BUTTON, INPUT, SLASH, label, option, row

NESTING = "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"
LONG = [
    option(3, f"o{n}", choices=[{"name": f"{n}{m:02}" + "x" * 90, "value": "y" * 90} for m in range(25)])
    for n in range(2)
]
OLD_INPUT = {"type": 4, "style": 1, "custom_id": "a", "label": "What"}

OF_ANSWERS: tuple[Fault, ...] = (
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
    Fault("no list of choices", "choices", "data", {}, "prose", "data.choices", REQUIRED),
    Fault("post with a flag of the server's", "post", "flags", 128, "prose", "flags", "FLAGS_NOT_ALLOWED"),
    Fault("modal takes too many files", "modal", "data.components.0.component",
          {"type": 19, "custom_id": "f", "max_values": 11}, "both", "data.components.0.component.max_values",
          "NUMBER_TYPE_MAX"),
    Fault("row of a modal with two inputs", "modal", "data.components",
          [row(OLD_INPUT, {**OLD_INPUT, "custom_id": "b"})], "prose", "data.components.0.components",
          "COMPONENT_LAYOUT_WIDTH_EXCEEDED"),
    Fault("shortest text above the longest", "modal", "data.components.0.component.min_length", 3, "prose",
          "data.components.0.component.min_length", "TEXT_INPUT_LENGTHS",
          changes=(("data.components.0.component.max_length", 2),)),
    Fault("group holds an option", "commands", "1.options.1.options.0", option(3, "song"), "both",
          "1.options.1.options.0.type", "BASE_TYPE_CHOICES", code_in_prose=NESTING),
    Fault("choices of yes and no", "commands", "0.options.1.type", 5, "prose", "0.options.1",
          "APPLICATION_COMMAND_OPTION_CHOICES_TYPE_INVALID"),
    Fault("least number above the most", "commands", "0.options.1", option(4, "n", min_value=5, max_value=4),
          "prose", "0.options.1.min_value", "APPLICATION_COMMAND_OPTION_MIN_MAX"),
)  # fmt: skip
