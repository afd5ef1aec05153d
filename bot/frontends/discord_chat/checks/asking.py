"""Asking: the few things that the doctor asks Discord, each answered or a trouble told in a word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from bot.config import Config

if TYPE_CHECKING:
    import aiohttp

PATIENCE_SECONDS = 8.0
PAGE = 200
"""Servers are told so many at a time."""
MOST_PAGES = 20


@dataclass(frozen=True)
class Trouble:
    """Why there is no answer: the HTTP status, or 0 and what kind of failure it was."""

    status: int = 0
    kind: str = ""

    def __str__(self) -> str:
        return f"HTTP {self.status}" if self.status else self.kind


class Asker:
    """Discord's HTTP side and its gateway, asked with the token of the config; used as a context.

    server_time: Discord's clock at its last answer, in seconds since 1970; None before the first.
    """

    def __init__(self, config: Config) -> None:
        self._own = config["discord"]
        self._proxy = self._own["proxy"] or None
        self._session: aiohttp.ClientSession | None = None
        self.server_time: float | None = None

    async def __aenter__(self) -> Asker:
        from importlib.metadata import version

        import aiohttp

        headers = {"User-Agent": f"DiscordBot (Refrain, {version('refrain')})"}
        timeout = aiohttp.ClientTimeout(total=PATIENCE_SECONDS)
        self._session = aiohttp.ClientSession(headers=headers, timeout=timeout)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session is not None:
            await self._session.close()

    async def get(self, path: str, asked: Mapping[str, str] | None = None) -> Any:
        """The JSON at a path, or the Trouble that kept it back."""
        import aiohttp

        assert self._session is not None, "an Asker is used as a context"
        address = self._own["api_base"].rstrip("/") + path
        headers = {"Authorization": f"Bot {self._own['token']}"}
        try:
            async with self._session.get(address, params=asked, headers=headers, proxy=self._proxy) as answer:
                self._note_time(answer.headers.get("Date", ""))
                return await answer.json(content_type=None) if answer.ok else Trouble(answer.status)
        except TimeoutError:
            return Trouble(kind=f"no answer within {PATIENCE_SECONDS:g} s")
        except (aiohttp.ClientError, OSError, ValueError) as problem:
            return Trouble(kind=_kind(problem))

    async def servers(self) -> Any:
        """All servers that the bot is in, as `/users/@me/guilds` tells them; or a Trouble."""
        found: list[Any] = []
        after = "0"
        for _ in range(MOST_PAGES):
            page = await self.get("/users/@me/guilds", {"limit": str(PAGE), "after": after})
            if isinstance(page, Trouble):
                return page
            found += page or []
            if len(page or []) < PAGE:
                break
            after = found[-1]["id"]
        return found

    async def commands(self, application: Any) -> Any:
        """The commands that are registered for all servers; or a Trouble."""
        if isinstance(application, Trouble):
            return application
        return await self.get(f"/applications/{application['id']}/commands")

    async def hello(self) -> Any:
        """The gateway's greeting, without logging in; or a Trouble."""
        import aiohttp

        assert self._session is not None, "an Asker is used as a context"
        asked = {"v": "10", "encoding": "json"}
        try:
            async with self._session.ws_connect(
                self._own["gateway"], params=asked, proxy=self._proxy
            ) as gateway:
                return await gateway.receive_json(timeout=PATIENCE_SECONDS)
        except TimeoutError:
            return Trouble(kind=f"no answer within {PATIENCE_SECONDS:g} s")
        except (aiohttp.ClientError, OSError, ValueError, TypeError) as problem:
            return Trouble(kind=_kind(problem))

    def _note_time(self, date: str) -> None:
        try:
            self.server_time = parsedate_to_datetime(date).timestamp()
        except ValueError:
            return


def _kind(problem: Exception) -> str:
    """What failed, in words; never an exception's own text, which may hold what was sent."""
    import aiohttp

    if isinstance(problem, aiohttp.ClientHttpProxyError | aiohttp.ClientProxyConnectionError):
        return "the proxy does not let it through"
    if isinstance(problem, aiohttp.ClientConnectorDNSError):
        return "its name is not known here"
    if isinstance(problem, aiohttp.ClientConnectorCertificateError | aiohttp.ClientSSLError):
        return "its certificate is not trusted"
    if isinstance(problem, aiohttp.ClientConnectorError):
        return "no connection"
    return "it answers something else"
