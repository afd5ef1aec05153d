"""`rights check`: a recipe is judged, and nothing is rendered."""

from __future__ import annotations

from pathlib import Path

from skills.rights.decision import Refused
from skills.studio.asker import asker_of
from skills.studio.casebook import Case, read_case, with_plan
from skills.studio.studio import Studio
from skills.talk.errors import BadInput
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.words._rights_told import told_verdict


def check(request: Request, studio: Studio) -> Reply:
    """The verdict on `options["recipe"]`; with `options["nearest"]` its nearest allowed plan is written."""
    options = request.options
    if not options.get("recipe"):
        raise BadInput("Say which recipe: refrain rights check RECIPE.json")
    path = Path(options["recipe"])
    case = read_case(path, options, asker_of(request, studio.settings), studio)
    answer = case.decided()
    if not options.get("nearest"):
        return told_verdict(case, answer)
    out = Path(options["nearest"])
    if not isinstance(answer, Refused):
        return told_verdict(case, answer, "Nothing: no other plan is needed.")
    if answer.nearest is None:
        return told_verdict(case, answer, "Nothing: no change of the plan would make it allowed.")
    return told_verdict(case, answer, _written(case, answer, path, out))


def _written(case: Case, answer: Refused, path: Path, out: Path) -> str:
    assert answer.nearest is not None
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(with_plan(case, answer.nearest, path, out), encoding="utf-8")
    return f"{out}: the same recipe with the nearest allowed plan."
