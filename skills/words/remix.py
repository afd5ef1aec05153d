"""Remix: words about a song become a plan, the plan is cleared, rendered, credited and given back."""

from __future__ import annotations

from skills.studio.studio import Studio
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.watch import Watch
from skills.words._remix_run import remix

HELP = "remix: change a song in your own words, as in “slow this to 80 bpm, keep the vocals”"
TOPICS = ()
TAKES = ("song", "words")


def run(request: Request, studio: Studio, watch: Watch) -> Reply:
    """Make the remix that the words ask for, within the talk they belong to, or propose it first."""
    return remix(request, studio, watch)
