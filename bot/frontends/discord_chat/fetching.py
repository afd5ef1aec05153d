"""Fetching: files that people attached come to this machine, piece by piece, also across a restart."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp

from bot.frontends.discord_chat.bringing import MEGABYTE, Brought, enter, folder_of, give_up

if TYPE_CHECKING:
    import discord

    from bot.frontends.discord_chat.service import Service

PIECE_BYTES = 1 << 16
TRIES = 4
FIRST_WAIT_SECONDS = 0.5
FETCHED = "fetched"
"""The folder of whole files, in which nothing of ours can have the name that a person gave."""

log = logging.getLogger(__name__)


class TooLarge(Exception):
    """There is more of it than Discord said, or than is taken."""


class Gone(Exception):
    """Discord no longer has it."""


class Fetcher:
    """Fetches through one client's own session."""

    def __init__(self, service: Service, client: discord.Client) -> None:
        self._service, self._client = service, client
        self._under_way: dict[int, asyncio.Task[None]] = {}

    def fetch(self, key: int, told: Mapping[str, Any]) -> None:
        """Set out for one file; asked twice it is one."""
        if key not in self._under_way:
            task = asyncio.create_task(self._fetched(key, told))
            self._under_way[key] = task
            task.add_done_callback(lambda _: self._under_way.pop(key, None))

    def resume(self) -> None:
        """Go on with what was under way when the bot stopped."""
        for key, told in self._service.uploads.all_expected("fetch"):
            self.fetch(key, told)

    async def stop(self) -> None:
        """Leave what is under way for the next start."""
        tasks = tuple(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _fetched(self, key: int, told: Mapping[str, Any]) -> None:
        try:
            file = await self._patiently(key, Brought(**told["brought"]))
        except TooLarge:
            give_up(self._service, key, told, "own.too_large")
        except Gone:
            give_up(self._service, key, told, "own.gone")
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            log.warning("an upload could not be fetched: %s", type(error).__name__)
            give_up(self._service, key, told, "own.not_fetched")
        else:
            enter(self._service, key, told, file)

    async def _patiently(self, key: int, brought: Brought) -> Path:
        for wait in (FIRST_WAIT_SECONDS * 2.0**number for number in range(TRIES - 1)):
            try:
                return await self._once(key, brought)
            except (aiohttp.ClientError, TimeoutError) as error:
                log.info("an upload is fetched again: %s", type(error).__name__)
                await asyncio.sleep(wait)
        return await self._once(key, brought)

    async def _once(self, key: int, brought: Brought) -> Path:
        http = self._client.http
        session: aiohttp.ClientSession = http._HTTPClient__session  # type: ignore[attr-defined]  # the library's own
        folder = folder_of(self._service, key)
        coming, whole = folder / f"coming-{os.getpid()}", folder / FETCHED / brought.file_name
        whole.parent.mkdir(parents=True, exist_ok=True)
        async with session.get(brought.url, proxy=http.proxy, proxy_auth=http.proxy_auth) as answer:
            if answer.status in (403, 404, 410):
                raise Gone
            answer.raise_for_status()
            await self._write(answer.content, coming)
        os.replace(coming, whole)
        return whole

    async def _write(self, content: aiohttp.StreamReader, file: Path) -> None:
        room = self._service.config["discord"]["largest_upload_mb"] * MEGABYTE
        with file.open("wb") as handle:
            async for piece in content.iter_chunked(PIECE_BYTES):
                room -= len(piece)
                if room < 0:
                    raise TooLarge
                handle.write(piece)
