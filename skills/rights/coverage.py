"""Coverage: whether the grants of a source speak for every layer that is used, each once, and in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from skills.rights.base import License
from skills.rights.compatibility import may_combine
from skills.rights.demands import Demands
from skills.rights.grant import LAYER_WORDS, Grant, Layer
from skills.rights.judgement import Reason, State
from skills.rights.terms.revocation import Revocation
from skills.rights.wording import listed

CODES = (
    "grant.disputed", "grant.offered", "grant.quarantined", "grant.revoked", "grant.superseded",
    "layer.ambiguous", "layer.licenses_clash", "layer.not_covered", "voice.consent_required",
)  # fmt: skip
STANDS: Mapping[State, str] = {
    "offered": "The grant was offered and not yet accepted.",
    "disputed": "Somebody disputes the rights in the song; it waits until that is settled.",
    "quarantined": "The song is held back until it was looked at.",
    "superseded": "The grant was replaced by a newer one; clear the plan under that.",
    "revoked": "The rights holder took the grant back.",
}
"""Why a grant that is not in force gives nothing."""


def uncovered(demands: Demands, grants: Sequence[Grant], used: Sequence[Layer]) -> list[Reason]:
    """A reason for each layer that no grant speaks for, or more than one, and for grants not in force.

    used: the layers of rights that the remix uses. Their licenses must meet like those of two songs;
    where one lets nothing changed be shared (ND), that is its own term.
    """
    spoken = [layer for grant in grants for layer in grant.covers]
    reasons = [_missing(layer, spoken) for layer in used if layer not in spoken]
    for layer in used:
        count = spoken.count(layer)
        if count > 1:
            text = f"{count} grants speak for {LAYER_WORDS[layer]}; choose the one that is to count."
            reasons.append(Reason("layer.ambiguous", "house", text, (), 1, count, "grants"))
    if len(grants) > 1:
        reasons += _clashing([grant.base for grant in grants if not set(used).isdisjoint(grant.covers)])
    state = demands.standing.state
    if state != "in force":
        code = f"grant.{state}"
        reasons.append(Reason(code, "house", stands(state, grants), (), "in force", state, "state"))
    return reasons


def stands(state: State, grants: Sequence[Grant]) -> str:
    """Why grants in that state give nothing new; of those given for good, that what was made stays."""
    if state != "revoked" or not grants or any(grant.section(Revocation).revocable for grant in grants):
        return STANDS[state]
    names = listed(dict.fromkeys(grant.base.name for grant in grants))
    return f"{names} cannot be taken back, so what was made stays; but nothing new is made of this song here."


def _missing(layer: Layer, spoken: Sequence[Layer]) -> Reason:
    layers = dict.fromkeys(spoken)
    covered = [LAYER_WORDS[one] for one in layers]
    if layer == "performer_voice":
        text = "Nobody gave the singer's consent to imitate the voice."
        return Reason("voice.consent_required", "voice", text, (), "consent", "none", "consent")
    told = f"the grant speaks for {listed(covered)} only" if covered else "there is no grant"
    text = f"The remix uses {LAYER_WORDS[layer]}, and {told}."
    return Reason("layer.not_covered", "house", text, (), layer, ", ".join(sorted(layers)) or "none", "layer")


def _clashing(licenses: Sequence[License]) -> list[Reason]:
    open_to_change = [one for one in licenses if not one.no_derivatives]
    names = sorted({one.name for one in open_to_change})
    if len(names) < 2 or may_combine(*open_to_change):
        return []
    text = f"{listed(names)} speak for layers of one song, and a remix of it cannot keep them both."
    return [Reason("layer.licenses_clash", "house", text, (), names[0], ", ".join(names[1:]), "license")]
