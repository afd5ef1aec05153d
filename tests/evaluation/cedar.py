"""Cedar, a general policy engine, asked the same questions under the same twelve terms.

Cedar has no fractions, so every number is whole: ppm and cents. Its policies and what a plan asks are made
ready beforehand, as Refrain's are; only its answering is timed.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from skills.rights.demands import Demands
from tests.evaluation.questions import Question

POLICIES = """
permit (principal, action, resource);
@id("tempo") forbid (principal, action, resource)
unless { context.tempo_low >= -100000 && context.tempo_high <= 100000 };
@id("pitch") forbid (principal, action, resource)
unless { context.pitch_low >= -100 && context.pitch_high <= 150 };
@id("stems") forbid (principal, action, resource)
unless { ["bass", "drums", "other", "vocals"].containsAll(context.stems) };
@id("vocals") forbid (principal, action, resource) unless { context.vocals <= 1 };
@id("effects") forbid (principal, action, resource)
unless { ["delay", "level", "lowpass", "reverb"].containsAll(context.effects) };
@id("layers") forbid (principal, action, resource)
unless { ["drums", "pad"].containsAll(context.layers) };
@id("sections") forbid (principal, action, resource)
unless { ["keep", "loop"].containsAll(context.edits) };
@id("mashup") forbid (principal, action, resource) unless { context.others <= 1 };
@id("purpose") forbid (principal, action, resource)
unless { ["contest_entry", "noncommercial_share", "private_preview"].contains(context.purpose) };
@id("territory") forbid (principal, action, resource)
unless { ["AT", "CH", "DE", "FR"].contains(context.territory) };
@id("people") forbid (principal, action, resource) unless { context.age >= 16 };
@id("platforms") forbid (principal, action, resource)
unless { ["terminal", "web"].contains(context.platform) };
"""
"""The twelve terms of `questions.TWELVE`; a satisfied policy's id is all the reason that Cedar gives."""

_VOCALS = ("untouched", "processed", "removed")


def has_cedar() -> bool:
    """Whether cedarpy (the extra `bench`) is installed."""
    return importlib.util.find_spec("cedarpy") is not None


@dataclass
class Cedar:
    """Cedar with the policies as text, or parsed beforehand."""

    policies: Any
    entities: Any

    def allows(self, request: dict[str, Any]) -> bool:
        """Cedar's answer to one request."""
        import cedarpy

        return bool(cedarpy.is_authorized(request, self.policies, self.entities).allowed)

    def allows_each(self, requests: Sequence[dict[str, Any]]) -> list[bool]:
        """Cedar's answers to many requests in one call."""
        import cedarpy

        results = cedarpy.is_authorized_batch(list(requests), self.policies, self.entities)
        return [bool(result.allowed) for result in results]


def from_text() -> Cedar:
    """Cedar that reads its policies anew for each answer."""
    return Cedar(POLICIES, "[]")


def parsed() -> Cedar:
    """Cedar that read its policies once."""
    import cedarpy

    return Cedar(cedarpy.PolicySet.from_str(POLICIES), cedarpy.Entities.from_json_str("[]"))


def request_of(question: Question) -> dict[str, Any]:
    """What a question asks, as a request to Cedar."""
    [asked] = question.asking.unsung
    person = question.facts.person
    return {
        "principal": 'Person::"somebody"',
        "action": 'Action::"remix"',
        "resource": 'Song::"one"',
        "context": {
            **_plan(asked.demands),
            "purpose": question.facts.purpose,
            "platform": question.facts.platform,
            "territory": person.territory,
            "age": person.age,
        },
    }


def _plan(wanted: Demands) -> dict[str, Any]:
    return {
        "tempo_low": wanted.tempo.lowest,
        "tempo_high": wanted.tempo.highest,
        "pitch_low": wanted.pitch.lowest,
        "pitch_high": wanted.pitch.highest,
        "stems": [use.name for use in wanted.stems],
        "vocals": _VOCALS.index(wanted.vocals),
        "effects": [use.name for use in wanted.effects],
        "layers": [use.name for use in wanted.layers],
        "edits": [use.name for use in wanted.edits],
        "others": len(wanted.others),
    }
