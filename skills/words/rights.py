"""Rights: what a license lets a person do with a song, in plain words, and whether a plan is allowed."""

from __future__ import annotations

from collections.abc import Callable

from skills.rights.spelling import did_you_mean
from skills.studio.studio import Studio
from skills.talk.errors import BadInput
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.watch import Watch
from skills.words._rights_check import check
from skills.words._rights_examples import examples
from skills.words._rights_history import history
from skills.words._rights_holds import dispute, hold, resume, settle
from skills.words._rights_register import accept, add, revoke
from skills.words._rights_releases import approve, decline, publish, requests
from skills.words._rights_show import show
from skills.words._rights_simulate import simulate

HELP = "rights: what you may do with a song, as in “what may I do with this song?”"
TOPICS = ("license", "money")
TAKES = ("song", "words")

_ACTIONS: dict[str, Callable[[Request, Studio], Reply]] = {
    "show": show,
    "check": check,
    "simulate": simulate,
    "examples": examples,
    "add": add,
    "accept": accept,
    "revoke": revoke,
    "dispute": dispute,
    "settle": settle,
    "hold": hold,
    "resume": resume,
    "history": history,
    "publish": publish,
    "requests": requests,
    "approve": approve,
    "decline": decline,
}


def run(request: Request, studio: Studio, watch: Watch) -> Reply:
    """Do what `options["action"]` says; without one, tell what may be done with the song."""
    action = str(request.options.get("action") or "show")
    if action not in _ACTIONS:
        hint = did_you_mean(action, _ACTIONS)
        raise BadInput(f"rights knows {', '.join(_ACTIONS)}, not “{action[:40]}”{hint}.".replace("?.", "?"))
    return _ACTIONS[action](request, studio)
