"""Who speaks: which layers of rights a plan uses, and which grants speak for them."""

from __future__ import annotations

from tests.skills.rights.spec.creative_commons import ADAPTED, ADAPTERS, elements, kind, name
from tests.skills.rights.spec.question import Data, Question, Refusal
from tests.skills.rights.spec.silence import uses_the_recording

ABOUT: dict[str, set[str]] = {
    "voice": {"performer_voice"},
    "stems": {"sound_recording"},
    "cover": {"musical_work"},
    "lyrics": {"musical_work"},
}
"""Terms that are about some layers only; all others are about every layer."""


def layers_used(question: Question) -> list[str]:
    """Recording and composition; a song that is played anew from end to end uses its composition alone."""
    used = ["sound_recording"] if uses_the_recording(question) else []
    used.append("musical_work")
    return [*used, "performer_voice"] if "clone-voice" in question.facts["wishes"] else used


def layers_of(grant: Data) -> list[str]:
    """What a grant speaks for: as stated, else recording and composition, the voice with its own word."""
    if "covers" in grant:
        return list(grant["covers"])
    voice = ["performer_voice"] if grant.get("voice", {}).get("clone", False) else []
    return ["sound_recording", "musical_work", *voice]


def grants_asked(question: Question) -> list[Data]:
    """The grants that speak for any layer that is used."""
    used = layers_used(question)
    return [grant for grant in question.source["grants"] if any(one in used for one in layers_of(grant))]


def has_a_say(term: str, grant: Data, question: Question) -> bool:
    """Whether a term is about any layer that is used and that this grant speaks for."""
    used = [layer for layer in layers_of(grant) if layer in layers_used(question)]
    return term not in ABOUT or any(layer in ABOUT[term] for layer in used)


def layers_without_a_grant(question: Question) -> list[Refusal]:
    """Each layer that is used needs one grant that speaks for it: not none, and not two."""
    told = []
    for layer in layers_used(question):
        speaking = [grant for grant in question.source["grants"] if layer in layers_of(grant)]
        covered = sorted({one for grant in question.source["grants"] for one in layers_of(grant)})
        if len(speaking) > 1:
            told.append(Refusal("layer.ambiguous", "house", (), 1, len(speaking), "grants"))
        elif not speaking and layer == "performer_voice":
            told.append(Refusal("voice.consent_required", "voice", (), "consent", "none", "consent"))
        elif not speaking:
            got = ", ".join(covered) or "none"
            told.append(Refusal("layer.not_covered", "house", (), layer, got, "layer"))
    return told


def layers_that_clash(question: Question) -> list[Refusal]:
    """What speaks for the layers of one song must go out under one license, as two songs must.

    ND lets nothing changed be shared at all, which is a refusal of its own.
    """
    asked = [g["license"] for g in grants_asked(question) if "ND" not in elements(g["license"])]
    names = sorted({name(license_id) for license_id in asked})
    if len(names) < 2 or any(all(accepts in ADAPTERS[kind(one)] for one in asked) for accepts in ADAPTED):
        return []
    return [Refusal("layer.licenses_clash", "house", (), names[0], ", ".join(names[1:]), "license")]


def grants_out_of_force(question: Question) -> list[Refusal]:
    """A grant that is offered, disputed, taken back … gives nothing."""
    state = question.source["standing"]["state"]
    if state == "in force":
        return []
    return [Refusal(f"grant.{state}", "house", (), "in force", state, "state")]
