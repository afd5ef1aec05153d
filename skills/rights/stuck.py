"""Why there is no nearest plan: what no change of the plan would mend, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from skills.rights.judgement import Reason

NOT_THE_PLAN = "It is not the plan that stands in the way."
NOTHING_LEFT = "Nothing of this plan would be left."
UNSOUND = "The plan is allowed as it is; what is not is what was measured of its sound."

_ABOUT_THE_PLAN = ("excerpt", "operations", "sections", "stems", "tempo", "vocals")
"""Terms that may refuse the song as it is, without a step that is the cause."""
_CALLED = {
    "attribution": "how the song is credited",
    "content": "what the remix may be rated",
    "derivatives": "what the song was made of",
    "disclosure": "how the remix is labelled",
    "excerpt": "how much of the song is in the remix",
    "export": "the file it is to be written as",
    "generated": "the model that is to be used",
    "house": "what the song's licenses cover",
    "lyrics": "a wish about the words",
    "people": "who asks",
    "platforms": "the platform",
    "quota": "how many remixes there are already",
    "revenue": "what is earned with it",
    "share-alike": "the license that the remix is to carry",
    "stems": "how many stems are heard",
    "territory": "the territory",
    "training": "the training of a model",
    "validity": "the time",
    "voice": "the imitation of a voice",
}


def stuck(first: Sequence[Reason], left: Sequence[Reason]) -> str:
    """Why no plan is nearer; first: what stood against the plan, left: what no step of it can mend."""
    helpless = [reason for reason in left if not reason.step_ids]
    if not helpless:
        return NOTHING_LEFT
    elsewhere = [reason for reason in helpless if reason.term not in _ABOUT_THE_PLAN]
    of_steps = any(reason.step_ids or reason.term in _ABOUT_THE_PLAN for reason in first)
    if not of_steps and len(elsewhere) == len(left):
        return NOT_THE_PLAN
    cause = _called((elsewhere or helpless)[0])
    return f"A change of the plan would not be enough: {cause} stands in the way."


def _called(reason: Reason) -> str:
    if reason.code == "fact.missing":
        return f"what nobody stated ({reason.limit})"
    return _CALLED.get(reason.term, f"the {reason.term}")
