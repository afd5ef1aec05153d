"""The planner of a studio: the rules first, and a language model for the words that they do not know."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from audio_engine.cache import Cache
from audio_engine.progress import Progress, quiet
from skills.catalog.song import SongFacts
from skills.planning.answers import Answer, Clarify, Correction, Edit, OutOfScope, Question
from skills.planning.delta import MAX_OPS, Delta
from skills.planning.draft import draft
from skills.planning.frames.understand import understood
from skills.planning.languages import in_english
from skills.planning.models.brief import Brief, brief
from skills.planning.models.proposal import Fault, Proposal, proposal_schema, read_proposal
from skills.planning.models.proposed import as_answer
from skills.planning.talk import Talk, fold
from skills.planning.talking.hostile import harmless
from skills.planning.unrendered import rendered_only
from skills.planning.vocabulary.normalise import normalise
from skills.studio.llm.budget import Budget
from skills.studio.llm.hosted import Hosted
from skills.studio.llm.local import LocalModel
from skills.studio.llm.model import Model, NoProposal
from skills.studio.llm.probe import enforces_schemas
from skills.studio.meaning import StyleMeaning
from skills.studio.settings import PlannerSettings

if TYPE_CHECKING:
    from skills.studio.studio import Studio

By = Literal["rules", "openai", "local"]
TOKENS_OF_A_CALL = 12_000
"""More than a brief, its schema and an answer take; what was not used is given back."""
_WHY = {
    "unreachable": "The language model cannot be reached.",
    "too slow": "The language model took too long.",
    "busy": "The language model is busy.",
    "bad key": "The language model's server wants a valid key (OPENAI_API_KEY).",
    "bad request": "The language model's server does not take what I ask, or has no such model.",
    "refused": "The language model declined.",
    "filtered": "The language model's server filtered its answer.",
    "over budget": "What you may have a language model asked in a day is used up.",
}
_NO_USE = "The language model gave no answer that I can use."
_RULES = "I used my own rules alone."


@dataclass(frozen=True)
class Planned:
    """An answer, who found it, and one sentence where a model was to be asked and the rules answered."""

    answer: Answer
    by: By = "rules"
    sentence: str = ""


class Models:
    """The language models of a studio; one on this machine is read once, when it is first asked."""

    def __init__(self, settings: PlannerSettings, cache: Cache | None = None) -> None:
        self.settings = settings
        self.meanings = StyleMeaning(settings.meaning_model, cache)
        self._local: LocalModel | None = None

    def local(self, progress: Progress) -> LocalModel:
        """The model on this machine, which tells how far it is."""
        own = self.settings
        if self._local is None:
            self._local = LocalModel(own.local_model, own.local_folder, own.device)
        self._local.progress = progress
        return self._local


def plan_words(
    words: str,
    talk: Talk,
    song: SongFacts,
    person: str,
    studio: Studio,
    progress: Progress = quiet,
    *,
    kind: By | None = None,
    rendered: bool = True,
) -> Planned:
    """What the words ask of this song after that talk, by the planner that the settings or `kind` choose.

    The rules answer by themselves whatever they understand whole. A model is told the words, the plan and
    the song's form, and nothing else; what it proposes is checked like anything the rules draft, and where
    it is of no use the rules' answer stands, with a sentence that says so. rendered: leave out what can be
    planned and cannot be played yet.
    """
    settings = replace(studio.models.settings, kind=kind or studio.models.settings.kind)
    own = draft(words, talk, song, studio.models.meanings, rendered=rendered)
    found = Planned(own)
    if settings.kind != "rules" and _is_for_a_model(own, words, talk, settings.always):
        songs = own.songs if isinstance(own, Edit) else ()
        try:
            asking = _Asking(person, studio, settings, progress)
            proposal = asking.proposal(brief(words, fold(talk), song, songs))
            found = _better(as_answer(proposal, talk, song, words), own, settings.kind)
        except NoProposal as trouble:
            found = Planned(own, sentence=_instead(str(trouble)))
    return replace(found, answer=rendered_only(found.answer, words, song)) if rendered else found


def _is_for_a_model(own: Answer, words: str, talk: Talk, always: bool) -> bool:
    """Whether the rules leave anything open; questions and what refers to the talk are theirs alone."""
    if isinstance(own, Correction | Question) or not words.strip():
        return False
    if isinstance(own, OutOfScope) and own.kind != "not-music":
        return False
    after_a_question = bool(talk.turns) and talk.turns[-1].delta == Delta()
    if always and not after_a_question:
        return True
    if isinstance(own, Edit):
        return bool(own.leftover)
    return (isinstance(own, OutOfScope) or own.about == "what") and _has_strange_words(words)


def _has_strange_words(words: str) -> bool:
    """Whether nobody listed a word that may be about the song."""
    text = in_english(normalise(words))
    return understood((harmless(text) or text).plain).unknown > 0


class _Asking:
    """One turn's questions to a model, within its time and the person's budget."""

    def __init__(self, person: str, studio: Studio, own: PlannerSettings, progress: Progress) -> None:
        self._person, self._studio, self._settings, self._used = person, studio, own, 0
        self._budget = Budget(studio.store, own.calls_per_day, own.tokens_per_day, studio.now)
        self._model: Model = (
            studio.models.local(progress)
            if own.kind == "local"
            else Hosted(own.base_url, own.model, own.api_key, own.timeout_seconds, self._spend)
        )

    def proposal(self, told: Brief) -> Proposal:
        """What the model proposes, asked once more where its first answer cannot be read."""
        own = self._settings
        if (
            own.kind == "openai"
            and not own.api_key
            and "api.openai.com" in (own.base_url or "api.openai.com")
        ):
            raise NoProposal("bad key")
        schema = proposal_schema()
        system = told.system if self._held_to_schemas() else f"{told.system}\n{_in_words(schema)}"
        read = read_proposal(self._asked(system, told.user, schema))
        if isinstance(read, Fault):
            system += f"\nYour last answer was refused ({read.reason}). Answer again, as one JSON object."
            read = read_proposal(self._asked(system, told.user, schema))
        if isinstance(read, Fault):
            raise NoProposal("broken")
        return read

    def _spend(self, tokens: int) -> None:
        self._used += tokens

    def _held_to_schemas(self) -> bool:
        own = self._settings
        if own.kind == "local":
            return True
        store, now = self._studio.store, self._studio.now
        return enforces_schemas(self._model, own.base_url, own.model, store, now)

    def _asked(self, system: str, user: str, schema: dict[str, Any]) -> str:
        """One counted call."""
        if self._settings.kind == "local":
            return self._model.propose(system, user, schema)
        if not self._budget.take(self._person, TOKENS_OF_A_CALL):
            raise NoProposal("over budget")
        before, cost = self._used, TOKENS_OF_A_CALL
        try:
            return self._model.propose(system, user, schema)
        except NoProposal as problem:
            cost = cost if problem.trouble == "too slow" else 0
            raise
        finally:
            used = self._used - before
            self._budget.settle(self._person, TOKENS_OF_A_CALL, used or cost)


def _in_words(schema: dict[str, Any]) -> str:
    """The schema, for a model whose server does not hold it to one."""
    return f"Answer with one JSON object that fits this JSON schema, and nothing else:\n{json.dumps(schema)}"


def _better(found: Answer, own: Answer, by: By) -> Planned:
    """The model's answer where it says more than the rules knew, else theirs."""
    if isinstance(found, Edit):
        whole = _with_what_was_known(found, own)
        more = len(whole.delta.ops) + len(whole.delta.wishes)
        return Planned(whole, by) if more else Planned(own)
    closer = isinstance(found, Clarify) and found.about != "what"
    if (closer or isinstance(found, Question)) and isinstance(own, Clarify | OutOfScope):
        return Planned(found, by)
    return Planned(own)


def _with_what_was_known(found: Edit, own: Answer) -> Edit:
    """A model takes nothing away that the rules heard, no wish and no kind of change, and names no song."""
    known = own if isinstance(own, Edit) else Edit(delta=Delta())
    there = [op for op in found.delta.ops if _names_at_most(len(known.songs), op)]
    kinds = {op.op for op in there}
    ops = (*(op for op in known.delta.ops if op.op not in kinds), *there)[:MAX_OPS]
    wishes = tuple(dict.fromkeys((*known.delta.wishes, *found.delta.wishes)))
    return found.model_copy(update={"delta": Delta(ops=ops, wishes=wishes), "songs": known.songs})


def _names_at_most(songs: int, op: Any) -> bool:
    """Whether the other song that the op names, if any, is one that was found in the words."""
    handle = getattr(op, "song", None)
    return handle is None or int(handle[1:]) <= songs


def _instead(trouble: str) -> str:
    """Why the rules answered; a model on this machine says itself why it cannot."""
    if trouble.endswith("."):
        return f"{trouble} {_RULES}"
    return f"{_WHY.get(trouble, _NO_USE)} {_RULES}"
