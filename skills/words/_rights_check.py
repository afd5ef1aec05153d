"""`rights check`: a recipe is judged, and nothing is rendered."""

from __future__ import annotations

from pathlib import Path

from skills.rights.decision import Answer, NeedsApproval, Refused
from skills.studio.asker import asker_of
from skills.studio.casebook import Case, read_case, with_nearest
from skills.studio.register.asking import Ask
from skills.studio.studio import Studio
from skills.talk.errors import BadInput
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.words._rights_told import told_verdict


def check(request: Request, studio: Studio) -> Reply:
    """The verdict on `options["recipe"]`; with `options["nearest"]` its nearest allowed plan is written."""
    options = request.options
    if not options.get("recipe"):
        raise BadInput("Say which recipe: refrain rights check RECIPE.json", "Say which remix.")
    path, out = Path(options["recipe"]), Path(options.get("nearest") or "")
    if options.get("nearest"):
        _free(out)
    case = read_case(path, options, asker_of(request, studio.settings), studio)
    answer = case.decided()
    declined = _declined(answer, request.person, studio)
    if not options.get("nearest"):
        return told_verdict(case, answer, declined=declined)
    if not isinstance(answer, Refused):
        return told_verdict(case, answer, "Nothing: no other plan is needed.", declined)
    if answer.nearest is None:
        return told_verdict(case, answer, "Nothing: no change of the plan would make it allowed.")
    return told_verdict(case, answer, _written(case, answer, path, out))


def _declined(answer: Answer, person: str, studio: Studio) -> tuple[Ask, ...]:
    """The questions about this person's very remix that a rights holder has said no to."""
    if not isinstance(answer, NeedsApproval) or answer.basis.facts.measured is None:
        return ()
    facts, now = answer.basis.facts, studio.now()
    wanted = (answer.basis.plan_hash, facts.purpose, answer.basis.facts.measured.sound_sha256)
    return tuple(
        one
        for one in studio.register.asks(open_only=False, now=now)
        if one.said == "no"
        and (one.plan_hash, one.purpose, one.sound_sha256) == wanted
        and studio.register.release(one.release_id, now).person == person
    )


def _free(out: Path) -> None:
    """BadInput where something is at that place already, or there is no folder for it."""
    if out.exists() or out.is_symlink():
        raise BadInput(f"{out} is there already and stays as it is; name another file.")
    if not out.parent.is_dir():
        raise BadInput(f"There is no folder {out.parent}; make it first, or name another place.")


def _written(case: Case, answer: Refused, path: Path, out: Path) -> str:
    assert answer.nearest is not None
    try:
        out.write_text(with_nearest(case, answer, path, out), encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{out} cannot be written: {error.strerror}.") from None
    return f"{out}: the same recipe with the nearest allowed plan."
