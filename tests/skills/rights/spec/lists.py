"""Lists: the closed words that a grant has to name, and how many other songs may be there."""

from __future__ import annotations

from tests.skills.rights.spec.creative_commons import elements
from tests.skills.rights.spec.question import (
    STEMS,
    Data,
    Question,
    Refusal,
    is_custom,
    off_the_list,
    steps_told,
    steps_using,
)
from tests.skills.rights.spec.silence import muted, own_stems, uses_the_recording
from tests.skills.rights.spec.stems_and_vocals import stems_named

MONEY = ("monetised_on_platform", "monetised_anywhere", "advertising", "sync")


def effects(question: Question, grant: Data) -> list[Refusal]:
    """Only listed effects; steps that change a level or a place in the stereo picture count too."""
    allowed = grant.get("effects", {}).get("allowed", [])
    if not is_custom(grant) or allowed == ["any"]:
        return []
    return off_the_list("effects", effects_used(question), allowed)


def effects_used(question: Question) -> list[tuple[str, Data]]:
    """The words that stand among the effects."""
    used = [(step["name"], step) for step in question.of("effect")]
    used += [(step["op"], step) for step in question.of("fade", "loudness", "pan", "duck")]
    return used + [("level", step) for step in question.of("stem") if not step["where"]["stems"]]


def layers(question: Question, grant: Data) -> list[Refusal]:
    """Only listed instruments; the sounds of a transition are one."""
    if not is_custom(grant):
        return []
    used = [(step["instrument"], step) for step in question.of("layer")]
    used += [("transition", step) for step in question.of("transition")]
    return off_the_list("layers", used, grant.get("layers", {}).get("allowed", []))


def operations(question: Question, grant: Data) -> list[Refusal]:
    """No kind of step that is denied; where a list is given, none that is not on it."""
    stated = grant.get("operations", {})
    denied, allowed = sorted(stated.get("denied", [])), stated.get("allowed")
    told = []
    for op in sorted({step["op"] for step in question.steps}):
        steps = steps_told(question.of(op))
        if op in denied:
            limit = f"not {', '.join(denied)}"
            told.append(Refusal("operations.not_allowed", "operations", steps, limit, op, "operation"))
        elif allowed is not None and op not in allowed:
            limit = ", ".join(sorted(allowed))
            told.append(Refusal("operations.not_allowed", "operations", steps, limit, op, "operation"))
    return told


def export(question: Question, grant: Data) -> list[Refusal]:
    """Only listed kinds of file, any unless listed; of the stems in the remix only listed ones alone."""
    stated = grant.get("export", {})
    told = []
    formats = stated.get("formats")
    if formats is not None:
        used = [(step["format"], step) for step in question.of("format")]
        asked = [(file, steps_using(file, used)) for file in {file for file, _ in used}]
        asked += [(file, ()) for file in question.facts["exports"]]
        limit = ", ".join(sorted(formats))
        told += [
            Refusal("export.format_not_allowed", "export", steps, limit, file, "format")
            for file, steps in asked
            if file not in formats
        ]
    if "export-stems" in question.facts["wishes"] and is_custom(grant):
        may = stated.get("stems", [])
        held_back = [stem for stem in stems_left(question) if stem not in may]
        if held_back:
            limit, got = ", ".join(sorted(may)), ", ".join(held_back)
            told.append(Refusal("export.stems_not_allowed", "export", (), limit, got, "name"))
    return told


def stems_left(question: Question) -> list[str]:
    """The stems of the recording, and those that are taken of it, that the remix does not cut off."""
    if not uses_the_recording(question):
        return []
    there = [*own_stems(question), *(stem for stem, _ in stems_named(question))]
    silent = [stem for stem, _ in muted(question)]
    return [stem for stem in STEMS if stem in there and stem not in silent]


def cover(question: Question, grant: Data) -> list[Refusal]:
    """Played anew only where that is allowed, on listed instruments only where any are listed."""
    if not is_custom(grant):
        return []
    stated = grant.get("cover", {})
    used = [(step["instrument"], step) for step in question.of("cover")]
    if not stated.get("allowed", False):
        return [
            Refusal("cover.not_allowed", "cover", steps_using(one, used), "no cover", one, "name")
            for one in {one for one, _ in used}
        ]
    if "instruments" not in stated:
        return []
    told = off_the_list("cover", used, stated["instruments"])
    return [refusal._replace(code="cover.instrument_not_allowed") for refusal in told]


def generated(question: Question, grant: Data) -> list[Refusal]:
    """Only what is listed, by listed models; where nothing may be made, no model had a hand in it.

    Once there is a sound, the models that made any of it must be known where they are listed.
    """
    if not is_custom(grant):
        return []
    stated = grant.get("generated", {})
    allowed, models = stated.get("allowed", []), stated.get("models", ["any"])
    used = [(step["what"], step) for step in question.of("generate")]
    told = off_the_list("generated", used, allowed)
    facts = question.facts
    if used and models != ["any"] and not facts["models"] and facts["measured"] is not None:
        told.append(Refusal("fact.missing", "generated", (), "models", "unknown", "fact"))
    if not allowed:
        models = []
    if models == ["any"]:
        return told
    steps, limit = steps_told(question.of("generate")), ", ".join(sorted(models))
    return told + [
        Refusal("generated.model_not_allowed", "generated", steps, limit, model, "model")
        for model in facts["models"]
        if model not in models
    ]


def purpose(question: Question, grant: Data) -> list[Refusal]:
    """Only listed purposes; an own grant that lists none gives a private preview; NC keeps money out."""
    wanted = question.facts["purpose"]
    if is_custom(grant):
        allowed = grant.get("purpose", {}).get("allowed", ["private_preview"])
    else:
        kept_out = MONEY if "NC" in elements(grant["license"]) else ()
        every = (
            "private_preview", "noncommercial_share", "contest_entry", "monetised_on_platform",
            "monetised_anywhere", "advertising", "political", "sync",
        )  # fmt: skip
        allowed = [one for one in every if one not in kept_out]
    if wanted in allowed:
        return []
    limit = ", ".join(sorted(allowed))
    return [Refusal("purpose.not_allowed", "purpose", (), limit, wanted, "purpose")]
