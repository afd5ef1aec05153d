"""The CDN: attachments behind signed links, and one picture for every face."""

from __future__ import annotations

import base64

from aiohttp import web

from tests.discord_server.message_objects import signature
from tests.discord_server.world import World

ONE_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


class Cdn:
    """Serves files."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def file(self, request: web.Request) -> web.Response:
        """An attachment, as long as its link is whole and not too old."""
        found = self._world.attachments.get(int(request.match_info["id"]))
        try:
            ends = int(request.query.get("ex", ""), 16)
        except ValueError:
            return web.Response(status=404)
        whole = found is not None and request.query.get("hm") == signature(found.id, ends)
        if found is None or not whole or self._world.clock.now() > ends:
            return web.Response(status=404)
        return web.Response(body=found.content, headers={"Content-Type": found.content_type})

    async def picture(self, request: web.Request) -> web.Response:
        """Any avatar or emoji."""
        return web.Response(body=ONE_PIXEL, content_type="image/png")
