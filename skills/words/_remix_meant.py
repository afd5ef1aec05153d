"""What the words of a remix mean within their talk: turns to add, a fact about the song, or a reply."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from audio_engine.plan import RemixPlan
from skills.catalog.song import Song
from skills.planning.draft import Answer, Clarify, Correction, Edit, OutOfScope, Question
from skills.planning.talk import MAX_WORDS, Talk, Turn
from skills.planning.talking.doubts import settled, tempo_doubt
from skills.planning.telling.wishes import not_done
from skills.rights.clearance import Refused
from skills.rights.judgement import Wish
from skills.studio.llm.planner import Planned, plan_words
from skills.studio.naming import Read, as_read
from skills.studio.studio import Studio
from skills.studio.talks import add_turn, turns_to
from skills.talk.errors import BadInput
from skills.talk.hints import told_at
from skills.talk.reply import Block, Reply
from skills.talk.request import Request
from skills.talk.watch import Watch
from skills.words._remix_lines import NOTHING_BESIDE, Beside

NEAREST = "/nearest"


@dataclass(frozen=True)
class Meant:
    """What the words add to the talk, what of them was not understood, and what clearance must answer."""

    turns: tuple[Turn, ...]
    beside: Beside = NOTHING_BESIDE
    wishes: tuple[Wish, ...] = ()

    @property
    def only_wishes(self) -> bool:
        """Whether nothing is asked but what no step can say."""
        return bool(self.wishes) and not any(turn.delta.ops for turn in self.turns)

    @property
    def and_undone(self) -> Beside:
        """What to tell beside a remix, with why a wish that the license allows is left undone."""
        return replace(self.beside, note=" ".join(filter(None, (self.beside.note, *not_done(self.wishes)))))


def meant(
    request: Request, song: Song, talk: Talk, studio: Studio, watch: Watch
) -> Meant | Correction | Reply:
    """The change that the words ask for, a fact about the song, or a reply where they are neither."""
    if request.words.strip() == NEAREST:
        return Meant(_nearest(request, studio))
    waits = waiting(request, song, studio)
    answered = settled(request.words, song.facts) if waits else None
    planned = (
        Planned(answered)
        if answered
        else _planned(as_read(request.words, song), talk, song, request, studio, watch)
    )
    understood = planned.answer
    if isinstance(understood, Correction):
        return understood
    if isinstance(understood, Edit) and (understood.delta.ops or understood.delta.wishes):
        return _edit(understood, planned, request, song, studio)
    if isinstance(understood, Clarify) and planned.by == "rules":
        # "the second one" refers to it
        add_turn(request.talk_id, song, Turn(words=request.words), studio, request.person)
    return _spoken(planned)


def _planned(read: Read, talk: Talk, song: Song, request: Request, studio: Studio, watch: Watch) -> Planned:
    """What the planner makes of the words as they are read, caused by the words as they were said."""
    planned = plan_words(read.words, _read_too(talk, song), song.facts, request.person, studio, watch.stage)
    answer = planned.answer
    if not read.title or not isinstance(answer, Edit):
        return planned
    said = {
        "delta": read.restored(answer.delta, len(talk.turns)),
        "leftover": tuple(map(read.told, answer.leftover)),
    }
    return replace(planned, answer=answer.model_copy(update=said))


def _read_too(talk: Talk, song: Song) -> Talk:
    """The talk, where what was asked back about is read like the words that answer it."""
    if not talk.turns or talk.turns[-1].delta.ops:
        return talk
    last = talk.turns[-1]
    read = last.model_copy(update={"words": as_read(last.words, song).words[:MAX_WORDS]})
    return Talk(turns=(*talk.turns[:-1], read))


def _edit(understood: Edit, planned: Planned, request: Request, song: Song, studio: Studio) -> Meant | Reply:
    waits = waiting(request, song, studio)
    doubt = tempo_doubt(understood.delta, song.facts)
    if doubt is not None and request.talk_id and not waits:
        studio.store.set_note(_waiting_name(request, song), request.words)
        return _spoken(Planned(doubt))
    now = not request.talk_id or waits == request.words
    unasked = _either_way(request, song) if doubt and now else ""
    notes = (understood.note, planned.sentence, unasked)
    beside = Beside(understood.leftover, " ".join(filter(None, notes)))
    turn = Turn(words=request.words, delta=understood.delta)
    return Meant((turn,), beside, understood.delta.wishes)


def _either_way(request: Request, song: Song) -> str:
    """What to know of a remix that was made without asking how fast the song is."""
    counted = f"I counted the song at {song.facts.hearing.grid.tempo_bpm:.4g} BPM"
    others = [f"{bpm:.4g}" for bpm in song.facts.hearing.other_tempos_bpm]
    how = told_at(
        request.platform,
        f"put that right with `refrain songs correct {song.id} --bpm …`",
        f"say “it's {others[0]}”" if others else "say so",
    )
    return f"{counted}; if it is {' or '.join(others)}, {how}."


def _waiting_name(request: Request, song: Song) -> str:
    return f"waiting {request.talk_id} {song.id}"


def waiting(request: Request, song: Song, studio: Studio) -> str:
    """The words that wait for the answer to a question about the tempo; "" when none do."""
    return studio.store.note(_waiting_name(request, song)) or "" if request.talk_id else ""


def waits_no_more(request: Request, song: Song, studio: Studio) -> None:
    """The question about the tempo was answered."""
    studio.store.set_note(_waiting_name(request, song), "")


def _spoken(planned: Planned) -> Reply:
    """A question back, or an honest no; and why no language model said it, where one was to be asked."""
    understood = planned.answer
    beside = (Block("To know", (planned.sentence,)),) if planned.sentence else ()
    if isinstance(understood, Clarify):
        return Reply(
            outcome="question",
            blocks=(Block(understood.sentence, tuple(f"“{o}”" for o in understood.options)), *beside),
            data={"question": understood.sentence, "options": list(understood.options)},
            suggestions=understood.options,
        )
    sentence = _sentence(understood)
    return Reply("question", (Block(sentence, ()), *beside), {"message": sentence})


def _sentence(understood: Answer) -> str:
    if isinstance(understood, OutOfScope):
        return understood.sentence
    if isinstance(understood, Question):
        return f"That is a question about {_ABOUT[understood.topic]}, and nothing was changed."
    note = understood.note if isinstance(understood, Edit) else ""
    return note or "I found nothing to change in that; /help shows what I understand."


_ABOUT = {
    "license": "the license (/rights answers it)",
    "song": "the song (/songs shows what is known of it)",
    "changes": "the changes (/changes tells them)",
    "help": "what I can do (/help shows it)",
    "money": "money",
    "other": "something else than a change",
}


def remember(request: Request, refused: Refused, studio: Studio) -> None:
    """Keep the nearest plan of a refused one, which “/nearest” has made."""
    if request.talk_id:
        plan = refused.nearest.model_dump(mode="json") if refused.nearest else None
        body = json.dumps({"words": request.words, "plan": plan})
        studio.store.set_note(f"nearest {request.talk_id}", body)


def _nearest(request: Request, studio: Studio) -> tuple[Turn, ...]:
    body = studio.store.note(f"nearest {request.talk_id}") if request.talk_id else None
    kept = json.loads(body or "{}")
    if not kept.get("plan"):
        raise BadInput("There is no refused plan in this talk whose nearest allowed one could be made.")
    return turns_to(RemixPlan.model_validate(kept["plan"]), kept["words"])
