"""Report: a person says that something is wrong with a remix, and whoever looks after a place settles it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from skills.studio.reports import Report, report, reports, settle
from skills.studio.studio import Studio
from skills.talk.errors import BadInput
from skills.talk.hints import has_commands
from skills.talk.reply import Block, Reply
from skills.talk.request import Request
from skills.talk.watch import Watch

HELP = "report: say what is wrong with a remix, as in “report 3f2a… it uses my voice”"
TOPICS = ()
TAKES = ("words",)
SHORTEST_ID = 6


def run(request: Request, studio: Studio, watch: Watch) -> Reply:
    """Report `options["release"]` (or `remix`); for moderators `options["action"]`: list, dismiss, remove."""
    action = str(request.options.get("action") or "report")
    actions: dict[str, Callable[[Request, Studio], Reply]] = {
        "report": _report, "list": _list, "dismiss": _dismiss, "remove": _remove,
    }  # fmt: skip
    if action not in actions:
        raise BadInput(f"report knows {', '.join(actions)}, not “{action[:40]}”.")
    return actions[action](request, studio)


def _report(request: Request, studio: Studio) -> Reply:
    named = str(request.options.get("release") or request.options.get("remix") or "")
    reason = str(request.options.get("reason") or request.words).strip()
    if not named:
        named, _, reason = reason.partition(" ")
    if not reason.strip():
        raise BadInput("Say what is wrong with the remix, in a few words.")
    kept = report(_release_id(named, studio), request.person, request.platform, reason.strip(), studio)
    told = ("It is kept for whoever looks after this place; they see what you wrote.",)
    return Reply(blocks=(Block(f"Report {kept.id} is open", told),), data={"report": asdict(kept)})


def _list(request: Request, studio: Studio) -> Reply:
    """The open reports of this place, or all of them; who types commands sees those of every place."""
    platform = "" if has_commands(request.platform) else request.platform
    found = reports(studio, platform, None if request.options.get("all") else "open")
    lines = tuple(_line(one, studio) for one in found)
    title = f"{len(found)} report{'' if len(found) == 1 else 's'}"
    return Reply(blocks=(Block(title, lines),), data={"reports": [_data(one, studio) for one in found]})


def _dismiss(request: Request, studio: Studio) -> Reply:
    settled = settle(_number(request, studio), "dismissed", request.person, studio)
    told = "Nothing was changed about the remix."
    return Reply(
        blocks=(Block(f"Report {settled.id} is dismissed", (told,)),), data={"report": _data(settled, studio)}
    )


def _remove(request: Request, studio: Studio) -> Reply:
    settled = settle(_number(request, studio), "removed", request.person, studio)
    told = "The remix is taken down; it cannot be published or made again as it was."
    return Reply(
        blocks=(Block(f"Report {settled.id}: the remix is removed", (told,)),),
        data={"report": _data(settled, studio)},
    )


def _number(request: Request, studio: Studio) -> int:
    """The number that the options name; BadInput where this place has no such report."""
    named = str(request.options.get("report") or "").strip().lstrip("#")
    platform = "" if has_commands(request.platform) else request.platform
    if named.isascii() and named.isdecimal() and len(named) < 18:
        for one in reports(studio, platform):
            if one.id == int(named):
                return one.id
    raise BadInput(f"“{named[:40]}” is no report of this place.")


def _release_id(named: str, studio: Studio) -> str:
    """The id of the release that begins so; BadInput where none or several do."""
    wanted = named.strip().lower().rstrip("…")
    ids = (
        studio.store.read("select id from release where substr(id, 1, ?) = ? limit 2", len(wanted), wanted)
        if len(wanted) >= SHORTEST_ID
        else []
    )
    if len(ids) != 1:
        raise BadInput(f"“{named[:40]}” is no remix that I know; name it by the id in its credits card.")
    return str(ids[0][0])


def _line(one: Report, studio: Studio) -> str:
    return f"{one.id}  “{_title(one, studio)}”: {one.reason} ({one.state})"


def _title(one: Report, studio: Studio) -> str:
    return studio.register.release(one.release_id, studio.now()).recipe.title


def _data(one: Report, studio: Studio) -> dict[str, Any]:
    return asdict(one) | {"title": _title(one, studio)}
