"""Changes: what the last turn of a talk did to the plan, and what the plan is now."""

from __future__ import annotations

from skills.planning.talk import Talk, fold
from skills.planning.telling.explain import changed, explain
from skills.planning.telling.why import why
from skills.studio.finding import song_asked
from skills.studio.proposals import talk_upon
from skills.studio.studio import Studio
from skills.talk.reply import Block, Reply
from skills.talk.request import Request
from skills.talk.watch import Watch

HELP = "changes: what the last change did, as in “what changed?” or “why the reverb?”"
TOPICS = ("changes",)
TAKES = ()


def run(request: Request, studio: Studio, watch: Watch) -> Reply:
    """Why something is as it is; else one sentence on the last change, and the plan with its words."""
    song = song_asked(request, studio)
    talk = talk_upon(request, song, studio)
    reasons = why(request.words, talk, song.facts)
    if reasons:
        return Reply(blocks=(Block("Because", reasons),), data={"because": list(reasons)})
    changing = [number for number, turn in enumerate(talk.turns) if turn.delta.ops]
    if not changing:
        told = "Nothing has been changed in this talk yet."
        return Reply(blocks=(Block(told, ()),), data={"changed": told})
    before, now = fold(Talk(turns=talk.turns[: changing[-1]])), fold(talk)
    told = changed(before, now, song.facts)
    lines = tuple(f"{line.text}  ← “{line.caused_by}”" for line in explain(now, talk, song.facts))
    return Reply(
        blocks=(Block(told, ()), Block("The plan now", lines or ("the song as it is",))),
        data={"changed": told, "plan": now.model_dump(mode="json")},
    )
