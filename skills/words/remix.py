"""Remix: words about a song become a plan, the plan is cleared, rendered, credited and given back."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from audio_engine.plan import RemixPlan
from skills.catalog.song import Song
from skills.planning.draft import Answer, Clarify, Correction, Edit, OutOfScope, Question
from skills.planning.talk import Talk, Turn, fold
from skills.planning.talking.doubts import settled, tempo_doubt
from skills.planning.telling.wishes import not_done
from skills.provenance.names import clean
from skills.rights.base import LICENSES, spdx_id_of
from skills.rights.clearance import Refused
from skills.rights.judgement import PURPOSES, Purpose, Wish
from skills.rights.spelling import did_you_mean
from skills.studio.again import again
from skills.studio.asker import asker_of
from skills.studio.commission import (
    PRIVATE,
    Commission,
    fulfil,
    loudness_for,
    question_of,
    refused_by_its_sound,
)
from skills.studio.correcting import correct
from skills.studio.finding import find_song
from skills.studio.llm.planner import Planned, plan_words
from skills.studio.studio import Studio
from skills.studio.talks import add_turn, talk_of, turns_to
from skills.talk.errors import BadInput
from skills.talk.reply import Block, Reply
from skills.talk.request import Request
from skills.talk.watch import Watch
from skills.words._remix_told import NOTHING_BESIDE, Beside, told_again, told_done, told_refused
from skills.words._remix_undone import told_undone

HELP = "remix: change a song in your own words, as in “slow this to 80 bpm, keep the vocals”"
TOPICS = ()
NEAREST = "/nearest"


def run(request: Request, studio: Studio, watch: Watch) -> Reply:
    """Make the remix that the words ask for, within the talk they belong to."""
    options = request.options
    if options.get("recipe"):
        return _made_again(request, studio, watch)
    song = find_song(request.song, studio)
    talk = talk_of(request.talk_id, song, studio)
    if not request.words.strip():
        raise BadInput("Say what to do with the song, as in: refrain remix “slow this to 80 bpm” --song …")
    meant = _meant(request, song, talk, studio, watch)
    if isinstance(meant, Correction):
        return _put_right(request, song, meant, studio, watch)
    if isinstance(meant, Reply):
        return meant
    if meant.only_wishes:
        return _only_wished(request, song, talk, meant, studio)
    after = Talk(turns=(*talk.turns, *meant.turns))
    commission = replace(_commission(request, song, after, studio), wishes=meant.wishes)
    fulfilled = fulfil(commission, studio, watch)
    instead_of: Refused | None = None
    if isinstance(fulfilled, Refused) and fulfilled.nearest and options.get("nearest"):
        instead_of = fulfilled
        meant = _Meant(turns_to(fulfilled.nearest, request.words), meant.beside)
        after = Talk(turns=(*talk.turns, *meant.turns))
        commission = replace(commission, plan=fold(after), talk=after, wishes=())
        fulfilled = fulfil(commission, studio, watch)
    if isinstance(fulfilled, Refused) and not refused_by_its_sound(fulfilled):
        _remember(request, fulfilled, studio)
        return told_refused(fulfilled, commission, meant.beside)
    for turn in meant.turns:  # the plan is allowed, and stays in the talk even where its sound is not kept
        add_turn(request.talk_id, song, turn, studio)
    if isinstance(fulfilled, Refused):
        return told_refused(fulfilled, commission, meant.beside)
    return told_done(fulfilled, meant.and_undone, fold(talk), instead_of)


def _only_wished(request: Request, song: Song, talk: Talk, meant: _Meant, studio: Studio) -> Reply:
    """What the license says to a wish that no step can say; where it allows it, why it is not done."""
    commission = replace(_commission(request, song, talk, studio), wishes=meant.wishes)
    verdict = question_of(commission, studio).answer()
    if isinstance(verdict, Refused):
        _remember(request, verdict, studio)
        return told_refused(verdict, commission, meant.beside)
    return told_undone(verdict, not_done(meant.wishes), meant.beside)


def _commission(request: Request, song: Song, talk: Talk, studio: Studio) -> Commission:
    """What the request wants made of the song, after all turns of the talk."""
    options = request.options
    return Commission(
        song=song,
        plan=fold(talk),
        talk=talk,
        remixer=clean(request.person),
        purpose=_purpose(str(options.get("purpose") or PRIVATE)),
        output_license=_output_license(str(options.get("output_license") or "")),
        out=Path(options["out"]) if options.get("out") else None,
        target_lufs=loudness_for(fold(talk), song, studio.settings.target_lufs),
        asker=asker_of(request, studio.settings),
    )


def _made_again(request: Request, studio: Studio, watch: Watch) -> Reply:
    options = request.options
    if request.words.strip() or request.song:
        raise BadInput("--recipe makes a remix as it was; leave out the words and --song.")
    out = Path(options["out"]) if options.get("out") else None
    purpose = _purpose(str(options["purpose"])) if options.get("purpose") else None
    asker = asker_of(request, studio.settings)
    remade = again(Path(options["recipe"]), out, purpose, asker, studio, watch)
    if isinstance(remade.fulfilled, Refused):
        return told_refused(remade.fulfilled, remade.commission)
    return told_again(remade.fulfilled, remade.recipe)


@dataclass(frozen=True)
class _Meant:
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


def _meant(
    request: Request, song: Song, talk: Talk, studio: Studio, watch: Watch
) -> _Meant | Correction | Reply:
    """The change that the words ask for, a fact about the song, or a reply where they are neither."""
    if request.words.strip() == NEAREST:
        return _Meant(_nearest(request, studio))
    answered = settled(request.words, song.facts) if _waiting(request, song, studio) else None
    planned = (
        Planned(answered)
        if answered
        else plan_words(request.words, talk, song.facts, request.person, studio, watch.stage)
    )
    understood = planned.answer
    if isinstance(understood, Correction):
        return understood
    if isinstance(understood, Edit) and (understood.delta.ops or understood.delta.wishes):
        doubt = tempo_doubt(understood.delta, song.facts)
        if doubt is not None and request.talk_id and not _waiting(request, song, studio):
            studio.store.set_note(_waiting_name(request, song), request.words)
            return _spoken(Planned(doubt))
        turn = Turn(words=request.words, delta=understood.delta)
        now = not request.talk_id or _waiting(request, song, studio) == request.words
        unasked = _either_way(song) if doubt and now else ""
        notes = (understood.note, planned.sentence, unasked)
        beside = Beside(understood.leftover, " ".join(filter(None, notes)))
        return _Meant((turn,), beside, understood.delta.wishes)
    if isinstance(understood, Clarify) and planned.by == "rules":
        add_turn(request.talk_id, song, Turn(words=request.words), studio)  # "the second one" refers to it
    return _spoken(planned)


def _either_way(song: Song) -> str:
    """What to know of a remix that was made without asking how fast the song is."""
    counted = f"I counted the song at {song.facts.hearing.grid.tempo_bpm:.4g} BPM"
    other = " or ".join(f"{bpm:.4g}" for bpm in song.facts.hearing.other_tempos_bpm)
    return f"{counted}; if it is {other}, put that right with `refrain songs correct {song.id} --bpm …`."


def _waiting_name(request: Request, song: Song) -> str:
    return f"waiting {request.talk_id} {song.id}"


def _waiting(request: Request, song: Song, studio: Studio) -> str:
    """The words that wait for the answer to a question about the tempo; "" when none do."""
    return studio.store.note(_waiting_name(request, song)) or "" if request.talk_id else ""


def _put_right(request: Request, song: Song, fact: Correction, studio: Studio, watch: Watch) -> Reply:
    """The fact is kept with the song; what waited for it is made now."""
    done = correct(song, fact, studio, watch.stage)
    waiting = _waiting(request, song, studio)
    if not waiting:
        return Reply(blocks=(Block("Put right", (done.sentence,)),), data={"corrected": done.sentence})
    studio.store.set_note(_waiting_name(request, song), "")
    made = run(replace(request, words=waiting), studio, watch)
    return replace(made, blocks=(Block("Put right", (done.sentence,)), *made.blocks))


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


def _purpose(named: str) -> Purpose:
    wanted = named.strip().lower().replace("-", "_")
    for purpose in PURPOSES:
        if purpose == wanted:
            return purpose
    raise BadInput(f"“{named}” is no purpose; it can be {', '.join(PURPOSES)}.")


def _output_license(named: str) -> str | None:
    if not named:
        return None
    known = spdx_id_of(named)
    if known is None:
        raise BadInput(f"“{named}” is no license that Refrain knows{did_you_mean(named, LICENSES)}")
    return known


def _remember(request: Request, refused: Refused, studio: Studio) -> None:
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
