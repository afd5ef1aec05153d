"""Each of Discord's objects but the message, built in one place from the stand-in's world."""

from __future__ import annotations

from typing import Any

from tests.discord_server import permissions
from tests.discord_server.clock import stamp
from tests.discord_server.world import DIRECT, MESSAGE_CONTENT, Channel, Member, Role, Server, User, World

Json = dict[str, Any]


def user(who: User) -> Json:
    """A user as others see it."""
    built = {
        "id": str(who.id),
        "username": who.name.lower().replace(" ", "_"),
        "global_name": None if who.bot else who.name,
        "discriminator": "0",
        "avatar": None,
        "banner": None,
        "accent_color": None,
        "public_flags": 0,
        "flags": 0,
        "avatar_decoration_data": None,
        "collectibles": None,
        "primary_guild": None,
    }
    return {**built, "bot": True} if who.bot else built


def own_user(who: User) -> Json:
    """The bot's user as the bot itself sees it."""
    return {**user(who), "mfa_enabled": True, "locale": "en-US", "verified": True, "email": None}


def member(of: Member, with_user: bool = True) -> Json:
    """A member; inside a message the user is left out."""
    built = {
        "avatar": None,
        "banner": None,
        "communication_disabled_until": None,
        "flags": 0,
        "joined_at": stamp(of.joined_at),
        "nick": None,
        "pending": False,
        "premium_since": None,
        "roles": [str(role.id) for role in of.roles],
        "mute": False,
        "deaf": False,
    }
    return {**built, "user": user(of.user)} if with_user else built


def role(of: Role) -> Json:
    built: Json = {
        "id": str(of.id),
        "name": of.name,
        "permissions": str(of.permissions),
        "position": of.position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": of.managed_by is not None,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
    return {**built, "tags": {"bot_id": str(of.managed_by.id)}} if of.managed_by else built


def channel(of: Channel) -> Json:
    """A channel, thread or direct message."""
    if of.kind == DIRECT:
        return {
            "id": str(of.id),
            "type": of.kind,
            "flags": 0,
            "last_message_id": last_message_id(of),
            "recipients": [user(who) for who in of.recipients],
        }
    return thread(of) if of.is_thread else server_channel(of)


def server_channel(of: Channel) -> Json:
    assert of.server
    return {
        "id": str(of.id),
        "type": of.kind,
        "flags": 0,
        "guild_id": str(of.server.id),
        "name": of.name,
        "topic": None,
        "position": [c for c in of.server.channels if not c.is_thread].index(of),
        "parent_id": None,
        "nsfw": False,
        "rate_limit_per_user": 0,
        "last_message_id": last_message_id(of),
        "permission_overwrites": [
            {"id": str(holder), "type": each.kind, "allow": str(each.allow), "deny": str(each.deny)}
            for holder, each in of.overwrites.items()
        ],
        **({"available_tags": []} if of.kind == 15 else {}),
    }


def thread(of: Channel) -> Json:
    assert of.server
    assert of.owner
    assert of.parent
    count = len([m for m in of.messages if m.kind == 0])
    return {
        "id": str(of.id),
        "type": of.kind,
        "flags": 0,
        "guild_id": str(of.server.id),
        "name": of.name,
        "parent_id": str(of.parent.id),
        "owner_id": str(of.owner.id),
        "rate_limit_per_user": 0,
        "last_message_id": last_message_id(of),
        "message_count": count,
        "member_count": 1,
        "total_message_sent": count,
        "thread_metadata": {
            "archived": of.archived,
            "archive_timestamp": stamp(of.archived_at),
            "auto_archive_duration": of.auto_archive_minutes,
            "locked": of.locked,
        },
    }


def last_message_id(of: Channel) -> str | None:
    return str(max(of.history)) if of.history else None


ABSENT = (
    "icon", "description", "home_header", "splash", "discovery_splash", "banner", "application_id",
    "afk_channel_id", "system_channel_id", "widget_channel_id", "vanity_url_code", "rules_channel_id",
    "safety_alerts_channel_id", "public_updates_channel_id", "max_presences", "incidents_data",
)  # fmt: skip
ZERO = (
    "system_channel_flags", "verification_level", "default_message_notifications", "mfa_level",
    "explicit_content_filter", "premium_tier", "premium_subscription_count", "nsfw_level",
)  # fmt: skip
"""What no server of the stand-in has."""


def guild(of: Server) -> Json:
    """A server as GET /guilds/{id} tells it."""
    return {
        "id": str(of.id),
        "name": of.name,
        "owner_id": str(of.owner.id),
        "roles": [role(each) for each in of.roles],
        "preferred_locale": of.locale,
        "features": [],
        "emojis": [],
        "stickers": [],
        "approximate_member_count": len(of.members),
        "approximate_presence_count": len(of.members),
        **dict.fromkeys(ABSENT),
        **dict.fromkeys(ZERO, 0),
        **dict.fromkeys(("widget_enabled", "premium_progress_bar_enabled", "nsfw"), False),
        "region": "deprecated",
        "afk_timeout": 300,
        "max_members": 500_000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
    }


def own_guild(of: Server, permissions: int) -> Json:
    """A server as GET /users/@me/guilds tells it."""
    plain = {"id": str(of.id), "name": of.name, "icon": None, "banner": None, "features": []}
    return {**plain, "owner": False, "permissions": str(permissions)}


def guild_create(of: Server, bot: User) -> Json:
    """A server as the gateway tells it when the bot is inside."""
    plain = guild(of)
    return {
        **plain,
        "joined_at": stamp(of.members[bot.id].joined_at),
        "large": False,
        "unavailable": False,
        "member_count": len(of.members),
        "members": [member(of.members[bot.id])],
        "channels": [channel(each) for each in of.channels if not each.is_thread],
        "threads": [channel(each) for each in of.threads if not each.archived],
        **{
            key: []
            for key in (
                "voice_states",
                "presences",
                "stage_instances",
                "guild_scheduled_events",
                "soundboard_sounds",
            )
        },
    }


def application(world: World) -> Json:
    """The bot's application as it sees itself."""
    return {
        "id": str(world.application_id),
        "name": world.bot.name,
        "icon": None,
        "description": "Remixes what may be remixed.",
        "type": None,
        "bot": user(world.bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "rpc_origins": [],
        "verify_key": "0" * 64,
        "flags": application_flags(world),
        "flags_new": str(application_flags(world)),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": user(world.owner),
        "approximate_guild_count": len([s for s in world.servers.values() if s.has_bot]),
        "approximate_user_install_count": len([u for u in world.users.values() if u.has_installed]),
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
    }


def application_flags(world: World) -> int:
    return 1 << 19 if world.privileged_intents & MESSAGE_CONTENT else 0


def interaction_channel(of: Channel, who: User) -> Json:
    """The channel inside an interaction, with what the person may do there."""
    return {**channel(of), "permissions": str(permissions.in_channel(of, who))}
