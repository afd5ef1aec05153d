"""Plan: what words would make of a song, step by step, without making it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from audio_engine.expand import expand
from audio_engine.grid import Grid, Hearing, Key, Section
from audio_engine.plan import RemixPlan
from audio_engine.tuning.limits import warnings
from audio_engine.units import SectionLabel
from skills.catalog.song import SongFacts
from skills.planning.answers import Answer, Clarify, Correction, Edit, OutOfScope, Question
from skills.planning.talk import MAX_WORDS, Talk, fold
from skills.planning.telling.explain import changed, explain
from skills.planning.telling.why import why
from skills.planning.telling.wishes import not_done
from skills.planning.unrendered import is_unrendered, rendered_only
from skills.studio.conversation import read_conversation, write_conversation
from skills.studio.finding import find_song, unseen
from skills.studio.llm.planner import Planned, plan_words
from skills.studio.studio import Studio
from skills.talk.errors import BadInput
from skills.talk.hints import told_at
from skills.talk.reply import Block, Outcome, Reply
from skills.talk.request import Request
from skills.talk.watch import Watch

HELP = "plan: what your words would change, step by step, without making it"
TOPICS = ()
TAKES = ("song", "words")

PLANNERS = ("rules", "openai", "local")

_FORM: tuple[SectionLabel, ...] = (
    "intro", "verse", "prechorus", "chorus", "verse", "chorus", "breakdown", "bridge", "solo", "drop",
    "chorus", "outro",
)  # fmt: skip


def run(request: Request, studio: Studio, watch: Watch) -> Reply:
    """The plan that the words come to, after the turns of a conversation."""
    if request.options.get("schema"):
        return _schema()
    if not request.words.strip():
        said = "“slow this to 80 bpm, add lo-fi drums”"
        raise BadInput(f"Say what to plan, as in: refrain plan {said}", f"Say what to plan, as in {said}.")
    if len(request.words) > MAX_WORDS:
        raise BadInput(f"Please say it in at most {MAX_WORDS} characters.")
    kind = str(request.options.get("planner") or "")
    if kind not in ("", *PLANNERS):
        raise BadInput(f"“{kind}” is no planner; it can be {' or '.join(PLANNERS)}.")
    song = find_song(request.song, studio, unseen(request)).facts if request.song else any_song()
    file = Path(request.options["conversation"]) if request.options.get("conversation") else None
    talk = _talk_before(file, song, request, studio, watch)
    planned = plan_words(
        request.words, talk, song, request.person, studio, watch.stage,
        kind=cast(Any, kind or None), rendered=False,
    )  # fmt: skip
    after = talk.then(request.words, planned.answer.delta if isinstance(planned.answer, Edit) else None)
    if file is not None and file.suffix != ".txt":
        write_conversation(after, file)
    return _told(planned, talk, after, song, request)


def any_song() -> SongFacts:
    """A song of 120 BPM in A minor with every kind of section, for words about no song in particular."""
    each, beats = 32.0, 64 * len(_FORM)
    grid = Grid(
        tempo_bpm=120,
        beats_per_bar=4,
        beats_seconds=tuple(0.5 * i for i in range(beats)),
        sections=tuple(
            Section(label=label, start_seconds=i * each, end_seconds=(i + 1) * each)
            for i, label in enumerate(_FORM)
        ),
        seconds=each * len(_FORM),
    )
    key = Key(tonic="A", mode="minor")
    return SongFacts(hearing=Hearing(grid=grid, key=key, loudness_lufs=-14, true_peak_dbtp=-1))


def _talk_before(file: Path | None, song: SongFacts, request: Request, studio: Studio, watch: Watch) -> Talk:
    found: Talk | Sequence[str] = read_conversation(file) if file is not None else Talk()
    if isinstance(found, Talk):
        return found
    talk = Talk()
    for words in found:
        made = plan_words(words, talk, song, request.person, studio, watch.stage, rendered=False).answer
        talk = talk.then(words, made.delta if isinstance(made, Edit) else None)
    return talk


def _schema() -> Reply:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **RemixPlan.model_json_schema()}
    lines = (f"{len(schema['$defs'])} definitions; --json prints the schema.",)
    return Reply(blocks=(Block("The JSON schema of a plan", lines),), data=schema)


def _told(planned: Planned, talk: Talk, after: Talk, song: SongFacts, request: Request) -> Reply:
    answer, plan = planned.answer, fold(after)
    data: dict[str, Any] = {
        "answer": _KINDS[type(answer)],
        **answer.model_dump(mode="json"),
        "planner": planned.by,
        "plan": plan.model_dump(mode="json"),
    }
    beside = [Block("To know", (planned.sentence,))] if planned.sentence else []
    if not isinstance(answer, Edit):
        return _no_edit(answer, after, song, request, data, beside)
    told = changed(fold(talk), plan, song)
    lines = _lines(after, song)
    named = [
        f"{handle} is “{title}”" for handle, title in zip(("$1", "$2", "$3"), answer.songs, strict=False)
    ]
    unread = tuple(f"“{words}”" for words in answer.leftover)
    played = rendered_only(answer, request.words, song)
    note = played.sentence if isinstance(played, OutOfScope) else getattr(played, "note", answer.note)
    notes = tuple(filter(None, (note, *named, *_better(plan, song))))
    policy = not_done(answer.delta.wishes)
    blocks = [
        Block(told, ()),
        Block("The plan", lines or ("the song as it is",)),
        *([Block("Not understood, and left out", unread)] if unread else []),
        *([Block("To know", (*notes, *policy))] if notes or policy else []),
        *beside,
    ]
    outcome: Outcome = "refused" if policy and not answer.delta.ops else "done"
    return Reply(outcome, tuple(blocks), data | {"changed": told, "explained": list(lines)})


def _better(plan: RemixPlan, song: SongFacts) -> tuple[str, ...]:
    """Where the plan goes beyond what sounds good."""
    playable = plan.model_copy(update={"steps": tuple(s for s in plan.steps if not is_unrendered(s, song))})
    return warnings(expand(playable, song.hearing, song.stems), song.hearing)


def _lines(talk: Talk, song: SongFacts) -> tuple[str, ...]:
    return tuple(
        f"{line.text}"
        + (f"  ← “{line.caused_by}”" if line.caused_by else "")
        + (f"  ({line.assumed})" if line.assumed else "")
        for line in explain(fold(talk), talk, song)
    )


_KINDS: dict[type[Any], str] = {
    Edit: "edit", Question: "question", Clarify: "clarify", OutOfScope: "refuse", Correction: "correction",
}  # fmt: skip


def _no_edit(
    answer: Answer, talk: Talk, song: SongFacts, request: Request, data: dict[str, Any], beside: list[Block]
) -> Reply:
    if isinstance(answer, Clarify):
        blocks = (Block(answer.sentence, tuple(f"“{o}”" for o in answer.options)), *beside)
        return Reply("question", blocks, data, suggestions=answer.options)
    if isinstance(answer, OutOfScope):
        return Reply("question", (Block(answer.sentence, ()), *beside), data)
    if isinstance(answer, Correction):
        told = told_at(
            request.platform,
            "That is a fact about the song; `refrain songs correct` puts it right.",
            "That is a fact about the song; say it in a remix of the song, which puts it right.",
        )
        return Reply("question", (Block(told, ()), *beside), data)
    if isinstance(answer, Question) and answer.topic == "changes":
        reasons = why(request.words, talk, song)
        if reasons:
            return Reply(blocks=(Block("Because", reasons), *beside), data=data | {"because": list(reasons)})
        told = _last_change(talk, song)
        lines = _lines(talk, song) or ("the song as it is",)
        return Reply(
            blocks=(Block(told, ()), Block("The plan now", lines), *beside), data=data | {"changed": told}
        )
    told = told_at(
        request.platform,
        "That is a question, and changes nothing; ask it in `refrain chat`.",
        "That is a question, and changes nothing.",
    )
    return Reply("question", (Block(told, ()), *beside), data)


def _last_change(talk: Talk, song: SongFacts) -> str:
    changing = [number for number, turn in enumerate(talk.turns) if turn.delta.ops]
    before = Talk(turns=talk.turns[: changing[-1]]) if changing else talk
    return changed(fold(before), fold(talk), song)
