"""A model on this machine writes nothing but valid proposals, and says in one sentence what it lacks."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from audio_engine.errors import Cancelled
from skills.planning.models.proposal import Proposal, proposal_schema, read_proposal
from skills.planning.models.tight import tightened
from skills.studio.llm.decoding import STAGE, Limits
from skills.studio.llm.local import LocalModel
from skills.studio.llm.model import NoProposal
from tests.skills.small_language_model import small_language_model

KINDS = {
    op["const"]
    for thing in proposal_schema()["$defs"].values()
    if (op := thing.get("properties", {}).get("op"))
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model with random weights: whatever is valid in what it writes comes from the schema."""
    pytest.importorskip("xgrammar", reason="a local model needs the extra local-llm (xgrammar)")
    return small_language_model(tmp_path_factory.mktemp("model"), proposal_schema())


def short_edits() -> dict[str, Any]:
    """The proposals that are edits of at most three ops: a subset of the schema, and quicker to write."""
    schema = proposal_schema()
    ops = {**schema["properties"]["ops"], "maxItems": 3}
    act = {"type": "string", "enum": ["edit"]}
    return {**schema, "properties": {**schema["properties"], "act": act, "ops": ops}}


def drawn(seed: int, **limits: Any) -> Limits:
    return Limits(**{"max_new_tokens": 2000, "temperature": 1.0, "threads": 1, "seed": seed, **limits})


@pytest.mark.slow
def test_all_of_200_proposals_drawn_at_random_are_valid_and_every_kind_of_op_comes(folder: Path) -> None:
    model, seen, faults = LocalModel(str(folder)), Counter[str](), []
    count = 0
    while count < 200 or (set(seen) != KINDS and count < 1200):
        model.limits = drawn(seed=count)
        texts = model.propose_each("Plan.", ["something else"] * 50, short_edits())
        read = [read_proposal(text) for text in texts]
        faults += [(found, text) for found, text in zip(read, texts, strict=True) if not _valid(found)]
        seen.update(op.op for found in read if isinstance(found, Proposal) for op in found.ops)
        count += len(texts)
    assert faults == []
    assert set(seen) == KINDS


def _valid(found: object) -> bool:
    return isinstance(found, Proposal)


def test_whatever_is_no_edit_has_no_ops(folder: Path) -> None:
    model = LocalModel(str(folder), limits=drawn(seed=5))
    read = [read_proposal(text) for text in model.propose_each("Plan.", ["hm"] * 20, proposal_schema())]
    assert all(isinstance(found, Proposal) for found in read)
    acts = {found.act for found in read if isinstance(found, Proposal)}
    assert len(acts) > 3


def test_the_likeliest_answer_is_the_same_every_time(folder: Path) -> None:
    asked = ("You plan.", "make it sad", {"type": "object", "properties": {"n": {"enum": [*range(50)]}}})
    first, again = (LocalModel("", folder=folder).propose(*asked) for _ in range(2))
    assert first == again
    assert json.loads(first).get("n", 0) in range(50)


def test_that_a_system_text_is_read_once_for_all_turns_changes_no_answer(
    folder: Path, tmp_path: Path
) -> None:
    digits = {"type": "integer", "minimum": 100_000, "maximum": 999_999}
    fields = dict.fromkeys("abcd", digits)
    numbers = {"type": "object", "properties": fields, "required": [*fields], "additionalProperties": False}
    model = LocalModel(str(small_language_model(tmp_path, numbers, spread=0.5)))
    turns = [("You plan a remix.", turn) for turn in ("make it sad", "and slower", "undo that, please")]
    turns += [("You plan nothing.", "go"), turns[0]]
    one_by_one = [model.propose(system, turn, numbers) for system, turn in turns]
    # Answers side by side are made from whole prompts, without what was kept.
    whole = [model.propose_each(system, (turn, turn), numbers)[0] for system, turn in turns]
    assert one_by_one == whole
    assert one_by_one[0] == one_by_one[-1]
    assert len(set(one_by_one)) >= 3


def test_a_schema_of_something_else_is_left_as_it_is(folder: Path) -> None:
    probe = {
        "type": "object",
        "properties": {"probe": {"const": "zq7"}},
        "required": ["probe"],
        "additionalProperties": False,
    }
    assert tightened(probe) == probe
    assert LocalModel(str(folder)).propose("", "say hello", probe) == '{"probe": "zq7"}'


def test_the_answer_is_told_step_by_step_and_can_be_stopped(folder: Path) -> None:
    told: list[tuple[str, float]] = []

    def stop(stage: str, done: float) -> None:
        told.append((stage, done))
        if len(told) == 5:
            raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        LocalModel(str(folder), progress=stop).propose("Plan.", "go", proposal_schema())
    assert [stage for stage, _ in told] == [STAGE] * 5
    assert sorted(done for _, done in told) == [done for _, done in told]


@pytest.mark.parametrize(
    ("limits", "trouble"),
    [(Limits(max_new_tokens=5), "cut off"), (Limits(seconds=-1.0), "too slow")],
)
def test_an_answer_that_takes_too_much_is_no_answer(folder: Path, limits: Limits, trouble: str) -> None:
    with pytest.raises(NoProposal) as refusal:
        LocalModel(str(folder), limits=limits).propose("Plan.", "go", proposal_schema())
    assert refusal.value.trouble == trouble


def test_words_longer_than_the_model_can_read_are_told(folder: Path) -> None:
    with pytest.raises(NoProposal, match="reads 4096 tokens at most") as refusal:
        LocalModel(str(folder)).propose("Plan. " * 3000, "go", proposal_schema())
    assert refusal.value.trouble == "bad request"


def test_torch_keeps_its_threads_and_its_own_chance(folder: Path) -> None:
    import torch

    threads, state = torch.get_num_threads(), torch.random.get_rng_state()
    small = {"type": "object", "properties": {"n": {"enum": [1, 2]}}}
    LocalModel(str(folder), limits=drawn(seed=1)).propose("", "go", small)
    assert torch.get_num_threads() == threads
    assert torch.equal(torch.random.get_rng_state(), state)


def test_damaged_weights_are_told(folder: Path, tmp_path: Path) -> None:
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "model.safetensors").write_bytes(b"no weights at all")
    with pytest.raises(NoProposal, match="cannot be loaded") as refusal:
        LocalModel(str(tmp_path)).propose("", "go", {"type": "object"})
    assert refusal.value.trouble == "not there"


def test_a_missing_extra_is_told_with_the_way_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xgrammar", None)
    model = LocalModel("org/name")
    for _ in range(2):
        with pytest.raises(NoProposal, match=r"needs xgrammar; install .*local-llm") as refusal:
            model.propose("", "go", {"type": "object"})
        assert refusal.value.trouble == "not there"
