"""How a remix is asked for: made at once, proposed, made as it was proposed, or made again by its recipe."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from skills.catalog.song import Song
from skills.planning.draft import Correction, agreed
from skills.planning.talk import Talk, fold
from skills.planning.telling.wishes import not_done
from skills.rights.clearance import Refused
from skills.studio.again import again
from skills.studio.asker import asker_of
from skills.studio.commission import fulfil, question_of, refused_by_its_sound
from skills.studio.correcting import correct
from skills.studio.finding import song_asked
from skills.studio.proposals import talk_upon
from skills.studio.studio import Studio
from skills.studio.talks import add_turn, talk_of, turns_to
from skills.talk.errors import BadInput
from skills.talk.reply import Block, Reply
from skills.talk.request import Request
from skills.talk.watch import Watch
from skills.words._remix_asides import aside, declines, told_aside
from skills.words._remix_commission import commission_of, folder_named, purpose_named
from skills.words._remix_like import begun_like, turns_like
from skills.words._remix_meant import Meant, meant, remember, waiting, waits_no_more
from skills.words._remix_proposed import make, propose
from skills.words._remix_told import told_again, told_done, told_refused
from skills.words._remix_undone import told_undone


def remix(request: Request, studio: Studio, watch: Watch) -> Reply:
    """Do what the options say with the words: `recipe`, `proposal`, `propose`, else make the remix now."""
    options = request.options
    if options.get("recipe"):
        return _made_again(request, studio, watch)
    if options.get("proposal"):
        return make(request, studio, watch)
    beside = _beside_the_song(request)
    if beside is not None:
        return beside
    song = song_asked(request, studio)
    talk = talk_upon(request, song, studio) if options.get("propose") else _talk(request, song, studio)
    if not request.words.strip():
        return _without_words(request, song, talk, studio)
    talk = begun_like(request, song, talk, studio)
    found = meant(request, song, talk, studio, watch)
    if isinstance(found, Correction):
        return _put_right(request, song, found, studio, watch)
    if isinstance(found, Reply):
        return replace(found, talk_id=request.talk_id)
    if found.only_wishes:
        return _only_wished(request, song, talk, found, studio)
    if options.get("propose"):
        return propose(request, song, talk, found, studio)
    return _made_now(request, song, talk, found, studio, watch)


def _beside_the_song(request: Request) -> Reply | None:
    """The reply to words about the making of the remix, or to a plain yes or no to the plan that waits."""
    about = aside(request)
    if about in ("stop", "standing"):
        return told_aside(about, request)
    yes = consent(request.words) if request.options.get("yes_to") else None
    return None if yes is None else _agreed(yes, request)


def consent(words: str) -> bool | None:
    """Whether the words are a plain yes or no to the plan that waits; None where they are neither."""
    return False if declines(words) else agreed(words)


def _without_words(request: Request, song: Song, talk: Talk, studio: Studio) -> Reply:
    """The plan of the remix that `like` names, as it is."""
    if request.options.get("like") and request.options.get("propose"):
        return propose(request, song, talk, Meant(turns_like(request, song, studio)), studio)
    ask, example = "Say what to do with the song, as in: ", "“slow this to 80 bpm”"
    raise BadInput(f"{ask}refrain remix {example} --song …", f"{ask}{example}.")


def _agreed(yes: bool, request: Request) -> Reply:
    """A plain yes or no to the plan that waits; whoever showed it goes on from there."""
    told = "That is a yes to the plan." if yes else "That is a no to the plan; nothing was made."
    return Reply(
        blocks=(Block(told, ()),),
        data={"agreed": yes, "upon": request.options["yes_to"]},
        talk_id=request.talk_id,
    )


def _talk(request: Request, song: Song, studio: Studio) -> Talk:
    """The talk so far, which is about that song from now on."""
    if request.talk_id and studio.store.song_of_talk(request.talk_id) != song.id:
        studio.store.set_song_of_talk(request.talk_id, song.id)
    return talk_of(request.talk_id, song, studio)


def _made_now(request: Request, song: Song, talk: Talk, asked: Meant, studio: Studio, watch: Watch) -> Reply:
    after = Talk(turns=(*talk.turns, *asked.turns))
    commission = replace(commission_of(request, song, after, studio), wishes=asked.wishes)
    fulfilled = fulfil(commission, studio, watch)
    instead_of: Refused | None = None
    if isinstance(fulfilled, Refused) and fulfilled.nearest and request.options.get("nearest"):
        instead_of = fulfilled
        asked = Meant(turns_to(fulfilled.nearest, request.words), asked.beside)
        after = Talk(turns=(*talk.turns, *asked.turns))
        commission = replace(commission, plan=fold(after), talk=after, wishes=())
        fulfilled = fulfil(commission, studio, watch)
    if isinstance(fulfilled, Refused) and not refused_by_its_sound(fulfilled):
        remember(request, fulfilled, studio)
        return told_refused(fulfilled, commission, asked.beside)
    for turn in asked.turns:  # the plan is allowed, and stays in the talk even where its sound is not kept
        add_turn(request.talk_id, song, turn, studio, request.person)
    if isinstance(fulfilled, Refused):
        return told_refused(fulfilled, commission, asked.beside)
    return told_done(fulfilled, asked.and_undone, fold(talk), instead_of)


def _only_wished(request: Request, song: Song, talk: Talk, asked: Meant, studio: Studio) -> Reply:
    """What the license says to a wish that no step can say; where it allows it, why it is not done."""
    commission = replace(commission_of(request, song, talk, studio), wishes=asked.wishes)
    verdict = question_of(commission, studio).answer()
    if isinstance(verdict, Refused):
        remember(request, verdict, studio)
        return told_refused(verdict, commission, asked.beside)
    return told_undone(verdict, not_done(asked.wishes), asked.beside)


def _made_again(request: Request, studio: Studio, watch: Watch) -> Reply:
    options = request.options
    if request.words.strip() or request.song:
        told = "A recipe makes a remix as it was; leave out the words and the song."
        raise BadInput("--recipe makes a remix as it was; leave out the words and --song.", told)
    purpose = purpose_named(str(options["purpose"])) if options.get("purpose") else None
    asker = asker_of(request, studio.settings)
    remade = again(Path(options["recipe"]), folder_named(request), purpose, asker, studio, watch)
    if isinstance(remade.fulfilled, Refused):
        return told_refused(remade.fulfilled, remade.commission)
    return told_again(remade.fulfilled, remade.recipe)


def _put_right(request: Request, song: Song, fact: Correction, studio: Studio, watch: Watch) -> Reply:
    """The fact is kept with the song; what waited for it is made now."""
    done = correct(song, fact, studio, watch.stage)
    waits = waiting(request, song, studio)
    if not waits:
        return Reply(blocks=(Block("Put right", (done.sentence,)),), data={"corrected": done.sentence})
    waits_no_more(request, song, studio)
    made = remix(replace(request, words=waits), studio, watch)
    return replace(made, blocks=(Block("Put right", (done.sentence,)), *made.blocks))
