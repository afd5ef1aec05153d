"""How the bot answers an interaction: the callback, the original response, the follow-ups."""

from __future__ import annotations

from typing import Any

from tests.discord_server import errors, message_objects
from tests.discord_server.calls import Answer, Call
from tests.discord_server.messages import EPHEMERAL, LOADING, Message
from tests.discord_server.rest_messages import change, remove
from tests.discord_server.world import Interaction, World
from tests.discord_server.writing import answer_to, write

ANSWER_WITHIN_SECONDS = 3.0
TOKEN_LIVES_SECONDS = 15 * 60
FOLLOW_UPS_OF_A_GUEST = 5
"""How long and how often the bot may answer."""

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
MESSAGE, DEFER, DEFER_UPDATE, UPDATE, CHOICES, FORM = 4, 5, 6, 7, 8, 9
"""Kinds of interaction, and kinds of answer."""

FITTING = {
    COMMAND: (MESSAGE, DEFER, FORM),
    COMPONENT: (MESSAGE, DEFER, DEFER_UPDATE, UPDATE, FORM),
    AUTOCOMPLETE: (CHOICES,),
    MODAL: (MESSAGE, DEFER, DEFER_UPDATE, UPDATE),
}
"""Which answers fit which interaction."""


def callback(world: World, call: Call) -> Answer:
    """The first answer to an interaction."""
    interaction = world.interactions.get(call.names["token"])
    if interaction is None or interaction.id != call.id("interaction"):
        raise errors.unknown_interaction()
    if interaction.acked_as:
        raise errors.already_acknowledged()
    if interaction.age(world.clock) > ANSWER_WITHIN_SECONDS:
        raise errors.unknown_interaction()
    kind, data = call.form.get("type", 0), call.form.get("data") or {}
    check_fits(interaction, kind)
    message = ANSWERS[kind](world, interaction, data, call)
    interaction.acked_as, interaction.acked_at = kind, world.clock.now()
    if message is not None:
        tell(world, message, kind)
    if call.query.get("with_response", "0").lower() not in ("1", "true"):
        return Answer(204)
    return Answer(200, outcome(world, interaction, kind, message))


def check_fits(interaction: Interaction, kind: int) -> None:
    """Raise what Discord answers to an answer of the wrong kind."""
    fits = kind in FITTING[interaction.kind]
    if kind in (DEFER_UPDATE, UPDATE) and interaction.source is None:
        fits = False
    if not fits:
        raise errors.invalid_form(
            "type", "INTERACTION_CALLBACK_TYPE_INVALID", "This answer does not fit here."
        )


def tell(world: World, message: Message, kind: int) -> None:
    world.tell.message("MESSAGE_CREATE" if kind in (MESSAGE, DEFER) else "MESSAGE_UPDATE", message)


def outcome(world: World, interaction: Interaction, kind: int, message: Message | None) -> dict[str, Any]:
    """What the callback answers `with_response`."""
    told: dict[str, Any] = {"id": str(interaction.id), "type": interaction.kind}
    told["channel_id"] = str(interaction.channel.id)
    if interaction.server:
        told["guild_id"] = str(interaction.server.id)
    if message is None:
        return {"interaction": told}
    told |= {
        "response_message_id": str(message.id),
        "response_message_loading": message.loading,
        "response_message_ephemeral": message.ephemeral,
    }
    shown = 4 if kind in (MESSAGE, DEFER) else 7
    resource = {"type": shown, "message": message_objects.message(world, message)}
    return {"interaction": told, "resource": resource}


def with_message(world: World, interaction: Interaction, data: dict[str, Any], call: Call) -> Message:
    message = filled(world, interaction, data, call)
    interaction.original = message
    return message


def filled(world: World, interaction: Interaction, data: dict[str, Any], call: Call) -> Message:
    """A new message with the answer in it, or nothing left behind."""
    if interaction.channel.id not in world.channels:
        raise errors.unknown_channel()
    message = answer_to(world, interaction, int(data.get("flags") or 0) & EPHEMERAL)
    try:
        write(world, message, data, call.files)
    except errors.Refusal:
        del message.channel.history[message.id]
        raise
    return message


def defer(world: World, interaction: Interaction, data: dict[str, Any], call: Call) -> Message:
    flags = int(data.get("flags") or 0) & EPHEMERAL | LOADING
    interaction.original = answer_to(world, interaction, flags)
    interaction.awaits_first_follow_up = True
    return interaction.original


def defer_update(world: World, interaction: Interaction, data: dict[str, Any], call: Call) -> None:
    interaction.original = interaction.source


def update(world: World, interaction: Interaction, data: dict[str, Any], call: Call) -> Message:
    message = interaction.source
    if message is None or message.deleted:
        raise errors.unknown_message()
    write(world, message, data, call.files)
    message.edited_at = world.clock.now()
    message.edits.append(message.look(message.edited_at))
    interaction.original = message
    return message


def choices(world: World, interaction: Interaction, data: dict[str, Any], call: Call) -> None:
    interaction.choices = list(data.get("choices") or [])


def form(world: World, interaction: Interaction, data: dict[str, Any], call: Call) -> None:
    interaction.modal = data


ANSWERS: dict[int, Any] = {
    MESSAGE: with_message,
    DEFER: defer,
    DEFER_UPDATE: defer_update,
    UPDATE: update,
    CHOICES: choices,
    FORM: form,
}
"""What each kind of answer does."""


def interaction_of(world: World, call: Call) -> Interaction:
    """The interaction whose token the path names, while that works."""
    interaction = world.interactions.get(call.names["token"])
    if interaction is None or call.id("application") != world.application_id:
        raise errors.invalid_webhook_token()
    if interaction.age(world.clock) > TOKEN_LIVES_SECONDS:
        raise errors.invalid_webhook_token()
    if not interaction.acked_as:
        raise errors.unknown_webhook()
    return interaction


def original_of(interaction: Interaction) -> Message:
    message = interaction.original
    if message is None or message.deleted:
        raise errors.unknown_message()
    return message


def follow_up(world: World, call: Call) -> Answer:
    """One more message; the first one after a deferred answer becomes that answer, as private as it was."""
    interaction = interaction_of(world, call)
    if interaction.acked_as in (CHOICES, FORM):
        raise errors.unknown_webhook()
    if interaction.awaits_first_follow_up and interaction.original and not interaction.original.deleted:
        return settle(world, interaction, interaction.original, call)
    if interaction.only_user_installed and len(interaction.follow_ups) >= FOLLOW_UPS_OF_A_GUEST:
        raise errors.follow_ups_used_up()
    message = filled(world, interaction, call.form, call)
    interaction.follow_ups.append(message)
    world.tell.message("MESSAGE_CREATE", message)
    return Answer(200, message_objects.message(world, message))


def settle(world: World, interaction: Interaction, message: Message, call: Call) -> Answer:
    """Edit a message by the interaction's token; what was still loading is there now."""
    change(world, message, call)
    if message is interaction.original:
        interaction.awaits_first_follow_up = False
    return Answer(200, message_objects.message(world, message))


def read_original(world: World, call: Call) -> Answer:
    return Answer(200, message_objects.message(world, original_of(interaction_of(world, call))))


def edit_original(world: World, call: Call) -> Answer:
    interaction = interaction_of(world, call)
    return settle(world, interaction, original_of(interaction), call)


def delete_original(world: World, call: Call) -> Answer:
    interaction = interaction_of(world, call)
    remove(world, original_of(interaction))
    interaction.awaits_first_follow_up = False
    return Answer(204)


def message_of(interaction: Interaction, call: Call) -> Message:
    """One of this interaction's messages by its id."""
    wanted = call.id("message")
    for message in (interaction.original, *interaction.follow_ups):
        if message is not None and message.id == wanted and not message.deleted:
            return message
    raise errors.unknown_message()


def read_message(world: World, call: Call) -> Answer:
    return Answer(200, message_objects.message(world, message_of(interaction_of(world, call), call)))


def edit_message(world: World, call: Call) -> Answer:
    interaction = interaction_of(world, call)
    return settle(world, interaction, message_of(interaction, call), call)


def delete_message(world: World, call: Call) -> Answer:
    remove(world, message_of(interaction_of(world, call), call))
    return Answer(204)


ROUTES = (
    ("POST", "/interactions/{interaction}/{token}/callback", callback),
    ("POST", "/webhooks/{application}/{token}", follow_up),
    ("GET", "/webhooks/{application}/{token}/messages/@original", read_original),
    ("PATCH", "/webhooks/{application}/{token}/messages/@original", edit_original),
    ("DELETE", "/webhooks/{application}/{token}/messages/@original", delete_original),
    ("GET", "/webhooks/{application}/{token}/messages/{message}", read_message),
    ("PATCH", "/webhooks/{application}/{token}/messages/{message}", edit_message),
    ("DELETE", "/webhooks/{application}/{token}/messages/{message}", delete_message),
)
