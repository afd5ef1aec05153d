"""The REST side: each request is read, hindered, judged, counted, done, judged again, written down."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.discord_server import (
    errors,
    faults,
    message_objects,
    rest_commands,
    rest_interactions,
    rest_messages,
    rest_places,
)
from tests.discord_server.calls import LARGEST_REQUEST_BYTES, Answer, Call, Entry, Routes, read
from tests.discord_server.judge import Circumstances, Judge, Violation, strict_error
from tests.discord_server.limits import RateLimits
from tests.discord_server.world import World

ROUTES = Routes((rest_messages.ROUTES, rest_interactions.ROUTES, rest_commands.ROUTES, rest_places.ROUTES))


def discords_own_document() -> Path | None:
    """Where Discord's description of its API lies, if the environment says."""
    place = os.environ.get("DISCORD_OPENAPI")
    return Path(place) if place else None


class Rest:
    """Serves the bot's requests; `journal` has each, `violations` and `unknown_keys` what was wrong."""

    def __init__(self, world: World, token: str, judged: bool) -> None:
        self._world, self.token = world, token
        self.judge = Judge(discords_own_document()) if judged else None
        self.faults = faults.Faults()
        self.limits = RateLimits(world.clock)
        self.journal: list[Entry] = []
        self.violations: list[tuple[str, Violation]] = []
        self.unknown_keys: list[tuple[str, str]] = []
        self.on_change: Any = lambda: None
        self.on_break: Any = lambda error: None

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer one request."""
        try:
            call = await read(request, self.token)
        except errors.Refusal as refusal:
            return respond(Answer(refusal.status, refusal.body), {})
        except web.HTTPRequestEntityTooLarge:
            return respond(Answer(413, errors.too_large().body), {})
        fault = self.faults.next(call.method, call.path)
        hindrance = await self._hinder(request, call, fault)
        if hindrance is not None:
            return hindrance
        headers, wait = self.limits.count(call.method, call.path)
        if wait:
            rule = self.limits.rule(call.method, call.path)
            limited = faults.RateLimited(round(wait, 3), is_global=rule is not None and rule.is_global)
            return self._limited(call, limited, headers)
        answer = self._answer(call)
        self._note(call, answer, fault)
        if isinstance(fault, faults.Drop):
            return tear(request)
        return respond(answer, headers)

    async def _hinder(
        self, request: web.Request, call: Call, fault: faults.Fault | None
    ) -> web.Response | None:
        """What a fault answers instead; None where the request is done all the same."""
        if isinstance(fault, faults.Delay):
            await asyncio.sleep(fault.seconds)
        if isinstance(fault, faults.Drop) and fault.before:
            self._note(call, Answer(0), fault)
            return tear(request)
        if isinstance(fault, faults.RateLimited):
            return self._limited(call, fault, {})
        if isinstance(fault, faults.Status):
            answer = Answer(fault.status, {"message": fault.message, "code": fault.code})
            self._note(call, answer, fault)
            return respond(answer, {})
        return None

    def _limited(self, call: Call, fault: faults.RateLimited, headers: dict[str, str]) -> web.Response:
        answer = Answer(429, faults.rate_limit_body(fault))
        self._note(call, answer, fault)
        return respond(answer, {**headers, **faults.rate_limit_headers(fault)})

    def _answer(self, call: Call) -> Answer:
        """What Discord answers, judged both ways."""
        try:
            answer = self._judged(call) or self._done(call)
        except errors.Refusal as refusal:
            answer = Answer(refusal.status, refusal.body)
        except Exception as error:
            self.on_break(error)
            return Answer(500, {"message": repr(error), "code": 0})
        if self.judge is not None:
            place = (call.method, call.path, answer.status, answer.body)
            where = f"answer to {call.method} {call.path}"
            self.violations += [(where, each) for each in self.judge.answer(*place)]
            self.unknown_keys += [(where, each) for each in self.judge.unknown_in_answer(*place)]
        return answer

    def _done(self, call: Call) -> Answer:
        open_to_all = call.path.startswith(("/interactions/", "/webhooks/"))
        if not (call.authorised or open_to_all):
            raise errors.unauthorised()
        handler = ROUTES.find(call)
        if handler is None:
            missing = Violation("", "The stand-in has no such route.", "NOT_OFFERED")
            self.violations.append((f"{call.method} {call.path}", missing))
            raise errors.unknown_route()
        return handler(self._world, call)

    def _judged(self, call: Call) -> Answer | None:
        """Discord's own answer to a request against its rules."""
        if self.judge is None:
            return None
        files = [(each.field, each.filename, each.content_type, each.content) for each in call.files]
        seen = self._circumstances(call)
        wrong = self.judge.request(call.method, call.path, call.query, call.body, files, seen)
        unknown = self.judge.unknown(call.method, call.path, call.query, call.body)
        where = f"{call.method} {call.path}"
        self.unknown_keys += [(where, each) for each in unknown]
        if not wrong:
            return None
        self.violations += [(where, each) for each in wrong if each.code != "TOO_LARGE"]
        return Answer(*strict_error(wrong))

    def _circumstances(self, call: Call) -> Circumstances:
        """What the judge cannot see in the request itself; sizes are no rule but a state of the server."""
        words = call.path.split("/")
        interaction = next((found for found in map(self._world.interactions.get, words) if found), None)
        edited = self._world.find_message(int(words[-1])) if words[-1].isdigit() else None
        if words[-1] == "@original" and interaction is not None:
            edited = interaction.original
        kind = interaction.kind if interaction else 0
        return Circumstances(
            attachment_limit_bytes=LARGEST_REQUEST_BYTES,
            interaction_kind=kind,
            edited=message_objects.message(self._world, edited) if edited else None,
        )

    def _note(self, call: Call, answer: Answer, fault: faults.Fault | None) -> None:
        self.journal.append(
            Entry(
                call.method,
                call.path,
                call.query,
                call.body,
                tuple(call.files),
                answer.status,
                answer.body,
                self._world.clock.now(),
                call.reason,
                fault,
            )
        )
        self.on_change()


def respond(answer: Answer, headers: dict[str, str]) -> web.Response:
    """The answer on the wire; the type of its content is the bare word that discord.py looks for."""
    if answer.body is None:
        return web.Response(status=answer.status, headers=headers)
    text = json.dumps(answer.body, separators=(",", ":")).encode()
    return web.Response(
        status=answer.status, body=text, headers={**headers, "Content-Type": "application/json"}
    )


def tear(request: web.Request) -> web.Response:
    """Break the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
