"""Rehearsal: a grant is tried on many requests and purposes before anybody is offered it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import ValidationError

from audio_engine.expand import expand
from audio_engine.plan import RemixPlan
from skills.planning.answers import Edit
from skills.planning.draft import draft
from skills.planning.talk import MAX_WORDS, Talk, fold
from skills.rights.clearance import clear
from skills.rights.decision import Answer, Cleared, NeedsApproval, Refused
from skills.rights.faults import fault_words
from skills.rights.grant import LAYER_WORDS, LAYERS, Grant, Layer
from skills.rights.judgement import PURPOSES, Purpose, Source, Wish
from skills.rights.meeting import place_of
from skills.rights.terms.purpose import Purposes
from skills.rights.wording import listed
from skills.studio.circumstances import facts_of, one_of
from skills.studio.written import WrittenSong, read_json, source_of
from skills.talk.errors import BadInput

Verdict = Literal["allowed", "not its say", "nearest", "asks first", "refused"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
MOST_REQUESTS = 1_000
LARGEST_BYTES = 200_000
_ROOM = "skills.rights"
_NOTHING = "LicenseRef-Refrain-Nothing"


@dataclass(frozen=True)
class Wanted:
    """One thing that is asked for: its words, the plan they come to, and what no step can say.

    plan is None where nobody knows what is meant.
    """

    words: str
    plan: RemixPlan | None
    wishes: tuple[Wish, ...] = ()

    @property
    def others(self) -> int:
        """How many other songs it takes."""
        steps = self.plan.of("mashup", "match") if self.plan else ()
        return max((place_of(step) for step in steps), default=0)


@dataclass(frozen=True)
class Rehearsed:
    """What a grant says to one request, for each purpose.

    elsewhere: the layers whose holders alone can allow it, where the grant has no say in it.
    """

    wanted: Wanted
    answers: Mapping[Purpose, Answer]
    elsewhere: tuple[Layer, ...] = ()

    def verdict(self, purpose: Purpose) -> Verdict:
        """The answer in one word; "nearest" where not this plan but one near it would be allowed."""
        found = verdict_of(self.answers[purpose])
        return "not its say" if found == "allowed" and self.elsewhere else found

    def why(self, purpose: Purpose) -> str:
        """Why in a line: the first reason and how many more, the changes, or who is asked."""
        if self.verdict(purpose) == "not its say":
            layers = listed(LAYER_WORDS[layer] for layer in self.elsewhere)
            return f"Not this grant's to say: only the holder of {layers} can allow it."
        return reason_in_short(self.answers[purpose])


def ordinary_song() -> Source:
    """A song of 120 BPM in A minor with all stems and the usual sections, free for everything."""
    text = files(_ROOM).joinpath("examples", "ordinary_song.json").read_text(encoding="utf-8")
    return source_of(WrittenSong.model_validate_json(text), Path())


def everyday_requests(song: Source) -> tuple[Wanted, ...]:
    """What people ask for every day, planned on that song."""
    text = files(_ROOM).joinpath("examples", "requests.txt").read_text(encoding="utf-8")
    return _spoken(text, "requests.txt", song)


def read_wanted(path: Path, song: Source) -> tuple[Wanted, ...]:
    """The requests in a text file, the plans in a JSON file, or all of both in a folder; else BadInput.

    Behind " = " in a line may stand the wishes that its words are, instead of what the planner reads.
    """
    paths = [path]
    if path.is_dir():
        paths = sorted(p for p in path.iterdir() if p.suffix in (".txt", ".json") and p.is_file())
    found = tuple(one for each in paths for one in _read(each, song))
    if not found:
        raise BadInput(f"{path} holds no request; write one to a line, or name recipes.")
    if len(found) > MOST_REQUESTS:
        raise BadInput(f"{path} holds {len(found)} requests; at most {MOST_REQUESTS} are tried at once.")
    return found


def rehearse(
    grant: Grant, song: Source, wanted: Sequence[Wanted], purposes: Sequence[Purpose], stated: dict[str, Any]
) -> tuple[Rehearsed, ...]:
    """What the grant says to each request for each purpose.

    Other songs of a mash-up are ordinary ones. Layers that the grant does not speak for are taken to be
    free, so that the answers are the grant's own; what only those layers decide is marked.
    """
    return tuple(
        Rehearsed(one, {})
        if one.plan is None
        else Rehearsed(
            one, _answers(grant, song, one, purposes, stated), _elsewhere(grant, song, one, stated)
        )
        for one in wanted
    )


def verdict_of(answer: Answer) -> Verdict:
    """The answer in one word; "nearest" where not this plan but one near it would be allowed."""
    if isinstance(answer, Cleared):
        return "allowed"
    if isinstance(answer, NeedsApproval):
        return "asks first"
    return "refused" if answer.nearest is None else "nearest"


def _assumed_free(grant: Grant) -> tuple[Grant, ...]:
    """A grant that frees what this one does not speak for; none where it speaks for all of it."""
    left = layers_left(grant)
    return (Grant(license="CC0-1.0", stated_covers=left),) if left else ()


def layers_left(grant: Grant) -> tuple[Layer, ...]:
    """What a remix uses and the grant does not speak for: the recording or the composition."""
    return tuple(layer for layer in LAYERS[:2] if layer not in grant.covers)


def reason_in_short(answer: Answer) -> str:
    """Why in a line: the first reason and how many more, the changes, or who is asked."""
    if isinstance(answer, Refused):
        if answer.nearest is not None:
            return " ".join(answer.nearest_changes)
        more = f" (and {len(answer.reasons) - 1} more)" if len(answer.reasons) > 1 else ""
        return answer.reasons[0].text + more if answer.reasons else ""
    return answer.text if isinstance(answer, NeedsApproval) else ""


def _answers(
    grant: Grant, song: Source, wanted: Wanted, purposes: Sequence[Purpose], stated: dict[str, Any]
) -> dict[Purpose, Answer]:
    assert wanted.plan is not None
    own = song.model_copy(update={"grants": (grant, *_assumed_free(grant))})
    sources = (own, *(ordinary_song() for _ in range(wanted.others)))
    plan = expand(wanted.plan, song.song.hearing, song.song.stems)
    wishes = [*stated.get("wishes", ()), *wanted.wishes]
    return {
        purpose: clear(plan, sources, facts_of(stated, {"purpose": purpose, "wishes": wishes}))
        for purpose in purposes
    }


def _elsewhere(grant: Grant, song: Source, wanted: Wanted, stated: dict[str, Any]) -> tuple[Layer, ...]:
    """The layers left out, where a grant that allows nothing of its own layers would let the request pass.

    What passes even where nothing is allowed of any layer, such as the kind of file, is nobody's to say.
    """
    left = layers_left(grant)
    if not left:
        return ()
    ours, everything = (
        Grant(license=_NOTHING, stated_covers=covers, sections=(Purposes(allowed=PURPOSES),))
        for covers in (grant.covers, LAYERS[:2])
    )
    preview: tuple[Purpose, ...] = ("private_preview",)
    passes = [
        verdict_of(_answers(one, song, wanted, preview, stated)["private_preview"]) == "allowed"
        for one in (ours, everything)
    ]
    return left if passes == [True, False] else ()


def _read(path: Path, song: Source) -> tuple[Wanted, ...]:
    if path.suffix == ".json":
        return (_from_recipe(path),)
    if not path.is_file():
        raise BadInput(f"There is no file or folder {path}.")
    if path.stat().st_size > LARGEST_BYTES:
        raise BadInput(f"{path} is larger than {LARGEST_BYTES // 1000} kB; write one request to a line.")
    try:
        return _spoken(path.read_text(encoding="utf-8"), path.name, song)
    except UnicodeDecodeError:
        raise BadInput(f"{path} is no text in UTF-8; write one request to a line.") from None


def _from_recipe(path: Path) -> Wanted:
    """The plan of a recipe, or a plan by itself, whatever its songs and facts are."""
    data = read_json(path)
    plan = data.get("plan", data if "steps" in data else None)
    if not isinstance(plan, dict):
        raise BadInput(f"{path} holds no plan; it must be a recipe, or a plan with its steps.")
    try:
        title = data.get("title")
        words = title if isinstance(title, str) and title else path.stem
        return Wanted(words, RemixPlan.model_validate_json(json.dumps(plan)))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise BadInput(f"{path.name}: the plan cannot be used: {place}: {fault_words(first)}.") from None


def _spoken(text: str, name: str, song: Source) -> tuple[Wanted, ...]:
    lines = (line.strip() for line in text.splitlines())
    return tuple(_planned(line, name, song) for line in lines if line and not line.startswith("#"))


def _planned(line: str, name: str, song: Source) -> Wanted:
    words, _, wished = line.partition(" = ")
    if len(words) > MAX_WORDS:
        raise BadInput(f"{name}: a request has more than {MAX_WORDS} characters.")
    wishes = tuple(one_of(wish, get_args(Wish), "wish") for wish in wished.split())
    if wishes:
        return Wanted(words, RemixPlan(), wishes)
    answer = draft(words, Talk(), song.song)
    if not isinstance(answer, Edit) or not (answer.delta.ops or answer.delta.wishes):
        return Wanted(words, None)
    plan = fold(Talk().then(words, answer.delta))
    return Wanted(words, plan, answer.delta.wishes)
