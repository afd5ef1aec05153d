"""Model: what the planner asks of any language model, hosted or local, and what can go wrong."""

from __future__ import annotations

from typing import Any, Literal, Protocol

Trouble = Literal[
    "unreachable",  # nobody listens at that address
    "too slow",  # no answer within the time that was given
    "busy",  # it turns requests away for now
    "bad key",  # it wants another key
    "bad request",  # it does not take the schema, or has no such model
    "broken",  # it fails, or what came is no answer of a model
    "refused",  # the model declined
    "filtered",  # a content filter stopped it
    "cut off",  # the answer ran into its length limit
    "nothing",  # the answer was empty
    "over budget",  # it was not asked: the person's allowance of the day is used up
    "not there",  # a local model's weights or its library are missing
]


class NoProposal(Exception):
    """The model gave no text; `trouble` says why, in closed words."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble: Trouble = trouble


class Model(Protocol):
    """Anything that answers a prompt with JSON text."""

    def propose(self, system: str, user: str, schema: dict[str, Any]) -> str:
        """JSON text, held to `schema` where the model can be held to one; NoProposal where none came.

        The text is data of an untrusted origin: it is read by `skills.planning.models.proposal` alone.
        """
        ...
