"""A remix that is proposed first, and made when its person says so."""

from __future__ import annotations

from dataclasses import replace

from skills.catalog.song import Song
from skills.planning.talk import Talk, fold
from skills.planning.telling.wishes import not_done
from skills.rights.clearance import Cleared, Refused
from skills.studio.commission import (
    PRIVATE,
    Commission,
    Fulfilled,
    fulfil,
    question_of,
    refused_by_its_sound,
)
from skills.studio.proposals import (
    Proposal,
    entered,
    keep_proposal,
    proposal_of,
    said_for,
    talks_around,
    upon,
)
from skills.studio.studio import Studio
from skills.studio.talks import turns_to
from skills.talk.errors import BadInput
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.watch import Watch
from skills.words._remix_card import Proposed, told_proposed
from skills.words._remix_commission import commission_of
from skills.words._remix_lines import Beside
from skills.words._remix_meant import Meant, remember
from skills.words._remix_told import told_done, told_refused


def propose(request: Request, song: Song, talk: Talk, asked: Meant, studio: Studio) -> Reply:
    """Clear what was asked and keep it as a proposal, with the nearest plan and the private one as others."""
    after = Talk(turns=(*talk.turns, *asked.turns))
    commission = replace(commission_of(request, song, after, studio), wishes=asked.wishes)
    question = question_of(commission, studio)
    seconds = studio.workshop.seconds(song, question.plan)
    verdict = question.answer()
    own = _kept(request, commission, asked, len(talk.turns))
    proposed = Proposed(
        commission, question, verdict, fold(talk), seconds, asked.and_undone, keep_proposal(own, studio)
    )
    if isinstance(verdict, Refused):
        remember(request, verdict, studio)
        near, private = "", ""
        if verdict.nearest:
            turns = turns_to(verdict.nearest, request.words)
            near = keep_proposal(own.model_copy(update={"turns": turns, "wishes": ()}), studio)
        if commission.purpose != PRIVATE and isinstance(question.in_private(), Cleared):
            private = keep_proposal(own.model_copy(update={"purpose": PRIVATE}), studio)
        proposed = replace(proposed, nearest_id=near, private_id=private)
    told = told_proposed(proposed, request.talk_id, studio)
    kept = own.model_copy(update={"id": proposed.id})
    return replace(told, data={**told.data, "upon": own.upon, "said": list(said_for(kept, studio))})


def _kept(request: Request, commission: Commission, asked: Meant, began: int) -> Proposal:
    return Proposal(
        talk_id=request.talk_id,
        song_id=commission.song.id,
        person=request.person,
        words=request.words,
        turns=asked.turns,
        began=began,
        upon=upon(request, commission.song),
        wishes=commission.wishes,
        leftover=asked.beside.leftover,
        note=asked.beside.note,
        purpose=commission.purpose,
        output_license=commission.output_license,
    )


def make(request: Request, studio: Studio, watch: Watch) -> Reply:
    """Make the proposal that the options name, under the grants of now; its turns enter the talk once.

    Made once more, it comes out as it did then, whatever was said in the talk since.
    """
    proposal = proposal_of(str(request.options["proposal"]), request.person, studio)
    song = studio.store.song(proposal.song_id)
    if song is None:
        raise BadInput("The song of this plan is no longer in the catalogue; choose another one.")
    before, after = talks_around(proposal, song, studio)
    commission = _commission(request, proposal, song, after, studio)
    fulfilled = fulfil(commission, studio, watch)
    beside = Beside(proposal.leftover, " ".join(filter(None, (proposal.note, *not_done(proposal.wishes)))))
    if isinstance(fulfilled, Refused) and not refused_by_its_sound(fulfilled):
        remember(replace(request, talk_id=proposal.talk_id, words=proposal.words), fulfilled, studio)
        return told_refused(fulfilled, commission, beside)
    if not entered(proposal, before, after, song, studio):
        return make(request, studio, watch)  # the talk went on while this was rendered
    if isinstance(fulfilled, Refused):
        return told_refused(fulfilled, commission, beside)
    told = told_done(fulfilled, beside, fold(before))
    return replace(told, data={**told.data, **_made_data(fulfilled, studio)}, talk_id=proposal.talk_id)


def _commission(request: Request, proposal: Proposal, song: Song, after: Talk, studio: Studio) -> Commission:
    said = {"purpose": proposal.purpose, "output_license": proposal.output_license or ""}
    commission = commission_of(replace(request, options={**request.options, **said}), song, after, studio)
    return replace(commission, wishes=proposal.wishes)


def _made_data(made: Fulfilled, studio: Studio) -> dict[str, object]:
    """What other programs go on with: its ids, its family, its credits."""
    with_stems = question_of(replace(made.commission, wishes=("export-stems",)), studio).answer()
    return {
        "remix": made.recipe.id,
        "title": made.recipe.title,
        "release": studio.register.id_of(made.recipe, made.commission.asker.name),
        "lineage": list(made.preview.lineage),
        "stems_granted": not isinstance(with_stems, Refused),
        "credits_text": made.credits.text,
        "disclosure": made.disclosure.sentence,
    }
