"""Form: which edits a plan makes, which sections they reach, how much of the song is left."""

from __future__ import annotations

from fractions import Fraction

from tests.skills.rights.spec.moments import stretches
from tests.skills.rights.spec.question import (
    Data,
    Question,
    Refusal,
    is_custom,
    off_the_list,
    steps_told,
    steps_using,
)
from tests.skills.rights.spec.silence import heard_ms

LABELS = ("intro", "verse", "prechorus", "chorus", "bridge", "breakdown", "drop", "solo", "outro")


def edits(question: Question, grant: Data) -> list[Refusal]:
    """Only listed edits of the form, and none that reaches a section which is to stay as it is."""
    if not is_custom(grant):
        return []
    stated = grant.get("sections", {})
    untouched, reached = stated.get("untouched", []), sections_reached(question)
    return off_the_list("sections", edits_used(question), stated.get("allowed", [])) + [
        Refusal(
            "sections.untouched",
            "sections",
            steps_using(label, reached),
            ", ".join(sorted(untouched)),
            label,
            "name",
        )
        for label in sorted({label for label, _ in reached})
        if label in untouched
    ]


def sections_reached(question: Question) -> list[tuple[str, Data]]:
    """The kinds of section that an edit changes; any, where a length is asked for or none is known."""
    sections = question.grid["sections"]
    found = []
    for step in question.of("sections", "length"):
        labels = {section["label"] for section in sections if _reaches(question, step, section)}
        found += [(label, step) for label in (labels if sections else LABELS)]
    return found


def _reaches(question: Question, step: Data, section: Data) -> bool:
    if step["op"] == "length":
        return True
    start, end = section["start_seconds"], section["end_seconds"]
    place = stretches(step["where"], question.grid)
    if step["action"] == "keep":
        return not any(a <= start and end <= b for a, b in place)
    touched = any(a < end and start < b for a, b in place)
    if step["to"] is None:
        return touched
    other = stretches(step["to"], question.grid)
    if step["action"] == "swap":
        return touched or any(a < end and start < b for a, b in other)
    split = any(start < edge < end for stretch in other for edge in stretch)
    return touched or split


def excerpt(question: Question, grant: Data) -> list[Refusal]:
    """At most so much of the song, and at least so much, in seconds and per cent of it."""
    stated = grant.get("excerpt", {})
    used_ms, whole_ms = heard_ms(question), round(question.grid["seconds"] * 1000)
    most_ms = int(Fraction(whole_ms * stated.get("max_percent", 100), 100))
    if "max_seconds" in stated:
        most_ms = min(most_ms, 1000 * stated["max_seconds"])
    least_ms = 1000 * stated.get("min_seconds", 0)
    lengths, edits = question.of("length"), [step for _, step in edits_used(question)]
    if not stated or least_ms <= used_ms <= most_ms:
        return []
    if used_ms > most_ms:
        return [Refusal("excerpt.too_long", "excerpt", steps_told(lengths), most_ms, used_ms, "ms")]
    return [Refusal("excerpt.too_short", "excerpt", steps_told(edits), least_ms, used_ms, "ms")]


def edits_used(question: Question) -> list[tuple[str, Data]]:
    """The edits of a plan; a length is reached by dropping or looping, or by both where it may be either."""
    used = [(step["action"], step) for step in question.of("sections")]
    for step in question.of("length"):
        shorter = step["seconds"] < question.grid["seconds"]
        if step["ends_on"] or question.of("sections", "tempo", "steady", "mashup"):
            used += [("drop", step), ("loop", step)]
        else:
            used.append(("drop" if shorter else "loop", step))
    return used
