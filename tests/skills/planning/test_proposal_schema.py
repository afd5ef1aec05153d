"""The schema that a language model is held to keeps to what strict servers take, and bounds everything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from skills.planning.models.proposal import Act, proposal_schema
from tests.skills.planning.wire import SCHEMA, ref


def leaves(node: Any) -> Iterator[dict[str, Any]]:
    """Every schema within a schema."""
    if isinstance(node, dict):
        if "type" in node or "anyOf" in node or "$ref" in node or "enum" in node:
            yield node
        for name, value in node.items():
            if name not in ("enum", "required"):
                yield from leaves(value)
    elif isinstance(node, list):
        for item in node:
            yield from leaves(item)


def depth(node: dict[str, Any]) -> int:
    node = ref(node)
    inner = [*node.get("anyOf", ()), *node.get("properties", {}).values(), *filter(None, [node.get("items")])]
    return (node.get("type") == "object") + max(map(depth, inner), default=0)


def test_the_schema_keeps_to_what_strict_servers_take() -> None:
    known = {
        "type", "properties", "required", "additionalProperties", "items", "enum", "const", "anyOf", "$ref",
        "$defs", "minimum", "maximum", "minItems", "maxItems",
    }  # fmt: skip
    objects = 0
    for leaf in leaves(proposal_schema()):
        assert set(leaf) <= known, leaf
        if leaf.get("type") == "object":
            objects += 1
            assert leaf["required"] == list(leaf["properties"])
            assert leaf["additionalProperties"] is False
    assert objects > 20
    assert depth(SCHEMA) <= 5


def test_every_number_and_every_list_is_bounded_and_every_word_is_closed() -> None:
    numbers = 0
    for leaf in leaves(SCHEMA):
        if leaf.get("type") in ("number", "integer"):
            numbers += 1
            assert {"minimum", "maximum"} <= set(leaf), leaf
        if leaf.get("type") == "array":
            assert "maxItems" in leaf, leaf
        if leaf.get("type") == "string":
            assert "enum" in leaf or "const" in leaf, leaf
    assert numbers > 20


def test_what_it_is_comes_first_and_every_op_begins_with_its_own_name() -> None:
    assert next(iter(SCHEMA["properties"])) == "act"
    assert SCHEMA["properties"]["act"]["enum"] == list(get_args(Act))
    firsts = []
    for branch in SCHEMA["properties"]["ops"]["items"]["anyOf"]:
        first, tag = next(iter(ref(branch)["properties"].items()))
        assert first == "op"
        firsts.append(tag["const"])
    assert len(set(firsts)) == len(firsts) > 20


def test_a_model_has_no_field_for_ids_words_songs_people_or_addresses() -> None:
    named = {name for leaf in leaves(SCHEMA) for name in leaf.get("properties", {})}
    assert not named & {
        "id",
        "because",
        "assumed",
        "title",
        "artist",
        "person",
        "url",
        "path",
        "license",
        "text",
    }
